"""Plans: what is known, unknown, null or secret, what goes away, and where it all stands."""

from __future__ import annotations

import json

import pytest

from eda_lint.location import Location
from eda_lint.parse.terraform.planned import AFTER_APPLY, SENSITIVE, PlanKind, Target
from eda_lint.parse.terraform.shown import is_shown, parse_shown
from eda_lint.value import ABSENT, Items, Literal, Record, Unknown, field_of
from tests.parse.terraform.shown import (
    SECRET,
    at,
    block,
    facts_of,
    instance,
    planned,
    recorded,
    resource,
    unknown,
)

QUEUE = "aws_sqs_queue.orders"
FUNCTION = "module.worker.aws_lambda_function.this"
MAPPING = "module.worker.aws_lambda_event_source_mapping.queue"


def test_a_plan_has_every_instance_at_its_address() -> None:
    facts = facts_of(recorded("plan.json"))
    assert facts.kind is PlanKind.PLAN
    assert facts.complete
    assert not facts.diagnostics
    queues = {one.address for one in facts.resources if one.type == "aws_sqs_queue"}
    assert queues == {
        "aws_sqs_queue.dead_letters",
        "aws_sqs_queue.orders",
        "aws_sqs_queue.refunds",
        'aws_sqs_queue.region["eu"]',
        'aws_sqs_queue.region["us"]',
    }
    regional = resource(facts, 'module.regional["eu"].aws_lambda_function.this')
    assert (regional.module, regional.name) == ('module.regional["eu"]', "this")
    assert resource(facts, "data.archive_file.code").is_data


def test_known_values_are_those_of_the_plan() -> None:
    queue = resource(facts_of(recorded("plan.json")), QUEUE).values
    assert field_of(queue, "name") == Literal("prod-orders")
    assert field_of(queue, "visibility_timeout_seconds") == Literal(180)
    function = resource(facts_of(recorded("plan.json")), FUNCTION).values
    assert at(function, "environment", "variables", "STAGE") == Literal("prod")


def test_what_is_written_and_unknown_until_apply_is_unknown() -> None:
    facts = facts_of(recorded("plan.json"))
    assert "redrive_policy" in unknown(resource(facts, QUEUE).values)
    assert {"event_source_arn", "function_name"} <= unknown(resource(facts, MAPPING).values)
    topic = at(resource(facts, FUNCTION).values, "environment", "variables", "TOPIC_ARN")
    assert isinstance(topic, Unknown)
    assert topic.why == AFTER_APPLY


def test_what_nobody_writes_is_not_set_though_aws_makes_it_up() -> None:
    facts = facts_of(recorded("plan.json"))
    dead_letters = resource(facts, "aws_sqs_queue.dead_letters")
    assert field_of(dead_letters.values, "redrive_policy") == ABSENT
    assert {"redrive_policy", "arn", "kms_master_key_id"} <= dead_letters.unset


@pytest.mark.parametrize("sensitive", [None, {"redrive_policy": []}])
def test_what_may_be_a_dynamic_block_is_unknown(sensitive: object) -> None:
    # A plan does not have dynamic blocks in its configuration.
    queue = instance(QUEUE, {"name": "a"}, {"redrive_policy": True}, sensitive_values=sensitive)
    facts = facts_of(planned(queue, written=[block(QUEUE, name=["var.name"])]))
    assert unknown(resource(facts, QUEUE).values) == {"redrive_policy"}


def test_without_a_configuration_what_is_unknown_stays_so() -> None:
    queue = instance(QUEUE, {"name": "orders"}, {"redrive_policy": True})
    assert unknown(resource(facts_of(planned(queue)), QUEUE).values) == {"redrive_policy"}


def test_without_a_change_what_is_not_there_is_unknown_and_null_is_not_set() -> None:
    facts = facts_of(planned(instance(QUEUE, {"name": "orders", "kms_master_key_id": None})))
    values = resource(facts, QUEUE).values
    assert isinstance(field_of(values, "redrive_policy"), Unknown)
    assert field_of(values, "kms_master_key_id") == ABSENT


