"""What an argument refers to that is unknown until apply, as far as a plan tells."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from eda_lint.parse.terraform.planned import PlanFacts
from tests.parse.terraform.shown import block, facts_of, instance, planned, recorded, resource

DLQ = "aws_sqs_queue.dlq.arn"
ARN = {"arn": True, "id": True, "url": True}
QUEUE = instance("aws_sqs_queue.dlq", {"name": "dlq"}, ARN)
OTHER = instance("aws_sqs_queue.other", {"name": "other"}, ARN)
TOPIC = instance("aws_sns_topic.placed", {"name": "placed"}, ARN)
WRITTEN = [block("aws_sqs_queue.dlq"), block("aws_sqs_queue.other"), block("aws_sns_topic.placed")]


def referred(facts: PlanFacts, address: str) -> dict[str, list[str]]:
    """What each argument of an instance refers to, paths and targets in a line."""
    return {
        ".".join(path): [f"{target.address}.{target.attribute}" for target in targets]
        for path, targets in resource(facts, address).references.items()
    }


def of_rule_target(*references: str, **more: object) -> list[str]:
    """What the argument `arn` of an event target with these references refers to."""
    target = instance("aws_cloudwatch_event_target.t", {}, {"arn": True})
    written = [*WRITTEN, block("aws_cloudwatch_event_target.t", arn=references)]
    facts = facts_of(planned(QUEUE, OTHER, TOPIC, target, written=written, **more))
    return referred(facts, "aws_cloudwatch_event_target.t").get("arn", [])


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ([DLQ], [DLQ]),
        ([DLQ, "var.stage", "path.module", "terraform.workspace"], [DLQ]),
        ([DLQ, "aws_sqs_queue.dlq.name"], [DLQ]),
        ([DLQ, "aws_sqs_queue.other.arn"], [DLQ, "aws_sqs_queue.other.arn"]),
        (["aws_sqs_queue.dlq"], ["aws_sqs_queue.dlq."]),
        (["local.dlq"], []),
        ([DLQ, "local.other"], []),
        ([DLQ, "random_id.suffix.hex"], []),
        (["aws_sqs_queue.dlq.name"], []),
        (["module.absent.arn"], []),
        (["data.aws_region.here.name", DLQ], [DLQ]),
        ([], []),
    ],
)
def test_only_what_is_unknown_and_can_be_followed(
    references: list[str], expected: list[str]
) -> None:
    assert of_rule_target(*references) == expected


def test_data_that_is_read_at_apply_is_lost() -> None:
    policy = "data.aws_iam_policy_document.p.json"
    read = instance("data.aws_iam_policy_document.p", {}, {"json": True}, ["read"])
    target = instance("aws_sns_topic_policy.t", {}, {"policy": True})
    written = [block("aws_sns_topic_policy.t", policy=[policy, "aws_sns_topic.placed.arn"])]
    facts = facts_of(planned(TOPIC, read, target, written=[*WRITTEN, *written]))
    assert referred(facts, "aws_sns_topic_policy.t") == {}


def test_through_variables_and_outputs_of_modules() -> None:
    facts = facts_of(recorded("plan.json"))
    mapping = "aws_lambda_event_source_mapping.queue"
    assert referred(facts, f"module.worker.{mapping}") == {
        "event_source_arn": ["aws_sqs_queue.orders.arn"],
        "function_name": ["module.worker.aws_lambda_function.this.arn"],
    }
    integration = referred(facts, "aws_apigatewayv2_integration.shop")
    assert integration["integration_uri"] == ["module.worker.aws_lambda_function.this.invoke_arn"]


@pytest.mark.parametrize("key", ["eu", "us"])
def test_each_value_of_a_module_is_the_instance_of_the_same_key(key: str) -> None:
    facts = facts_of(recorded("plan.json"))
    mapping = f'module.regional["{key}"].aws_lambda_event_source_mapping.queue'
    assert referred(facts, mapping) == {
        "event_source_arn": [f'aws_sqs_queue.region["{key}"].arn'],
        "function_name": [f'module.regional["{key}"].aws_lambda_function.this.arn'],
    }


def test_one_unknown_part_of_a_map_has_the_one_reference() -> None:
    variables = "environment.0.variables"
    facts = facts_of(recorded("plan.json"))
    assert referred(facts, "module.worker.aws_lambda_function.this") == {
        f"{variables}.TOPIC_ARN": ["aws_sns_topic.placed.arn"]
    }


def test_which_of_two_unknown_parts_has_which_reference_is_not_told() -> None:
    facts = facts_of(recorded("plan.json"))
    both = ["aws_sns_topic.placed.arn", "aws_sqs_queue.orders.url"]
    assert referred(facts, 'module.regional["eu"].aws_lambda_function.this') == {
        "environment.0.variables.QUEUE_URL": both,
        "environment.0.variables.TOPIC_ARN": both,
    }


def test_a_local_is_not_listed() -> None:
    facts = facts_of(recorded("plan.json"))
    assert referred(facts, "aws_sqs_queue.refunds") == {}
    assert referred(facts, "aws_sqs_queue.orders") == {
        "redrive_policy": ["aws_sqs_queue.dead_letters.arn"]
    }


def in_a_map(unknown: Iterable[str], *references: str) -> dict[str, list[str]]:
    """What the unknown variables of a function refer to."""
    values: dict[str, object] = {"environment": [{"variables": {}}]}
    marks = {"environment": [{"variables": dict.fromkeys(unknown, True)}]}
    function = block("aws_lambda_function.f")
    function["expressions"] = {"environment": [{"variables": {"references": list(references)}}]}
    made = instance("aws_lambda_function.f", values, marks)
    facts = facts_of(planned(QUEUE, TOPIC, made, written=[*WRITTEN, function]))
    found = referred(facts, "aws_lambda_function.f")
    return {path.rpartition(".")[2]: targets for path, targets in found.items()}


def test_where_a_single_part_is_unknown_a_local_beside_it_does_not_matter() -> None:
    # Something unknown makes something unknown: the queue can only be in the one part that is.
    assert in_a_map(["A"], DLQ, "local.stage") == {"A": [DLQ]}
    assert in_a_map(["A", "B"], DLQ, "local.stage") == {}
    assert in_a_map(["A", "B"], DLQ) == {"A": [DLQ], "B": [DLQ]}


def test_items_of_a_list_have_its_references_in_order() -> None:
    alarm = instance("aws_cloudwatch_metric_alarm.a", {"alarm_actions": [None, None]},
        {"alarm_actions": [True, True]})  # fmt: skip
    actions = ["aws_sns_topic.placed.arn", DLQ]
    written = block("aws_cloudwatch_metric_alarm.a", alarm_actions=actions)
    facts = facts_of(planned(QUEUE, TOPIC, alarm, written=[*WRITTEN, written]))
    assert referred(facts, "aws_cloudwatch_metric_alarm.a") == {
        "alarm_actions.0": actions[:1],
        "alarm_actions.1": actions[1:],
    }


@pytest.mark.parametrize(
    ("keys", "own", "references", "expected"),
    [
        (['["a"]', '["b"]'], '["b"]', ["aws_sqs_queue.q", "each.key"], ['aws_sqs_queue.q["b"].']),
        (["[0]", "[1]"], "[1]", ["aws_sqs_queue.q", "count.index"], ["aws_sqs_queue.q[1]."]),
        (["[0]"], "", ["aws_sqs_queue.q"], ["aws_sqs_queue.q[0]."]),
        (["[0]", "[1]"], "", ["aws_sqs_queue.q[1].arn"], ["aws_sqs_queue.q[1].arn"]),
        (["[0]", "[1]"], "[1]", ["aws_sqs_queue.q"], []),
        (['["a"]', '["b"]'], '["c"]', ["aws_sqs_queue.q", "each.key"], []),
        (['["a.b[0]"]'], "", ['aws_sqs_queue.q["a.b[0]"].arn'], ['aws_sqs_queue.q["a.b[0]"].arn']),
        ([], "", ["aws_sqs_queue.q[0].arn", DLQ], [DLQ]),
        (["[0]"], "", ["aws_sqs_queue.q[1].arn", DLQ], [DLQ]),
    ],
)
def test_instances_by_key(
    keys: list[str], own: str, references: list[str], expected: list[str]
) -> None:
    queues = [instance(f"aws_sqs_queue.q{key}", {}, ARN) for key in keys]
    target = instance(f"aws_cloudwatch_event_target.t{own}", {}, {"arn": True})
    written = [*WRITTEN, block("aws_sqs_queue.q"), block("aws_cloudwatch_event_target.t")]
    written[-1]["expressions"] = {"arn": {"references": references}}
    facts = facts_of(planned(QUEUE, *queues, target, written=written))
    found = referred(facts, f"aws_cloudwatch_event_target.t{own}")
    assert found.get("arn", []) == expected


def test_a_module_that_refers_to_itself_ends() -> None:
    call = {
        "expressions": {"arn": {"references": ["module.m.arn", "module.m"]}},
        "module": {
            "outputs": {"arn": {"expression": {"references": ["var.arn"]}}},
            "variables": {"arn": {}},
        },
    }
    target = instance("aws_cloudwatch_event_target.t", {}, {"arn": True})
    written = {
        "resources": [block("aws_cloudwatch_event_target.t", arn=["module.m.arn"])],
        "module_calls": {"m": call},
    }
    facts = facts_of(planned(target, configuration={"root_module": written}))
    assert referred(facts, "aws_cloudwatch_event_target.t") == {}
