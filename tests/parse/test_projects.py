"""What package.json, tsconfig.json, Dockerfiles and built code say."""

from __future__ import annotations

import json

import pytest

from eda_lint.parse.bundles import BundleFacts, parse_bundle, parse_source_map
from eda_lint.parse.images import Copy, ImageFacts, Stage, parse_dockerfile
from eda_lint.parse.projects import (
    Bundle,
    CompilerFacts,
    Mapped,
    ProjectFacts,
    is_project,
    parse_project,
)


def project(path: str = "package.json", **body: object) -> ProjectFacts | CompilerFacts | None:
    return parse_project(path, json.dumps(body))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("package.json", True),
        ("a/tsconfig.json", True),
        ("tsconfig.build.json", True),
        ("jsconfig.json", True),
        ("nx.json", True),
        ("apps/a/project.json", True),
        ("pnpm-workspace.yaml", True),
        ("package-lock.json", False),
        ("my-tsconfig.json", False),
        ("template.json", False),
    ],
)
def test_files_that_are_read(name: str, read: bool) -> None:
    assert is_project(name) is read


def test_a_package() -> None:
    found = project(
        name="@org/a",
        main="dist/i.js",
        module="dist/i.mjs",
        workspaces=["packages/*"],
        dependencies={"shared": "file:../common", "axios": "^1.0.0", "b": "workspace:*"},
    )
    assert found == ProjectFacts(
        "package.json",
        name="@org/a",
        main="dist/i.js",
        module="dist/i.mjs",
        workspaces=("packages/*",),
        local=(("shared", "file:../common"), ("b", "workspace:*")),
    )


def test_what_a_package_exports() -> None:
    conditions = {"types": "./t.d.ts", "import": "./a.mjs", "require": {"default": "./a.cjs"}}
    found = project(
        exports={".": conditions, "./b": ["./b.js"], "./c": None}, imports={"#x": "./x"}
    )
    assert isinstance(found, ProjectFacts)
    assert found.exports == (
        Mapped(".", ("./a.mjs", "./a.cjs")),
        Mapped("./b", ("./b.js",)),
        Mapped("./c", ()),
    )
    assert found.imports == (Mapped("#x", ("./x",)),)
    for short in ("./a.js", {"import": "./a.js"}):
        found = project(exports=short)
        assert isinstance(found, ProjectFacts)
        assert found.exports == (Mapped(".", ("./a.js",)),)


def test_workspaces_in_yarns_long_form() -> None:
    found = project(workspaces={"packages": ["a"], "nohoist": []})
    assert isinstance(found, ProjectFacts)
    assert found.workspaces == ("a",)


@pytest.mark.parametrize(
    ("script", "bundles"),
    [
        ("esbuild a.ts --bundle --outfile=dist/a.js", (Bundle(("a.ts",), file="dist/a.js"),)),
        (
            "rm -rf dist; NODE_ENV=x npx esbuild a.ts b.ts --outdir=d --outbase=. && echo",
            (Bundle(("a.ts", "b.ts"), folder="d", base="."),),
        ),
        ("node_modules/.bin/esbuild 'in/*.ts' --outdir=d", (Bundle(("in/*.ts",), folder="d"),)),
        ("esbuild a.ts", ()),
        ("tsc && jest", ()),
        ("echo 'unfinished", ()),
    ],
)
def test_commands_that_bundle(script: str, bundles: tuple[Bundle, ...]) -> None:
    found = project(scripts={"x": script})
    assert isinstance(found, ProjectFacts)
    assert found.bundles == bundles


@pytest.mark.parametrize(
    ("body", "builds"),
    [
        ({"scripts": {"prebuild": "x"}}, True),
        ({"devDependencies": {"esbuild": "1"}}, True),
        ({"scripts": {"test": "jest"}, "devDependencies": {"jest": "1"}}, False),
    ],
)
def test_whether_a_package_is_built(body: dict[str, object], builds: bool) -> None:
    found = parse_project("package.json", json.dumps(body))
    assert isinstance(found, ProjectFacts)
    assert found.builds is builds


def test_a_compiler() -> None:
    text = """{
      // where to
      "extends": "../base", /* and
      more */
      "compilerOptions": {
        "rootDir": "./src", "outDir": "dist", "baseUrl": ".",
        "paths": {"@a/*": ["a/*", "http://no//comment"],},
      },
    }"""
    assert parse_project("tsconfig.json", text) == CompilerFacts(
        "tsconfig.json",
        root_dir="./src",
        out_dir="dist",
        base_url=".",
        paths=(Mapped("@a/*", ("a/*", "http://no//comment")),),
        extends=("../base",),
    )
    assert project("tsconfig.json") == CompilerFacts("tsconfig.json")
    several = project("tsconfig.json", extends=["./a.json", "./b.json"])
    assert isinstance(several, CompilerFacts)
    assert several.extends == ("./a.json", "./b.json")


