"""Which file an import of JavaScript or TypeScript means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.bind.scanned import scanned

CODE = "export const a = 1\n"


def module(
    tmp_path: Path,
    name: str,
    *paths: str,
    importer: str = "src/app.ts",
    given: Mapping[str, object] | None = None,
) -> str | None:
    """The file that a name means in `importer`; `given` are files of JSON."""
    texts = {path: json.dumps(body) for path, body in (given or {}).items()}
    code = scanned(tmp_path, {**dict.fromkeys((*paths, importer), CODE), **texts})
    found = code.ecmascript_module(name, importer, ("src", "layer/python", "layer"))
    return found.path if found is not None else None


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("./b", "src/b.ts"),
        ("./b", "src/b.js"),
        ("./b", "src/b.tsx"),
        ("./b.js", "src/b.ts"),
        ("./b.mjs", "src/b.mts"),
        ("./b.cjs", "src/b.cts"),
        ("./b.jsx", "src/b.tsx"),
        ("./b.js", "src/b.js"),
        ("./b.ts", "src/b.ts"),
        ("./b.service", "src/b.service.ts"),
        ("./b", "src/b/index.ts"),
        ("./b/", "src/b/index.js"),
        (".", "src/index.ts"),
        ("..", "index.ts"),
        ("../lib/b", "lib/b.ts"),
        ("/opt/nodejs/b", "layer/nodejs/b.js"),
    ],
)
def test_paths(name: str, path: str, tmp_path: Path) -> None:
    assert module(tmp_path, name, path, "src/c.ts") == path


@pytest.mark.parametrize("name", ["./x", "node:fs", "fs", "@aws-sdk/client-sqs", "lodash", "../.."])
def test_what_is_no_file_of_the_scan(name: str, tmp_path: Path) -> None:
    assert module(tmp_path, name, "src/b.ts", "lodash.ts", "fs.ts") is None


def test_typescript_is_taken_before_what_is_compiled_from_it(tmp_path: Path) -> None:
    assert module(tmp_path, "./b", "src/b.ts", "src/b.js") == "src/b.ts"


PATHS = {"@lib/*": ["lib/*"], "@lib/special": ["other/special.ts"], "~config": ["config/index"]}


@pytest.mark.parametrize(
    ("name", "options", "path"),
    [
        ("@lib/b", {"paths": PATHS}, "lib/b.ts"),
        ("@lib/special", {"paths": PATHS}, "other/special.ts"),
        ("~config", {"paths": PATHS}, "config/index.ts"),
        ("@lib/b", {"paths": PATHS, "baseUrl": "./code"}, "code/lib/b.ts"),
        ("services/b", {"baseUrl": "src"}, "src/services/b.ts"),
        ("/opt/nodejs/b", {"paths": {"/opt/nodejs/*": ["layers/common/*"]}}, "layers/common/b.ts"),
    ],
)
def test_paths_of_a_tsconfig(
    name: str, options: dict[str, object], path: str, tmp_path: Path
) -> None:
    assert (
        module(tmp_path, name, path, given={"tsconfig.json": {"compilerOptions": options}}) == path
    )


def test_a_tsconfig_that_extends_another(tmp_path: Path) -> None:
    base = {"compilerOptions": {"paths": {"@lib/*": ["libs/*/src"]}, "baseUrl": "."}}
    (tmp_path / "apps/x").mkdir(parents=True)
    (tmp_path / "tsconfig.base.json").write_text(json.dumps(base))
    found = module(
        tmp_path,
        "@lib/orders",
        "libs/orders/src/index.ts",
        importer="apps/x/app.ts",
        given={"apps/x/tsconfig.json": {"extends": "../../tsconfig.base.json"}},
    )
    assert found == "libs/orders/src/index.ts"


def test_a_circle_of_tsconfigs(tmp_path: Path) -> None:
    one, other = {"extends": "./tsconfig.other"}, {"extends": "./tsconfig.json"}
    assert (
        module(
            tmp_path,
            "@lib/b",
            "lib/b.ts",
            given={"tsconfig.json": one, "tsconfig.other.json": other},
        )
        is None
    )


_IN = "packages/b/in/c.ts"
ROOT = {"workspaces": ["packages/*"]}


@pytest.mark.parametrize(
    ("name", "package", "path"),
    [
        ("@org/b", {}, "packages/b/index.ts"),
        ("@org/b", {}, "packages/b/src/index.ts"),
        ("@org/b", {"main": "lib.js"}, "packages/b/lib.js"),
        ("@org/b", {"main": "dist/index.js"}, "packages/b/src/index.ts"),
        ("@org/b", {"exports": "./code.js"}, "packages/b/code.js"),
        ("@org/b/c", {"exports": {".": "./x.js", "./c": {"import": "./d.js"}}}, "packages/b/d.js"),
        ("@org/b/c", {"exports": {"./*": {"types": "./t", "default": "./in/*.ts"}}}, _IN),
        ("@org/b/c", {}, "packages/b/c.ts"),
        ("@org/b/c", {}, "packages/b/src/c.ts"),
        ("@org/b/lib/c", {}, "packages/b/lib/c.ts"),
    ],
)  # fmt: skip
def test_packages_of_a_workspace(
    name: str, package: dict[str, object], path: str, tmp_path: Path
) -> None:
    files = {"package.json": ROOT, "packages/b/package.json": {"name": "@org/b", **package}}
    assert module(tmp_path, name, path, importer="packages/a/app.ts", given=files) == path


def test_a_package_that_no_workspace_holds(tmp_path: Path) -> None:
    files = {"package.json": {}, "other/package.json": {"name": "lodash"}}
    assert module(tmp_path, "lodash", "other/index.js", given=files) is None


def test_a_dependency_on_a_folder(tmp_path: Path) -> None:
    files = {
        "src/package.json": {"dependencies": {"shared": "file:../shared"}},
        "shared/package.json": {"name": "shared", "main": "main.js"},
    }
    assert module(tmp_path, "shared", "shared/main.js", given=files) == "shared/main.js"


def test_two_packages_of_one_name(tmp_path: Path) -> None:
    files = {
        "package.json": ROOT,
        "packages/b/package.json": {"name": "b"},
        "packages/c/package.json": {"name": "b"},
    }
    assert module(tmp_path, "b", "packages/b/index.ts", "packages/c/index.ts", given=files) is None


def test_names_that_a_package_gives_itself(tmp_path: Path) -> None:
    package = {"name": "me", "imports": {"#lib/*": "./lib/*.js"}, "exports": {"./x": "./lib/b.ts"}}
    assert module(tmp_path, "#lib/b", "lib/b.ts", given={"package.json": package}) == "lib/b.ts"
    assert module(tmp_path, "me/x", "lib/b.ts", given={"package.json": package}) == "lib/b.ts"


def test_pnpm_and_lerna(tmp_path: Path) -> None:
    files = {"lerna.json": {}, "packages/b/package.json": {"name": "b"}}
    assert module(tmp_path, "b", "packages/b/index.ts", given=files) == "packages/b/index.ts"
    (tmp_path / "lerna.json").unlink()
    assert module(tmp_path, "b") is None
    (tmp_path / "pnpm-workspace.yaml").write_text("packages: ['packages/*']")
    assert module(tmp_path, "b") == "packages/b/index.ts"
