"""From the facts of a plan to declared resources, and what is made of sources beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.terraform.planned import planned as declared_by
from eda_lint.bind.terraform.planned_overlay import overlaid
from eda_lint.bind.terraform.planned_values import Merging, places_of
from eda_lint.location import Location
from eda_lint.parse.terraform.planned import SENSITIVE, PlanFacts
from eda_lint.value import (
    ABSENT,
    Choice,
    Concat,
    Entry,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    entry_location,
    field_of,
)
from tests.parse.terraform.shown import block, facts_of, instance, planned, recorded

HERE = Location("main.tf", 7, 3)
QUEUE_ARN = "arn:aws:sqs:eu-west-1:123456789012:orders"
QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
TOPIC_ARN = "arn:aws:sns:eu-west-1:123456789012:placed"


def arguments(facts: PlanFacts, address: str, *path: str) -> Value:
    """The value at a path of the arguments of what a plan declares."""
    (found,) = (one for one in declared_by(facts, "infra") if one.address == address)
    value: Value = found.arguments
    for step in path:
        items = value.items if isinstance(value, Items) else ()
        value = field_of(items[0] if items else value, step)
    return value


def test_what_a_plan_declares_has_the_ids_of_its_root() -> None:
    facts = facts_of(recorded("plan.json"), path="infra/plan.json")
    by_address = {one.address: one for one in declared_by(facts, "infra")}
    regional = by_address['module.regional["eu"].aws_lambda_function.this']
    assert regional.id == 'infra#module.regional["eu"].aws_lambda_function.this'
    assert (regional.root, regional.path) == ("infra", "infra/main.tf")
    assert regional.at.path == "infra/plan.json"
    assert by_address["data.archive_file.code"].is_data
    assert declared_by(facts, ".")[0].path == "main.tf"


@pytest.mark.parametrize(
    ("address", "path", "expected"),
    [
        ("aws_sns_topic_subscription.orders", ("endpoint",),
         Reference("infra#aws_sqs_queue.orders", "Arn")),
        ("aws_sns_topic_subscription.orders", ("topic_arn",),
         Reference("infra#aws_sns_topic.placed", "Ref")),
        ("aws_apigatewayv2_integration.shop", ("integration_uri",),
         Reference("infra#module.worker.aws_lambda_function.this", "Arn")),
        ("aws_apigatewayv2_route.shop", ("target",),
         Concat((Literal("integrations/"),
                 Reference("infra#aws_apigatewayv2_integration.shop", "Ref")))),
        ("aws_cloudwatch_event_target.hourly", ("dead_letter_config", "arn"),
         Reference("infra#aws_sqs_queue.dead_letters", "Arn")),
        ("aws_sqs_queue.orders", ("redrive_policy", "deadLetterTargetArn"),
         Reference("infra#aws_sqs_queue.dead_letters", "Arn")),
        ("aws_sqs_queue.orders", ("redrive_policy", "maxReceiveCount"), Unknown()),
        ("aws_sqs_queue.refunds", ("redrive_policy",), Unknown()),
        ("aws_sqs_queue.dead_letters", ("redrive_policy",), ABSENT),
        ('module.regional["eu"].aws_lambda_function.this',
         ("environment", "variables", "QUEUE_URL"), Unknown()),
    ],
)  # fmt: skip
def test_what_is_unknown_until_apply_is_the_reference_of_the_configuration(
    address: str, path: tuple[str, ...], expected: Value
) -> None:
    assert arguments(facts_of(recorded("plan.json")), address, *path) == expected


def test_a_document_is_more_than_the_one_reference_in_it() -> None:
    topic = instance("aws_sns_topic.t", {}, {"arn": True, "policy": True})
    queue = instance("aws_sqs_queue.q", {}, {"arn": True})
    written = [block("aws_sns_topic.t", policy=["aws_sqs_queue.q.arn"]), block("aws_sqs_queue.q")]
    facts = facts_of(planned(topic, queue, written=written))
    assert isinstance(arguments(facts, "aws_sns_topic.t", "policy"), Unknown)


def known(**more: object) -> PlanFacts:
    """A plan in which a queue and a topic are there already, and something with these values."""
    queue = {"name": "orders", "arn": QUEUE_ARN, "id": QUEUE_URL, "url": QUEUE_URL}
    return facts_of(
        planned(
            instance("aws_sqs_queue.q", queue, {}),
            instance("aws_sqs_queue_policy.q", {"id": QUEUE_URL, "queue_url": QUEUE_URL}, {}),
            instance("aws_sns_topic.t", {"name": "placed", "arn": TOPIC_ARN, "id": TOPIC_ARN}, {}),
            instance("aws_sns_topic_policy.t", {"arn": TOPIC_ARN, "id": TOPIC_ARN}, {}),
            instance("aws_cloudwatch_event_target.e", {"arn": QUEUE_ARN, "rule": "r"}, {}),
            instance("aws_apigatewayv2_api.a", {"id": "abc123", "name": "shop"}, {}),
            instance("aws_api_gateway_rest_api.r", {"id": "r1", "root_resource_id": "root1"}, {}),
            instance("aws_api_gateway_resource.p", {"id": "p1", "parent_id": "root1"}, {}),
            instance("aws_lambda_function.f", {"function_name": "f", **more}, {}),
        )
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (QUEUE_ARN, Reference("infra#aws_sqs_queue.q", "Arn")),
        (QUEUE_URL, Reference("infra#aws_sqs_queue.q", "Ref")),
        (TOPIC_ARN, Reference("infra#aws_sns_topic.t", "Ref")),
        (
            f"{QUEUE_ARN}:more",
            Concat((Reference("infra#aws_sqs_queue.q", "Arn"), Literal(":more"))),
        ),
        ("arn:aws:sqs:eu-west-1:123456789012:other", None),
        ("orders", None),
        ("abc123", None),
    ],
)
def test_an_arn_or_url_that_is_known_leads_to_its_resource(
    value: str, expected: Value | None
) -> None:
    facts = known(environment=[{"variables": {"TO": value}}])
    found = arguments(facts, "aws_lambda_function.f", "environment", "variables", "TO")
    assert found == (Literal(value) if expected is None else expected)


def test_ids_lead_to_the_kind_of_resource_that_the_argument_names() -> None:
    facts = known(api_id="abc123", authorizer_id="abc123")
    api = Reference("infra#aws_apigatewayv2_api.a", "Ref")
    assert arguments(facts, "aws_lambda_function.f", "api_id") == api
    assert arguments(facts, "aws_lambda_function.f", "authorizer_id") == Literal("abc123")
    parent = arguments(facts, "aws_api_gateway_resource.p", "parent_id")
    assert isinstance(parent, Reference)
    assert parent.resource == "infra#aws_api_gateway_rest_api.r"


def test_a_resource_is_not_a_reference_to_itself() -> None:
    assert arguments(known(), "aws_sqs_queue.q", "arn") == Literal(QUEUE_ARN)
    target = arguments(known(), "aws_cloudwatch_event_target.e", "arn")
    assert target == Reference("infra#aws_sqs_queue.q", "Arn")


def record(**values: Value) -> Record:
    """Arguments as sources have them, all in one place."""
    return Record(tuple(Entry(key, value, HERE) for key, value in values.items()), at=HERE)


def merge(written: Value, said: Value, *, is_state: bool = False) -> Value:
    """What becomes of one argument of which a plan says something."""
    merging = Merging(lambda node: node != ".#gone", is_state)
    merged = merging.arguments(record(a=written), Record((Entry("a", said),)), frozenset())
    assert entry_location(merged, "a") == HERE
    return field_of(merged, "a")


TO_QUEUE = Reference(".#aws_sqs_queue.q", "Arn")
TO_OTHER = Reference(".#aws_sqs_queue.other", "Arn")
GONE = Reference(".#gone", "Arn")
STAGE = Input("stage")


@pytest.mark.parametrize(
    ("written", "said", "of_plan", "of_state"),
    [
        (Literal(30), Literal(60), Literal(60), Literal(30)),
        (STAGE, Literal("prod"), Literal("prod"), Literal("prod")),
        (Concat((STAGE, Literal("-q"))), Literal("prod-q"), Literal("prod-q"), Literal("prod-q")),
        (Choice((Literal(1), Literal(2))), Literal(2), Literal(2), Literal(2)),
        (Unknown(), Literal(2), Literal(2), Literal(2)),
        (TO_QUEUE, Literal(QUEUE_ARN), TO_QUEUE, TO_QUEUE),
        (TO_QUEUE, Unknown(), TO_QUEUE, TO_QUEUE),
        (TO_QUEUE, TO_OTHER, TO_QUEUE, TO_QUEUE),
        (GONE, TO_OTHER, TO_OTHER, TO_OTHER),
        (Unknown(), TO_OTHER, TO_OTHER, TO_OTHER),
        (STAGE, TO_OTHER, STAGE, STAGE),
        (Operation("jsonencode", (record(deadLetterTargetArn=TO_QUEUE),)), Literal("{}"),
         Operation("jsonencode", (record(deadLetterTargetArn=TO_QUEUE),)),
         Operation("jsonencode", (record(deadLetterTargetArn=TO_QUEUE),))),
        (Literal("default"), Unknown(SENSITIVE), Unknown(), Unknown()),
        (Items((record(arn=TO_QUEUE, n=STAGE),)), Items((record(arn=Unknown(), n=Literal("a")),)),
         Items((record(arn=TO_QUEUE, n=Literal("a")),)),
         Items((record(arn=TO_QUEUE, n=Literal("a")),))),
    ],
)  # fmt: skip
def test_one_argument(written: Value, said: Value, of_plan: Value, of_state: Value) -> None:
    assert merge(written, said) == of_plan
    assert merge(written, said, is_state=True) == of_state


def test_blocks_of_a_set_are_held_against_each_other_not_counted() -> None:
    written = Items((record(n=Literal("a"), to=TO_QUEUE, x=STAGE), record(n=Literal("b"), x=STAGE)))
    said = Items((record(n=Literal("b"), x=Literal(2)), record(n=Literal("a"), to=Unknown())))
    merged = merge(written, said)
    assert isinstance(merged, Items)
    assert [field_of(one, "to") for one in merged.items] == [ABSENT, TO_QUEUE]
    assert field_of(merged.items[0], "x") == Literal(2)


def test_paths_are_those_of_the_sources() -> None:
    merging = Merging(lambda _: True)
    said = Record((Entry("filename", Literal("/builds/7/code.zip")),))
    merged = merging.arguments(record(filename=Literal("code.zip")), said, frozenset())
    assert field_of(merged, "filename") == Literal("code.zip")


def test_what_a_plan_adds_and_takes_away() -> None:
    written = record(open=STAGE, settled=Literal(1), lifecycle=STAGE)
    said = Record((Entry("default", Literal(30)), Entry("computed", Unknown())))
    merged = Merging(lambda _: True).arguments(written, said, frozenset({"open", "settled"}))
    assert isinstance(merged, Record)
    assert {entry.key for entry in merged.entries} == {"settled", "lifecycle", "default"}


def test_of_another_instance_only_the_places_count() -> None:
    written = record(name=Literal("a"), block=Items((record(to=TO_QUEUE),)))
    places = places_of(written)
    assert entry_location(places, "name") == HERE
    assert isinstance(field_of(places, "name"), Unknown)


def declared(address: str, **values: Value) -> Declared:
    """A resource of sources."""
    type_name = address.split(".")[-2]
    return Declared(f".#{address}", address, type_name, record(**values), HERE, "main.tf", ".")


def test_what_referred_to_the_one_for_all_refers_to_the_instance() -> None:
    queue = declared("aws_sqs_queue.q", name=Unknown())
    subscription = declared("aws_sns_topic_subscription.s",
        endpoint=Reference(queue.id, "Arn"))  # fmt: skip
    one = instance('aws_sqs_queue.q["a"]', {"name": "a"}, {"arn": True})
    two = instance('aws_sqs_queue.q["b"]', {"name": "b"}, {"arn": True})
    made = instance("aws_sns_topic_subscription.s", {}, {"endpoint": True})
    ends = []
    for queues in ([one], [one, two]):
        found = overlaid([queue, subscription], facts_of(planned(*queues, made)))
        assert [d.at for d in found] == [HERE] * (len(queues) + 1)
        ends.append(found[-1].argument("endpoint"))
    assert ends[0] == Reference('.#aws_sqs_queue.q["a"]', "Arn")
    assert isinstance(ends[1], Unknown)


def test_a_condition_is_decided_by_the_plan() -> None:
    queue = replace(declared("aws_sqs_queue.q[0]", name=Literal("q")), only_when="var.with_queue")
    there = planned(instance("aws_sqs_queue.q[0]", {"name": "q"}, {}))
    assert [one.only_when for one in overlaid([queue], facts_of(there))] == [""]
    elsewhere = planned(instance("aws_sqs_queue.other", {"name": "q"}, {}))
    assert [one.address for one in overlaid([queue], facts_of(elsewhere))] == [
        "aws_sqs_queue.other"
    ]
