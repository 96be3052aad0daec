"""Code that nobody should write, and code that is broken: it is followed as far as it goes."""

from __future__ import annotations

import pytest

from tests.bind.ecmascript.scripts import behaviour_of, handler_of

HANDLER = "export const handler = async (event) => {"


@pytest.mark.parametrize(
    "source",
    [
        f"{HANDLER} {'if (event.a) {' * 300} fetch('x'); {'}' * 300} }};",
        f"{HANDLER} return {'(' * 400}1{')' * 400}; }};",
        f"{HANDLER} return {'[' * 400}{']' * 400}; }};",
        f"{HANDLER} return {' + '.join(['event.a'] * 3000)}; }};",
        f"{HANDLER} return event{'.a' * 2000}; }};",
        f"{HANDLER} return event{'.map((x) => x' * 100}{')' * 100}; }};",
        f"{HANDLER} await p{'.then((x) => x)' * 500}; }};",
        "const a = a; export const handler = a;",
        "export const handler = handler;",
        "export { handler } from './app';",
        "export * from './app';",
        "import { handler as other } from './app'; export const handler = other;",
        "module.exports = module; exports.handler = exports;",
        "module.exports = null; exports.handler = 1;",
        "class A extends A {} export const handler = new A();",
        "class A extends null { constructor() { super(); } } export const handler = () => new A();",
        "class A { constructor() { return new A(); } } export const handler = () => new A();",
        "export const handler = (...args) => handler(...args, ...args);",
        "export const handler = new Proxy({}, { get: (t, k) => t[k] });",
        "export const handler = { get handler() { return this.handler; } }.handler;",
        "const o = {}; o.o = o; export const handler = () => JSON.stringify(o);",
        "const l = []; l.push(l); export const handler = () => fetch(`${l}`);",
        "export const handler = async ({ Records: [{ body: { a = b } = {} }] = [] }) => fetch(a);",
        "export const handler = function* () { yield* handler(); };",
        "export const handler = Function('return 1'); eval('x'); with (a) { b(); }",
        "label: for (;;) { continue label; } export const handler = 1;",
        "export const handler = async () => { while (true) { await fetch('x'); } };",
        "export const handler = () => { throw handler; };",
        "",
    ],
)
def test_nothing_fails(source: str) -> None:
    handler_of(source)
    handler_of(source, path="app.js")


def test_thousands_of_functions() -> None:
    functions = "\n".join(
        f"const f{i} = async (x) => {{ await f{i + 1}(x); await f{i + 1}(x); }};"
        for i in range(3000)
    )
    calls = " ".join(f"await f{i * 60}(event);" for i in range(50))
    behaviour = behaviour_of(f"{functions}\n{HANDLER} {calls} }};")
    assert behaviour.unfollowed


def test_many_modules_that_import_each_other() -> None:
    files = {
        f"m{i}.ts": f"import {{ v{(i + 1) % 40} }} from './m{(i + 1) % 40}';"
        f"export const v{i} = () => v{(i + 1) % 40}();"
        for i in range(40)
    }
    source = f"import {{ v0 }} from './m0'; {HANDLER} v0(); await fetch('https://x'); }};"
    assert len(behaviour_of(source, files).calls) == 1


def test_what_is_shadowed_is_not_what_it_is_called() -> None:
    source = f"""
        {HANDLER}
          const fetch = (url) => url; const JSON = {{ parse: () => "x" }};
          const require = () => ({{ SQS: class {{ sendMessage() {{}} }} }});
          await fetch("https://x"); new (require("aws-sdk").SQS)().sendMessage({{}});
          process = {{ env: {{}} }};
        }};
    """
    assert behaviour_of(source).calls == ()


def test_statements_around_an_error_are_followed() -> None:
    source = f"const broken = ;\n{HANDLER} await fetch('https://x'); }};"
    assert len(behaviour_of(source).calls) == 1