def test_items_are_unknown_in_their_place() -> None:
    alarm = instance("aws_cloudwatch_metric_alarm.a", {"alarm_actions": ["arn:aws:sns:x", None]},
        {"alarm_actions": [False, True]})  # fmt: skip
    values = resource(facts_of(planned(alarm)), "aws_cloudwatch_metric_alarm.a").values
    assert field_of(values, "alarm_actions") == Items((Literal("arn:aws:sns:x"), Unknown()))


@pytest.mark.parametrize("name", ["plan.json", "again.json", "state.json", "terraform.tfstate"])
def test_what_is_sensitive_never_gets_in(name: str) -> None:
    text = recorded(name)
    assert SECRET in text
    facts = parse_shown(name, text)
    assert SECRET not in repr(facts)
    hidden = at(resource(facts, FUNCTION).values, "environment", "variables", "PAYMENT_KEY")
    assert isinstance(hidden, Unknown)
    assert hidden.why == SENSITIVE
    parameter = resource(facts, "aws_ssm_parameter.key").values
    assert isinstance(field_of(parameter, "value"), Unknown)


def test_a_name_tells_a_secret_where_terraform_does_not() -> None:
    # Versions before 0.15 say nothing of what is sensitive.
    values = {"master_password": SECRET, "auth": [{"client_secret": SECRET}], "name": "db"}
    database = instance("aws_db_instance.a", values, {}, sensitive_values=None)
    parameter = {"type": "SecureString", "name": "k", "value": SECRET}
    stored = instance("aws_ssm_parameter.a", parameter, {}, sensitive_values=None)
    plain = instance("aws_ssm_parameter.b", {**parameter, "type": "String", "value": "eu"}, {})
    facts = facts_of(planned(database, stored, plain))
    assert SECRET not in repr(facts)
    assert field_of(resource(facts, "aws_ssm_parameter.b").values, "value") == Literal("eu")


@pytest.mark.parametrize(
    ("actions", "is_there"),
    [
        (["no-op"], True),
        (["update"], True),
        (["delete", "create"], True),
        (["create", "delete"], True),
        (["create", "forget"], True),
        (["delete"], False),
        (["forget"], False),
    ],
)
def test_what_is_deleted_or_forgotten_is_not_there(actions: list[str], is_there: bool) -> None:
    facts = facts_of(planned(instance(QUEUE, {"name": "orders"}, {}, actions)))
    assert [one.address for one in facts.resources] == [QUEUE] * is_there


def test_a_deposed_instance_says_nothing_of_the_one_that_replaces_it() -> None:
    plan = planned(instance(QUEUE, {"name": "orders"}, {}))
    gone = {"address": QUEUE, "type": "aws_sqs_queue", "deposed": "1f", "change": {
        "actions": ["delete"], "after": None}}  # fmt: skip
    plan["resource_changes"] = [*plan["resource_changes"], gone]  # type: ignore[misc]
    assert [one.address for one in facts_of(plan).resources] == [QUEUE]


def test_types_that_are_not_wanted_leave_nothing() -> None:
    plan = planned(
        instance("random_id.suffix", {"byte_length": 4}, {}),
        instance("aws_vpc.main", {"cidr_block": "10.0.0.0/16"}, {}),
        instance(QUEUE, {"name": "orders"}, {}),
        instance("data.archive_file.code", {"type": "zip"}, {}),
        instance("data.aws_region.here", {"name": "eu-west-1"}, {}),
    )
    text = json.dumps(plan)
    every = {"aws_vpc.main", QUEUE, "data.archive_file.code"}
    assert {one.address for one in parse_shown("p", text).resources} == every
    some = parse_shown("p", text, wanted=lambda type_name: type_name == "aws_sqs_queue")
    assert {one.address for one in some.resources} == {QUEUE}


def test_an_instance_stands_where_its_address_does() -> None:
    text = recorded("plan.json")
    for one in facts_of(text).resources:
        line = text.splitlines()[one.at.line - 1]
        assert json.loads(line[one.at.column - 1 : one.at.end_column - 1]) == one.address
    spread = json.dumps(json.loads(text), indent=2, sort_keys=True)
    for one in facts_of(spread).resources:
        line = spread.splitlines()[one.at.line - 1]
        assert json.loads(line[one.at.column - 1 : one.at.end_column - 1]) == one.address


