"""Archives that a configuration makes itself, by the values that functions name them with."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from eda_lint.aws.packages import FOLDER, INLINE, MODULE, packaged
from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.paths import below
from eda_lint.bind.sources import SUFFIXES
from eda_lint.bind.terraform.packages.compared import argument, path_key
from eda_lint.bind.terraform.packages.survey import PYTHON, CodePaths
from eda_lint.frozen import frozen
from eda_lint.value import (
    Absent,
    Concat,
    Items,
    Literal,
    Reference,
    Unknown,
    Value,
    field_of,
    inside,
    outcomes,
    text_of,
)

_ARCHIVE = "archive_file"
_OUTPUT = "output_path"


@frozen
class Source:
    """One entry of an archive: its name there, and its text or the path of its file.

    The path is from the folder of the root module.
    """

    name: str
    text: Value
    path: str = ""


def archives_of(declared: Iterable[Declared]) -> Mapping[Value, tuple[Declared, ...]]:
    """The archives of a root module by the paths that they are written to, and by themselves."""
    found: dict[Value, list[Declared]] = defaultdict(list)
    for one in declared:
        if one.type == _ARCHIVE:
            found[Reference(one.id, _OUTPUT)].append(one)
            key = path_key(argument(one, _OUTPUT), one)
            if key is not None:
                found[key].append(one)
    return {key: tuple(archives) for key, archives in found.items()}


def contents(archive: Declared, module: str, code: CodePaths) -> Value:
    """What an archive is made of, as the code of a function whose handler is in a module."""
    for name in ("source_dir", "source_file"):
        written = argument(archive, name)
        if not isinstance(written, Absent):
            return _path(written)
    sources = argument(archive, "source")
    inline = argument(archive, "source_content")
    if isinstance(inline, Absent) and isinstance(sources, Absent):
        return Unknown("an archive whose sources are not known", archive.at)
    entries = tuple(_entries(archive, sources, inline, code))
    named = [one for one in entries if _module(one.name) == module]
    if named:
        return _entry(named[0], module)
    is_open = isinstance(sources, Unknown) or (isinstance(sources, Items) and sources.open)
    if is_open or len(entries) != 1 or not module:
        return Unknown("an archive that may hold other files", archive.at)
    return _entry(entries[0], _module(entries[0].name))


def _path(written: Value) -> Value:
    """The one path that is certain, with what may be set otherwise left out."""
    given = [one for one in outcomes(written) if not isinstance(one, Absent)]
    return given[0] if len(given) == 1 else Unknown("sources that are not known", written.at)


def _entries(archive: Declared, sources: Value, inline: Value, code: CodePaths) -> Iterator[Source]:
    blocks = sources.items if isinstance(sources, Items) else ()
    pairs = [(field_of(one, "filename"), field_of(one, "content")) for one in blocks]
    if not isinstance(inline, Absent):
        pairs.append((argument(archive, "source_content_filename"), inline))
    for filename, text in pairs:
        name = text_of(filename)
        if name is not None and _is_code(name):
            yield Source(posixpath.normpath(name), text, _file_of(text, name, archive, code))


def _is_code(name: str) -> bool:
    return posixpath.splitext(name)[1] in (*PYTHON, *SUFFIXES)


def _module(name: str) -> str:
    return posixpath.splitext(name)[0]


def _entry(source: Source, module: str) -> Value:
    if source.path:
        words: dict[str, Value] = {FOLDER: Literal(source.path, source.text.at)}
        if _module(posixpath.basename(source.path)) != module:
            words[MODULE] = Literal(module)
        return packaged(words, source.text.at)
    if not isinstance(source.text, Literal | Concat):
        return Unknown("code that is settled at deployment", source.text.at)
    if any(isinstance(part, Unknown) for part in inside(source.text)):
        return Unknown("code that is not known as a whole", source.text.at)
    return packaged({INLINE: source.text, MODULE: Literal(module)}, source.text.at)


def _file_of(text: Value, name: str, archive: Declared, code: CodePaths) -> str:
    """The file of the scan whose text this is, "" where it stands in the configuration."""
    written = text_of(text)
    if written is None or (text.at is not None and text.at.line != text.at.end_line):
        return ""  # a heredoc spans lines, a call of `file` one
    root = posixpath.dirname(archive.path)
    for path in _candidates(name, root, code):
        if code.read(path) == written:
            return posixpath.relpath(path, root or ".")
    return ""


def _candidates(name: str, root: str, code: CodePaths) -> Iterator[str]:
    """Files of code: those that are called as the entry is, then those beside the configuration."""
    base, suffix = posixpath.basename(name), posixpath.splitext(name)[1]
    alike = [path for path in code.base.files if path.endswith(suffix)]
    yield from (path for path in alike if posixpath.basename(path) == base)
    yield from (
        path for path in alike if posixpath.basename(path) != base and below(path, root) is not None
    )
