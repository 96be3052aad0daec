"""No text ends the parsing: whatever it is, there are facts, and nothing is raised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eda_lint.parse.code import Call, Evaluate, Language, Name
from eda_lint.parse.ecmascript import parse_ecmascript
from tests.parse.ecmascript.dumped import facts, statement

WORDS = r"""
    a b x this super null undefined true async await function class extends static get set new
    return if else for of in while do switch case default break continue try catch finally throw
    const let var import export from as default yield typeof void delete instanceof enum namespace
    interface type declare abstract private readonly satisfies accessor using label: #p @d
    ( ) [ ] { } < > , ; . ... ? ?. : => = == === != + ++ - * ** / % & | ^ ! ~ && || ?? ??= ||= &&=
    += " ' ` ${ \ // /* */ <!-- 1 0x 1n .5 "s" 't' `u` /r/g <a> </a> <b/> require("m") eda-lint:
"""

NESTED = {
    "sums": "x = " + "+".join(["a"] * 3000),
    "conjunctions": "x = " + "&&".join(["a"] * 3000),
    "lists": "x = " + "[" * 3000 + "]" * 3000,
    "parentheses": "x = " + "(" * 3000 + "a" + ")" * 3000,
    "objects": "x = " + "{a:" * 2000 + "1" + "}" * 2000,
    "calls": "x = " + "f(" * 2000 + ")" * 2000,
    "chains": "x = a" + ".b()" * 2000,
    "items": "x = a" + "[0]" * 3000,
    "conditions": "x = " + "a ? b : " * 2000 + "c",
    "arrows": "x = " + "a => " * 2000 + "1",
    "functions": "function f() {" * 500 + "}" * 500,
    "classes": "class A { m() {" * 300 + "}}" * 300,
    "class values": "x = " + "class { a = " * 300 + "1" + "}" * 300,
    "else ifs": "if (a) b()" + "\nelse if (a) b()" * 1000,
    "ifs": "if (a) {" * 1000 + "}" * 1000,
    "blocks": "{" * 2000 + "}" * 2000,
    "loops": "for (const a of b) {" * 500 + "}" * 500,
    "tries": "try {" * 500 + "} catch (e) {}" * 500,
    "switches": "switch (a) { case 1:" * 500 + "}" * 500,
    "falling cases": "switch (a) {" + "case 1: f();" * 1000 + "}",
    "breaks in cases": "switch (a) { case 1:" + "if (b) { if (c) break; d() }" * 200 + "}",
    "patterns": "const " + "[" * 2000 + "a" + "]" * 2000 + " = b",
    "defaults": "const " + "{a: " * 400 + "{b = 1}" + "}" * 400 + " = c",
    "templates": "x = " + "`${" * 500 + "a" + "}`" * 500,
    "markup": "x = " + "<a>" * 1000 + "</a>" * 1000,
    "assignments": "a = " * 2000 + "1",
    "sequences": "x = (" + "a, " * 3000 + "b)",
    "namespaces": "namespace A {" * 300 + "}" * 300,
    "brackets that stay open": "f(" * 5000,
    "braces that stay open": "{" * 5000,
    "errors": "let = ;\n" * 2000,
}


@pytest.mark.parametrize("name", NESTED)
@pytest.mark.parametrize("path", ["app.js", "app.ts", "app.tsx"])
def test_depth(name: str, path: str) -> None:
    text = NESTED[name].replace("+a", "\n+a").replace("(a)", "\n(a)").replace(",", ",\n")
    found = parse_ecmascript(path, f"first()\n{text}", _language(path))
    calls = (one.value for one in found.body if isinstance(one, Evaluate))
    first = Name("first", found.body[0].at)
    assert any(isinstance(call, Call) and call.callee == first for call in calls)


def test_what_is_nested_too_deeply_is_left_out_alone() -> None:
    deep = "x = " + "[" * 3000 + "]" * 3000
    source = f"""\
const a = 1
{deep}
if (b) {{ const a = 2; f(a); {deep} }}
function g() {{ {deep}; h = a }}
k(a)
"""
    assert [statement(one) for one in facts(source).body] == [
        "function g() { outer h, x; <nested too deeply>; h = a }",
        "a = 1",
        "<nested too deeply>",
        "if b { a@3 = 2; f(a@3); <nested too deeply> }",
        "k(a)",
    ]


def _language(path: str) -> Language:
    return Language.JAVASCRIPT if path.endswith("js") else Language.TYPESCRIPT


@settings(max_examples=400, deadline=None)
@given(
    words=st.lists(st.sampled_from((*WORDS.split(), "\n", "\r\n")), max_size=60),
    path=st.sampled_from(["a.js", "a.jsx", "a.ts", "a.tsx"]),
)
def test_words_of_the_language(words: list[str], path: str) -> None:
    check(" ".join(words), path)


@settings(max_examples=200, deadline=None)
@given(text=st.text(), path=st.sampled_from(["a.js", "a.ts"]))
def test_any_text(text: str, path: str) -> None:
    check(text, path)


PROGRAM = """\
import { A, type B } from "./m"; // eda-lint: ignore[x] why
const { QUEUE_URL = "größer", ...rest } = process.env;
export class C extends A {
  static #n = 1; constructor(private x = f()) { super(); this.y ??= `a${x}`; }
}
export const handler = async ({ Records }) => {
  for (const { body } of Records) { try { await g(JSON.parse(body)); } catch (e) { throw e; } }
  switch (rest.a) { case 1: break; default: return h?.(rest.b!)?.[0] as string; }
};
"""


@settings(max_examples=300, deadline=None)
@given(
    start=st.integers(0, len(PROGRAM)),
    length=st.integers(0, 30),
    inserted=st.text(alphabet="(){}[]<>`'\"/*,;=?:.#@\\ \n\r\0aé😀", max_size=3),
)
def test_a_program_with_something_cut_out(start: int, length: int, inserted: str) -> None:
    check(PROGRAM[:start] + inserted + PROGRAM[start + length :], "a.ts")


def check(text: str, path: str) -> None:
    """There are facts, all of them can be told, and each place is one of the text."""
    found = parse_ecmascript(path, text, _language(path))
    height = text.count("\n") + 1
    for one in found.body:
        assert statement(one)
        assert 1 <= one.at.line <= one.at.end_line <= height
    for diagnostic in found.diagnostics:
        assert 1 <= diagnostic.line <= height
        assert diagnostic.column >= 1
        assert diagnostic.message.isprintable()
