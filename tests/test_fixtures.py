"""Small whole applications, as different teams write them: every rule runs over each.

A fixture's files say what is expected on their lines, and nothing else is. Its `graph.txt` holds
the edges of its graph; `python -m tests.regenerate` writes it again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eda_lint.lint import Report
from eda_lint.registry import load_rooms
from tests.applications import CONFIGURATION, differences, expectations, report_on, write
from tests.regenerate import FIXTURES, GRAPH, files_of, fixtures, graph_text

WELL_BUILT = FIXTURES / "charity"
each_fixture = pytest.mark.parametrize("folder", fixtures(), ids=lambda folder: folder.name)


def report(folder: Path, into: Path) -> Report:
    """The report on a fixture, apart from this project's own configuration."""
    write(files_of(folder), into)
    return report_on(into)


@each_fixture
def test_findings_are_what_the_lines_expect(folder: Path, tmp_path: Path) -> None:
    told = differences(report(folder, tmp_path), expectations(files_of(folder)))
    assert not told, "\n".join(told)


@each_fixture
def test_every_suppression_is_needed(folder: Path, tmp_path: Path) -> None:
    assert report(folder, tmp_path).unused_suppressions == ()


@each_fixture
def test_graph(folder: Path, tmp_path: Path) -> None:
    golden = (folder / GRAPH).read_text(encoding="utf-8")
    told = "if this is right: python -m tests.regenerate"
    assert graph_text(report(folder, tmp_path)) == golden, told


@each_fixture
@pytest.mark.parametrize("command", ["check", "graph"])
def test_output_depends_on_neither_hash_seed_nor_order(
    folder: Path, command: str, tmp_path: Path
) -> None:
    write(files_of(folder), tmp_path)
    paths = sorted(p.name for p in tmp_path.iterdir() if p.name != CONFIGURATION)
    first = output(command, paths, tmp_path, seed="0")
    assert first == output(command, paths[::-1], tmp_path, seed="4711")


