"""Utilities around the handler, unknown wrappers, and what the handler answers."""

from __future__ import annotations

import pytest

from eda_lint.finding import Confidence
from eda_lint.value import Unknown
from tests.bind.evaluated import behaviour_of, handler_of, seen

POWERTOOLS = """
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor, EventType, batch_processor, process_partial_response)
from aws_lambda_powertools.utilities.typing import LambdaContext
import boto3
logger, tracer, metrics = Logger(), Tracer(), Metrics()
processor = BatchProcessor(event_type=EventType.SQS)
sqs = boto3.client("sqs")
def record_handler(record):
    sqs.send_message(A=record.json_body["id"])
"""


def test_utilities_of_the_handler() -> None:
    source = f"""{POWERTOOLS}
@logger.inject_lambda_context(log_event=True)
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event, context):
    return {{"statusCode": 200}}
"""
    handler = handler_of(source)
    assert handler.behaviour.utilities == {
        "inject_lambda_context",
        "capture_lambda_handler",
        "log_metrics",
    }
    assert handler.confidence is Confidence.CERTAIN
    assert handler.behaviour.answers_batch_failures is False


def test_utilities_below_an_own_decorator() -> None:
    source = f"""{POWERTOOLS}
def own(f):
    def wrapper(e, c):
        return f(e, c)
    return wrapper
@own
@logger.inject_lambda_context
def handler(event, context):
    return 1
"""
    assert behaviour_of(source).utilities == {"inject_lambda_context"}


def test_middleware_factory() -> None:
    source = f"""{POWERTOOLS}
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
@lambda_handler_decorator
def middleware(inner, event, context):
    sqs.send_message(A="before")
    return inner(event, context)
@middleware
def handler(event, context):
    sqs.send_message(A=event["id"])
"""
    assert seen(source) == ["sqs.SendMessage A=before", "sqs.SendMessage A=$.id"]


BATCHES = {
    "process_partial_response": """
def handler(event, context):
    return process_partial_response(
        event=event, record_handler=record_handler, processor=processor, context=context)
""",
    "processor as context manager": """
def handler(event, context):
    with processor(records=event["Records"], handler=record_handler):
        processor.process()
    return processor.response()
""",
}


@pytest.mark.parametrize("name", BATCHES)
def test_batch_processors(name: str) -> None:
    source = POWERTOOLS + BATCHES[name]
    assert seen(source) == ["sqs.SendMessage A=$.Records.*.body.id"] or seen(source) == [
        "sqs.SendMessage A=$.Records.*.json_body.id"
    ]
    behaviour = behaviour_of(source)
    assert behaviour.answers_batch_failures is True
    assert behaviour.calls[0].in_loop


ANSWERS: dict[str, bool | None] = {
    "return {'batchItemFailures': []}": True,
    "failures = []\n    return {'batchItemFailures': failures}": True,
    "d = {}\n    d['batchItemFailures'] = []\n    return d": True,
    "if event:\n        return {'batchItemFailures': []}\n    return None": True,
    "return {'statusCode': 200}": False,
    "return None": False,
    "pass": False,
    "return 'ok'": False,
    "return event": None,
    "return answer()": None,
    "return {**event}": None,
    "raise ValueError": None,
}


@pytest.mark.parametrize("body", ANSWERS)
def test_answers(body: str) -> None:
    source = f"from company import answer\ndef handler(event, context):\n    {body}"
    answer = behaviour_of(source).answers_batch_failures
    expected = ANSWERS[body]
    assert isinstance(answer, Unknown) if expected is None else answer is expected


def test_an_unknown_decorator_leaves_the_answer_open() -> None:
    source = "from company import wrapped\n@wrapped\ndef handler(event, context):\n    return 1"
    handler = handler_of(source)
    assert isinstance(handler.behaviour.answers_batch_failures, Unknown)
    assert handler.confidence is Confidence.LIKELY


def test_an_unknown_wrapper_lets_the_inner_function_be_the_handler() -> None:
    source = """
        import boto3
        from company import wrapped
        def inner(event, context):
            boto3.client("sqs").send_message(A=event["id"])
        handler = wrapped(inner)
    """
    handler = handler_of(source)
    assert seen(source) == ["sqs.SendMessage A=$.id"]
    assert [made.moment.value for made in handler.behaviour.constructions] == ["invocation"]
    assert handler.confidence is Confidence.LIKELY


def test_steps_of_a_durable_execution() -> None:
    source = """
        import boto3
        from aws_durable_execution_sdk_python import durable_execution, durable_step
        sqs = boto3.client("sqs")
        @durable_step
        def first(step_context, order):
            sqs.send_message(A=order)
        @durable_execution
        def handler(event, context):
            context.step(first(event["order"]))
            context.step(lambda _: sqs.send_message(B=1))
            context.parallel([lambda _: sqs.send_message(C=1)])
    """
    assert seen(source) == [
        "sqs.SendMessage A=$.order",
        "sqs.SendMessage B=1",
        "sqs.SendMessage C=1",
    ]
    assert handler_of(source).confidence is Confidence.CERTAIN


def test_an_object_that_can_be_called_is_a_handler() -> None:
    source = f"""{POWERTOOLS}
class Base:
    @tracer.capture_lambda_handler
    def __call__(self, event, context):
        self.queue.send_message(A=event["id"])
class Handler(Base):
    def __init__(self, queue):
        self.queue = queue
handler = Handler(sqs)
"""
    handler = handler_of(source)
    assert handler.confidence is Confidence.CERTAIN
    assert handler.behaviour.utilities == {"capture_lambda_handler"}
    assert seen(source) == ["sqs.SendMessage A=$.id"]
