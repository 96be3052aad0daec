"""Terraform configurations become resources, in the spelling that the service modules read."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.catalogue import translations
from eda_lint.aws.terraform.interface import Declared
from eda_lint.aws.terraform.split import joined
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.paths import join
from eda_lint.bind.terraform.configured import Configured
from eda_lint.bind.terraform.folders import folders_of
from eda_lint.bind.terraform.modules import Made
from eda_lint.bind.terraform.packages import CodePaths, ignored_changes, with_code
from eda_lint.bind.terraform.planned_roots import assigned, combined
from eda_lint.bind.terraform.providers import provider_of
from eda_lint.bind.terraform.roots import given, roots_of
from eda_lint.bind.terraform.sources import Sources
from eda_lint.bind.terraform.tree import Tree
from eda_lint.bind.terraform.unsettled import handed, left_open
from eda_lint.bind.terraform.variable_files import perhaps_given, wrapped
from eda_lint.frozen import frozen
from eda_lint.location import Location, UnknownFact
from eda_lint.parse.terraform.addresses import without_keys
from eda_lint.parse.terraform.form import (
    Argument,
    ConfigurationFacts,
    InstalledModules,
    VariableFacts,
)
from eda_lint.parse.terraform.planned import PlanFacts
from eda_lint.value import Absent, field_of

_MAIN = "main.tf"
"""Stands for any file of a folder: relative paths start from the folder."""
_PROVIDER = "aws_"
_ACTING = frozenset({"aws_lambda_invocation"})
"""Data sources that do something when they are read."""


@frozen
class Written:
    """What a scan has of Terraform: configurations, variables, installed modules, plans and states.

    `chosen` are the paths of the variable files that the user names, in their order; `read` gives
    the text of a file of the scan by its path, and `paths` are all of them.
    """

    configurations: Mapping[str, ConfigurationFacts]
    variables: Mapping[str, VariableFacts]
    installed: Mapping[str, InstalledModules]
    read: Callable[[str], str | None]
    chosen: Sequence[str] = ()
    plans: Mapping[str, PlanFacts] = field(default_factory=dict)
    paths: Sequence[str] = ()


def bind_configurations(written: Written, code: CodeBase) -> Configured:
    """The resources of every root module and plan, references in them turned into node ids."""
    trees = _trees(written)
    roots = _roots(trees)
    plans = assigned({tree.stack: _addresses(tree, roots) for tree in trees}, written.plans)
    planned = {root: values for root in roots if (values := plans.variables(root))}
    if planned:
        # What a pipeline gives the variables, the plan knows.
        trees = _trees(written, planned)
        roots = _roots(trees)
    calls = {tree.stack: dict(_calls_of_absent(tree)) for tree in trees}
    all_of_them = combined(roots, plans, calls)
    away = handed((one for tree in trees for one in tree.handed()), all_of_them.declared)
    folders = dict.fromkeys(posixpath.dirname(o[0].path) for o in all_of_them.declared if o)
    paths = CodePaths.of(code, folders, written.read)
    everything = (
        one
        for of_root in all_of_them.declared
        for one in left_open(with_code(of_root, paths), away)
    )
    return Configured(
        resources=tuple(_translated(joined(everything))),
        diagnostics=tuple(one for tree in trees for one in tree.diagnostics),
        unknown=(
            *(one for tree in trees for one in _unfollowed(tree)),
            *all_of_them.unknown,
        ),
    )


def _trees(
    written: Written, planned: Mapping[str, Sequence[Argument]] = MappingProxyType({})
) -> tuple[Tree, ...]:
    """All root modules, those that were planned with the values that their plans were made with."""
    folders = folders_of(written.configurations)
    sources = Sources(folders, written.installed)
    roots = roots_of(folders)
    perhaps = {} if written.chosen else perhaps_given(roots, folders, written.variables)
    from_outside = wrapped(written.variables)
    trees: list[Tree] = []
    for root in roots:
        values = given(root, written.variables, written.chosen)
        told = planned.get(root.path or ".", ())
        values.update((one.name, one) for one in told if one.name in root.variables)
        may_be = () if told else perhaps.get(root.path, ())
        else_given = frozenset() if told else from_outside
        trees.append(Tree(root, sources, values, written.read, written.paths, may_be, else_given))
    for tree in trees:
        tree.others = tuple(trees)
    return tuple(trees)


def _roots(trees: Iterable[Tree]) -> dict[str, tuple[Declared, ...]]:
    return {tree.stack: tuple(_declared(tree)) for tree in trees}


def _addresses(tree: Tree, roots: Mapping[str, Sequence[Declared]]) -> Iterator[str]:
    """What a root module makes or may make, and the modules that it calls."""
    yield from (one.address for one in roots[tree.stack])
    yield from (f"{kind}.{name}" for kind, name in tree.root.resources)
    yield from (f"module.{name}" for name in tree.root.calls)


def _declared(tree: Tree) -> Iterator[Declared]:
    for made in tree.all():
        yield _declaration(made, tree)


def _declaration(made: Made, tree: Tree) -> Declared:
    module = made.module
    provider = provider_of(made)
    return Declared(
        id=made.id,
        address=made.address,
        type=made.type,
        arguments=tree.arguments(made),
        at=_place(made),
        path=join(tree.root.path, _MAIN),
        root=tree.stack,
        is_data=made.is_data,
        only_when=made.only_when,
        called_from=tuple((called.address, called.at) for called in module.called_from),
        ignored=ignored_changes(made.block),
        provider=provider.name,
        region=provider.region,
    )


def _place(made: Made) -> Location:
    """Where an instance stands; of a module that the scan has not, where it is called.

    There, the entry of a map that is made into instances is nearer than the whole call.
    """
    call = made.module.stands_at
    if call is None:
        return made.block.at
    entry = field_of(made.bindings.get("each", Absent()), "value").at
    return entry if entry is not None and entry.path == call.path else call


def _translated(declared: Iterable[Declared]) -> Iterator[Resource]:
    for one in declared:
        # What stands at the call itself needs no other word of it.
        called_from = tuple(call for call in one.called_from if call[1] != one.at)
        for resource in _resources(one):
            yield replace(
                resource, called_from=called_from, provider=one.provider, region=one.region
            )


def _resources(declared: Declared) -> Iterator[Resource]:
    translation = translations().get(declared.type)
    if declared.is_data and declared.type not in _ACTING:
        return
    if translation is not None:
        yield from translation.translate(declared)
    elif declared.type.startswith(_PROVIDER):
        # It may be named as an end of something, though nothing is known of its kind.
        yield Resource(
            id=declared.id,
            name=declared.address,
            type=declared.type,
            properties=declared.arguments,
            metadata=Absent(),
            at=declared.at,
            path=declared.path,
            stack=declared.root,
            root=declared.root,
            only_when=declared.only_when,
        )


def _calls_of_absent(tree: Tree) -> Iterator[tuple[str, Location]]:
    for identity, (at, _) in tree.absent.items():
        yield without_keys(identity.partition("#")[2]), at


def _unfollowed(tree: Tree) -> Iterator[UnknownFact]:
    for identity, (at, why) in tree.absent.items():
        if why:
            yield UnknownFact(identity.partition("#")[2], why, at)
