"""Changes that speak for many resources at once: defaults, parameters, a module's arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from eda_lint.changed.blocks import openings
from eda_lint.changed.changes import Changes, Hunk
from eda_lint.frozen import frozen

Lines: TypeAlias = Callable[[Path], Sequence[str]]
"""The lines of a file as it is now, none where it cannot be read."""

_OF_A_TEMPLATE = frozenset({"Globals", "Parameters", "Mappings", "Conditions", "Transform"})
_OF_A_FOLDER = frozenset({"variable", "locals", "provider", "data"})
# JSON syntax names each module deeper in, and may be one line: what is beside it is taken with it.
_OF_A_FOLDER_IN_JSON = _OF_A_FOLDER | {"module"}
_WORD = re.compile(r"\w+")
_MODULE = re.compile(r'module\s+"(?P<name>[\w-]+)"')
_CONFIGURATIONS = (".tf", ".tofu", ".tf.json", ".tofu.json")
_VARIABLES = (".tfvars", ".tfvars.json")


@frozen
class Shared:
    """All of `files` is touched, all of Terraform's in `folders`, and what `modules` declare.

    A module has its name as in addresses, `module.orders`. With `everywhere`, all of Terraform's
    is touched, whatever its folder.
    """

    files: frozenset[Path]
    folders: frozenset[Path]
    modules: frozenset[str]
    everywhere: bool = False

    def holds(self, file: Path) -> bool:
        """Whether something that speaks for all of a file changed."""
        if file in self.files:
            return True
        of_terraform = self.everywhere or file.parent in self.folders
        return of_terraform and file.name.endswith(_CONFIGURATIONS)


def shared_changes(changes: Changes, lines: Lines, chosen: Collection[Path] = ()) -> Shared:
    """What of the changes speaks for more than the block that it stands in.

    `chosen` are the files of variables that are given to every root module, wherever they lie.
    """
    files, folders, modules = set(), set(), set()
    for file, changed in _changed_openings(changes, lines):
        if file.name.endswith(_VARIABLES) or _speaks_for_its_folder(file, changed):
            folders.add(file.parent)
        elif not file.name.endswith(_CONFIGURATIONS) and _first_words(changed) & _OF_A_TEMPLATE:
            files.add(file)
        modules |= {f"module.{one['name']}" for line in changed if (one := _MODULE.match(line))}
    folders |= {file.parent for file in changes.gone if file.name.endswith(_VARIABLES)}
    everywhere = any(changes.in_file(file.resolve()) != () for file in chosen)
    return Shared(frozenset(files), frozenset(folders), frozenset(modules), everywhere)


def _speaks_for_its_folder(file: Path, openings: Collection[str]) -> bool:
    if not file.name.endswith(_CONFIGURATIONS):
        return False
    if file.suffix == ".json":
        return any(not _OF_A_FOLDER_IN_JSON.isdisjoint(_WORD.findall(one)) for one in openings)
    return not _OF_A_FOLDER.isdisjoint(_first_words(openings))


def _first_words(openings: Collection[str]) -> set[str]:
    return {found[0] for line in openings if (found := _WORD.search(line))}


def _changed_openings(changes: Changes, lines: Lines) -> Iterator[tuple[Path, frozenset[str]]]:
    """Each changed template, with the opening lines of its outermost blocks that changed."""
    for file, hunks in changes.hunks.items():
        opened = openings(lines(file))
        changed = (opened[number - 1] for hunk in hunks for number in _near(hunk, len(opened)))
        removed = (line for hunk in hunks for line in hunk.removed if line[:1].isalpha())
        yield file, frozenset((*changed, *removed))
    for file in changes.whole:
        if file.name.endswith((*_CONFIGURATIONS, *_VARIABLES)):
            yield file, frozenset(openings(lines(file)))


def _near(hunk: Hunk, length: int) -> range:
    """The lines of a hunk; the one before, where lines were only removed."""
    return range(max(hunk.start, 1), min(hunk.start + max(hunk.count, 1), length + 1))
