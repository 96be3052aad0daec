"""The sources that a module of the registry packs: `source_path` in all of its spellings.

It is a path, or a list of paths and of records of a path with what is done to it: the commands
that build it, the prefix under which it is packed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eda_lint.aws.interface import Place
from eda_lint.aws.packages import FOLDER, FURTHER, MODULE, guessed, packaged
from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.paths import below, join
from eda_lint.bind.settle import read_json
from eda_lint.bind.terraform.packages.compared import argument
from eda_lint.bind.terraform.packages.names import module_address
from eda_lint.bind.terraform.packages.survey import CodePaths
from eda_lint.bind.terraform.packages.wanted import Wanted
from eda_lint.frozen import frozen
from eda_lint.parse.commands import Zipped, commands
from eda_lint.value import (
    Absent,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    field_of,
    items_of,
    text_of,
)

_EXTERNAL = "external"
_ZIP = re.compile(r"^\s*:zip(?:\s+(\S+))?.*$")


@frozen
class Packed:
    """One path that is packed; `prefix` is the folder of the package that it is put into.

    `built_in` is the folder in which commands lay it out, "" without any.
    """

    path: str
    prefix: str = ""
    built_in: str = ""


def prepared_sources(declared: Iterable[Declared]) -> Mapping[str, Value]:
    """The `source_path` of each module that packs by its own script, by the module's address.

    That is the registry's module itself, where the scan has its files.
    """
    return {
        module_address(one.address): _decoded(path)
        for one in declared
        if one.type == _EXTERNAL and one.is_data
        for path in [field_of(argument(one, "query"), "source_path")]
        if not isinstance(path, Absent)
    }


def _decoded(path: Value) -> Value:
    """A path, or what its text encodes."""
    if isinstance(path, Operation) and path.name == "jsonencode" and path.arguments:
        return path.arguments[0]
    text = text_of(path)
    return read_json(text, path.at) if text is not None and text[:1] in ("[", "{") else path


def packed_sources(source_path: Value) -> tuple[Packed, ...] | None:
    """What is packed, None where not all of it is known."""
    if isinstance(source_path, Items) and source_path.open:
        return None
    found: list[Packed] = []
    for one in source_path.items if isinstance(source_path, Items) else (source_path,):
        path = field_of(one, "path") if isinstance(one, Record) else one
        if isinstance(one, Record) and isinstance(path, Absent):
            continue  # only what packages are installed
        text = text_of(path)
        if text is None:
            return None
        found.extend(_packed(text, one))
    return tuple(found)


def _packed(path: str, one: Value) -> Iterator[Packed]:
    if not isinstance(one, Record):
        yield Packed(path)
        return
    prefix = text_of(field_of(one, "prefix_in_zip")) or ""
    listed = field_of(one, "commands")
    if isinstance(listed, Absent):
        yield Packed(path, prefix)
        return
    for folder in _zipped([text_of(line) or "" for line in items_of(listed)]) or (".",):
        yield Packed(posixpath.join(path, folder), prefix, built_in=path)


def _zipped(lines: Sequence[str]) -> tuple[str, ...]:
    """The folders that are packed where `:zip` stands among commands, or `:zip folder`."""
    text = "\n".join(_ZIP.sub(_as_command, line) for line in lines)
    found = (one.folder for one in commands(text) if isinstance(one, Zipped))
    return tuple(dict.fromkeys(found))


def _as_command(found: re.Match[str]) -> str:
    return f"(cd {found[1] or '.'}; zip package.zip .)"


def code_of(source_path: Value, wanted: Wanted, code: CodePaths) -> Value:
    """The code of a function with this `source_path`."""
    packed = packed_sources(source_path)
    if not packed:
        return Unknown("a source path that is not known", source_path.at)
    at = source_path.at
    for one in packed:
        folder = join(wanted.root, one.path)
        module = _inside(wanted.module, one.prefix)
        if module and _has(folder, module, wanted, code):
            further = Items(tuple(Literal(other.path) for other in packed if other is not one))
            words: dict[str, Value] = {FOLDER: Literal(one.path, at), FURTHER: further}
            if one.prefix and not one.path.endswith(tuple(wanted.suffixes)):
                words[FOLDER] = Literal(_file(one.path, module, wanted, code), at)
            if one.prefix:
                words[MODULE] = Literal(wanted.module)
            return packaged(words, at)
    if any(one.built_in for one in packed):
        paths = [path for one in packed for path in (one.path, one.built_in) if path]
        tiers = [(Place(join(wanted.root, path)),) for path in paths]
        return guessed(Unknown("code that its own build lays out", at), "the package", tiers)
    return Literal(packed[0].path, at)


def layer_of(source_path: Value) -> Value:
    """The folders of a layer with this `source_path`."""
    packed = packed_sources(source_path)
    if not packed:
        return Unknown("a source path that is not known", source_path.at)
    return Items(tuple(Literal(one.path, source_path.at) for one in packed), at=source_path.at)


def _inside(module: str, prefix: str) -> str:
    """A module as a packed folder has it; "" where it is outside of the folder's prefix."""
    prefix = posixpath.normpath(prefix) if prefix else ""
    return module if not prefix else below(module, prefix) or ""


def _has(path: str, module: str, wanted: Wanted, code: CodePaths) -> bool:
    if path in code.base.files:
        return posixpath.splitext(posixpath.basename(path))[0] == module
    return code.has_module(path, module, wanted.suffixes)


def _file(folder: str, module: str, wanted: Wanted, code: CodePaths) -> str:
    """The file of a module of a folder, as the folder is written."""
    path = posixpath.join(folder, module)
    suffixes = (one for one in wanted.suffixes if join(wanted.root, path + one) in code.base.files)
    return path + next(suffixes, "")
