"""What functions give where not everything is a constant: what is open stays open."""

from __future__ import annotations

import pytest

from eda_lint.aws.text import structure
from eda_lint.bind.terraform.evaluate import Failed
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
from tests.bind.expressed import ARN, QUEUE, is_unknown, items, record, value_of

DLQ = Reference("#aws_sqs_queue.dlq", "arn")
A, B = Input("a"), Input("b")

NAMES: dict[str, Value] = {
    "local.open_map": Record(record(a=1, b=ARN).entries, open=True),
    "local.open_list": Items((ARN,), open=True),
    "local.none_known": Items((), open=True),
    "local.unknown": Unknown("not known"),
    "local.arns": items(ARN, DLQ),
    "local.maybe": Choice((ARN, Literal(None)), "var.on"),
}

CERTAIN: dict[str, Value] = {
    # Text
    'join(":", ["arn", var.a, "x"])': Concat((Literal("arn:"), A, Literal(":x"))),
    'join("", [aws_sqs_queue.main.arn])': ARN,
    'join(",", toset([var.a]))': A,
    'format("%s-%s", var.a, "x")': Concat((A, Literal("-x"))),
    'format("%v/%d", aws_sqs_queue.main.arn, 3)': Concat((ARN, Literal("/3"))),
    'format("%05d", var.a)': Operation("format", (Literal("%05d"), A)),
    'format("%s", jsonencode([1]))': Literal("[1]"),
    'formatlist("%s/*", [aws_sqs_queue.main.arn, "x"])': items(Concat((ARN, Literal("/*"))), "x/*"),
    'lower("${var.a}-ORDERS")': Concat((Operation("lower", (A,)), Literal("-orders"))),
    'replace("${var.a}-x-y", "-", "_")': Concat(
        (Operation("replace", (A, Literal("-"), Literal("_"))), Literal("_x_y"))
    ),
    'replace(var.a, "-x", "")': Operation("replace", (A, Literal("-x"), Literal(""))),
    'split(",", var.a)': Operation("split", (Literal(","), A)),
    'startswith("arn:${var.a}", "arn:")': Literal(True),
    'startswith("arn:${var.a}", "x")': Literal(False),
    'endswith("${var.a}.fifo", ".fifo")': Literal(True),
    'startswith("arn:${var.a}", "arn:aws")': Operation(
        "startswith", (Concat((Literal("arn:"), A)), Literal("arn:aws"))
    ),
    'trimspace(" ${var.a} x")': Operation("trimspace", (Concat((Literal(" "), A, Literal(" x"))),)),
    'trimspace(" y${var.a} x ")': Concat((Literal("y"), A, Literal(" x"))),
    "tostring(var.a)": A,
    "tonumber(var.a)": Operation("tonumber", (A,)),
    'tostring("${var.a}-x")': Concat((A, Literal("-x"))),
    # Maps
    "merge({ x = var.a, y = 1 }, { y = aws_sqs_queue.main.arn })": record(x=A, y=ARN),
    "merge({ x = 1 }, null, {})": record(x=1),
    'lookup({ x = var.a }, "x", "y")': A,
    'lookup({ x = var.a }, "z", aws_sqs_queue.main.arn)': ARN,
    'lookup(local.open_map, "b", "x")': ARN,
    "keys({ x = var.a })": items("x"),
    "values({ b = var.b, a = var.a })": items(A, B),
    'zipmap(["x"], [var.a])': record(x=A),
    # Lists
    "concat([var.a], [], local.arns)": items(A, ARN, DLQ),
    "flatten([[aws_sqs_queue.main.arn], [[var.a], []]])": Items((ARN, A), open=True),
    "flatten([local.arns, []])": items(ARN, DLQ),
    'compact([aws_sqs_queue.main.arn, "", null, "${var.a}-x"])': items(
        ARN, Concat((A, Literal("-x")))
    ),
    "distinct([aws_sqs_queue.main.arn, aws_sqs_queue.main.arn])": items(ARN),
    "element([var.a, var.b], 3)": B,
    "reverse([var.a, var.b])": items(B, A),
    "length([var.a, var.b])": Literal(2),
    'contains([var.a, "x"], "x")': Literal(True),
    'contains(["x", "${var.a}-y"], "z")': Literal(False),
    "one([aws_sqs_queue.main.arn])": ARN,
    "element(aws_sqs_queue.main[*].arn, 0)": ARN,
    "values(aws_sqs_queue.main)[0].arn": ARN,
    "coalescelist([], [var.a])": items(A),
    "slice([var.a, 1, 2], 0, 1)": items(A),
    # What is null or empty
    'coalesce(null, "", aws_sqs_queue.main.arn, "x")': ARN,
    'coalesce("${var.a}-x", "y")': Concat((A, Literal("-x"))),
    # Documents
    "jsonencode({ a = var.a })": Operation("jsonencode", (record(a=A),)),
    "jsondecode(jsonencode({ a = var.a })).a": A,
    'jsondecode("{\\"a\\": \\"${var.a}\\"}").a': A,
    "yamldecode(yamlencode({ a = var.a })).a": A,
    'yamldecode("a: [${var.a}]").a[0]': A,
    'yamldecode("a: ${var.a}-x").a': Concat((A, Literal("-x"))),
    "base64decode(base64encode(jsonencode({ a = var.a })))": Operation(
        "jsonencode", (record(a=A),)
    ),
    # Spread
    "merge([{ x = 1 }, { y = var.a }]...)": record(x=1, y=A),
    "anytrue([var.a, true])": Literal(True),
}  # fmt: skip


