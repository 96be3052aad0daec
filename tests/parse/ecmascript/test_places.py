"""Where things stand: lines and columns in characters."""

from __future__ import annotations

from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    Call,
    ClassDefinition,
    Evaluate,
    Export,
    FunctionDefinition,
    If,
    Import,
    Lambda,
    MapExpression,
)
from tests.parse.ecmascript.dumped import facts


def span(at: Location) -> str:
    """A location as "line:column-line:column"."""
    return f"{at.line}:{at.column}-{at.end_line}:{at.end_column}"


def test_calls_and_keys() -> None:
    (statement,) = facts("  send({\n    QueueUrl: url,\n  })\n").body
    assert isinstance(statement, Evaluate)
    assert isinstance(statement.value, Call)
    assert span(statement.value.at) == "1:1-3:3"  # dedented
    (argument,) = statement.value.arguments
    assert isinstance(argument.value, MapExpression)
    (pair,) = argument.value.pairs
    assert pair.key is not None
    assert span(pair.key.at) == "2:3-2:11"
    assert span(pair.value.at) == "2:13-2:16"


def test_columns_count_characters() -> None:
    first, second = facts('/* größer 😀 */ f("ü"); g()\n').body
    assert span(first.at) == "1:16-1:22"
    assert span(second.at) == "1:24-1:27"


def test_lines_of_every_ending() -> None:
    assert [one.at.line for one in facts("a()\r\nb()\r\n\r\nc()\n").body] == [1, 2, 4]


def test_definitions_end_with_their_names() -> None:
    function, kind = facts("async function send(a) {\n}\nclass Sender {\n}\n").body
    assert isinstance(function, FunctionDefinition)
    assert isinstance(kind, ClassDefinition)
    assert span(function.at) == "1:1-1:20"
    assert span(kind.at) == "3:1-3:13"


def test_functions_without_a_name_end_with_their_parameters() -> None:
    assigned, export = facts("export const handler = async (event) => {\n  a()\n}\n").body
    assert isinstance(assigned, Assign)
    assert isinstance(export, Export)
    assert isinstance(assigned.value, Lambda)
    assert span(assigned.value.at) == "1:24-3:2"
    assert span(assigned.value.function.at) == "1:24-1:37"
    assert span(export.at) == "1:14-1:21"


def test_methods() -> None:
    (kind,) = facts("class C {\n  static async send(a) {\n  }\n}\n").body
    assert isinstance(kind, ClassDefinition)
    assert [span(method.at) for method in kind.body] == ["2:3-2:20"]


def test_imports() -> None:
    imports = facts('import {\n  A,\n  B as C,\n} from "m";\n').body
    assert all(isinstance(one, Import) for one in imports)
    assert [span(one.at) for one in imports] == ["2:3-2:4", "3:3-3:9"]


def test_parts_of_a_pattern_stand_where_they_are_read() -> None:
    source = 'const {\n  TABLE = "t",\n  QUEUE: queue = "q",\n} = process.env\n'
    reads = [one.value for one in facts(source).body if isinstance(one, Assign)]
    assert [one.at.line for one in reads] == [2, 3]


def test_cases_stand_at_their_labels() -> None:
    (branch,) = facts("switch (a) {\n  case 1: f(); break\n  case 2: g()\n}\n").body
    assert isinstance(branch, If)
    assert span(branch.at) == "2:3-2:9"
    assert [span(one.at) for one in branch.otherwise] == ["3:3-3:9"]
