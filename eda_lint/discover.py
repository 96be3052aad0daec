"""From the given paths to the source files of a scan.

What a file is, its name says; what lies under a folder, `files` says.
"""

from __future__ import annotations

import io
import os
import re
import tokenize
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from eda_lint.errors import NothingToAnalyse, UsageError
from eda_lint.files import Patterns, files_under
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes. A template that CloudFormation takes has at most 1 MB; 10 MB is a file of another kind."""


class SourceKind(Enum):
    """What a file's name says that it is."""

    YAML = "yaml"
    JSON = "json"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    TERRAFORM = "terraform"
    DOCKERFILE = "dockerfile"
    SOURCE_MAP = "source map"


_KINDS = {
    ".yaml": SourceKind.YAML,
    ".yml": SourceKind.YAML,
    ".template": SourceKind.YAML,
    ".json": SourceKind.JSON,
    ".py": SourceKind.PYTHON,
    ".js": SourceKind.JAVASCRIPT,
    ".mjs": SourceKind.JAVASCRIPT,
    ".cjs": SourceKind.JAVASCRIPT,
    ".jsx": SourceKind.JAVASCRIPT,
    ".ts": SourceKind.TYPESCRIPT,
    ".mts": SourceKind.TYPESCRIPT,
    ".cts": SourceKind.TYPESCRIPT,
    ".tsx": SourceKind.TYPESCRIPT,
}
# What says where code goes or comes from: read beside it, never by itself.
_SURROUNDING = frozenset({SourceKind.DOCKERFILE, SourceKind.SOURCE_MAP})
_DOCKERFILE = re.compile(r"(?:.+\.)?(?:dockerfile|containerfile)(?:\.[\w-]+)?$")
_SOURCE_MAPS = (".js.map", ".mjs.map", ".cjs.map")
# Declarations of types hold no code.
_WITHOUT_CODE = (".d.ts", ".d.mts", ".d.cts")


@frozen
class Source:
    """A file to read. `path` is what reports call it, `size` in bytes.

    `explicit`: the file itself was named, so it is an error if it is none of ours.
    """

    path: str
    absolute: Path
    kind: SourceKind
    size: int
    explicit: bool


@frozen
class Discovery:
    """What was found under `roots`; paths are relative to `base`, and ordered."""

    base: Path
    roots: tuple[Path, ...]
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]


def discover(
    roots: Sequence[Path],
    *,
    working_directory: Path,
    exclude: Sequence[str] = (),
    exclude_from: Path | None = None,
) -> Discovery:
    """The source files under `roots`, without those that `exclude` matches.

    `exclude` holds patterns as .gitignore has them, relative to `exclude_from` (the working
    directory unless given). Raises UsageError for a root that is not there, and NothingToAnalyse
    where no file is of a kind that we read.
    """
    base = working_directory.resolve()
    excluded = Patterns(exclude, (exclude_from or base).resolve())
    found: dict[Path, bool] = {}
    for root in roots:
        absolute = _located(root, base)
        if absolute.is_file():
            found[absolute] = True
        elif absolute.is_dir():
            # A folder that the patterns take out, but that was asked for by name, is taken whole.
            named = excluded.match(absolute, folder=True)
            for path in files_under(absolute, _is_known):
                if named or not excluded.match(path):
                    found.setdefault(path, False)
        else:
            raise UsageError(f"{root} is neither a file nor a folder")
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []
    for path, explicit in found.items():
        _take(path, base, explicit, sources, diagnostics)
    if not sources and not diagnostics:
        raise nothing_to_analyse(roots)
    sources.sort(key=lambda source: source.path)
    return Discovery(base, tuple(roots), tuple(sources), tuple(sorted(diagnostics)))


def nothing_to_analyse(roots: Sequence[Path]) -> NothingToAnalyse:
    """What is said where nothing under the roots is of use."""
    where = ", ".join(str(root) for root in roots)
    return NothingToAnalyse(
        f"nothing to analyse under {where}: looked for SAM and CloudFormation templates "
        f"(.yaml, .yml, .json, .template) and handlers in Python, JavaScript and TypeScript "
        f"(.py, .js, .mjs, .cjs, .jsx, .ts, .mts, .cts, .tsx)"
    )


def _located(root: Path, base: Path) -> Path:
    """Where a root lies, links followed."""
    try:
        return (base / root).resolve(strict=True)
    except OSError as error:
        raise UsageError(f"{root} is not there: {error.strerror}") from error
    except RuntimeError as error:  # how Python before 3.13 tells of links in a circle
        raise UsageError(f"{root} is a link that leads back to itself") from error


def _is_known(name: str) -> bool:
    return _kind(name) is not None


def _kind(name: str) -> SourceKind | None:
    lower = name.lower()
    if lower.endswith(_WITHOUT_CODE):
        return None
    if lower.endswith(_SOURCE_MAPS):
        return SourceKind.SOURCE_MAP
    known = _KINDS.get(os.path.splitext(lower)[1])
    if known is None and _DOCKERFILE.match(lower):
        return SourceKind.DOCKERFILE
    return known


def _take(
    path: Path,
    base: Path,
    explicit: bool,
    sources: list[Source],
    diagnostics: list[Diagnostic],
) -> None:
    kind = _kind(path.name)
    shown = _shown(path, base)
    if kind is None or (explicit and kind in _SURROUNDING):
        if explicit:
            allowed = ", ".join(_KINDS)
            diagnostics.append(Diagnostic(shown, 1, 1, f"not a file that is read ({allowed})"))
        return
    try:
        size = path.stat().st_size
    except OSError as error:
        diagnostics.append(Diagnostic(shown, 1, 1, f"cannot be read: {error.strerror}"))
        return
    sources.append(Source(shown, path, kind, size, explicit))


def _shown(path: Path, base: Path) -> str:
    return Path(os.path.relpath(path, base)).as_posix()


def read_text(source: Source) -> str | Diagnostic:
    """A source's text, or why it cannot be had; a byte order mark is dropped."""
    if source.size > LARGEST_FILE:
        size, limit = source.size // 2**20, LARGEST_FILE // 2**20
        return Diagnostic(source.path, 1, 1, f"not read: {size} MB, the limit is {limit} MB")
    try:
        data = source.absolute.read_bytes()
    except OSError as error:
        return Diagnostic(source.path, 1, 1, f"cannot be read: {error.strerror}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if source.kind is SourceKind.PYTHON:
            declared = _declared_encoding(data)
            if declared is not None:
                return declared
        before = error.object[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        return Diagnostic(source.path, line, column, "not UTF-8 text")


def _declared_encoding(data: bytes) -> str | None:
    """Python may declare another encoding in its first lines."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        return None