@pytest.mark.parametrize("size", [1, 7, 1000, 10**6])
@pytest.mark.parametrize("layout", ["printed", "spread", "sorted"])
def test_neither_layout_nor_parts_change_what_is_read(size: int, layout: str) -> None:
    text = recorded("plan.json")
    plain = json.loads(text)
    shapes = {
        "printed": text,
        "spread": json.dumps(plain, indent=1),
        "sorted": json.dumps(plain, sort_keys=True),
    }
    shaped = shapes[layout]
    start, rest = shaped[:200], shaped[200:]
    parts = (rest[begin : begin + size] for begin in range(0, len(rest), size))
    whole, by_parts = facts_of(text), parse_shown("plan.json", start, parts)
    assert by_parts.diagnostics == ()
    assert {one.address: _said(one.values) for one in by_parts.resources} == {
        one.address: _said(one.values) for one in whole.resources
    }
    assert {one.address: one.references for one in by_parts.resources} == {
        one.address: one.references for one in whole.resources
    }


def _said(values: object) -> set[tuple[str, object]]:
    assert isinstance(values, Record)
    return {(entry.key, repr(_sorted(entry.value))) for entry in values.entries}


def _sorted(value: object) -> object:
    if isinstance(value, Record):
        return sorted((entry.key, repr(_sorted(entry.value))) for entry in value.entries)
    if isinstance(value, Items):
        return [_sorted(item) for item in value.items]
    return value


def test_a_second_plan_knows_what_is_there_and_what_is_new() -> None:
    facts = facts_of(recorded("again.json"))
    assert facts.complete
    mapping = resource(facts, MAPPING).values
    arn = Literal("arn:aws:sqs:eu-west-1:123456789012:prod-orders")
    assert field_of(mapping, "event_source_arn") == arn
    assert resource(facts, "aws_sqs_queue.audit[0]").unset >= {"arn", "url", "redrive_policy"}


@pytest.mark.parametrize("flags", [{"errored": True}, {"complete": False}])
def test_a_plan_that_failed_or_was_for_targets_is_not_complete(flags: dict[str, bool]) -> None:
    assert not facts_of({**planned(), **flags}).complete


def test_a_plan_may_only_have_changes() -> None:
    plan = planned(instance(QUEUE, {"name": "orders"}, {"redrive_policy": True}),
        written=[block(QUEUE, redrive_policy=["aws_sqs_queue.dlq.arn"])])  # fmt: skip
    del plan["planned_values"]
    assert unknown(resource(facts_of(plan), QUEUE).values) == {"redrive_policy"}


def test_references_go_by_the_path_of_the_argument() -> None:
    facts = facts_of(recorded("plan.json"))
    target = resource(facts, "aws_cloudwatch_event_target.hourly").references
    dead_letters = Target("aws_sqs_queue.dead_letters", "aws_sqs_queue", "arn")
    assert target["dead_letter_config", "0", "arn"] == (dead_letters,)
    assert target[("arn",)] == (Target(FUNCTION, "aws_lambda_function", "arn"),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{}}', True),
        ('{ "format_version" : "2.0",\n "planned_values": {}}', True),
        ('{"format_version":"1.0","terraform_version":"1.5.0","values":{}}', True),
        ('{"applyable":true,"complete":true,"configuration":{}}', True),
        ('{"version": 4, "terraform_version": "1.5.0", "serial": 1}', True),
        ('{"format_version":"1.0","provider_schemas":{}}', False),
        ('{"format_version":"1.0","valid":true}', False),
        ('{"version": 3, "dependencies": {}}', False),
        ('{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}', False),
        ("", False),
    ],
)
def test_a_plan_is_known_by_its_first_keys(text: str, shown: bool) -> None:
    assert is_shown("a.json", text) is shown


def test_places_name_the_file() -> None:
    queue = resource(facts_of(planned(instance(QUEUE, {}, {})), path="infra/plan.json"), QUEUE)
    assert isinstance(queue.at, Location)
    assert queue.at.path == "infra/plan.json"
