"""Where the code of a package is likely to lie that nothing in the scan says the sources of.

Commands that write the package come first, then folders that are called as it is, then the one
file that the handler can mean. A package that several could be made from is made from none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from eda_lint.aws.interface import Place
from eda_lint.bind.outputs import BUILT
from eda_lint.bind.paths import above, below, join
from eda_lint.bind.terraform.packages.survey import PYTHON, CodePaths, project_of
from eda_lint.bind.terraform.packages.told import Told, zipped_as, zipped_from
from eda_lint.bind.terraform.packages.wanted import Wanted

Tier: TypeAlias = tuple[Place, ...]


def likely_folders(wanted: Wanted, told: Iterable[Told], code: CodePaths) -> Iterator[Tier]:
    """The folders to look in, the best first; those of a tier are equally good."""
    if not wanted.module:
        return
    if wanted.is_path:
        yield from _tier(zipped_from(wanted.package, told, code))
        yield from _called_as_the_package(wanted)
    yield from _tier(zipped_as(posixpath.basename(wanted.package), wanted.root, code))
    yield from _named(wanted, code)
    if wanted.alone:
        if wanted.is_path:
            yield from _beside(wanted, code)
        yield from _only(wanted, code)


def _called_as_the_package(wanted: Wanted) -> Iterator[Tier]:
    """`build/orders` for `build/orders.zip`."""
    yield (Place(posixpath.splitext(wanted.package)[0]),)


def _named(wanted: Wanted, code: CodePaths) -> Iterator[Tier]:
    """Folders with a name of the package, or of the function, in the narrowest scope with any."""
    for words in wanted.names():
        folders = code.folders.get(words, ())
        for scope in _scopes(wanted):
            inside = (one for one in folders if below(one, scope) is not None)
            own = (one for one in inside if code.belongs(one, wanted.root))
            found = [place for one in own for place in _within(one, wanted, code)]
            if found:
                yield from _tier(found)
                break


def _within(folder: str, wanted: Wanted, code: CodePaths) -> Iterator[str]:
    """Where a folder has the module: itself, else at the one place below it."""
    if code.has_module(folder, wanted.module, wanted.suffixes):
        yield folder
        return
    deeper = _having(folder, wanted, code)
    if len(deeper) == 1:
        yield deeper[0]


def _having(scope: str, wanted: Wanted, code: CodePaths) -> tuple[str, ...]:
    """The folders that have the module, else those that a build is said to write it into."""
    found = code.folders_with(wanted.module, scope, wanted.suffixes)
    is_built = not found and wanted.suffixes != PYTHON
    return code.built_with(wanted.module, scope) if is_built else found


def _beside(wanted: Wanted, code: CodePaths) -> Iterator[Tier]:
    """The folder that the archive lies in, or what a build writes there is made from."""
    folder = posixpath.dirname(wanted.package)
    is_output = posixpath.basename(folder) in BUILT and wanted.suffixes != PYTHON
    if is_output or code.has_module(folder, wanted.module, wanted.suffixes):
        yield (Place(folder),)


def _only(wanted: Wanted, code: CodePaths) -> Iterator[Tier]:
    """The one place that has the module, in the narrowest scope with any.

    What is called as in any project is only looked for in the own one.
    """
    own = project_of(wanted.root), posixpath.dirname(wanted.package) if wanted.is_path else ""
    limited = wanted.is_generic and len(code.deployed) > 1
    for scope in _scopes(wanted):
        if limited and below(scope, own[0]) is None and scope != (own[1] or own[0]):
            continue
        having = _having(scope, wanted, code)
        found = [folder for folder in having if code.belongs(folder, wanted.root)]
        if found:
            if len(found) == 1:
                yield from _tier(found)
            return


def _scopes(wanted: Wanted) -> list[str]:
    """The folders around the archive and around the root module, the deepest first."""
    starts = (posixpath.dirname(wanted.package), wanted.root) if wanted.is_path else (wanted.root,)
    every = dict.fromkeys(scope for start in starts for scope in (start, *above(start)))
    return sorted(every, key=lambda scope: -len(scope.split("/")) if scope else 0)


def _tier(folders: Iterable[str]) -> Iterator[Tier]:
    places = tuple(Place(join("", folder)) for folder in dict.fromkeys(folders))
    if places:
        yield places
