"""Resources that only set something of another one, which owns it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eda_lint.aws.terraform.split import joined
from eda_lint.location import Location
from eda_lint.model import Function, Queue, RuleTarget
from eda_lint.value import Absent, Concat, Input, Literal, Unknown, choice, outcomes
from tests.aws.terraformed import (
    UNKNOWN,
    Configuration,
    carried,
    declared,
    flows,
    graph_of,
    reference,
)

QUEUES: Configuration = {
    "aws_sqs_queue.orders": {"name": "orders"},
    "aws_sqs_queue.dead": {"name": "dead"},
}
POLICY = '{"deadLetterTargetArn": "${aws_sqs_queue.dead.arn}", "maxReceiveCount": 3}'
QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"


def _redriven(queue_url: object) -> dict[str, Queue]:
    part = {"queue_url": queue_url, "redrive_policy": POLICY}
    graph = graph_of({**QUEUES, "aws_sqs_queue_redrive_policy.orders": part})
    return {queue.name.rpartition(".")[2]: queue for queue in graph.all(Queue)}


@pytest.mark.parametrize("url", ["${aws_sqs_queue.orders.id}", QUEUE_URL, "orders"])
def test_a_redrive_policy_reaches_its_queue(url: str) -> None:
    queues = _redriven(url)
    assert queues["orders"].maximum_receives == 3
    assert queues["orders"].maximum_receives_at == Location(
        "aws_sqs_queue_redrive_policy.orders.tf", 3
    )
    assert isinstance(queues["dead"].redrive, Absent)


@pytest.mark.parametrize(
    "url",
    [
        UNKNOWN,
        Input("queue_url"),
        choice((reference("aws_sqs_queue.orders.id"), reference("aws_sqs_queue.dead.id"))),
        Concat((Input("account"), Literal("/orders"))),
    ],
)
def test_a_redrive_policy_of_a_queue_that_cannot_be_told_may_be_of_any(url: object) -> None:
    queues = _redriven(url)
    assert all(isinstance(queue.redrive, Unknown) for queue in queues.values())


@pytest.mark.parametrize(
    "url", [QUEUE_URL.replace("orders", "elsewhere"), "${aws_sqs_queue.gone.id}"]
)
def test_a_redrive_policy_of_a_queue_elsewhere_says_nothing_of_the_queues_here(url: str) -> None:
    queues = _redriven(url)
    assert all(isinstance(queue.redrive, Absent) for queue in queues.values())


def test_what_a_queue_sets_itself_stays_known() -> None:
    own = {"aws_sqs_queue.orders": {"redrive_policy": POLICY}, "aws_sqs_queue.dead": {}}
    part = {"queue_url": UNKNOWN, "redrive_policy": POLICY}
    graph = graph_of({**own, "aws_sqs_queue_redrive_policy.any": part})
    assert flows(graph) == ["orders dead_letter dead"]


@pytest.mark.parametrize(
    ("url", "means"),
    [
        (UNKNOWN, {"orders": Absent, "dead": Unknown}),
        (Input("queue_url"), {"orders": Unknown, "dead": Unknown}),
        ("dead", {"orders": Absent, "dead": Concat}),
        (QUEUE_URL, {"orders": Concat, "dead": Absent}),
    ],
)
def test_the_queues_of_another_root_may_be_meant(url: object, means: dict[str, type]) -> None:
    part: Configuration = {
        "aws_sqs_queue_redrive_policy.any": {"queue_url": url, "redrive_policy": POLICY}
    }
    there, here = joined(
        (*declared(QUEUES, "there")[:1], *declared({**QUEUES, **part}, "here")[1:])
    )
    assert isinstance(there.argument("redrive_policy"), means["orders"])
    assert isinstance(here.argument("redrive_policy"), means["dead"])


@pytest.mark.parametrize(("condition", "certain"), [("is_prod", False), ("", True)])
def test_a_redrive_policy_that_is_there_under_a_condition(condition: str, certain: bool) -> None:
    queue, part = declared(
        {
            "aws_sqs_queue.orders": {"name": "orders"},
            "aws_sqs_queue_redrive_policy.orders": {
                "queue_url": "orders",
                "redrive_policy": "policy",
            },
        }
    )
    (owner,) = joined((queue, replace(part, only_when=condition)))
    possible = outcomes(owner.argument("redrive_policy"))
    assert (Absent() not in possible) is certain
    assert possible[0] == Literal("policy")


def test_a_redrive_policy_under_the_condition_of_its_queue_is_certain() -> None:
    both = declared(
        {
            "aws_sqs_queue.orders": {"name": "orders"},
            "aws_sqs_queue_redrive_policy.orders": {"queue_url": "orders", "redrive_policy": "p"},
        }
    )
    (owner,) = joined(replace(one, only_when="is_prod") for one in both)
    assert owner.argument("redrive_policy") == Literal("p")


def test_a_data_source_owns_nothing() -> None:
    looked_up = replace(declared(QUEUES)[0], is_data=True)
    (part,) = declared({"aws_sqs_queue_redrive_policy.x": {"queue_url": "orders"}})
    assert joined((looked_up, part)) == (looked_up, part)


def test_a_function_that_may_call_itself() -> None:
    graph = graph_of(
        {
            "aws_lambda_function.fn": {"function_name": "${var.prefix}-fn"},
            "aws_lambda_function_recursion_config.fn": {
                "function_name": "${var.prefix}-fn",
                "recursive_loop": "Allow",
            },
        }
    )
    assert [function.recursion_allowed for function in graph.all(Function)] == [True]


RULE: Configuration = {
    "aws_lambda_function.fn": {"function_name": "fn"},
    "aws_cloudwatch_event_bus.shop": {"name": "shop"},
    "aws_cloudwatch_event_rule.placed": {
        "name": "placed",
        "event_bus_name": "${aws_cloudwatch_event_bus.shop.name}",
        "event_pattern": '{"source": ["shop"]}',
    },
    "aws_cloudwatch_event_rule.other": {"name": "placed", "event_pattern": '{"source": ["x"]}'},
}


def _target(**arguments: object) -> dict[str, object]:
    return {"arn": "${aws_lambda_function.fn.arn}", **arguments}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (_target(rule="placed", event_bus_name="${aws_cloudwatch_event_bus.shop.arn}"), "shop"),
        (_target(rule="placed"), "default"),
        (_target(rule="placed", event_bus_name="default"), "default"),
        (_target(rule="${aws_cloudwatch_event_rule.placed.name}"), "shop"),
    ],
)
def test_a_target_finds_its_rule_by_name_and_bus(target: dict[str, object], expected: str) -> None:
    graph = graph_of({**RULE, "aws_cloudwatch_event_target.fn": target})
    assert flows(graph) == [f"{expected} trigger fn"]


def test_several_targets_of_a_rule() -> None:
    graph = graph_of(
        {
            **RULE,
            "aws_sqs_queue.kept": {},
            "aws_cloudwatch_event_target.fn": _target(rule="placed"),
            "aws_cloudwatch_event_target.kept": {
                "rule": "placed",
                "arn": "${aws_sqs_queue.kept.arn}",
            },
        }
    )
    assert flows(graph) == ["default trigger fn", "default trigger kept"]


def test_a_target_of_a_rule_elsewhere_gets_who_knows_what_from_its_bus() -> None:
    target = _target(rule="elsewhere", event_bus_name="${aws_cloudwatch_event_bus.shop.name}")
    graph = graph_of({**RULE, "aws_cloudwatch_event_target.fn": target})
    assert flows(graph) == ["shop trigger fn"]
    assert isinstance(carried(RuleTarget, graph).pattern, Unknown)


@pytest.mark.parametrize(
    "target",
    [
        _target(rule="elsewhere"),
        _target(rule="elsewhere", event_bus_name="default"),
        _target(rule="elsewhere", event_bus_name=UNKNOWN),
        _target(rule=UNKNOWN),
    ],
)
def test_a_rule_elsewhere_on_the_default_bus_may_be_a_schedule(target: dict[str, object]) -> None:
    assert flows(graph_of({**RULE, "aws_cloudwatch_event_target.fn": target})) == []


def test_attachments_to_other_target_groups_say_nothing() -> None:
    configuration: Configuration = {
        "aws_lb_target_group.fn": {"target_type": "lambda"},
        "aws_lb_target_group_attachment.fn": {"target_group_arn": UNKNOWN, "target_id": "fn"},
    }
    assert flows(graph_of(configuration)) == []


def test_what_has_no_parts_stays_as_it_is() -> None:
    everything = declared(QUEUES)
    assert joined(everything) == everything


def test_an_owner_of_which_nothing_is_known_stays_unknown() -> None:
    part = {"queue_url": "${aws_sqs_queue.orders.id}", "redrive_policy": POLICY}
    (queue,) = joined(
        declared({"aws_sqs_queue.orders": UNKNOWN, "aws_sqs_queue_redrive_policy.x": part})
    )
    assert queue.arguments == UNKNOWN
