"""Expressions: each as it is written, and in the common form."""

from __future__ import annotations

import pytest

from tests.parse.ecmascript.dumped import lines

Cases = dict[str, tuple[str, list[str]]]

LITERALS: Cases = {
    "text": (
        'x("it\'s", "a\\n\\x41\\u0042", "\\u{1F600}", "\\uD83D\\uDE00", "\\uD83D", \'\\0\')',
        [
            'x("it\'s", "a\\nAB", "😀", "😀", "�", "\\u0000")',
        ],
    ),
    "numbers": (
        "x(1, 1.5, 1e3, 0x10, 0o17, 0b11, 1_000, .5, 017, 08, -1)",
        [
            "x(1, 1.5, 1000, 16, 15, 3, 1000, 0.5, 15, 8, -1)",
        ],
    ),
    "bigints and regular expressions are no scalars": (
        "x(10n, /re[/]g/gi)",
        [
            "x(<bigint>, <regex>)",
        ],
    ),
    "what is not there": (
        "x(true, false, null, undefined, void 0)",
        [
            "x(true, false, null, null, null)",
        ],
    ),
    "templates": (
        "x(`plain`, `a${b}c${d.e}`, `${a}`, `\\n\\u0041`, ``)",
        [
            'x("plain", `a${b}c${d.e}`, `${a}`, "\\nA", "")',
        ],
    ),
}

OPERATORS: Cases = {
    "signs and negations": (
        "x(+1, -y, !y, !!y, typeof y, void y, delete y.z, ~y)",
        [
            "x(<+ 1>, <- y>, <! y>, <! <! y>>, <typeof y>, <void y>, <delete y.z>, <~ y>)",
        ],
    ),
    "binary operators": (
        "x(a + b * c, a ** b, a === b, a in b, #a in b, a instanceof B, a >>> 2)",
        [
            (
                'x((a + (b * c)), (a ** b), (a === b), (a in b), ("#a" in b), (a instanceof '
                "B), (a >>> 2))"
            ),
        ],
    ),
    "short circuits": (
        "x(a ?? b, a || b && c)",
        [
            "x((a ?? b), (a || (b && c)))",
        ],
    ),
    "conditions": (
        "x(a ? b : c ? d : e)",
        [
            "x((a ? b : (c ? d : e)))",
        ],
    ),
    "assignments as values": (
        "x(y = 1, y ??= 2, y ||= 3, y += 4, y &&= 5, y++, --y, { z } = y)",
        [
            (
                "x((y = 1), (y ??= 2), (y ||= 3), (y = (y + 4)), (y = (y && 5)), (y = (y + "
                "1)), (y = (y - 1)), ({z: z} = y))"
            ),
        ],
    ),
    "sequences": (
        "x((a(), b), (0, z.f)(1))",
        [
            "x(<, a() b>, z.f(1))",
        ],
    ),
}

ACCESS: Cases = {
    "members and items": (
        'a.b.c(d)[e]["f"]',
        [
            'a.b.c(d)[e]["f"]',
        ],
    ),
    "optional chains are members, items and calls": (
        "a?.b?.(c)?.[d]?.e",
        [
            "a.b(c)[d].e",
        ],
    ),
    "constructions": (
        "new Foo; new a.Foo(1, ...b); new (foo())(2)",
        [
            "new Foo()",
            "new a.Foo(1, *b)",
            "new foo()(2)",
        ],
    ),
    "spread arguments": (
        "x(a, ...b, ...[c])",
        [
            "x(a, *b, *[c])",
        ],
    ),
    "awaiting": (
        "x(await y, await (z))",
        [
            "x(await y, await z)",
        ],
    ),
    "this and super": (
        "x(super.y, this.z, this)",
        [
            "x(super.y, this.z, this)",
        ],
    ),
    "modules at run time": (
        'x(require("./m"), import("m"), import.meta.url, new.target)',
        [
            'x(require("./m"), import("m"), <import.meta>.url, <new.target>)',
        ],
    ),
    "tagged templates": (
        "x(tag`a${b}`)",
        [
            "x(tag(`a${b}`))",
        ],
    ),
}

