"""From the given paths to the source files of a scan.

What a file is, its name says; what lies under a folder, `files` says.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import tokenize
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from eda_lint.errors import NothingToAnalyse, UsageError
from eda_lint.files import INSTALLED_MODULES, Patterns, files_under
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes. A template that CloudFormation takes has at most 1 MB; 10 MB is a file of another kind."""
_PART = 2**20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class SourceKind(Enum):
    """What a file's name says that it is."""

    YAML = "yaml"
    JSON = "json"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    TERRAFORM = "terraform"
    TERRAFORM_VARIABLES = "terraform variables"
    TERRAFORM_MODULES = "terraform modules"
    TERRAFORM_WRAPPER = "terraform wrapper"
    TEXT = "text"
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
    ".tf": SourceKind.TERRAFORM,
    ".tofu": SourceKind.TERRAFORM,
    ".tfvars": SourceKind.TERRAFORM_VARIABLES,
    ".hcl": SourceKind.TERRAFORM_WRAPPER,
    ".tfstate": SourceKind.JSON,
}
_LONGER_SUFFIXES = {
    ".js.map": SourceKind.SOURCE_MAP,
    ".mjs.map": SourceKind.SOURCE_MAP,
    ".cjs.map": SourceKind.SOURCE_MAP,
    ".tf.json": SourceKind.TERRAFORM,
    ".tofu.json": SourceKind.TERRAFORM,
    ".tfvars.json": SourceKind.TERRAFORM_VARIABLES,
}
# What other files may read: nothing of it is parsed before one does.
_TEXTS = frozenset({".tpl", ".tftpl", ".tmpl", ".asl", ".sh"})
_NAMED_TEXTS = frozenset({"makefile", "gnumakefile", "requirements.txt"})
_HIDDEN_BY_A_DOT = (SourceKind.TERRAFORM, SourceKind.TERRAFORM_WRAPPER)
# What says where code goes or comes from: read beside it, never by itself.
_SURROUNDING = frozenset({
    SourceKind.DOCKERFILE, SourceKind.SOURCE_MAP, SourceKind.TERRAFORM_MODULES,
    SourceKind.TERRAFORM_WRAPPER, SourceKind.TEXT,
})  # fmt: skip
_DOCKERFILE = re.compile(r"(?:.+\.)?(?:dockerfile|containerfile)(?:\.[\w-]+)?$")
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
            for path in files_under(absolute, is_looked_for):
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
        f"(.yaml, .yml, .json, .template), Terraform configurations (.tf, .tf.json, .tofu), plans "
        f"and states (.json, .tfstate), and handlers in Python, JavaScript and TypeScript "
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


def is_looked_for(name: str) -> bool:
    """Whether files of this name are found, where nothing excludes them."""
    return _kind(name) is not None


def _kind(name: str) -> SourceKind | None:
    lower = name.lower()
    if lower.endswith(_WITHOUT_CODE):
        return None
    stem, suffix = os.path.splitext(lower)
    known = _LONGER_SUFFIXES.get(os.path.splitext(stem)[1] + suffix) or _KINDS.get(suffix)
    if known in _HIDDEN_BY_A_DOT and lower.startswith("."):
        return None  # hidden from Terraform, too
    if known is None and _DOCKERFILE.match(lower):
        return SourceKind.DOCKERFILE
    is_text = suffix in _TEXTS or lower in _NAMED_TEXTS
    return SourceKind.TEXT if known is None and is_text else known


def _kind_at(path: Path) -> SourceKind | None:
    if path.parts[-3:] == INSTALLED_MODULES:
        return SourceKind.TERRAFORM_MODULES
    return _kind(path.name)


def _take(
    path: Path,
    base: Path,
    explicit: bool,
    sources: list[Source],
    diagnostics: list[Diagnostic],
) -> None:
    kind = _kind_at(path)
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
        return data.decode(_encoding(source, data))
    except UnicodeDecodeError as error:
        if source.kind is SourceKind.PYTHON:
            declared = _declared_encoding(data)
            if declared is not None:
                return declared
        before = error.object[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        return Diagnostic(source.path, line, column, "not UTF-8 text")


def parts_of(source: Source) -> Iterator[str]:
    """The text of a file of any size, part by part; it ends where the file cannot be read on."""
    try:
        with source.absolute.open("rb") as file:
            data = file.read(_PART)
            decoder = codecs.getincrementaldecoder(_encoding(source, data))("replace")
            while data:
                yield decoder.decode(data)
                data = file.read(_PART)
            yield decoder.decode(b"", final=True)
    except OSError:
        return


def _encoding(source: Source, data: bytes) -> str:
    """PowerShell redirects what a command prints into UTF-16."""
    wide = source.kind is SourceKind.JSON and data.startswith(_WIDE)
    return "utf-16" if wide else "utf-8-sig"


def text_at(path: Path) -> str | None:
    """The text of a file that another one reads; None where it cannot be had, or is no text."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _declared_encoding(data: bytes) -> str | None:
    """Python may declare another encoding in its first lines."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        return None
