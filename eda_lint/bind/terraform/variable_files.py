"""Variable files that Terraform does not read by itself: which root modules they may be meant for.

`env/dev.tfvars` and `env/prod.tfvars` are chosen at the command line, most often by a pipeline.
Unless the user of the linter chooses too, any of them may be.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from eda_lint.bind.paths import below
from eda_lint.bind.terraform.folders import Folder
from eda_lint.bind.terraform.roots import is_automatic
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Argument, VariableFacts
from eda_lint.parse.terraform.wrappers import SUFFIX as WRAPPER
from eda_lint.value import Input, Items, Record, Value, choice

Given: TypeAlias = Mapping[str, Argument]
"""What one file gives, by the names of the variables."""


def perhaps_given(
    roots: Sequence[Folder],
    folders: Mapping[str, Folder],
    variables: Mapping[str, VariableFacts],
) -> dict[str, list[Given]]:
    """For each root module, by its path, what each file gives that may be chosen for it.

    Files that lie in a module which others call are for trying that module out.
    """
    found: dict[str, list[Given]] = {root.path: [] for root in roots}
    called = folders.keys() - found.keys()
    for path in sorted(variables):
        if posixpath.dirname(path) in called or path.endswith(WRAPPER):
            continue
        given = {argument.name: argument for argument in variables[path].arguments}
        for root in _meant(path, given, roots):
            found[root.path].append(given)
    return found


def wrapped(variables: Mapping[str, VariableFacts]) -> frozenset[str]:
    """The variables that what runs Terraform gives to modules, whichever it is that they are of."""
    wrappers = (facts for path, facts in variables.items() if path.endswith(WRAPPER))
    return frozenset(argument.name for facts in wrappers for argument in facts.arguments)


def agreed(name: str, outcomes: Sequence[Value], at: Location) -> Value:
    """A variable that may be given any of these: known where they are the same, else open."""
    if any(isinstance(one, Record | Items) for one in outcomes):
        return choice(outcomes, f"the value of var.{name}", at)
    return outcomes[0] if len(set(outcomes)) == 1 else Input(name, at=at)


def _meant(path: str, given: Given, roots: Sequence[Folder]) -> Iterator[Folder]:
    """The root modules that a file may be for.

    That is the nearest one around it that declares one of its variables, else all that declare
    every one of them.
    """
    folder = posixpath.dirname(path)
    here = any(root.path == folder for root in roots)
    if not given or (here and is_automatic(path)):
        return
    around = [root for root in roots if below(folder, root.path) is not None]
    declaring = [root for root in around if not given.keys().isdisjoint(root.variables)]
    if declaring:
        yield max(declaring, key=lambda root: len(root.path))
    elif not here:
        yield from (root for root in roots if given.keys() <= root.variables.keys())