def test_an_application_of_nx() -> None:
    options = {"outputPath": "dist/apps/a", "main": "apps/a/src/main.ts"}
    found = project("apps/a/project.json", targets={"build": {"options": options}})
    assert isinstance(found, ProjectFacts)
    assert found.bundles == (Bundle(("/apps/a/src/main.ts",), file="/dist/apps/a/main.js"),)
    assert project("project.json", Resources={}) is None


@pytest.mark.parametrize("name", ["lerna.json", "nx.json", "pnpm-workspace.yaml"])
def test_where_a_workspace_begins(name: str) -> None:
    assert project(name) == ProjectFacts(name, workspaces=("**",))


ODD = '{"name": 1, "main": [], "exports": 5, "scripts": []}'


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"a": }', "[" * 100_000, ODD])
def test_a_package_that_says_nothing(text: str) -> None:
    found = parse_project("package.json", text)
    assert found is None or found == ProjectFacts("package.json", exports=(Mapped(".", ()),))


@pytest.mark.parametrize(
    "body",
    [
        {"compilerOptions": []},
        {"extends": 5},
        {"compilerOptions": {"paths": 1, "outDir": 2}},
    ],
)
def test_a_compiler_that_says_nothing(body: dict[str, object]) -> None:
    assert parse_project("tsconfig.json", json.dumps(body)) == CompilerFacts("tsconfig.json")


def test_a_dockerfile() -> None:
    text = """# syntax=docker/dockerfile:1
ARG TAG=22
FROM --platform=linux/arm64 public.ecr.aws/lambda/nodejs:${TAG} AS build
WORKDIR /app
COPY --chown=a:b package.json \\
  # a remark
  index.js ./
from scratch
ENV DIR=/x
COPY --from=build /app/dist ${DIR}/dist/
COPY --from=elsewhere/image /y /y
COPY ["a b.js", "${LAMBDA_TASK_ROOT}"]
CMD ["index.handler"]
"""
    assert parse_dockerfile("Dockerfile", text) == ImageFacts(
        "Dockerfile",
        (
            Stage(
                name="build",
                image="public.ecr.aws/lambda/nodejs:22",
                parent=None,
                folder="/app",
                copies=(Copy(("package.json", "index.js"), "/app/"),),
                entry_point=None,
                command=None,
            ),
            Stage(
                name="",
                image="scratch",
                parent=None,
                folder="/",
                copies=(
                    Copy(("/app/dist",), "/x/dist/", 0),
                    Copy(("a b.js",), "/var/task"),
                ),
                entry_point=None,
                command=("index.handler",),
            ),
        ),
    )


@pytest.mark.parametrize("text", ["", "RUN x", "CMD [", "# only a remark", "FROM", "FROM a\nCOPY"])
def test_a_dockerfile_that_says_little(text: str) -> None:
    found = parse_dockerfile("Dockerfile", text)
    assert found is None or found.stages[0].command is None


def test_a_source_map() -> None:
    body = {"version": 3, "sourceRoot": "..", "sources": ["node_modules/a.js", "src/b.ts", None]}
    assert parse_source_map("dist/b.js.map", json.dumps(body)) == BundleFacts(
        "dist/b.js", ("../src/b.ts",), relative=True
    )
    sources = ["webpack://app/./src/b.ts?1a2b", 'webpack://app/external commonjs "aws-sdk"']
    assert parse_source_map("b.js.map", json.dumps({"sources": sources[:1]})) == BundleFacts(
        "b.js", ("src/b.ts",), relative=False, ordered=False
    )
    for text in ("", "[]", "{}", '{"sources": 1}', '{"sources": ["node_modules/a.js"]}'):
        assert parse_source_map("b.js.map", text) is None


def test_a_bundle() -> None:
    text = (
        "var __defProp = 1;\n// src/a.ts\nx\n// node_modules/b.js\ny\n// ../c d.ts\n// src/e.mts\n"
    )
    assert parse_bundle("i.js", text) == BundleFacts(
        "i.js", ("src/a.ts", "src/e.mts"), relative=False
    )
    assert parse_bundle("i.js", "// src/a.ts\nconst a = 1") is None
    assert parse_bundle("i.js", "var __defProp = 1") is None
