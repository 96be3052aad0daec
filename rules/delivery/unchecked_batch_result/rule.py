"""unchecked-batch-result: batches of which a part failed, and nobody looked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, least
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Function, Handler, Moment, SdkCall
from eda_lint.rule import rule
from eda_lint.value import Unknown

# Each batch call's member that counts or lists what failed, and others that tell it as well: the
# entries one by one, or what succeeded, which may be held against what was sent.
_FAILURES = {
    ("events", "PutEvents"): ("FailedEntryCount", "Entries"),
    ("sqs", "SendMessageBatch"): ("Failed", "Successful"),
    ("sns", "PublishBatch"): ("Failed", "Successful"),
    ("kinesis", "PutRecords"): ("FailedRecordCount", "Records"),
    ("firehose", "PutRecordBatch"): ("FailedPutCount", "RequestResponses"),
    ("dynamodb", "BatchWriteItem"): ("UnprocessedItems",),
}


@rule(severity=Severity.WARNING)
def unchecked_batch_result(graph: EventGraph) -> Iterator[Finding]:
    """A batch is sent and nobody looks which of its entries failed."""
    for function in graph.all(Function):
        if isinstance(function.handler, Handler):
            by_place: dict[Location, list[SdkCall]] = defaultdict(list)
            for call in function.handler.behaviour.calls:
                if isinstance(call, SdkCall) and call.moment is Moment.INVOCATION:
                    by_place[call.at].append(call)
            for calls in by_place.values():
                if all(_is_unchecked(call) for call in calls):
                    yield _finding(function, function.handler, calls)


def _is_unchecked(call: SdkCall) -> bool:
    telling = _FAILURES.get((call.service, call.operation))
    if telling is None or isinstance(call.reads, Unknown):
        return False
    return call.reads.isdisjoint(telling)


def _finding(function: Function, handler: Handler, calls: list[SdkCall]) -> Finding:
    call = calls[0]
    member = _FAILURES[call.service, call.operation][0]
    what = "reads" if call.reads else "looks at"
    return Finding(
        at=call.at,
        subject=function,
        message=(
            f"{function} never {what} {member} in the answer of {call.operation}, which succeeds "
            "although entries failed; needs a check that sends those again, or raises"
        ),
        related=tuple(
            dict.fromkeys(
                Related(step.at, f"by way of {step.called}, called here")
                for call in calls
                for step in call.path
            )
        ),
        confidence=least((handler.confidence, *(call.confidence for call in calls))),
    )
