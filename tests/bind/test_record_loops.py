"""Loops over the event's records: which errors let a failed record count as done."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import behaviour_of

HEAD = """
import json, logging, boto3, psycopg2, requests
from somewhere import process, metrics
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.data_classes import SQSEvent, event_source
sqs = boto3.client("sqs")
table = boto3.resource("dynamodb").Table("t")
log = logging.getLogger()
measures = Metrics()
db = psycopg2.connect("db")
def work(record):
    sqs.send_message(MessageBody=record["body"])
def quiet(record):
    try:
        work(record)
    except Exception:
        log.exception("failed")
def answering(record):
    try:
        work(record)
        return True
    except Exception:
        log.exception("failed")
        return False
def note(error):
    print("failed", error)
def park(record):
    sqs.send_message(MessageBody=record["body"])
"""
SAVE = "table.put_item(Item=record)"
NEW = "table.put_item(Item=record, ConditionExpression='attribute_not_exists(id)')"


def attempt(body: str, reaction: str, kind: str = "Exception as e") -> str:
    """A loop over the records with one `try`."""
    return (
        "for record in event['Records']:\n    try:\n"
        + textwrap.indent(body, " " * 8)
        + f"\n    except {kind}:\n"
        + textwrap.indent(reaction, " " * 8)
    )


SWALLOWED = {
    "printed": attempt(SAVE, "print(e)"),
    "logged": attempt(SAVE, "log.exception('failed %s', record['id'])"),
    "logged as text": attempt(SAVE, "log.error(json.dumps({'error': str(e), 'r': record}))"),
    "passed over": attempt(SAVE, "pass"),
    "continue": attempt(SAVE, "print(e)\ncontinue"),
    "break": attempt(SAVE, "print(e)\nbreak"),
    "an answer": attempt(SAVE, "print(e)\nreturn {'statusCode': 500}"),
    "an own function logs": attempt(SAVE, "note(e)"),
    "a local message": attempt(SAVE, "text = f'failed {e}'\nlog.error(text)"),
    "a metric": attempt(SAVE, "log.error(e)\nmeasures.add_metric(name='x', unit='Count', value=1)"),
    "only in one case": attempt(SAVE, "if e.args:\n    print(e)"),
    "everything": attempt(SAVE, "print('failed')", "BaseException"),
    "among others": attempt(SAVE, "print('failed')", "(ValueError, Exception)"),
    "AWS's errors": attempt(SAVE, "print('failed')", "ClientError"),
    "a helper": "for record in event['Records']:\n    quiet(record)",
    "a comprehension": "[quiet(record) for record in event['Records']]",
    "map": "list(map(quiet, event['Records']))",
    "get": attempt(SAVE, "print(e)").replace("event['Records']", "event.get('Records', [])"),
    "enumerate": attempt(SAVE, "print(e)").replace(
        "for record in event['Records']", "for i, record in enumerate(event['Records'])"
    ),
    "parsed before": attempt("body = json.loads(record['body'])\n" + SAVE, "print(e)"),
    "an HTTP request": attempt("requests.post('https://x', json=record)", "print(e)"),
    "a database": attempt("db.cursor().execute('insert', record)", "print(e)"),
    "an unknown library": attempt("process(record)", "print(e)"),
    "with more after the loop": attempt(SAVE, "print(e)") + "\nprint('done')\nreturn {'n': 1}",
    "kafka": "for batch in event['records'].values():\n    for record in batch:\n"
    "        quiet(record)",
}

TOLD = {
    "raised again": attempt(SAVE, "print(e)\nraise"),
    "raised in one case": attempt(SAVE, "print(e)\nif record['x']:\n    raise"),
    "asserted": attempt(SAVE, "assert False, e"),
    "listed": "failed = []\n" + attempt(SAVE, "failed.append(record['messageId'])"),
    "listed by an operator": "failed = []\n" + attempt(SAVE, "failed += [record['messageId']]"),
    "counted": "failed = 0\n" + attempt(SAVE, "failed += 1") + "\nif failed:\n    raise OSError",
    "remembered": "last = None\n" + attempt(SAVE, "last = e") + "\nif last:\n    raise last",
    "sent on": attempt(SAVE, "sqs.send_message(MessageBody=record['body'])"),
    "sent on by a helper": attempt(SAVE, "print(e)\npark(record)"),
    "written down": attempt(SAVE, "table.put_item(Item={'error': str(e)})"),
    "given to something unknown": attempt(SAVE, "metrics.failed(record)"),
    "ended": attempt(SAVE, "sys.exit(1)"),
    "one kind of error": attempt(SAVE, "print(e)", "KeyError as e"),
    "a duplicate": attempt(NEW, "print(e)", "ClientError as e"),
    "only parsed": attempt("body = json.loads(record['body'])", "print(e)\ncontinue"),
    "parsed, then handled": attempt("body = json.loads(record['body'])", "print(e)\ncontinue")
    + f"\n    {SAVE}",
    "beside the work": "for record in event['Records']:\n    work(record)\n    quiet(record)",
    "before the work": "for record in event['Records']:\n    quiet(record)\n    work(record)",
    "judged after the try": "failed = []\nfor record in event['Records']:\n    ok = False\n"
    f"    try:\n        {SAVE}\n        ok = True\n    except Exception:\n        print('failed')\n"
    "    if not ok:\n        failed.append(record)",
    "judged after the loop": "done = []\n"
    + attempt(f"{SAVE}\ndone.append(record)", "print(e)")
    + "\nif len(done) < len(event['Records']):\n    raise ValueError",
    "the helper tells": "for record in event['Records']:\n    if not answering(record):\n"
    "        raise ValueError",
    "tried again": "for record in event['Records']:\n    for _ in range(3):\n        quiet(record)",
    "the whole batch": f"try:\n    for record in event['Records']:\n        {SAVE}\n"
    "except Exception as e:\n    print(e)",
    "no records": attempt(SAVE, "print(e)").replace("event['Records']", "event['orders']"),
    "nothing to fail": attempt("print(record)", "print(e)"),
}


def _found(body: str) -> list[int]:
    source = f"{HEAD}\ndef handler(event, context):\n{textwrap.indent(body, '    ')}\n"
    loops = behaviour_of(source).record_loops
    return [at.line for loop in loops for at in loop.swallowed]


@pytest.mark.parametrize("name", SWALLOWED)
def test_swallowed(name: str) -> None:
    assert len(_found(SWALLOWED[name])) == 1


@pytest.mark.parametrize("name", TOLD)
def test_told(name: str) -> None:
    assert not _found(TOLD[name])


def test_place() -> None:
    source = "import boto3\nt = boto3.client('sqs')\ndef handler(event, context):\n"
    source += textwrap.indent(attempt("t.send_message()", "print(e)"), "    ")
    (loop,) = behaviour_of(source).record_loops
    assert (loop.at.line, loop.at.end_line, loop.at.end_column) == (4, 4, 35)
    (at,) = loop.swallowed
    assert (at.line, at.column, at.end_line, at.end_column) == (7, 9, 7, 25)


def test_an_event_of_powertools() -> None:
    source = f"""{HEAD}
@event_source(data_class=SQSEvent)
def handler(event, context):
    for record in event.records:
        quiet(record)
"""
    (loop,) = behaviour_of(source).record_loops
    assert loop.at.line


def test_a_helper_that_walks_the_records() -> None:
    source = f"""{HEAD}
def walk(records):
    for record in records:
        quiet(record)
def counting(records):
    for record in records:
        quiet(record)
    return len(records)
def handler(event, context):
    walk(event["Records"])
    counting(event["Records"])
"""
    (loop,) = behaviour_of(source).record_loops
    assert [step.called for step in loop.path] == ["walk"]
