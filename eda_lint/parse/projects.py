"""What the files around code say of it: package.json, tsconfig.json, the files of workspaces.

They are JSON that people write by hand: comments and trailing commas are let pass. A file that
cannot be read says nothing.
"""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise

from eda_lint.frozen import frozen
from eda_lint.parse.commands import Zipped, commands

PACKAGE = "package.json"
_COMPILER = re.compile(r"(?:ts|js)config(?:\.[\w-]+)*\.json$")
_TASKS = "project.json"
_WORKSPACES = frozenset({"pnpm-workspace.yaml", "lerna.json", "nx.json", "rush.json"})
_EVERYTHING = ("**",)

_STRING_COMMENT_OR_COMMA = re.compile(
    r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*[}\]])', re.DOTALL
)
_LOCAL = ("file:", "link:", "portal:", "workspace:")
_BUILDERS = frozenset({
    "typescript", "esbuild", "webpack", "rollup", "@vercel/ncc", "tsup", "parcel", "vite", "babel",
    "@babel/cli", "@swc/cli", "gulp", "serverless-webpack", "serverless-esbuild", "unbuild",
    "tsdown", "rolldown", "microbundle", "browserify",
})  # fmt: skip
_BUILDING = re.compile(r"build|compile|bundle|transpile|dist")
_NOT_AT_RUN_TIME = frozenset({"types", "typings"})


@frozen
class Mapped:
    """What a name leads to: `exports`, `imports` and `paths`; both sides may have one `*`."""

    name: str
    targets: tuple[str, ...]


@frozen
class Bundle:
    """A command that bundles `entries`, to a file or into a folder."""

    entries: tuple[str, ...]
    file: str = ""
    folder: str = ""
    base: str = ""


@frozen
class ProjectFacts:
    """One package.json, or what stands in for one where a workspace begins.

    `local` are the dependencies that are no published packages. `builds` is whether a step before
    the deployment makes code from code, `zipped` what its scripts put into archives.
    """

    path: str
    name: str = ""
    main: str = ""
    module: str = ""
    exports: tuple[Mapped, ...] = ()
    imports: tuple[Mapped, ...] = ()
    workspaces: tuple[str, ...] = ()
    local: tuple[tuple[str, str], ...] = ()
    bundles: tuple[Bundle, ...] = ()
    builds: bool = False
    zipped: tuple[Zipped, ...] = ()


@frozen
class CompilerFacts:
    """One tsconfig.json; None for what it does not say."""

    path: str
    root_dir: str | None = None
    out_dir: str | None = None
    base_url: str | None = None
    paths: tuple[Mapped, ...] | None = None
    extends: tuple[str, ...] = ()


def is_project(path: str) -> bool:
    """Whether a file of this name is read here."""
    name = posixpath.basename(path)
    return name in (PACKAGE, _TASKS) or name in _WORKSPACES or _COMPILER.match(name) is not None


def parse_project(path: str, text: str) -> ProjectFacts | CompilerFacts | None:
    """The facts of a file that speaks of code; None where it says nothing."""
    name = posixpath.basename(path)
    if name == "pnpm-workspace.yaml":
        return ProjectFacts(path, workspaces=_EVERYTHING)
    body = read_json(text)
    if not isinstance(body, dict):
        return None
    if name in _WORKSPACES:
        return ProjectFacts(path, workspaces=_EVERYTHING)
    if name == PACKAGE:
        return _package(path, body)
    if name == _TASKS:
        bundles = tuple(_tasks(body))
        return ProjectFacts(path, bundles=bundles, builds=True) if bundles else None
    return _compiler(path, body)


def read_json(text: str) -> object:
    """What a text of JSON says, comments and all; None where it is none."""
    try:
        return json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        pass
    try:
        return json.loads(_STRING_COMMENT_OR_COMMA.sub(lambda m: m[1] or "", text))
    except (ValueError, RecursionError):
        return None


