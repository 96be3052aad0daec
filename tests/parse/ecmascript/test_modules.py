"""What modules take from each other, and what TypeScript adds to the language."""

from __future__ import annotations

import pytest

from tests.parse.ecmascript.dumped import lines

Cases = dict[str, tuple[str, list[str]]]

IMPORTS: Cases = {
    "names": (
        (
            'import a from "m"; import { b, c as d, default as e } from "./m"; '
            'import f, { g } from "m"'
        ),
        [
            "import m default as a",
            "import ./m b as b",
            "import ./m c as d",
            "import ./m default as e",
            "import m default as f",
            "import m g as g",
        ],
    ),
    "whole modules": (
        'import * as a from "m"; import b, * as c from "m"',
        [
            "import m as a",
            "import m default as b",
            "import m as c",
        ],
    ),
    "for what they do": (
        'import "side"; import {} from "m"',
        [
            "import side as -",
        ],
    ),
    "types are not there at run time": (
        'import type { A } from "m"; import { type B, c } from "m"; import type D from "m"',
        [
            "import m c as c",
        ],
    ),
    "what TypeScript requires": (
        'import a = require("m"); import b = a.c.d; export = a',
        [
            'a = require("m")',
            "b = a.c.d",
            "module.exports = a",
        ],
    ),
    "commonjs": (
        'const { a, b: c } = require("./m"); const d = require("e").f',
        [
            '{a: a, b: c} = require("./m")',
            'd = require("e").f',
        ],
    ),
    "with attributes": (
        'import a from "./a.json" with { type: "json" }; import defer * as b from "b"',
        [
            "import ./a.json default as a",
            "import b as b",
        ],
    ),
}

EXPORTS: Cases = {
    "constants": (
        "export const a = 1, { b, c: [d] } = e; export let f",
        [
            "a = 1",
            "{b: b, c: [d]} = e",
            "export a = a",
            "export b = b",
            "export d = d",
            "f = null",
            "export f = f",
        ],
    ),
    "functions and classes": (
        "export function f() {} export async function g() {} export class C {}",
        [
            "function f() {}",
            "export f = f",
            "function async g() {}",
            "export g = g",
            "class C {}",
            "export C = C",
        ],
    ),
    "default functions": (
        "export default function f() {}",
        [
            "function f() {}",
            "export default = f",
        ],
    ),
    "default values": (
        "export default async () => { a() }",
        [
            "export default = async default() { a() }",
        ],
    ),
    "default classes": (
        "export default class { m() {} }",
        [
            "class class at 1:16 { function m() {} }",
            "export default = class at 1:16",
        ],
    ),
    "default names": (
        "export default handler",
        [
            "export default = handler",
        ],
    ),
    "by name, at the end": (
        "export { a, a as b, f as default, type C }; const a = 1; function f() {}",
        [
            "function f() {}",
            "a = 1",
            "export a = a",
            "export b = a",
            "export default = f",
        ],
    ),
    "from other modules": (
        (
            'export { a, b as c, default as d, default } from "./m"; export * from "./m"; '
            'export * as ns from "./m"'
        ),
        [
            "export a = a from ./m",
            "export c = b from ./m",
            "export d = default from ./m",
            "export default = default from ./m",
            "export * from ./m",
            "export ns from ./m",
        ],
    ),
    "types are not there at run time": (
        (
            'export type T = string; export interface I {} export type { U } from "m"; '
            'export type * from "n"; export declare const x: string'
        ),
        [],
    ),
    "commonjs": (
        (
            "exports.a = async (event) => { f() }; module.exports.b = function () {}; "
            "module.exports = { a, b: 1 }"
        ),
        [
            "exports.a = async a(event) { f() }",
            "module.exports.b = b() {}",
            "module.exports = {a: a, b: 1}",
        ],
    ),
    "wrapped": (
        "export const handler = middy<E, R>(fn).use(a()).use(b())",
        [
            "handler = middy(fn).use(a()).use(b())",
            "export handler = handler",
        ],
    ),
}

TYPESCRIPT: Cases = {
    "claims of types": (
        (
            "x(a as string, <string>b, c!, d satisfies D, { e: 1 } as const, f<string>(g), "
            "(h as any).i!.j)"
        ),
        [
            "x(a, b, c, d, {e: 1}, f(g), h.i.j)",
        ],
    ),
    "claims about targets": (
        "a! = 1; (b as any) = 2; (<any>c).d = 3",
        [
            "a = 1",
            "b = 2",
            "c.d = 3",
        ],
    ),
    "declarations": (
        (
            "type A = B; interface C {} declare const d: string; "
            'declare module "m" {} declare global {}'
        ),
        [],
    ),
    "overloads": (
        (
            "function f(a: string): void; "
            "function f(this: X, a: string, b?: number, ...c: string[]): asserts a is string "
            "{}"
        ),
        [
            "function f(a, b, *c) {}",
        ],
    ),
    "enums": (
        'enum E { A = "a", "b-c" = 1, D, F = D, G = f(), H } const enum I { J, K }',
        [
            'E = {A: "a", b-c: 1, D: 2, F: 2, G: f(), H: <enum member>}',
            "I = {J: 0, K: 1}",
        ],
    ),
    "namespaces": (
        (
            "namespace N { const x = 1; export const y = x; "
            "export function f() { return y } } namespace A.B { export const z = 1 }"
        ),
        [
            "N = namespace() { function f() { return y }; x = 1; y = x; return {f: f, y: y} }()",
            "A = {B: namespace() { z = 1; return {z: z} }()}",
        ],
    ),
    "namespaces of types": (
        "namespace T { export interface I {} }",
        [],
    ),
    "newer than the grammar": (
        (
            'class A { accessor b = 1 } type C = import("m").D<E>; '
            'const f = await g<typeof import("m")>()'
        ),
        [
            "class A { function constructor() { this.b = 1 } }",
            "f = await g()",
        ],
    ),
}


@pytest.mark.parametrize(("source", "expected"), IMPORTS.values(), ids=IMPORTS)
def test_imports(source: str, expected: list[str]) -> None:
    assert lines(source, "app.ts") == expected


@pytest.mark.parametrize(("source", "expected"), EXPORTS.values(), ids=EXPORTS)
def test_exports(source: str, expected: list[str]) -> None:
    assert lines(source, "app.ts") == expected


@pytest.mark.parametrize(("source", "expected"), TYPESCRIPT.values(), ids=TYPESCRIPT)
def test_typescript(source: str, expected: list[str]) -> None:
    assert lines(source, "app.ts") == expected
