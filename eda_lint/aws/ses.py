"""SES: receipt rules hand mail to functions, topics and buckets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import End, Flow, Reader, Resource, Statement
from eda_lint.aws.reading import identity, itself, place
from eda_lint.model import Bucket, EdgeKind, External, Function, Hook, NodeType, Topic
from eda_lint.value import Absent, field_of, items_of, text_of

_ACTIONS: tuple[tuple[str, str, NodeType], ...] = (
    ("LambdaAction", "FunctionArn", Function),
    ("SNSAction", "TopicArn", Topic),
    ("S3Action", "BucketName", Bucket),
)


def _receipt_rule(resource: Resource) -> Iterator[Statement]:
    """A receipt rule has no kind of its own: it is something that sends."""
    rule = itself(resource, External)
    yield External(**identity(resource))
    for item in items_of(resource.property("Rule", "Actions")):
        for action, name, kind in _ACTIONS:
            target = field_of(item, action, name)
            if not isinstance(target, Absent):
                waits = text_of(field_of(item, action, "InvocationType")) == "RequestResponse"
                hook = Hook(place(item, resource.at), "mail receipt", asynchronous=not waits)
                yield Flow(EdgeKind.TRIGGER, rule, End(target, (kind,)), hook, hook.what)


RESOURCES: Mapping[str, Reader] = {"AWS::SES::ReceiptRule": _receipt_rule}