def output(command: str, paths: list[str], folder: Path, seed: str) -> bytes:
    """What a process of its own prints, as JSON."""
    arguments = [sys.executable, "-m", "eda_lint", command, *paths, "--format", "json"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, check=False, timeout=60
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    assert run.stdout
    return run.stdout


def test_every_rule_finds_something_in_a_fixture() -> None:
    expected = {e.rule for folder in fixtures() for e in expectations(files_of(folder))}
    assert expected == {room.rule.id for room in load_rooms()}


def test_suppressions_hold_findings_back(tmp_path: Path) -> None:
    assert report(FIXTURES / "newsroom", tmp_path).suppressed == 3


def test_the_well_built_application_expects_nothing() -> None:
    assert not expectations(files_of(WELL_BUILT))


TEMPLATE = "template.yaml"
THANK = "services/thank/app.py"
BUS = "lib/python/charity/bus.py"
LEDGER = "services/ledger/keeper.py"
CLIENTS = "lib/python/charity/clients.py"
# Silence would prove little if nothing were looked at: without any one of its mends, the well-built
# application has just the one fault that the mend is for.
MENDS = [
    (
        "financial-path-without-idempotency",
        "services/donate/app.py",
        '        MessageDeduplicationId=donation["form_id"],\n',
        "",
    ),
    (
        "financial-path-without-idempotency",
        LEDGER,
        '@idempotent_function(data_keyword_argument="donation", config=config, '
        "persistence_store=seen)\n",
        "",
    ),
    (
        "duplicate-side-effect",
        THANK,
        '@idempotent_function(data_keyword_argument="donation", config=config, '
        "persistence_store=seen)\n",
        "",
    ),
    (
        "unstable-idempotency-key",
        LEDGER,
        'event_key_jmespath="form_id"',
        'event_key_jmespath="powertools_json(body).requestContext.requestId"',
    ),
    (
        "idempotency-without-context",
        LEDGER,
        "    config.register_lambda_context(context)\n",
        "",
    ),
    (
        "unchecked-batch-result",
        BUS,
        '    if answer["FailedEntryCount"] > 0:\n        raise NotAccepted(answer["Entries"])\n',
        "",
    ),
    (
        "undefined-env-var",
        TEMPLATE,
        "          LEDGER: !Ref Ledger\n",
        "",
    ),
    (
        "handler-not-found",
        TEMPLATE,
        "Handler: keeper.main",
        "Handler: keeper.handler",
    ),
    (
        "init-in-handler",
        CLIENTS,
        "    if _sqs is None:\n",
        "    if True:\n",
    ),
    (
        "init-in-handler",
        CLIENTS,
        "    @cached_property\n",
        "    @property\n",
    ),
    (
        "critical-function-without-reserved-concurrency",
        TEMPLATE,
        "      ReservedConcurrentExecutions: !Ref LedgerConcurrency\n",
        "",
    ),
    (
        "queue-without-dlq",
        TEMPLATE,
        "      RedrivePolicy:\n        deadLetterTargetArn: !Sub arn:${AWS::Partition}:sqs:"
        "${AWS::Region}:${AWS::AccountId}:${Prefix}-failed.fifo\n        maxReceiveCount: 5\n",
        "",
    ),
    ("receive-count-too-low", TEMPLATE, "maxReceiveCount: 5", "maxReceiveCount: 2"),
    ("visibility-timeout-too-short", TEMPLATE, "VisibilityTimeout: 60", "DelaySeconds: 0"),
    (
        "dlq-without-alarm",
        TEMPLATE,
        "      MetricName: ApproximateNumberOfMessagesVisible\n",
        "      MetricName: NumberOfMessagesSent\n",
    ),
    (
        "dlq-without-alarm",
        TEMPLATE,
        "{Name: QueueName, Value: !GetAtt UndeliveredThanks.QueueName}",
        "{Name: QueueName, Value: !GetAtt Thanks.QueueName}",
    ),
    (
        "async-function-without-dlq",
        TEMPLATE,
        "        DestinationConfig:\n          OnFailure: {Type: SQS}\n",
        "",
    ),
    (
        "async-function-without-dlq",
        TEMPLATE,
        "      DeadLetterQueue:\n        Type: SNS\n        TargetArn: !Ref Accountants\n",
        "",
    ),
    ("async-function-without-dlq", TEMPLATE, 'Qualifier: "$LATEST"', "Qualifier: current"),
    (
        "rule-target-without-dlq",
        TEMPLATE,
        "            DeadLetterConfig: {Type: SQS, QueueLogicalId: UndeliveredThanks}\n",
        "",
    ),
    (
        "rule-target-without-dlq",
        TEMPLATE,
        "          DeadLetterConfig: {Arn: !GetAtt Undelivered.Arn}\n",
        "",
    ),
    (
        "subscription-without-dlq",
        TEMPLATE,
        """      RedrivePolicy: !Sub '{"deadLetterTargetArn": "${ReceiptFailures.Arn}"}'\n""",
        "",
    ),
    (
        "stream-without-failure-destination",
        TEMPLATE,
        "            DestinationConfig:\n"
        "              OnFailure: {Type: SNS, Destination: !Ref Accountants}\n",
        "",
    ),
    ("recursive-loop", TEMPLATE, "              detail-type: [DonationBooked]\n", ""),
    (
        "recursive-loop",
        TEMPLATE,
        "                  - {Name: prefix, Value: ledger/}\n"
        "                  - {Name: suffix, Value: .json}\n",
        "                  - {Name: suffix, Value: .txt}\n",
    ),
]


@pytest.mark.parametrize(
    ("rule", "path", "mend", "instead"),
    [pytest.param(*mend, id=f"{mend[0]}-{number}") for number, mend in enumerate(MENDS)],
)
def test_each_mend_counts(rule: str, path: str, mend: str, instead: str, tmp_path: Path) -> None:
    files = files_of(WELL_BUILT)
    assert mend in files[path]
    write({**files, path: files[path].replace(mend, instead)}, tmp_path)
    assert {one.rule for one in report_on(tmp_path).findings} == {rule}
