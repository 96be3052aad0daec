"""Root modules: the folders in which Terraform is run, and what their variables are given."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from eda_lint.bind.paths import join
from eda_lint.bind.terraform.folders import Folder, constant_text
from eda_lint.bind.terraform.sources import called_folders, is_installed, is_local
from eda_lint.parse.terraform.form import Argument, VariableFacts

_OWN = ("terraform.tfvars", "terraform.tfvars.json")
_AUTOMATIC = (".auto.tfvars", ".auto.tfvars.json")


def roots_of(folders: Mapping[str, Folder]) -> tuple[Folder, ...]:
    """The folders that nothing else of the scan calls, in the order of their paths.

    Folders that only call each other in a circle have no root: the first of each circle stands by
    itself.
    """
    called = called_folders(folders)
    own = [path for path in sorted(folders) if not is_installed(path)]
    roots = [path for path in own if path not in called]
    reached = _reached(roots, folders)
    for path in own:
        if path not in reached:
            roots.append(path)
            reached |= _reached([path], folders)
    return tuple(folders[path] for path in sorted(roots) if not folders[path].is_empty)


def _reached(starts: Sequence[str], folders: Mapping[str, Folder]) -> set[str]:
    waiting, reached = list(starts), set[str]()
    while waiting:
        path = waiting.pop()
        if path in reached or path not in folders:
            continue
        reached.add(path)
        for call in folders[path].calls.values():
            source = constant_text(call, "source")
            if source is not None and is_local(source):
                waiting.append(join(path, source))
    return reached


def given(
    root: Folder, variables: Mapping[str, VariableFacts], chosen: Sequence[str]
) -> dict[str, Argument]:
    """What a root module's variables are given, in Terraform's own order of precedence.

    Later files win: terraform.tfvars, its JSON twin, `*.auto.tfvars` by their names, then the
    `chosen` ones, paths of the scan, in their order. A chosen file gives only what a root declares.
    """
    arguments: dict[str, Argument] = {}
    for path in (*_automatic(root, variables), *chosen):
        if path in variables:
            for argument in variables[path].arguments:
                if argument.name in root.variables:
                    arguments[argument.name] = argument
    return arguments


def is_automatic(path: str) -> bool:
    """Whether Terraform reads a file of variables by itself, in the folder where it is run."""
    return posixpath.basename(path) in _OWN or path.endswith(_AUTOMATIC)


def _automatic(root: Folder, variables: Mapping[str, VariableFacts]) -> Iterator[str]:
    here = sorted(path for path in variables if posixpath.dirname(path) == root.path)
    for name in _OWN:
        yield from (path for path in here if posixpath.basename(path) == name)
    yield from (path for path in here if path.endswith(_AUTOMATIC))
