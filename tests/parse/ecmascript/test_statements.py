"""Statements: each as it is written, and in the common form."""

from __future__ import annotations

import pytest

from tests.parse.ecmascript.dumped import lines

Cases = dict[str, tuple[str, list[str]]]

DECLARATIONS: Cases = {
    "names": (
        "const a = 1, b = 2; let c; var d",
        [
            "a = 1",
            "b = 2",
            "c = null",
            "d = null",
        ],
    ),
    "objects taken apart": (
        'const { a, b: c, "d-e": f, [g]: h, ...rest } = x',
        [
            "{a: a, b: c, d-e: f, [g]: h, **rest} = x",
        ],
    ),
    "arrays taken apart": (
        "const [a, , b, ...rest] = x",
        [
            "[a, <hole>, b, <* rest>] = x",
        ],
    ),
    "nested patterns": (
        "const { a: { b: [c] } } = x",
        [
            "{a: {b: [c]}} = x",
        ],
    ),
    "defaults of what may be read again": (
        "const { a = 1, b: { c } = {}, d: [e = 2] } = process.env",
        [
            "a = (process.env.a ?? 1)",
            "{c: c} = (process.env.b ?? {})",
            "e = (process.env.d[0] ?? 2)",
        ],
    ),
    "defaults of what is read once": (
        "const { a = 1, ...rest } = f()",
        [
            "unpacked at 1:7 = f()",
            "a = (unpacked at 1:7.a ?? 1)",
            "{**rest} = unpacked at 1:7",
        ],
    ),
    "defaults in arrays": (
        "const [a = 1, , b, ...c] = f()",
        [
            "unpacked at 1:7 = f()",
            "a = (unpacked at 1:7[0] ?? 1)",
            "b = unpacked at 1:7[2]",
            "[<hole>, <hole>, <hole>, <* c>] = unpacked at 1:7",
        ],
    ),
    "resources": (
        "using x = open()",
        [
            "x = open()",
        ],
    ),
}

ASSIGNMENTS: Cases = {
    "places": (
        "a = b; a.b = c; a[0] = d",
        [
            "a = b",
            "a.b = c",
            "a[0] = d",
        ],
    ),
    "chains": (
        "a = b.c = d; module.exports = exports = f",
        [
            "a, b.c = d",
            "module.exports, exports = f",
        ],
    ),
    "patterns": (
        "({ a, b: c.d } = x); [a, b[0]] = y; ({ a = 1 } = z)",
        [
            "{a: a, b: c.d} = x",
            "[a, b[0]] = y",
            "a = (z.a ?? 1)",
        ],
    ),
    "augmented": (
        "a += 1; a ??= f(); a ||= f(); a.b &&= f(); a **= 2",
        [
            "a += 1",
            "a ??= f()",
            "a ||= f()",
            "a.b = (a.b && f())",
            "a **= 2",
        ],
    ),
    "steps": (
        "a++; --a.b",
        [
            "a += 1",
            "a.b -= 1",
        ],
    ),
    "sequences": (
        "a = 1, b(), c = 2",
        [
            "a = 1",
            "b()",
            "c = 2",
        ],
    ),
}

EXPRESSIONS: Cases = {
    "what is called and not read": (
        "a && b(); a ? b() : c(); void f(); await g()",
        [
            "(a && b())",
            "(a ? b() : c())",
            "<void f()>",
            "await g()",
        ],
    ),
    "directives, debugger and nothing": (
        '"use strict"; debugger;; { a(); { b() } }',
        [
            "a()",
            "b()",
        ],
    ),
}

