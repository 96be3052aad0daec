"""Suppressions in the comments of JavaScript and TypeScript."""

from __future__ import annotations

import pytest

from tests.parse.ecmascript.dumped import facts

MARKED = {
    "behind code": ("a() // eda-lint: ignore[x-y] as agreed\n", [(1, ("x-y",), "as agreed")]),
    "above code": ("// eda-lint: ignore[x] why\n// more\n\na()\n", [(4, ("x",), "why")]),
    "in a block comment": ("/* eda-lint: ignore[x] why */\na()\n", [(2, ("x",), "why")]),
    "in a long comment": (
        "/**\n * About it.\n * eda-lint: ignore[x] why\n */\na()\n",
        [(5, ("x",), "why")],
    ),
    "of any rule": ("a() // eda-lint: ignore\n", [(1, (), "")]),
    "inside of an expression": (
        "f({\n  a, // eda-lint: ignore[x, y] why\n})\n",
        [(2, ("x", "y"), "why")],
    ),
    "behind other letters": ('f("ö") // eda-lint: ignore[x] why\n', [(1, ("x",), "why")]),
    "in text": ('f("// eda-lint: ignore[x] why")\n', []),
    "in a template": ("f(`\n// eda-lint: ignore[x] why\n`)\n", []),
    "in a file with errors": ("a( // eda-lint: ignore[x] why\n", [(1, ("x",), "why")]),
}


@pytest.mark.parametrize(("source", "expected"), MARKED.values(), ids=MARKED)
def test_suppressions(source: str, expected: list[tuple[int, tuple[str, ...], str]]) -> None:
    found = facts(source).suppressions
    assert [(one.line, one.rules, one.reason) for one in found] == expected


def test_markup() -> None:
    source = "const a = <A>\n  {/* eda-lint: ignore[x] why */}\n  {f()}\n</A>\n"
    assert [one.rules for one in facts(source, "app.tsx").suppressions] == [("x",)]
