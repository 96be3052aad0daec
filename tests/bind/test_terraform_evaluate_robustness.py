"""Nothing is raised, nothing hangs, nothing grows without measure, whatever is written."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eda_lint.bind.terraform.evaluate import Failed, block_arguments, evaluate
from eda_lint.bind.terraform.evaluate.functions.catalogue import FUNCTIONS
from eda_lint.bind.terraform.evaluate.scope import Scope
from eda_lint.location import Location
from eda_lint.parse.terraform.form import (
    ELEMENT,
    Attribute,
    Binary,
    Block,
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Index,
    ListExpression,
    Name,
    ObjectExpression,
    Pair,
    Splat,
    Template,
    Unary,
    Unreadable,
)
from eda_lint.value import (
    ABSENT,
    Choice,
    Concat,
    Environment,
    EventData,
    Generated,
    Input,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    inside,
)
from tests.bind.expressed import items, record, scope_of, value_of

AT = Location("main.tf", 1)
LONG_AGO = 5.0
"""Seconds that no expression takes, on a slow machine with other work."""

VALUES: tuple[Value, ...] = (
    ABSENT,
    Literal(None),
    Literal(True),
    Literal(0),
    Literal(-1),
    Literal(2.5),
    Literal(float("inf")),
    Literal(10**400),
    Literal(""),
    Literal("x"),
    Literal("/a+/"),
    Literal("5"),
    Reference("#aws_sqs_queue.main", ""),
    Reference("#aws_sqs_queue.main", "arn"),
    Input("a"),
    Input("AWS::Region"),
    Input("b", default=record(x=1)),
    Concat((Literal("a-"), Input("a"))),
    Choice((Literal(1), Literal(None), Unknown()), "var.c"),
    Choice((Literal(True), Literal(False)), "var.c"),
    Choice((items(1, 2), items()), "var.c"),
    record(a=1, b=Input("b")),
    Record(record(a=1).entries, open=True),
    items(),
    items("a", "b", None),
    items(items(1), record(a=1), Unknown(), Failed()),
    items(Input("a"), is_open=True),
    Operation("jsonencode", (record(a=1),)),
    Operation("jsonencode", ()),
    Operation("!", (Input("a"),)),
    Environment("A"),
    EventData(("Records",)),
    Generated("uuid4"),
    Unknown(),
    Failed(),
)
BOUND = {f"v{number}": value for number, value in enumerate(VALUES)}

LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from([*BOUND, "nothing", ELEMENT]).map(lambda name: Name(name, AT)),
    st.one_of(st.none(), st.booleans(), st.integers(-3, 12), st.floats(), st.text(max_size=5)).map(
        lambda value: Constant(value, AT)
    ),
    st.sampled_from(["%s", "%05d", "%[2]q", "(a|b)*", "/[a-z]/", "a: [1]", '{"a": 1}']).map(
        lambda text: Constant(text, AT)
    ),
    st.just(Unreadable("a syntax error", AT)),
)


def compound(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Expressions made of others."""
    some = st.lists(inner, max_size=4).map(tuple)
    names = st.sampled_from(["v1", "v21", "x", "a"])
    operators = st.sampled_from(
        ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "?"]
    )
    pairs = st.lists(st.builds(Pair, inner, inner, st.just(AT)), max_size=3).map(tuple)
    at = st.just(AT)
    return st.one_of(
        st.builds(Call, st.sampled_from([*FUNCTIONS, "uuid"]), some, at, st.booleans()),
        st.builds(Attribute, inner, names, at),
        st.builds(Index, inner, inner, at),
        st.builds(Splat, inner, inner, at),
        st.builds(Template, some, at),
        st.builds(ListExpression, some, at),
        st.builds(ObjectExpression, pairs, at),
        st.builds(Conditional, inner, inner, inner, at),
        st.builds(Binary, operators, inner, inner, at),
        st.builds(Unary, st.sampled_from(["!", "-"]), inner, at),
        st.builds(
            For, names, names, inner, inner, at, st.none() | inner, st.none() | inner, st.booleans()
        ),
    )


def bound() -> Scope:
    """A scope in which every kind of value has a name."""
    return replace(scope_of(files={"x": "${y}"}), bindings=BOUND)


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.recursive(LEAVES, compound, max_leaves=12))
def test_evaluation_raises_nothing(expression: Expression) -> None:
    assert list(inside(evaluate(expression, bound())))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_raises_whatever_it_is_given(function: str) -> None:
    scope = bound()
    names = tuple(Name(name, AT) for name in BOUND)
    calls = [Call(function, (), AT)]
    calls += [Call(function, (name,), AT, spread) for name in names for spread in (False, True)]
    calls += [Call(function, (first, second), AT) for first in names for second in names]
    calls += [Call(function, (name, name, name), AT) for name in names]
    for call in calls:
        assert list(inside(evaluate(call, scope)))


