"""Expressions of HCL: what each form means, and how tightly operators bind."""

from __future__ import annotations

import pytest

from eda_lint.parse.terraform.form import Constant
from tests.parse.terraform.written import expression, read


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ("5", 5),
        ("-5", "(-5)"),
        ("1.5", 1.5),
        ("2.0", 2),
        ("1.5e3", 1500),
        ("12345678901234567890", 12345678901234567890),
        ("true", True),
        ("false", False),
        ("null", None),
        ('"text"', "text"),
    ],
)
def test_literals(text: str, constant: object) -> None:
    form = expression(text)
    if isinstance(form, Constant):
        assert (type(form.value), form.value) == (type(constant), constant)
    else:
        assert read(text) == constant


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("a * b / c % d", "(((a * b) / c) % d)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("a == b < c", "(a == (b < c))"),
        ("a + 1 >= b - 1", "((a + 1) >= (b - 1))"),
        ("a || b && c == d", "(a || (b && (c == d)))"),
        ("!a || b", "((!a) || b)"),
        ("!a == b", "((!a) == b)"),
        ("-a.b + c", "((-a.b) + c)"),
        ("!(a && b)", "(!(a && b))"),
        ("a != null ? a : b", "((a != null) ? a : b)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a ? b : c ? d : e ? f : g", "(a ? b : (c ? d : (e ? f : g)))"),
        ("a ? b ? 1 : 2 : 3", "(a ? (b ? 1 : 2) : 3)"),
        ("(a ? b : c) ? d : e", "((a ? b : c) ? d : e)"),
        ("a && b ? c : d || e ? f : g", "((a && b) ? c : ((d || e) ? f : g))"),
    ],
)
def test_operators_bind_as_terraform_says(text: str, bracketed: str) -> None:
    assert read(text) == bracketed


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("var.env", "var.env"),
        ("aws_sqs_queue.orders.arn", "aws_sqs_queue.orders.arn"),
        ('module.queues["orders"].arn', 'module.queues["orders"].arn'),
        ("a[0].b", "a[0].b"),
        ("a.0.b", "a[0].b"),
        ("a[b.c[d]]", "a[b.c[d]]"),
        ('a["x-${b}"]', 'a[text("x-", b)]'),
        ("(a).b", "a.b"),
        ("f(a)[0].b", "f(a)[0].b"),
        ("[1, 2][0]", "[1, 2][0]"),
        ("{ a = 1 }.a", '{"a" = 1}.a'),
        ("a[*]", "a[*]"),
        ("a.b[*].c", "a.b[*.c]"),
        ("a[*].b[0].c", "a[*.b[0].c]"),
        ("a[*].b[*].c", "a[*.b[*.c]]"),
        ("a.*.b.c", "a[*.b.c]"),
        ("a.*.b[0].c", "a[*.b][0].c"),
        ("a.*.b.0", "a[*.b[0]]"),
        ("-a[*].b", "(-a[*.b])"),
    ],
)
def test_what_is_taken_out_of_a_value(text: str, taken: str) -> None:
    assert read(text) == taken


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("f()", "f()"),
        ("merge(a, b)", "merge(a, b)"),
        ("merge(\n  a,\n  b,\n)", "merge(a, b)"),
        ("merge(a, all...)", "merge(a, all...)"),
        ("jsonencode({ a = [1] })", 'jsonencode({"a" = [1]})'),
        ("provider::aws::arn_parse(a)", "provider::aws::arn_parse(a)"),
        ("f(<<EOT\ntext\nEOT\n, a)", 'f("text\\n", a)'),
        ("[]", "[]"),
        ("[\n  1,\n  2,\n]", "[1, 2]"),
        ("{}", "{}"),
        ("{ a = 1, b : 2 }", '{"a" = 1, "b" = 2}'),
        ('{\n  "a b" = 1\n  "${c}" = 2\n}', '{"a b" = 1, c = 2}'),
        ("{ (a) = 1, (a.b) = 2 }", "{a = 1, a.b = 2}"),
        ("{ true = 1, null = 2, 3 = 4 }", '{"true" = 1, "null" = 2, 3 = 4}'),
        ("[for x in a : x.b]", "[for x in a : x.b]"),
        ("[for i, x in a : i if x != null]", "[for i, x in a : i if (x != null)]"),
        ("{ for k, v in a : k => v }", "{for k, v in a : k => v}"),
        ("{ for x in a : x.k => x... if x.b }", "{for x in a : x.k => x... if x.b}"),
        ("[for x in [for y in a : y] : x][0]", "[for x in [for y in a : y] : x][0]"),
        ("/* a */ 1 /* b */ + /* c */ 2 # d", "(1 + 2)"),
        ("[ # a\n  1, // b\n  /* c */ 2\n]", "[1, 2]"),
    ],
)
def test_calls_and_collections(text: str, form: str) -> None:
    assert read(text) == form
