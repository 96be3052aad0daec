"""What expressions mean in which not everything is a constant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eda_lint.bind.terraform.evaluate import Failed, evaluate
from eda_lint.location import Location
from eda_lint.value import (
    Choice,
    Concat,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
)
from tests.bind.expressed import (
    ARN,
    QUEUE,
    expression_of,
    is_unknown,
    items,
    lifted,
    record,
    scope_of,
    value_of,
)

DLQ = Reference("#aws_sqs_queue.dlq", "arn")
EITHER = Choice((Literal("a"), Literal("b")), "var.first")
SWITCH = Choice((Literal(True), Literal(False)), "var.on")

NAMES: dict[str, Value] = {
    "local.orders": record(arn=ARN, size=3),
    "local.queues": record(a=ARN, b=DLQ),
    "local.list": items("x", "y"),
    "local.open": Items((ARN,), open=True),
    "local.some": Record(record(a=1).entries, open=True),
    "local.either": EITHER,
    "local.switch": SWITCH,
    "local.many": items(QUEUE, Reference("#aws_sqs_queue.dlq", "")),
    "local.unknown": Unknown("not known"),
}

MEANINGS: dict[str, Value] = {
    # Names, attributes, indices
    "aws_sqs_queue.main": QUEUE,
    "aws_sqs_queue.main.arn": ARN,
    "resource.aws_sqs_queue.main.arn": ARN,
    "data.aws_region.current.name": Reference("#data.aws_region.current", "name"),
    "local.orders.arn": ARN,
    'local.orders["arn"]': ARN,
    'local.orders["${"ar"}n"]': ARN,
    "local.many[0].arn": ARN,
    "local.many[1]": Reference("#aws_sqs_queue.dlq", ""),
    "aws_sqs_queue.main[0].arn": ARN,
    'aws_sqs_queue.main["orders"].arn': ARN,
    "aws_sqs_queue.main[count.index].arn": ARN,
    "var.queue": Input("queue"),
    "var.config.queue.arn": Input("config.queue.arn"),
    'var.config["a"]': Input('config["a"]'),
    "var.config[0]": Input("config[0]"),
    "terraform.workspace": Input("terraform.workspace"),
    "local.queues[var.which]": Choice((ARN, DLQ)),
    "local.list[var.which]": Choice((Literal("x"), Literal("y"))),
    # Text
    '"${aws_sqs_queue.main.arn}-dlq"': Concat((ARN, Literal("-dlq"))),
    '"${var.environment}-orders"': Concat((Input("environment"), Literal("-orders"))),
    '"${local.either}-${1 + 1}"': Choice((Literal("a-2"), Literal("b-2"))),
    '"%{ if var.on }x%{ endif }y"': Choice((Literal("xy"), Literal("y"))),
    '"${local.unknown}:orders"': Concat((Unknown(), Literal(":orders"))),
    # Structures
    "[var.a, 1]": items(Input("a"), 1),
    '{ (var.name) = 1, "b" = aws_sqs_queue.main.arn }': Record(record(b=ARN).entries, open=True),
    # Conditions
    'var.on ? "a" : "b"': Choice((Literal("a"), Literal("b"))),
    '!var.on ? "a" : "b"': Choice((Literal("b"), Literal("a"))),
    'var.on ? "a" : "a"': Literal("a"),
    "aws_sqs_queue.main.arn != null ? 1 : 2": Literal(1),
    "aws_sqs_queue.main == null": Literal(False),
    "[var.a] == null": Literal(False),
    '"${var.a}-x" == "a-y"': Literal(False),
    '"${var.a}-x" == null': Literal(False),
    "var.a == var.a": Literal(True),
    "var.on && false": Literal(False),
    "var.on || true": Literal(True),
    "var.on && true": Input("on"),
    "false && null.x": Literal(False),
    "local.either == \"a\"": Choice((Literal(True), Literal(False))),
    # Splats and for
    "aws_sqs_queue.main[*].arn": items(ARN, is_open=True),
    "aws_sqs_queue.main.*.arn[0]": ARN,
    "local.many[*].arn": items(ARN, DLQ),
    "local.many.*.arn": items(ARN, DLQ),
    "local.orders[*].arn": items(ARN),
    "[for q in local.many : q.arn]": items(ARN, DLQ),
    "[for q in aws_sqs_queue.main : q.arn]": items(ARN, is_open=True),
    "[for k, v in local.queues : k]": items("a", "b"),
    "{ for k, v in local.queues : upper(k) => v }": record(A=ARN, B=DLQ),
    "{ for k, v in local.queues : v => k }": Record((), open=True),
    "[for k, v in local.queues : v if k != var.left_out]": items(is_open=True),
    '[for k, v in local.queues : v if k != "b"]': items(ARN),
    "[for v in local.open : v]": items(ARN, is_open=True),
    "{ for v in local.list : \"k\" => v... }": record(k=items("x", "y")),
    "[for x in local.list : [for y in [1] : \"${x}${y}\"]]": items(items("x1"), items("y1")),
}  # fmt: skip


@pytest.mark.parametrize("text", MEANINGS)
def test_meaning(text: str) -> None:
    found = value_of(text, NAMES, count=record(index=Unknown()))
    expected = MEANINGS[text]
    if isinstance(expected, Choice) and isinstance(found, Choice):
        assert found.options == expected.options
    elif isinstance(expected, Items) and isinstance(found, Items):
        assert (found.items, found.open) == (expected.items, expected.open)
    else:
        assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "local.unknown.x",
        "local.open[0]",
        "local.some.b",
        "local.some[var.key]",
        "nothing.of_that_name",
        "each.key",
        "length(local.open)",
        "aws_acm_certificate.main.domain_validation_options[0].name",
        "[for x in var.list : x]",
        "var.list[*].arn",
        "uuid()",
        "provider::aws::arn_parse(var.arn)",
        'sensitive("x")',
    ],
)
def test_not_known(text: str) -> None:
    found = value_of(text, NAMES)
    assert isinstance(found, Unknown)
    assert not isinstance(found, Failed)


@pytest.mark.parametrize(
    "text",
    [
        "local.orders.url",
        "local.list[2]",
        "local.list.name",
        "local.orders.arn[var.on ? 0 : 1].x == null && local.orders.url",
        '"${var.a}x".name',
        "toset(local.list)[0]",
        "upper(local.orders)",
        '{ for q in local.list : "same" => q }',
    ],
)
def test_terraform_would_fail(text: str) -> None:
    assert isinstance(value_of(text, NAMES), Failed)


CONDITIONS = {
    "var.on ? 1 : 2": "var.on",
    'terraform.workspace == "prod" ? 1 : 2': 'terraform.workspace == "prod"',
    'local.is_prod ? 1 : 2': 'var.stage == "prod"',
    "!(var.a && var.b) ? 1 : 2": "var.a && var.b",
    "var.size > 3 ? 1 : 2": "var.size > 3",
    "length(var.subnets) > 0 ? 1 : 2": "length(var.subnets) > 0",
    "aws_sqs_queue.main.arn == var.arn ? 1 : 2": "aws_sqs_queue.main.arn == var.arn",
    "local.unknown ? 1 : 2": "the value of local.unknown",
    'contains(local.open, "x") ? 1 : 2': 'the value of contains(local.open, "x")',
    "local.either == \"a\" ? 1 : 2": "var.first",
}  # fmt: skip


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_choice_names_what_it_depends_on(text: str) -> None:
    stage = {"local.is_prod": value_of('var.stage == "prod"')}
    found = value_of(text, {**NAMES, **stage})
    assert isinstance(found, Choice)
    assert set(found.options) == {Literal(1), Literal(2)}
    assert found.condition == CONDITIONS[text]


TOGETHER = {
    # Two of one condition have their outcomes together.
    '"${var.on ? "a" : "b"}${var.on ? "c" : "d"}"': ("ac", "bd"),
    '"${var.on ? "a" : "b"}${!var.on ? "c" : "d"}"': ("ad", "bc"),
    'var.on ? (var.on ? "a" : "b") : "c"': ("a", "c"),
    'local.enabled ? (var.stage == "prod" ? "a" : "b") : "c"': ("a", "c"),
    # Two conditions may meet in any way.
    '"${var.on ? "a" : "b"}${var.off ? "c" : "d"}"': ("ac", "ad", "bc", "bd"),
    # What a condition of an unknown value is may differ from place to place.
    '"${local.unknown ? "a" : "b"}${local.unknown ? "c" : "d"}"': ("ac", "ad", "bc", "bd"),
    # Where outcomes fold, the first no longer stands for the condition.
    '"${local.folded}${var.a ? 1 : 2}"': ("x1", "x2", "y1", "y2"),
}


@pytest.mark.parametrize("text", TOGETHER)
def test_outcomes_together(text: str) -> None:
    names = {
        **NAMES,
        "local.enabled": value_of('var.stage == "prod"'),
        "local.folded": value_of('var.a ? "x" : (var.b ? "y" : "x")'),
    }
    found = value_of(text, names)
    assert isinstance(found, Choice)
    assert found.options == tuple(Literal(option) for option in TOGETHER[text])


def test_too_many_conditions_leave_the_parts_open() -> None:
    many = "".join(f'${{var.c{n} ? "a" : "b"}}' for n in range(6))
    found = value_of(f'"{many}-orders"')
    assert isinstance(found, Concat)
    assert found.parts[-1] == Literal("-orders")


def test_an_operation_on_what_is_open_is_the_same_wherever_it_is_written() -> None:
    stage = Operation("lower", (Input("stage"),))
    assert value_of("lower(var.stage)") == stage
    assert value_of('"${lower(var.stage)}-orders"') == Concat((stage, Literal("-orders")))
    assert value_of("var.a == 1") == value_of("var.a==1")
    assert value_of("var.a != 1") == Operation("!", (value_of("var.a == 1"),))


@pytest.mark.parametrize(
    ("text", "column"),
    [("var.queue", 8), ('"${var.a}-x"', 8), ("{ a = 1 }", 8), ("upper(1)", 8), ("[1, 2]", 8)],
)
def test_a_value_stands_where_it_is_written(text: str, column: int) -> None:
    at = value_of(text, {"var.queue": Literal("x", Location("variables.tf", 1))}).at
    assert at is not None
    assert (at.path, at.line, at.column) == ("main.tf", 2, column)


def test_what_is_inside_of_a_module_that_the_scan_has_not_stands_at_its_call() -> None:
    call = Location("main.tf", 7)
    scope = replace(scope_of(), place=lambda _: call)
    found = evaluate(expression_of('{ a = "${var.a}-x", b = [1] }'), scope)
    assert isinstance(found, Record)
    assert {found.at, *(e.at for e in found.entries), *(e.value.at for e in found.entries)} == {
        call
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("try(local.orders.url, local.orders.arn)", ARN),
        ("try(local.orders.url, null)", lifted(None)),
        ("try(local.orders.arn, null)", ARN),
        ("try([local.orders.url], [])", items()),
        ("try(local.either.x, 1)", lifted(1)),
        ("can(local.orders.url)", lifted(False)),
        ("can(local.orders.arn)", lifted(True)),
        ('try(var.queue, "x")', Input("queue")),
    ],
)
def test_try_takes_the_first_that_does_not_fail(text: str, expected: Value) -> None:
    assert value_of(text, NAMES) == expected


def test_try_of_what_may_fail_may_be_either() -> None:
    found = value_of("try(var.config.arn, aws_sqs_queue.main.arn)")
    assert isinstance(found, Choice)
    assert found.options == (Input("config.arn"), ARN)
    assert is_unknown(value_of("try(local.unknown, 1)", NAMES))
    assert is_unknown(value_of("can(var.config.arn)", NAMES))