def deep(levels: int) -> dict[str, Expression]:
    """Expressions that nest as deep as no parser lets them."""
    one: Expression = Constant(1, AT)
    made = dict.fromkeys(("list", "sum", "call", "conditional", "attribute", "template"), one)
    for _ in range(levels):
        made["list"] = ListExpression((made["list"],), AT)
        made["sum"] = Binary("+", made["sum"], one, AT)
        made["call"] = Call("flatten", (made["call"],), AT)
        made["conditional"] = Conditional(Name("v14", AT), made["conditional"], one, AT)
        made["attribute"] = Attribute(made["attribute"], "a", AT)
        made["template"] = Template((made["template"], one), AT)
    return made


@pytest.mark.parametrize("kind", deep(0))
def test_depth_is_told(kind: str) -> None:
    assert isinstance(evaluate(deep(5000)[kind], bound()), Unknown)


def test_blocks_nest_as_deep_as_they_like() -> None:
    block = Block("filter", (), (), (), AT)
    for _ in range(5000):
        block = Block("filter", (), (), (block,), AT)
    assert block_arguments(block, scope_of()).open


HUGE = {
    "a range": "range(1000000000)",
    "a product": f"setproduct({', '.join(['range(100)'] * 10)})",
    "padding": 'format("%999999999d", 1)',
    "much padding": '[for i in range(1000): format("%9999d", i)]',
    "repeated text": 'join("", [for i in range(10000): join("", [for j in range(10000): "xxxx"])])',
    "loops in loops": (
        "[for a in range(1000): [for b in range(1000): [for c in range(1000): a + b + c]]]"
    ),
    "replaced by more": (
        'replace(join("", [for i in range(9000): "a"]), "a",'
        ' join("", [for i in range(9000): "bbbbbbb"]))'
    ),
    "indented": 'indent(1000000, join("\\n", range(9000)))',
    "a power": "pow(10, 1000000)",
    "multiplied": "1" + " * 999999999999999999999999" * 40,
    "a long number": "tonumber(join(\"\", [for i in range(9000): 9]))",
    "a pattern": 'regexall("(a*)*b", join("", [for i in range(9000): "a"]))',
    "another pattern": 'regex("a*a*a*a*a*a*b", join("", [for i in range(300): "a"]))',
    "subtracted": "setsubtract([for i in range(9000): var.a], [for i in range(9000): var.b])",
    "doubled": "[for a in [[1, 1]]: " + "".join(
        f"[for x{n + 1} in [[{'a' if n == 0 else f'x{n}'}, {'a' if n == 0 else f'x{n}'}]]: "
        for n in range(40)
    ) + "x40" + "]" * 41,
    "yaml that grows": 'yamldecode("a: &a [1,1]\\n' + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\\n" for n in range(24)
    ) + '")',
    "nested json": 'jsondecode(join("", [for i in range(9000): "["]))',
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_what_would_be_huge_is_not_made(name: str) -> None:
    start = time.monotonic()
    found = value_of(HUGE[name])
    assert time.monotonic() - start < LONG_AGO
    assert sum(1 for _ in inside(found)) <= 200_000


@pytest.mark.parametrize(
    "inner",
    [
        "[for other in local.many : [for last in local.many : last]]",
        "contains(local.many, -1)",
        'join(",", local.many)',
        "sort(local.many)",
        "toset(local.many)",
        "local.many[*]",
    ],
)
def test_what_goes_through_a_long_list_for_each_of_its_elements_ends(inner: str) -> None:
    names: dict[str, Value] = {"local.many": items(*range(5000))}
    start = time.monotonic()
    value_of(f"[for one in local.many : {inner}]", names)
    assert time.monotonic() - start < LONG_AGO


def test_a_list_of_a_usual_length_is_gone_through_for_each_of_its_elements() -> None:
    names: dict[str, Value] = {"local.some": items(*range(300))}
    found = value_of("[for one in local.some : contains(local.some, one)]", names)
    assert found == items(*[True] * 300)


def test_values_that_double_from_name_to_name_end() -> None:
    names: dict[str, Value] = {"local.x0": items(1)}
    for number in range(60):
        before = f"local.x{number}"
        names[f"local.x{number + 1}"] = value_of(f"[{before}, {before}]", names)
    found = names["local.x60"]
    assert sum(1 for _ in inside(found)) <= 100_000
    assert any(isinstance(part, Unknown) for part in inside(found))


def test_work_grows_with_what_is_written() -> None:
    def seconds(entries: int) -> float:
        text = ", ".join(
            f'k{n} = merge({{ a = "${{var.x}}-{n}" }}, {{}}).a' for n in range(entries)
        )
        start = time.perf_counter()
        assert isinstance(value_of(f"{{ {text} }}"), Record)
        return time.perf_counter() - start

    seconds(50)
    few, many = min(seconds(200) for _ in range(3)), min(seconds(2000) for _ in range(3))
    assert many < 40 * few
