"""Which root module a plan or a state belongs to; one without sources is an application itself."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.paths import below
from eda_lint.bind.terraform.planned import planned
from eda_lint.bind.terraform.planned_overlay import overlaid
from eda_lint.frozen import frozen
from eda_lint.location import Location, UnknownFact
from eda_lint.parse.terraform.addresses import without_keys
from eda_lint.parse.terraform.form import Argument
from eda_lint.parse.terraform.planned import PlanFacts, PlanKind

_WORD = re.compile(r"[a-z0-9]+")
_CALLED = re.compile(r"module\.[^.]+")
_BASE = "."

Calls = Mapping[str, Mapping[str, Location]]
"""By root module, where it calls modules that are not in the scan, by their address."""


@frozen
class Assigned:
    """The plans of a scan: of each root module, the best first, and by folder those of none."""

    by_root: Mapping[str, Sequence[PlanFacts]]
    alone: Mapping[str, Sequence[PlanFacts]]

    def variables(self, root: str) -> Sequence[Argument]:
        """What a root module was given when its plan was made, if there is one."""
        plans = self.by_root.get(root)
        return plans[0].variables if plans else ()


@frozen
class Combined:
    """What root modules declare and plan, one sequence each, and the plans that are passed over."""

    declared: tuple[Sequence[Declared], ...]
    unknown: tuple[UnknownFact, ...] = ()


def assigned(roots: Mapping[str, Iterable[str]], plans: Mapping[str, PlanFacts]) -> Assigned:
    """Which plans belong to which root modules.

    `roots` has the addresses of what a root module may make and call, by its folder ("." for the
    base), whether it makes any instance of it or not.
    """
    by_root: dict[str, list[PlanFacts]] = defaultdict(list)
    alone: dict[str, list[PlanFacts]] = defaultdict(list)
    addresses = {root: _addresses(of) for root, of in roots.items()}
    for path in sorted(plans):
        root = _root_of(plans[path], addresses)
        if root is None:
            alone[_folder(path)].append(plans[path])
        else:
            by_root[root].append(plans[path])
    return Assigned({root: sorted(by_root[root], key=_rank) for root in by_root}, alone)


def combined(roots: Mapping[str, Sequence[Declared]], plans: Assigned, calls: Calls) -> Combined:
    """Root modules of sources, by their folder ("." for the base), with the plans of a scan."""
    unknown: list[UnknownFact] = []
    declared: list[Sequence[Declared]] = []
    for root, of in roots.items():
        if root in plans.by_root:
            best, *others = plans.by_root[root]
            declared.append(overlaid(of, best, calls.get(root)))
            unknown.extend(_passed_over(others, best))
        else:
            declared.append(of)
    for folder, several in plans.alone.items():
        for root, facts in _applications(folder, several, taken=folder in roots):
            declared.append(planned(facts, root))
        unknown.extend(_states_passed_over(several))
    return Combined(tuple(declared), tuple(unknown))


def _root_of(facts: PlanFacts, roots: Mapping[str, frozenset[str]]) -> str | None:
    """The root module whose resources a plan has: in its own folder, the nearest, the most alike.

    None where no root module declares any of them.
    """
    of_plan = _addresses(resource.address for resource in facts.resources)
    common = {root: len(of_plan & of_root) for root, of_root in roots.items()}
    folder = _folder(facts.path)
    words = set(_WORD.findall(facts.path.lower()))

    def rank(root: str) -> tuple[int, int, int, str]:
        named = len(words & set(_WORD.findall(root.lower())))
        return _distance(folder, root), -common[root], -named, root

    return min((root for root in roots if common[root]), key=rank, default=None)


def _distance(folder: str, root: str) -> int:
    """How many folders lie between two, the one in the other; many where neither is."""
    ours, theirs = ("" if one == _BASE else one for one in (folder, root))
    between = below(ours, theirs)
    if between is None:
        between = below(theirs, ours)
    if between is None:
        return 1000
    return len(between.split("/")) if between else 0


def _applications(
    folder: str, several: Sequence[PlanFacts], taken: bool
) -> Iterator[tuple[str, PlanFacts]]:
    """The plans of one folder, each as what it is: the folder's, or one of several by its path."""
    plans = [facts for facts in several if facts.kind is PlanKind.PLAN] or several
    for facts in plans:
        yield (folder if len(plans) == 1 and not taken else facts.path), facts


def _states_passed_over(several: Sequence[PlanFacts]) -> Iterator[UnknownFact]:
    plans = [facts for facts in several if facts.kind is PlanKind.PLAN]
    if plans:
        states = [facts for facts in several if facts.kind is PlanKind.STATE]
        yield from _passed_over(states, plans[0])


def _passed_over(others: Iterable[PlanFacts], best: PlanFacts) -> Iterator[UnknownFact]:
    for other in others:
        why = f"{best.path} tells the values of these resources"
        yield UnknownFact(f"{other.kind.value} {other.path}", why, Location(other.path, 1))


def _rank(facts: PlanFacts) -> tuple[bool, bool, str]:
    """A plan before a state, a whole one before what is cut off or for some targets only."""
    return facts.kind is not PlanKind.PLAN, not facts.complete, facts.path


def _addresses(addresses: Iterable[str]) -> frozenset[str]:
    """Addresses without keys; of what is in a module the module that the root calls, too."""
    blocks = frozenset(map(without_keys, addresses))
    return blocks | {called[0] for one in blocks if (called := _CALLED.match(one))}


def _folder(path: str) -> str:
    return posixpath.dirname(path) or _BASE
