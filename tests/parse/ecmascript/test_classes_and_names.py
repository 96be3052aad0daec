"""Classes, and the names that blocks and functions have for themselves."""

from __future__ import annotations

import pytest

from tests.parse.ecmascript.dumped import lines

Cases = dict[str, tuple[str, list[str]]]

CLASSES: Cases = {
    "methods": (
        (
            'class C { m(a) { return a } async n() {} *o() {} ["p"]() {} [q]() {} #r() {} '
            '"s-t"() {} }'
        ),
        [
            (
                "class C { function m(a) { return a }; function async n() {}; "
                "function o() {}; function p() {}; function [q]() {}; function #r() {}; "
                "function s-t() {} }"
            ),
        ],
    ),
    "static methods and accessors": (
        "class C { static m() { return this.x } get g() { return 1 } set g(v) { this.h = v } }",
        [
            (
                "class C { function @<static> m() { return this.x }; "
                "function @<get> g() { return 1 }; function @<set> set g(v) { this.h = v } }"
            ),
        ],
    ),
    "fields are assigned by the constructor": (
        "class C { a = 1; #b = f(); handler = async () => this.a }",
        [
            (
                "class C { function constructor() { this.a = 1; this.#b = f(); "
                "this.handler = async handler() { return this.a } } }"
            ),
        ],
    ),
    "fields of a derived class": (
        "class C extends Base { a = 1 }",
        [
            (
                "class C(Base) { function constructor(*arguments) { super(*arguments); "
                "this.a = 1 } }"
            ),
        ],
    ),
    "fields behind super": (
        "class C extends Base { a = 1; constructor(x) { before(); super(x); this.b = x } }",
        [
            (
                "class C(Base) { function constructor(x) { before(); super(x); this.a = 1; "
                "this.b = x } }"
            ),
        ],
    ),
    "fields without a value": (
        "class C { a: string; b?: number; c!: string; declare d: string; static e }",
        [
            "class C {}",
        ],
    ),
    "static fields": (
        (
            "class C { static only = new C(); "
            "static { this.other = f() } static g = () => this.only }"
        ),
        [
            "class C {}",
            "C.only = new C()",
            "C.other = f()",
            "C.g = g() { return C.only }",
        ],
    ),
    "parameter properties": (
        (
            "class C { retries = 3; "
            "constructor(private readonly x: X, public y = f(), z?: Z) { this.retries = z } }"
        ),
        [
            (
                "class C { function constructor(x, y=null, z) { y = (y ?? f()); this.x = x; "
                "this.y = y; this.retries = 3; this.retries = z } }"
            ),
        ],
    ),
    "parameter properties of a derived class": (
        ("class C extends Base { a = 1; constructor(private readonly x: X) { super(); after() } }"),
        [
            (
                "class C(Base) { function constructor(x) { super(); this.x = x; this.a = 1; "
                "after() } }"
            ),
        ],
    ),
    "decorators": (
        "@dec @other(1) class C { @inner() m() {} @field f = 1; n(@param() x) {} }",
        [
            (
                "@dec @other(1) class C { function constructor() { this.f = 1 }; "
                "function @inner() m() {}; function n(x) {} }"
            ),
        ],
    ),
    "decorators of an exported class": (
        "@dec() export class C {}",
        [
            "@dec() class C {}",
            "export C = C",
        ],
    ),
    "heritage": (
        (
            "abstract class C<T> extends mixin(Base)<T> implements I { abstract n(): void; "
            "o(): void; o(a?: string) {} }"
        ),
        [
            "class C(mixin(Base)) { function o(a) {} }",
        ],
    ),
}

NAMES: Cases = {
    "what a function assigns outside": (
        "let client; const f = () => { client = new X(); counter++; const own = 1; own2 = own }",
        [
            "client = null",
            (
                "f = f() { outer client, counter, own2; client = new X(); counter += 1; "
                "own = 1; own2 = own }"
            ),
        ],
    ),
    "what an inner function assigns": (
        "const f = () => { let a; return () => { a = 1; b ??= 2 } }",
        [
            "f = f() { a = null; return <lambda>() { outer a, b; a = 1; b ??= 2 } }",
        ],
    ),
    "parameters and hidden names are a function's own": (
        "const a = 1; function f(a) { a = 2 } function g() { var a; a = 3 }",
        [
            "function f(a) { a = 2 }",
            "function g() { a = null; a = 3 }",
            "a = 1",
        ],
    ),
    "a block that hides a name": (
        """
        const x = 1;
        if (a) { const x = 2; f(x) }
        g(x)
        """,
        [
            "x = 1",
            "if a { x@2 = 2; f(x@2) }",
            "g(x)",
        ],
    ),
    "blocks in blocks": (
        """
        function f(x) {
          if (x) { const x = 1; { let x = 2; x = 3; g(() => x) } h((x) => x) }
          return x
        }
        """,
        [
            (
                "function f(x) { if x { x@2 = 1; x@2' = 2; x@2' = 3; "
                "g(<lambda>() { return x@2' }); h(<lambda>(x) { return x }) }; return x }"
            ),
        ],
    ),
    "blocks side by side": (
        "if (a) { const x = 1; f(x) } else { const x = 2; g(x) }",
        [
            "if a { x = 1; f(x) } else { x = 2; g(x) }",
        ],
    ),
    "loops that hide a name": (
        """
        const x = 1;
        for (const x of xs) f(x)
        for (let x = 0; x < 1; x++) g(x)
        h(x)
        """,
        [
            "x = 1",
            "for x@2 of xs { f(x@2) }",
            "x@3 = 0",
            "while (x@3 < 1) { g(x@3); x@3 += 1 }",
            "h(x)",
        ],
    ),
    "an error that hides a name": (
        """
        const e = 1;
        try { f() } catch (e) { g(e) }
        h(e)
        """,
        [
            "e = 1",
            "try { f() } catch e@2 { g(e@2) }",
            "h(e)",
        ],
    ),
    "cases that hide a name": (
        """
        const x = 1;
        switch (y) { case 1: const x = 2; f(x) }
        g(x)
        """,
        [
            "x = 1",
            "if (y === 1) { x@2 = 2; f(x@2) }",
            "g(x)",
        ],
    ),
    "a variable belongs to its function": (
        "function f() { if (a) { var x = 1 } return x }",
        [
            "function f() { if a { x = 1 }; return x }",
        ],
    ),
    "what is hoisted": (
        'f(); export { x as z }; function f() { g() } const x = 1; import y from "y"',
        [
            "import y default as y",
            "function f() { g() }",
            "f()",
            "x = 1",
            "export z = x",
        ],
    ),
}


@pytest.mark.parametrize(("source", "expected"), CLASSES.values(), ids=CLASSES)
def test_classes(source: str, expected: list[str]) -> None:
    assert lines(source, "app.ts") == expected


@pytest.mark.parametrize(("source", "expected"), NAMES.values(), ids=NAMES)
def test_names(source: str, expected: list[str]) -> None:
    assert lines(source) == expected
