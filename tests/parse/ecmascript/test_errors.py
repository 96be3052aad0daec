"""What cannot be parsed or is not worth it: told once, and nothing unsound is made of it."""

from __future__ import annotations

import pytest

from eda_lint.parse.code import Language
from eda_lint.parse.ecmascript import LARGEST_FILE, parse_ecmascript
from tests.parse.ecmascript.dumped import facts, statement

BROKEN = {
    "a statement": (
        "a()\nlet b = ;\nc()\n",
        "2:9 not valid JavaScript: unexpected ;",
        ["a()"],
    ),
    "an object in a function": (
        "a()\nfunction f() { g({ b: 1 c: 2 }) }\nh()\n",
        "2:25 not valid JavaScript: unexpected c: 2",
        ["a()", "h()"],
    ),
    "a brace that is not closed": (
        "a()\nfunction f() {\n  b()\nc()\n",
        "4:4 not valid JavaScript: } is missing",
        ["a()"],
    ),
    "a bracket that is not closed": (
        "a()\nb([1, 2)\nc()\n",
        "2:8 not valid JavaScript: ] is missing",
        ["a()"],
    ),
    "a brace too many": (
        "a()\n}\nb()\n",
        "2:1 not valid JavaScript: unexpected }",
        ["a()"],
    ),
    "text that is not closed": (
        "a()\nb(`c)\nd()\n",
        "2:3 not valid JavaScript: unexpected `",
        ["a()"],
    ),
    "another language": (
        "def handler(event):\n    return 1\n",
        "1:1 not valid JavaScript: unexpected def handler(event):",
        ["return 1"],
    ),
}


@pytest.mark.parametrize(("source", "message", "sound"), BROKEN.values(), ids=BROKEN)
def test_errors(source: str, message: str, sound: list[str]) -> None:
    found = facts(source)
    assert [f"{d.line}:{d.column} {d.message}" for d in found.diagnostics] == [message]
    assert [statement(one) for one in found.body] == sound
    assert not found.unread


def test_a_large_file_of_errors_is_given_up() -> None:
    (diagnostic,) = facts("let = ;\n" * 20_000, "app.ts").diagnostics
    assert diagnostic.message == "not valid TypeScript: too many errors to go on"


@pytest.mark.parametrize("path", ["app.js", "app.ts"])
def test_a_large_file_with_types_is_read(path: str) -> None:
    found = facts("const a = (b: string): number => c;\n" * 3_000, path)
    assert (len(found.body), found.diagnostics) == (3_000, ())


def test_the_language_is_named() -> None:
    (diagnostic,) = facts("let a: = 1", "app.ts").diagnostics
    assert diagnostic.message.startswith("not valid TypeScript: ")


def test_errors_in_types_are_no_errors_of_the_code() -> None:
    found = facts("interface A { -readonly?: b }\na()\n", "app.ts")
    assert found.diagnostics == ()
    assert [statement(one) for one in found.body] == ["a()"]


@pytest.mark.parametrize(
    "source",
    [
        "// @flow\nimport type { A } from 'b'\nconst f = (a: string): number => a\nf()\n",
        "const f = (a: string) => a\nf()\n",
        "const f = <A b={c} />\nf()\n",
    ],
)
def test_a_javascript_file_may_have_types_or_markup(source: str) -> None:
    found = facts(source)
    assert found.diagnostics == ()
    assert statement(found.body[-1]) == "f()"


BUNDLES = {
    "a large file": ("a();\n" * 120_000, "0.6 MB, the limit is 0.5 MB"),
    "a minified file": ("// a bundle\n" + "a();" * 6_000, "a line of 23 kB, the limit is 20 kB"),
    "a translation": ('<?xml version="1.0"?>\n<TS></TS>\n', "XML"),
}


@pytest.mark.parametrize(("source", "reason"), BUNDLES.values(), ids=BUNDLES)
def test_bundles_are_not_read(source: str, reason: str) -> None:
    found = facts(source, "app.ts")
    assert (found.body, found.diagnostics, found.unread) == ((), (), reason)


@pytest.mark.parametrize(("source", "reason"), BUNDLES.values(), ids=BUNDLES)
def test_a_bundle_that_is_named_is_an_error(source: str, reason: str) -> None:
    found = parse_ecmascript("app.ts", source, Language.TYPESCRIPT, explicit=True)
    assert [d.message for d in found.diagnostics] == [f"not analysed: {reason}"]


def test_a_file_at_the_limit_is_read() -> None:
    text = "a()\n" + f"// {'a' * 60}\n" * (LARGEST_FILE // 64 - 1)
    assert len(parse_ecmascript("app.js", text, Language.JAVASCRIPT).body) == 1