DISPLAYS: Cases = {
    "objects": (
        'x({ a: 1, "b-c": 2, 3: 4, [d]: 5, ["e"]: 6, f, ...g })',
        [
            "x({a: 1, b-c: 2, 3: 4, [d]: 5, e: 6, f: f, **g})",
        ],
    ),
    "methods of objects": (
        "x({ m() { return 1 }, async n(a) {}, *g() { yield 1; yield* z } })",
        [
            "x({m: m() { return 1 }, n: async n(a) {}, g: g() { <yield 1>; <yield* z> }})",
        ],
    ),
    "accessors of objects are not called": (
        "x({ get a() { return b() }, set a(v) {} })",
        [
            "x({a: <get a() { return b() }>, set a: <set a(v) {}>})",
        ],
    ),
    "arrays": (
        "x([1, ...a, b])",
        [
            "x([1, <* a>, b])",
        ],
    ),
    "markup": (
        'x(<Foo a={b} {...c} d="e">{f()} text <Bar g={h} /></Foo>, <></>)',
        [
            "x(<jsx b <* c> f() h>, <jsx>)",
        ],
    ),
}

FUNCTIONS: Cases = {
    "arrows": (
        "x(a => a, (a, b) => { f(a) }, async a => await a, () => ({}), (...args) => args)",
        [
            (
                "x(<lambda>(a) { return a }, <lambda>(a, b) { f(a) }, async <lambda>(a) { "
                "return await a }, <lambda>() { return {} }, <lambda>(*args) { return args })"
            ),
        ],
    ),
    "functions": (
        "x(function () { return this }, async function named() {}, function* () {})",
        [
            "x(<lambda>() { return this }, async named() {}, <lambda>() {})",
        ],
    ),
    "functions are called as what they are assigned to": (
        "const a = () => 1; b = function () {}; c.d = async () => {}; x({ e: () => 2 })",
        [
            "a = a() { return 1 }",
            "b = b() {}",
            "c.d = async d() {}",
            "x({e: e() { return 2 }})",
        ],
    ),
    "constants as defaults": (
        'const f = (a = 1, b = "c") => a',
        [
            'f = f(a=1, b="c") { return a }',
        ],
    ),
    "other defaults are evaluated by the call": (
        "const f = (a = g(), b = a) => a",
        [
            "f = f(a=null, b=null) { a = (a ?? g()); b = (b ?? a); return a }",
        ],
    ),
    "destructured parameters": (
        "const f = ({ a, b = g(), ...c } = {}, [d, e]) => a",
        [
            (
                "f = f(parameter 1=null, parameter 2) { parameter 1 = (parameter 1 ?? {}); "
                "a = parameter 1.a; b = (parameter 1.b ?? g()); {**c} = parameter 1; "
                "[d, e] = parameter 2; return a }"
            ),
        ],
    ),
    "classes as values": (
        "x(class { m() {} }); y = class Named extends Base {}",
        [
            "class class at 1:3 { function m() {} }",
            "x(class at 1:3)",
            "class Named(Base) {}",
            "y = Named",
        ],
    ),
    "a class in an arrow": (
        "const mixin = (Base) => class extends Base {}",
        [
            "mixin = mixin(Base) { class class at 1:25(Base) {}; return class at 1:25 }",
        ],
    ),
}


@pytest.mark.parametrize(("source", "expected"), LITERALS.values(), ids=LITERALS)
def test_literals(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), OPERATORS.values(), ids=OPERATORS)
def test_operators(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), ACCESS.values(), ids=ACCESS)
def test_access(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), DISPLAYS.values(), ids=DISPLAYS)
def test_displays(source: str, expected: list[str]) -> None:
    assert lines(source, "app.jsx") == expected


@pytest.mark.parametrize(("source", "expected"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_functions(source: str, expected: list[str]) -> None:
    assert lines(source) == expected
