"""A valid application that is changed at random: nothing is raised, and no rule breaks."""

from __future__ import annotations

import copy
import json
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eda_lint.config import Config
from eda_lint.errors import NothingToAnalyse
from eda_lint.lint import Report, lint
from eda_lint.registry import Selection, load_rooms, select_rules

Tree: TypeAlias = "None | bool | int | float | str | list[Tree] | dict[str, Tree]"
Step: TypeAlias = "str | int"

EXAMPLE = Path(__file__).parents[2] / "examples" / "payments" / "before"
TEMPLATE = "template.yaml"
CODE = ("charge_payment", "checkout", "request_payout", "send_receipt")

# Every run is the same: what breaks, breaks for everyone.
RANDOM = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

SCALARS = st.sampled_from(
    [
        None, True, False, 0, -1, 10**30, 1.5, "", "text", "30", "!Ref x", "${A}", "{", "[1]",
        '{"a": [{"b": null}]}', "rate(1 minute)", "app.handler", "../..", "sqs", "*", "{{resolve:",
        "{{resolve:ssm:/a}}", "arn:aws:sqs:us-east-1:123456789012:q", "arn::::::",
        "AWS::SQS::Queue",
    ]
)  # fmt: skip
FUNCTIONS: list[Tree] = [
    {"Ref": "Nothing"}, {"Ref": None}, {"Ref": []}, {"Ref": "AWS::NoValue"}, {"Ref": "AWS::Region"},
    {"Fn::GetAtt": ["Nothing", "Arn"]}, {"Fn::GetAtt": []}, {"Fn::GetAtt": "PaymentQueue.Arn"},
    {"Fn::Sub": 5}, {"Fn::Sub": ["${a}", []]}, {"Fn::Sub": "${PaymentQueue.Arn}${a"},
    {"Fn::Join": ["", {}]}, {"Fn::Join": [",", ["a", {"Ref": "AWS::NoValue"}]]},
    {"Fn::Select": [9, []]}, {"Fn::Split": [",", "a,b"]}, {"Fn::ImportValue": "x"},
    {"Fn::If": ["Undefined", 1, {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["Undefined", [], {}]},
    {"Fn::FindInMap": ["x", "y", "z"]}, {"Fn::Unknown": 1}, {"Fn::Transform": {"Name": "x"}},
]  # fmt: skip
VALUES = st.one_of(
    SCALARS,
    st.sampled_from(FUNCTIONS),
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=2),
            st.dictionaries(st.sampled_from(["A", "Type", "Ref", ""]), inner, max_size=2),
        ),
        max_leaves=4,
    ),
)


class _LongForms(yaml.SafeLoader):
    """Reads `!Ref x` as `{Ref: x}`, so that functions can be changed like any map."""


def _long_form(loader: _LongForms, name: str, node: yaml.Node) -> Tree:
    value: Tree
    if isinstance(node, yaml.MappingNode):
        value = {str(k): v for k, v in loader.construct_mapping(node, deep=True).items()}
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = str(node.value)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


_LongForms.add_multi_constructor("!", _long_form)


@cache
def application() -> dict[str, str]:
    """The files of the example."""
    files = {TEMPLATE: (EXAMPLE / TEMPLATE).read_text(encoding="utf-8")}
    for name in CODE:
        path = f"src/{name}/app.py"
        files[path] = (EXAMPLE / path).read_text(encoding="utf-8")
    return files


@cache
def template() -> Tree:
    """The example's template as plain data."""
    tree: Tree = yaml.load(application()[TEMPLATE], _LongForms)
    return tree


@cache
def rules() -> Selection:
    """All rules."""
    return select_rules(load_rooms(()), select=(), ignore=(), options={})