@pytest.mark.parametrize("text", CERTAIN)
def test_certain(text: str) -> None:
    assert value_of(text, NAMES) == CERTAIN[text]


@pytest.mark.parametrize(
    "text",
    [
        'join(",", local.open_list)',
        'join(",", toset([var.a, var.b]))',
        "length(local.open_list)",
        "length(toset([var.a, var.b]))",
        'contains([var.a], "x")',
        'contains(local.none_known, "x")',
        'lookup(local.open_map, "z", "x")',
        "lookup(local.open_map, var.a)",
        "element(local.open_list, 0)",
        "element(local.unknown, 0)",
        "one(local.open_list)",
        "slice(local.open_list, 0, 1)",
        "index([var.a], \"x\")",
        "keys(var.a)",
        "anytrue([var.a])",
        "merge({}, local.unknown...).x",
        "jsondecode(var.a)",
        'yamldecode("a: !Ref x").a',
        'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!")',
        'regex("^(?=a)", "a")',
        "sum(local.open_list)",
        "tolist(toset([var.a, var.b]))[0]",
        "sort([var.a, var.b])[0]",
    ],
)  # fmt: skip
def test_not_known(text: str) -> None:
    found = value_of(text, NAMES)
    assert isinstance(found, Unknown)
    assert not isinstance(found, Failed)


OPEN: dict[str, Value] = {
    "concat(local.arns, local.unknown)": Items((ARN, DLQ), open=True),
    "concat(local.open_list, [1])": Items((ARN, Literal(1)), open=True),
    "concat(var.a, [1])": Items((Literal(1),), open=True),
    "flatten([local.arns, local.unknown])": Items((ARN, DLQ), open=True),
    "compact([aws_sqs_queue.main.arn, var.a])": Items((ARN,), open=True),
    "distinct([var.a, var.b])": Items((A, B), open=True),
    "sort([var.a, var.b])": Items((A, B), open=True),
    "keys(local.open_map)": Items((Literal("a"), Literal("b")), open=True),
    "setunion([1], var.a)": Items((Literal(1),), open=True),
    'setsubtract(["x", "y"], [var.a])': Items((), open=True),
    'setsubtract(["x", "y"], ["${var.a}-z"])': Items((Literal("x"), Literal("y"))),
    'toset([aws_sqs_queue.main.arn, "x", "x"])': Items((ARN, Literal("x"))),
}


@pytest.mark.parametrize("text", OPEN)
def test_a_list_that_is_not_all_known(text: str) -> None:
    found, expected = value_of(text, NAMES), OPEN[text]
    assert isinstance(found, Items)
    assert isinstance(expected, Items)
    assert (found.items, found.open) == (expected.items, expected.open)


def test_what_is_merged_last_wins_and_what_may_be_overwritten_is_not_known() -> None:
    found = value_of("merge({ a = 1, b = 2 }, var.more, { b = aws_sqs_queue.main.arn })")
    assert isinstance(found, Record)
    assert found.open
    assert {entry.key: entry.value for entry in found.entries} == {"a": Unknown(), "b": ARN}


