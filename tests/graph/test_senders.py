"""The bucket that an event names is the one whose notification it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.finding import Confidence
from eda_lint.graph.senders import Senders
from eda_lint.location import Location
from eda_lint.model import (
    Carrier,
    Edge,
    EdgeKind,
    EventSourceMapping,
    Evidence,
    Notification,
    Route,
    RuleTarget,
    Subscription,
)
from eda_lint.value import ABSENT, Choice, EventData, Literal, Reference, Value
from tests.applications import report_on, write
from tests.aws.declared import value

AT = Location("template.yaml", 1)
NOTIFIES, POLLS, SUBSCRIBES = Notification(AT), EventSourceMapping(AT, 10), Subscription(AT, "sqs")


def edge(source: str, target: str, carrier: Carrier) -> Edge:
    return Edge(source, target, EdgeKind.TRIGGER, carrier, Evidence("template", AT, ""))


def rule(pattern: object) -> RuleTarget:
    return RuleTarget(AT, "Uploaded", value(pattern))


def path(dotted: str) -> EventData:
    return EventData(tuple(dotted.split(".")))


PLAIN = path("Records.*.s3.bucket.name")
QUEUED = path("Records.*.body.Records.*.s3.bucket.name")
RULED = path("detail.bucket.name")


@pytest.mark.parametrize(
    ("read", "edges", "told"),
    [
        (PLAIN, [edge("photos", "fn", NOTIFIES)], Reference("photos")),
        (
            PLAIN,
            [edge("photos", "fn", NOTIFIES), edge("films", "fn", NOTIFIES)],
            Choice((Reference("photos"), Reference("films"))),
        ),
        (QUEUED, [edge("photos", "q", NOTIFIES), edge("q", "fn", POLLS)], Reference("photos")),
        (
            QUEUED,
            [
                edge("photos", "topic", NOTIFIES),
                edge("topic", "q", SUBSCRIBES),
                edge("q", "fn", POLLS),
            ],
            Reference("photos"),
        ),
        (RULED, [edge("default", "fn", rule({"detail": {"bucket": {"name": ["a"]}}}))], "a"),
        # Any bucket of the account may be meant.
        (RULED, [edge("default", "fn", rule({"source": ["aws.s3"]}))], None),
        (PLAIN, [edge("api", "fn", Route(AT))], None),
        (PLAIN, [edge("photos", "other", NOTIFIES)], None),
        (path("bucket"), [edge("photos", "fn", NOTIFIES)], None),
        (ABSENT, [edge("photos", "fn", NOTIFIES)], None),
    ],
)
def test_told(read: Value, edges: list[Edge], told: Value | str | None) -> None:
    expected = Literal(told) if isinstance(told, str) else told
    assert Senders(edges).told(read, "fn") == expected


def test_queues_that_feed_each_other_end() -> None:
    circle = [edge("a", "b", SUBSCRIBES), edge("b", "a", SUBSCRIBES), edge("b", "fn", POLLS)]
    assert Senders(circle).told(PLAIN, "fn") is None


APPLICATION = {
    "template.yaml": """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Scans:
    Type: AWS::S3::Bucket
  Texts:
    Type: AWS::S3::Bucket
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: reader.handler
      Runtime: python3.13
      Environment:
        Variables:
          TEXTS: !Ref Texts
      Events:
        Scanned:
          Type: S3
          Properties:
            Bucket: !Ref Scans
            Events: s3:ObjectCreated:*
""",
    "src/reader.py": """\
import os
import boto3

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        scan = record["s3"]
        text = s3.get_object(Bucket=scan["bucket"]["name"], Key=scan["object"]["key"])
        s3.put_object(Bucket=TARGET, Key=scan["object"]["key"] + ".txt", Body=text["Body"].read())
""",
}


@pytest.mark.parametrize(
    ("target", "found"), [('scan["bucket"]["name"]', 1), ('os.environ["TEXTS"]', 0)]
)
def test_a_loop_through_the_bucket_of_the_event(tmp_path: Path, target: str, found: int) -> None:
    files = {name: text.replace("TARGET", target) for name, text in APPLICATION.items()}
    write(files, tmp_path)
    report = report_on(tmp_path, "recursive-loop")
    assert [f.finding.confidence for f in report.findings] == [Confidence.LIKELY] * found