def linted(changed: dict[str, str]) -> Report | None:
    """The report on the example with changed files; None where nothing of it is left."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in (application() | changed).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        try:
            return lint((folder,), Config(), rules(), folder)
        except NothingToAnalyse:
            return None


def assert_in_order(changed: dict[str, str]) -> None:
    """The run ends, no rule breaks, and what is said has a place in a file that is there."""
    report = linted(changed)
    if report is None:
        return
    assert report.failures == ()
    places = [(one.path, one.line, one.column) for one in report.diagnostics]
    places += [(at.path, at.line, at.column) for at in (r.finding.at for r in report.findings)]
    for path, line, column in places:
        assert path in application()
        assert line >= 1
        assert column >= 1


def paths_in(tree: Tree, above: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """The way to every value in a tree but the tree itself."""
    inner: list[tuple[Step, Tree]] = []
    if isinstance(tree, dict):
        inner = list(tree.items())
    elif isinstance(tree, list):
        inner = list(enumerate(tree))
    found: list[tuple[Step, ...]] = []
    for step, value in inner:
        found.append((*above, step))
        found.extend(paths_in(value, (*above, step)))
    return found


def value_at(tree: Tree, path: tuple[Step, ...]) -> Tree:
    """The value at the end of a way."""
    for step in path:
        if isinstance(tree, dict):
            tree = tree[str(step)]
        elif isinstance(tree, list):
            tree = tree[int(step)]
    return tree


def put(tree: Tree, path: tuple[Step, ...], value: Tree) -> None:
    """Replace the value at the end of a way."""
    *above, last = path
    owner = value_at(tree, tuple(above))
    if isinstance(owner, dict):
        owner[str(last)] = value
    elif isinstance(owner, list):
        owner[int(last)] = value


def take(tree: Tree, path: tuple[Step, ...]) -> None:
    """Remove the value at the end of a way."""
    *above, last = path
    owner = value_at(tree, tuple(above))
    if isinstance(owner, dict):
        del owner[str(last)]
    elif isinstance(owner, list):
        del owner[int(last)]


def double(tree: Tree, path: tuple[Step, ...]) -> None:
    """Write the value at the end of a way twice."""
    *above, last = path
    owner = value_at(tree, tuple(above))
    again = copy.deepcopy(value_at(tree, path))
    if isinstance(owner, dict):
        owner[f"{last}Again"] = again
    elif isinstance(owner, list):
        owner.insert(int(last), again)


def changed_template(data: st.DataObject) -> Tree:
    """The template with some of its values changed."""
    tree = copy.deepcopy(template())
    for _ in range(data.draw(st.integers(1, 5))):
        paths = paths_in(tree)
        if not paths:
            break
        path = data.draw(st.sampled_from(paths))
        match data.draw(st.sampled_from(["take", "double", "put", "move", "wrap"])):
            case "take":
                take(tree, path)
            case "double":
                double(tree, path)
            case "put":
                put(tree, path, data.draw(VALUES))
            case "move":
                put(tree, path, copy.deepcopy(value_at(tree, data.draw(st.sampled_from(paths)))))
            case _:
                put(tree, path, wrapped(value_at(tree, path), data))
    return tree


def wrapped(value: Tree, data: st.DataObject) -> Tree:
    """A value inside of something."""
    options: list[Tree] = [
        [value],
        {"A": value},
        json.dumps(value),
        {"Fn::If": ["Undefined", value, {"Ref": "AWS::NoValue"}]},
        {"Fn::If": ["Undefined", value, copy.deepcopy(value)]},
        {"Fn::Sub": value},
        {"Fn::Select": [0, [value]]},
    ]
    return data.draw(st.sampled_from(options))


def changed_text(text: str, data: st.DataObject) -> str:
    """A text with some of its lines and tokens left out, doubled or put elsewhere."""
    lines = text.split("\n")
    everywhere = re.findall(r"\w+|[^\w\s]", text)
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(lines) - 1))
        tokens = re.findall(r"\w+|\s+|[^\w\s]", lines[number])
        match data.draw(st.sampled_from(["line out", "line again", "out", "again", "other"])):
            case "line out" if len(lines) > 1:
                del lines[number]
            case "line again":
                lines.insert(data.draw(st.integers(0, len(lines))), lines[number])
            case what if tokens:
                place = data.draw(st.integers(0, len(tokens) - 1))
                if what == "out":
                    del tokens[place]
                elif what == "again":
                    tokens.insert(place, tokens[place])
                else:
                    tokens[place] = data.draw(st.sampled_from(everywhere))
                lines[number] = "".join(tokens)
    return "\n".join(lines)


def test_the_example_unchanged() -> None:
    report = linted({})
    assert report is not None
    assert report.diagnostics == ()
    assert report.findings


@given(st.data())
@RANDOM
def test_a_template_with_other_values(data: st.DataObject) -> None:
    assert_in_order({TEMPLATE: json.dumps(changed_template(data), indent=1)})


@given(st.data())
@RANDOM
def test_a_template_with_other_text(data: st.DataObject) -> None:
    assert_in_order({TEMPLATE: changed_text(application()[TEMPLATE], data)})


@given(st.data(), st.sampled_from(CODE))
@RANDOM
def test_a_handler_with_other_text(data: st.DataObject, name: str) -> None:
    path = f"src/{name}/app.py"
    assert_in_order({path: changed_text(application()[path], data)})


@given(st.data(), st.sampled_from(CODE))
@RANDOM
def test_both(data: st.DataObject, name: str) -> None:
    path = f"src/{name}/app.py"
    template_text = json.dumps(changed_template(data))
    assert_in_order({TEMPLATE: template_text, path: changed_text(application()[path], data)})
