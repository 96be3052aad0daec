"""Where a Node.js function's code begins: in its folder, or in what that is built from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.handlers import bind_handler, locate
from eda_lint.finding import Confidence
from eda_lint.location import Location
from eda_lint.model import Handler, MissingHandler
from eda_lint.value import Literal
from tests.bind.evaluated import HANDLES, function
from tests.bind.scanned import found, metadata, node, scanned

CODE = "export const handler = async (event) => event;\n"
COMMON = "exports.handler = async (event) => event;\n"
BUNDLE = """"use strict";
var __defProp = Object.defineProperty;
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
// node_modules/uuid/index.js
var uuid = 1;
// %s
var source_exports = {};
__export(source_exports, { handler: () => handler });
module.exports = __toCommonJS(source_exports);
var handler = async (event) => event;
"""


CERTAIN, LIKELY = Confidence.CERTAIN, Confidence.LIKELY


@pytest.mark.parametrize(
    ("handler", "uri", "path"),
    [
        ("index.handler", "src/", "src/index.js"),
        ("app.handler", "src", "src/app.mjs"),
        ("app.handler", "src", "src/app.cjs"),
        ("app.handler", "src", "src/app.ts"),
        ("app.handler", "src", "src/app.mts"),
        ("app.handler", "src", "src/app.cts"),
        ("app.handler", "src", "src/app.tsx"),
        ("src/app.handler", "", "src/app.ts"),
        ("./src/app.handler", ".", "src/app.ts"),
        ("handlers/order.handler", "src", "src/handlers/order/index.js"),
        ("app.handler", "src/app.js", "src/app.js"),
    ],
)
def test_in_its_folder(handler: str, uri: str, path: str, tmp_path: Path) -> None:
    text = COMMON if path.endswith((".js", ".cjs", ".cts")) else CODE
    code = scanned(tmp_path, {path: text})
    assert found(node(handler, uri), code) == (path, "handler", CERTAIN)


def test_the_name_of_the_file_ends_at_its_first_dot(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.js": "exports.orders = { create: async () => 1 };"})
    assert found(node("app.orders.create", "src"), code) == ("src/app.js", "orders.create", CERTAIN)
    assert found(node("src.app.orders", "."), code) == "MISSING: no src under ."


def test_a_dot_in_the_name_of_a_file(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/order.create.js": COMMON})
    assert found(node("order.create.handler", "src"), code) == (
        "order.create is a file, order is none"
    )


EXPORTS = [
    "exports.handler = async () => 1",
    "module.exports.handler = async () => 1",
    "module.exports = { handler: async () => 1 }",
    "const handler = 1; module.exports = { other: 1, handler }",
    "exports = module.exports = { handler() {} }",
    "const app = {}; app.handler = 1; module.exports = app",
    "module.exports = require('./other')",
    "__exportStar(require('./other'), exports)",
    "Object.defineProperty(exports, 'handler', { get: () => 1 })",
    "Object.assign(exports, require('./other'))",
    "if (cold) { exports['handler'] = 1 }",
    "export async function handler() {}",
    "export const handler = middy(run).use(one)",
    "const run = 1; export { run as handler }",
    "export { handler } from './other.js'",
    "export * from './other.js'",
    "export class handler {}",
    "export const { handler, other } = make()",
    "import { handler } from './other.js'; export { handler }",
]


@pytest.mark.parametrize("text", EXPORTS)
def test_names_that_a_file_exports(text: str, tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.js": text})
    assert found(node("app.handler", "src"), code) == ("src/app.js", "handler", CERTAIN)


@pytest.mark.parametrize(
    "text",
    [
        "exports.handle = 1",
        "const handler = 1",
        "export const handle = 1, other = 2; const handler = handle",
        "module.exports = { handle: 1 }",
        "import { handler } from './other.js'; export const handle = handler",
    ],
)
def test_a_name_that_is_not_exported(text: str, tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.js": text})
    assert found(node("app.handler", "src"), code) == "MISSING: no handler in src/app.js"


def test_export_equals_in_typescript(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.ts": "const handler = 1;\nexport = { handler };"})
    assert found(node("app.handler", "src"), code) == ("src/app.ts", "handler", CERTAIN)


UNKNOWN = {
    "a handler that a layer brings": node("/opt/nodejs/vendor.handler", "src"),
    "a handler that a package brings": node("node_modules/vendor/dist/handler.handler", "src"),
    "no code under dist": node("app.handler", "dist"),
    "no code under src/dist": node("dist/orders.handler", "src"),
    "code in S3": node("app.handler", "s3://bucket/key"),
    "an archive: app.zip": node("app.handler", "app.zip"),
    "no handler in src/app.js beside its default": node("app.handler", "src"),
    "code that its own build lays out": node("x.handler", "src", metadata(BuildMethod="makefile")),
    "MISSING: no x under src": node("x.handler", "src"),
    "MISSING: app names no function of a file": node("app", "src"),
}


@pytest.mark.parametrize("why", UNKNOWN)
def test_cannot_be_known(why: str, tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.js": "export default { handler: 1 }"})
    assert found(UNKNOWN[why], code) == why


def test_what_a_build_may_make_is_not_missing(tmp_path: Path) -> None:
    package = json.dumps({"scripts": {"build": "tsc"}})
    code = scanned(tmp_path, {"src/app.js": COMMON, "package.json": package})
    assert found(node("x.handler", "src"), code) == "no x under src, which a build may make"
    (tmp_path / "package.json").unlink()
    (tmp_path / "src/app.js").rename(tmp_path / "src/app.ts")
    code = scanned(tmp_path, {})
    assert found(node("x.handler", "src"), code) == "no x under src, which a build may make"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.js": "exports.x = ;", "src/b.js": f"x = '{'a' * 30000}'"})
    assert found(node("app.handler", "src"), code) == "src/app.js cannot be parsed"
    assert found(node("b.handler", "src"), code) == (
        "src/b.js is not read: a line of 29 kB, the limit is 20 kB"
    )


@pytest.mark.parametrize(
    ("entries", "handler", "path"),
    [
        (["app.ts"], "app.handler", "src/app.ts"),
        (["handlers/app.ts"], "app.handler", "src/handlers/app.ts"),
        (["./handlers/app.ts", "handlers/b.ts"], "app.handler", "src/handlers/app.ts"),
        (["handlers/app.ts", "jobs/b.ts"], "handlers/app.handler", "src/handlers/app.ts"),
        (["handlers/app.ts", "handlers/b.ts"], "c.handler", None),
    ],
)
def test_entry_points_of_esbuild(
    entries: list[str], handler: str, path: str | None, tmp_path: Path
) -> None:
    names = ("app.ts", "handlers/app.ts", "handlers/b.ts", "jobs/b.ts")
    code = scanned(tmp_path, {f"src/{name}": CODE for name in names})
    build = metadata(BuildMethod="esbuild", BuildProperties={"EntryPoints": entries})
    expected = (path, "handler", CERTAIN) if path else "code that its own build lays out"
    assert found(node(handler, "src", build), code) == expected


TSC = {"compilerOptions": {"outDir": "dist", "rootDir": "src"}}


@pytest.mark.parametrize(
    ("handler", "uri", "files", "path", "confidence"),
    [
        # tsc, as tsconfig.json says, its comments and all
        ("app.handler", "dist", {"tsconfig.json": TSC}, "src/app.ts", CERTAIN),
        ("dist/app.handler", ".", {"tsconfig.json": TSC}, "src/app.ts", CERTAIN),
        (
            "a/app.handler",
            "out",
            {"tsconfig.json": {"compilerOptions": {"outDir": "./out"}}},
            "src/a/app.ts",
            CERTAIN,
        ),
        (
            "app.handler",
            "svc/out",
            {
                "svc/tsconfig.json": {
                    "extends": "../base",
                    "compilerOptions": {"outDir": "out"},
                },
                "base.json": {},
                "tsconfig.base.json": {},
            },
            "svc/src/app.ts",
            CERTAIN,
        ),
        # the commands of package.json
        (
            "index.handler",
            "dist",
            {"package.json": {"scripts": {"build": "esbuild src/app.ts --outfile=dist/index.js"}}},
            "src/app.ts",
            CERTAIN,
        ),
        (
            "b.handler",
            "svc/dist",
            {
                "svc/package.json": {
                    "scripts": {"b": "rm -r dist && npx esbuild in/a.ts in/b.ts --outdir=dist"}
                }
            },
            "svc/in/b.ts",
            CERTAIN,
        ),
        (
            "b/c.handler",
            "dist",
            {"package.json": {"scripts": {"b": "esbuild in/**/*.ts --bundle --outdir=dist"}}},
            "in/b/c.ts",
            CERTAIN,
        ),
        # nothing says it: by the common layouts
        ("dist/app.handler", ".", {}, "src/app.ts", LIKELY),
        ("app.handler", "build/", {}, "src/app.js", LIKELY),
        ("handlers/app.handler", ".build", {}, "src/handlers/app.ts", LIKELY),
        ("app.handler", "lib", {}, "app.ts", LIKELY),
        ("index.handler", "dist/orders", {}, "src/handlers/orders.ts", LIKELY),
        ("main.handler", "dist/apps/orders", {}, "apps/orders/src/main.ts", LIKELY),
        ("app.handler", "packages/x/dist", {}, "packages/x/src/app.ts", LIKELY),
        # the one file of the project whose path ends so
        ("orders/app.handler", "dist", {}, "code/here/orders/app.ts", LIKELY),
        ("index.handler", "dist/orders", {}, "code/orders/index.ts", LIKELY),
        ("app.handler", "dist", {}, "code/app.ts", LIKELY),
    ],
)
def test_built_code(
    handler: str,
    uri: str,
    files: dict[str, object],
    path: str,
    confidence: Confidence,
    tmp_path: Path,
) -> None:
    texts = {name: json.dumps(body) for name, body in files.items()}
    code = scanned(tmp_path, {**texts, path: CODE, "other/x.ts": CODE})
    assert found(node(handler, uri), code) == (path, "handler", confidence)


def test_nx_says_what_its_applications_are_built_from(tmp_path: Path) -> None:
    options = {"outputPath": "dist/apps/orders", "main": "apps/orders/src/start.ts"}
    project = json.dumps({"targets": {"build": {"options": options}}})
    files = {"nx.json": "{}", "apps/orders/project.json": project}
    code = scanned(tmp_path, {**files, "apps/orders/src/start.ts": CODE})
    expected = ("apps/orders/src/start.ts", "handler", CERTAIN)
    assert found(node("main.handler", "dist/apps/orders"), code) == expected


def test_of_several_that_may_be_meant_none_is(tmp_path: Path) -> None:
    other = CODE.replace("event;", "1;")
    code = scanned(tmp_path, {"a/app.ts": CODE, "b/app.ts": other})
    assert found(node("app.handler", "dist"), code) == (
        "app.handler may be built from a/app.ts or b/app.ts"
    )


def test_a_file_without_the_name_is_not_meant(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"a/app.ts": CODE, "b/app.ts": "export const run = 1"})
    assert found(node("app.handler", "dist"), code) == ("a/app.ts", "handler", LIKELY)
    assert found(node("app.other", "dist"), code) == "no code under dist"


def test_tails_stay_in_the_project(tmp_path: Path) -> None:
    files = {"a/package.json": "{}", "a/code/app.ts": CODE, "b/code/app.ts": COMMON}
    code = scanned(tmp_path, files)
    assert found(node("app.handler", "a/dist"), code) == ("a/code/app.ts", "handler", LIKELY)


def test_the_source_is_better_than_what_is_built_from_it(tmp_path: Path) -> None:
    files = {"dist/app.js": COMMON, "src/app.ts": CODE}
    code = scanned(tmp_path, files)
    assert found(node("app.handler", "dist"), code) == ("dist/app.js", "handler", CERTAIN)
    code = scanned(tmp_path, {"tsconfig.json": json.dumps(TSC)})
    assert found(node("app.handler", "dist"), code) == ("src/app.ts", "handler", CERTAIN)


def test_source_maps(tmp_path: Path) -> None:
    sources = ["../node_modules/a/i.js", "../in/b.ts", "../in/app.ts"]
    code = scanned(
        tmp_path,
        {
            "dist/app.js": COMMON,
            "dist/app.js.map": json.dumps({"version": 3, "sources": sources}),
            "in/app.ts": CODE,
            "in/b.ts": CODE,
        },
    )
    assert found(node("app.handler", "dist"), code) == ("in/app.ts", "handler", CERTAIN)


def test_source_maps_of_webpack(tmp_path: Path) -> None:
    sources = ["webpack://x/./in/app.ts", "webpack://x/./in/b.ts", "webpack://x/webpack/bootstrap"]
    code = scanned(
        tmp_path,
        {
            "dist/app.js": COMMON,
            "dist/app.js.map": json.dumps({"version": 3, "sources": sources}),
            "in/app.ts": CODE,
            "in/b.ts": "export const b = 1",
        },
    )
    assert found(node("app.handler", "dist"), code) == ("in/app.ts", "handler", LIKELY)


ASSET = {"aws__asset__path": "asset.abc", "aws__cdk__path": "Stack/CreateOrder/Resource"}


def of_cdk(handler: str = "index.handler") -> FunctionCode:
    """A function of a CDK app."""
    return node(handler, "", metadata(**ASSET), base="cdk.out/Stack.template.json")


def test_a_bundle_of_the_cdk_names_its_source(tmp_path: Path) -> None:
    code = scanned(
        tmp_path,
        {"cdk.out/asset.abc/index.js": BUNDLE % "lambda/create.ts", "lambda/create.ts": CODE},
    )
    assert found(of_cdk(), code) == ("lambda/create.ts", "handler", CERTAIN)


def test_a_bundle_of_the_cdk_whose_source_is_not_there(tmp_path: Path) -> None:
    bundle = "cdk.out/asset.abc/index.js"
    code = scanned(tmp_path, {bundle: BUNDLE % "lambda/create.ts"})
    assert found(of_cdk(), code) == (bundle, "handler", CERTAIN)


@pytest.mark.parametrize("source", ["lib/stack.CreateOrder.ts", "src/create-order.ts"])
def test_a_bundle_of_the_cdk_that_is_minified(source: str, tmp_path: Path) -> None:
    minified = f"var a='{'x' * 30000}';exports.handler=a"
    code = scanned(tmp_path, {"cdk.out/asset.abc/index.js": minified, source: CODE})
    assert found(of_cdk(), code) == (source, "handler", LIKELY)


def test_an_asset_that_is_a_copy(tmp_path: Path) -> None:
    files = {"cdk.out/asset.abc/app.js": COMMON, "lambda/app.js": COMMON}
    code = scanned(tmp_path, files)
    assert found(of_cdk("app.handler"), code) == ("lambda/app.js", "handler", CERTAIN)
    code = scanned(tmp_path, {"lambda/app.js": COMMON + "more();"})
    assert found(of_cdk("app.handler"), code) == ("cdk.out/asset.abc/app.js", "handler", CERTAIN)


def test_inline_code() -> None:
    at = Location("template.yaml", 20, 18, 24, 1)
    stated = function("index.handler", inline=Literal(COMMON, at), runtime="nodejs22.x")
    handler = bind_handler(stated, CodeBase.of({}), HANDLES)
    assert isinstance(handler, Handler)
    assert (handler.language, handler.at.path, handler.at.line) == (
        "javascript",
        "template.yaml",
        21,
    )
    other = function("app.handler", inline=Literal(COMMON, at), runtime="nodejs22.x")
    assert isinstance(locate(other, CodeBase.of({})), MissingHandler)


def test_a_guess_is_told(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.ts": CODE})
    handler = bind_handler(node("app.handler", "dist"), code, HANDLES)
    assert isinstance(handler, Handler)
    assert handler.confidence is Confidence.LIKELY
    assert handler.how == "app.handler is taken to be built from src/app.ts"


def test_an_open_runtime_is_told_by_the_code(tmp_path: Path) -> None:
    code = scanned(tmp_path, {"src/app.js": COMMON})
    stated = function("app.handler", Literal("src"), runtime="", base="t.yaml")
    assert found(stated, code) == ("src/app.js", "handler", CERTAIN)