def test_functions_follow_each_outcome_of_a_condition() -> None:
    merged = value_of("merge({ A = 1 }, var.on ? { B = aws_sqs_queue.main.arn } : {})")
    assert merged == Choice((record(A=1, B=ARN), record(A=1)), "var.on")
    encoded = value_of("jsonencode(local.maybe)", NAMES)
    assert isinstance(encoded, Choice)
    assert encoded.options[0] == Operation("jsonencode", (ARN,))


EITHER: dict[str, tuple[Value, ...]] = {
    "one(aws_sqs_queue.main[*].arn)": (ARN, Literal(None)),
    "coalesce(local.maybe, aws_sqs_queue.dlq.arn)": (ARN, DLQ),
    'coalesce(var.a, "x")': (A, Literal("x")),
    "coalesce(var.a, local.unknown, 1)": (A, Unknown()),
    'lookup({ x = 1, y = 2 }, var.a, 3)': (Literal(1), Literal(2), Literal(3)),
    'lookup(var.a, "x", 3)': (Input('a["x"]'), Literal(3)),
    "element([1, 2], var.a)": (Literal(1), Literal(2)),
    'try(tonumber(var.a), 1)': (Operation("tonumber", (A,)), Literal(1)),
}  # fmt: skip


@pytest.mark.parametrize("text", EITHER)
def test_either(text: str) -> None:
    found = value_of(text, NAMES)
    assert isinstance(found, Choice)
    assert found.options == EITHER[text]


def test_json_text_can_be_read_without_its_text() -> None:
    encoded = value_of('jsonencode({ Statement = [{ Resource = "${aws_sqs_queue.main.arn}/*" }] })')
    assert structure(encoded) == record(
        Statement=items(record(Resource=Concat((ARN, Literal("/*")))))
    )


def test_json_text_of_constants_is_text_inside_of_text() -> None:
    assert value_of('"${jsonencode({ a = [1, "<"] })}\\n"') == Literal('{"a":[1,"\\u003c"]}\n')


FILES = {
    "./policy.json": '{"arn": "*"}',
    "./policy.tftpl": '{"arn": "${arn}", "names": [%{ for n in names }"${n}!",%{ endfor }""]}',
    "./broken.tftpl": "${",
    "./nested.tftpl": '${templatefile("./policy.json", {})}',
}


def in_files(text: str) -> Value:
    """What an expression means beside these files."""
    return value_of(text, files=FILES)


def test_files_of_the_scan() -> None:
    assert in_files('jsondecode(file("${path.module}/policy.json")).arn') == Literal("*")
    assert in_files('fileexists("${path.module}/policy.json")') == Literal(True)
    assert in_files('templatefile("./policy.json", {})') == Literal('{"arn": "*"}')


def test_what_a_template_file_may_be_given_is_not_known() -> None:
    found = in_files('templatefile("./policy.tftpl", var.names)')
    assert isinstance(found, Concat)
    assert found.parts[:2] == (Literal('{"arn": "'), Unknown())


def test_a_template_file_knows_what_it_is_given() -> None:
    given = '{ arn = aws_sqs_queue.main.arn, names = ["a", "b"] }'
    found = structure(in_files(f'templatefile("${{path.module}}/policy.tftpl", {given})'))
    assert found == record(arn=ARN, names=items("a!", "b!", ""))


@pytest.mark.parametrize(
    "text",
    [
        'file("./elsewhere.json")',
        'fileexists("./elsewhere.json")',
        "file(var.path)",
        'templatefile("./elsewhere.tftpl", {})',
        'templatefile("./broken.tftpl", {})',
        'templatefile("./policy.tftpl", { arn = "x" })',
        'templatefile("./nested.tftpl", {})',
        'filebase64sha256("./policy.json")',
        'fileset("./", "*.json")',
        'abspath("./")',
        'pathexpand("~/x")',
    ],
)
def test_files_that_are_not_known(text: str) -> None:
    assert is_unknown(in_files(text))


def test_what_a_template_file_makes_stands_at_its_call() -> None:
    found = in_files('templatefile("./policy.tftpl", { arn = "x", names = [] })')
    assert found == Literal('{"arn": "x", "names": [""]}')
    assert found.at is not None
    assert (found.at.path, found.at.line) == ("main.tf", 2)


def test_a_whole_resource_is_no_text() -> None:
    assert value_of('"x${aws_sqs_queue.main}"') == Concat((Literal("x"), Unknown()))
    assert value_of("[aws_sqs_queue.main][0]") == QUEUE