LOOPS: Cases = {
    "for": (
        "for (let i = 0, n = 3; i < n; i++, f()) { g(i) }",
        [
            "i = 0",
            "n = 3",
            "while (i < n) { g(i); i += 1; f() }",
        ],
    ),
    "for without end": (
        "for (;;) { break }",
        [
            "while true { break }",
        ],
    ),
    "for of": (
        "for (const x of xs) { if (x) continue; f(x) }",
        [
            "for x of xs { if x { continue }; f(x) }",
        ],
    ),
    "for of with a pattern": (
        "for (const { a, b } of xs) f(a, b); for (const [k, v] of ys) f(k, v)",
        [
            "for {a: a, b: b} of xs { f(a, b) }",
            "for [k, v] of ys { f(k, v) }",
        ],
    ),
    "for of with defaults": (
        "for (const { a = 1, b } of xs) f(a, b)",
        [
            "for item at 1:1 of xs { a = (item at 1:1.a ?? 1); b = item at 1:1.b; f(a, b) }",
        ],
    ),
    "for of what is there": (
        "for (x of xs) f(x); for (x.y of xs) f(x)",
        [
            "for x of xs { f(x) }",
            "for x.y of xs { f(x) }",
        ],
    ),
    "for await": (
        "async function f() { for await (const x of xs) g(x) }",
        [
            "function async f() { for x of xs { g(x) } }",
        ],
    ),
    "for in": (
        "for (const k in xs) f(k)",
        [
            "for k of Object.keys(xs) { f(k) }",
        ],
    ),
    "while": (
        "while (a) b()",
        [
            "while a { b() }",
        ],
    ),
    "do": (
        "do { a() } while (b)",
        [
            "while true { a(); if <! b> { break } }",
        ],
    ),
    "a label of the loop itself": (
        "outer: for (const a of as) { continue outer }",
        [
            "for a of as { continue }",
        ],
    ),
    "a label of a loop further out": (
        (
            "outer: for (const a of as) { for (const b of bs) { if (b) continue outer; "
            "if (a) break outer; f() } }"
        ),
        [
            "for a of as { for b of bs { if b { break }; if a { break }; f() } }",
        ],
    ),
}

BRANCHES: Cases = {
    "if": (
        "if (a) b(); else if (c) { d() } else e()",
        [
            "if a { b() } else { if c { d() } else { e() } }",
        ],
    ),
    "switch": (
        "switch (a) { case 1: f(); break; case 2: case 3: g(); break; default: h() }",
        [
            "if (a === 1) { f() } else { if <case a 2 3> { g() } else { h() } }",
        ],
    ),
    "switch that falls through": (
        'switch (a.b) { case "x": f(); case "y": g(); break; case "z": h() }',
        [
            "switch at 1:1 = a.b",
            (
                'if (switch at 1:1 === "x") { f(); '
                'g() } else { if (switch at 1:1 === "y") { g() } else { if (switch at 1:1 '
                '=== "z") { h() } } }'
            ),
        ],
    ),
    "switch with its default in front": (
        "switch (a) { default: d(); case 1: f(); break; case 2: g() }",
        [
            "if (a === 1) { f() } else { if (a === 2) { g() } else { d(); f() } }",
        ],
    ),
    "switch over tests": (
        "switch (true) { case a > 1: f(); break; case b: case c: g() }",
        [
            "if (a > 1) { f() } else { if (b || c) { g() } }",
        ],
    ),
    "break inside of a case": (
        (
            "switch (x) { case 1: if (y) break; f(); break; default: try { g(); "
            "break } finally { h() } }"
        ),
        [
            "if (x === 1) { if y {} else { f() } } else { try { g() } finally { h() } }",
        ],
    ),
    "break that leaves the switch and not the loop": (
        "for (const x of xs) { switch (x) { case 1: f(); break; case 2: continue } g() }",
        [
            "for x of xs { if (x === 1) { f() } else { if (x === 2) { continue } }; g() }",
        ],
    ),
    "a labelled block": (
        "block: { if (a) break block; f() } g()",
        [
            "if a {} else { f() }",
            "g()",
        ],
    ),
    "try": (
        "try { a() } catch (e) { b(e) } finally { c() }",
        [
            "try { a() } catch e { b(e) } finally { c() }",
        ],
    ),
    "catch without a name": (
        "try { a() } catch { b() }",
        [
            "try { a() } catch - { b() }",
        ],
    ),
    "catch with a pattern": (
        "try { a() } catch ({ message, code = 1 }) { b(message) }",
        [
            (
                "try { a() } catch error at 1:13 { message = error at 1:13.message; "
                "code = (error at 1:13.code ?? 1); b(message) }"
            ),
        ],
    ),
    "throw": (
        'throw new Error("x")',
        [
            'throw new Error("x")',
        ],
    ),
    "return": (
        "function f() { return } function g() { return a(), b }",
        [
            "function f() { return }",
            "function g() { a(); return b }",
        ],
    ),
    "with": (
        "with (a) { b() }",
        [
            "<with a>",
            "b()",
        ],
    ),
    "generators": (
        "function* f() { const x = yield a; yield* b; yield }",
        [
            "function f() { x = <yield a>; <yield* b>; <yield> }",
        ],
    ),
}


@pytest.mark.parametrize(("source", "expected"), DECLARATIONS.values(), ids=DECLARATIONS)
def test_declarations(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), ASSIGNMENTS.values(), ids=ASSIGNMENTS)
def test_assignments(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_expressions(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), LOOPS.values(), ids=LOOPS)
def test_loops(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(("source", "expected"), BRANCHES.values(), ids=BRANCHES)
def test_branches(source: str, expected: list[str]) -> None:
    assert lines(source) == expected