def _package(path: str, body: dict[str, object]) -> ProjectFacts:
    workspaces = body.get("workspaces")
    if isinstance(workspaces, dict):
        workspaces = workspaces.get("packages")
    scripts = [
        (name, text) for name, text in _entries(body.get("scripts")) if isinstance(text, str)
    ]
    needs = [
        (name, version)
        for field in ("dependencies", "devDependencies", "peerDependencies")
        for name, version in _entries(body.get(field))
    ]
    return ProjectFacts(
        path=path,
        name=_text(body.get("name")),
        main=_text(body.get("main")),
        module=_text(body.get("module")),
        exports=tuple(_conditional(body.get("exports"), ".")),
        imports=tuple(_conditional(body.get("imports"), "#")),
        workspaces=_texts(workspaces),
        local=tuple(
            (name, version)
            for name, version in needs
            if isinstance(version, str) and version.startswith(_LOCAL)
        ),
        bundles=tuple(bundle for _, script in scripts for bundle in _bundles(script)),
        builds=any(_BUILDING.search(name) for name, _ in scripts)
        or any(name in _BUILDERS for name, _ in needs),
        zipped=tuple(
            one
            for _, script in scripts
            if "zip" in script
            for one in commands(script)
            if isinstance(one, Zipped)
        ),
    )


def _conditional(value: object, start: str) -> Iterator[Mapped]:
    """`exports` and `imports`: by name, or the package alone; by condition below that."""
    named = [(k, v) for k, v in _entries(value) if k.startswith(start)]
    if named:
        for name, target in named:
            yield Mapped(name, tuple(_targets(target)))
    elif value is not None and start == ".":
        yield Mapped(".", tuple(_targets(value)))


def _targets(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            waiting[:0] = [inner for name, inner in one.items() if name not in _NOT_AT_RUN_TIME]


def _bundles(script: str) -> Iterator[Bundle]:
    """What the commands of a script bundle: `esbuild src/a.ts --outfile=dist/a.js`."""
    for command in re.split(r"&&|\|\||[;|&\n]", script):
        try:
            words = shlex.split(command)
        except ValueError:
            continue
        while words and (words[0] in ("npx", "pnpm", "yarn", "exec", "run") or "=" in words[0]):
            words = words[1:]
        name = posixpath.basename(words[0]) if words else ""
        if name == "ncc":
            yield from _compiled_into_one(words[1:])
        if name != "esbuild":
            continue
        flags = dict(_flag(word) for word in words[1:] if word.startswith("-"))
        entries = tuple(word for word in words[1:] if not word.startswith("-"))
        file, folder = flags.get("--outfile", ""), flags.get("--outdir", "")
        if entries and (file or folder):
            yield Bundle(entries, file, folder, flags.get("--outbase", ""))


def _compiled_into_one(words: list[str]) -> Iterator[Bundle]:
    """ncc: `build src/a.ts -o out` writes `out/index.js`, without `-o` into `dist`."""
    if len(words) < 2 or words[0] != "build":
        return
    folder = next((b for a, b in pairwise(words) if a in ("-o", "--out")), "dist")
    if not words[1].startswith("-"):
        yield Bundle((words[1],), file=posixpath.join(folder, "index.js"))


def _flag(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name, value


def _tasks(body: dict[str, object]) -> Iterator[Bundle]:
    """Nx: `options: {outputPath, main}` of a project's targets, from the root of the workspace."""
    for _, target in _entries(body.get("targets") or body.get("architect")):
        options = dict(_entries(dict(_entries(target)).get("options")))
        main, folder = _text(options.get("main")), _text(options.get("outputPath"))
        if main and folder:
            name = _text(options.get("outputFileName"))
            file = posixpath.join(folder, name or "main.js")
            yield Bundle((f"/{main}",), file=f"/{file}")


def _compiler(path: str, body: dict[str, object]) -> CompilerFacts:
    options = dict(_entries(body.get("compilerOptions")))
    paths = options.get("paths")
    extends = body.get("extends")
    return CompilerFacts(
        path=path,
        root_dir=_optional(options.get("rootDir")),
        out_dir=_optional(options.get("outDir")),
        base_url=_optional(options.get("baseUrl")),
        paths=tuple(Mapped(name, _texts(targets)) for name, targets in _entries(paths))
        if isinstance(paths, dict)
        else None,
        extends=(extends,) if isinstance(extends, str) else _texts(extends),
    )


def _entries(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, dict) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _optional(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else ()
    return tuple(item for item in items if isinstance(item, str))
