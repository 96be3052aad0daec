"""Equal constructions are one at module level: its name and its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from eda_lint.fix.nature import is_misused, spoken_name
from eda_lint.fix.scope import Names
from eda_lint.fix.site import Site, header_length, meaning
from eda_lint.fix.text import Replacement, Text
from eda_lint.fix.tree import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Equal constructions. `after` is the module-level statement that their one follows.

    `exists`: a module-level statement builds it already.
    """

    sites: tuple[Site, ...]
    name: str
    after: int
    exists: bool = False


class Grouping:
    """Makes groups of the constructions of a file."""

    def __init__(self, text: Text, tree: Tree, names: Names) -> None:
        self._text = text
        self._tree = tree
        self._names = names
        self._header = header_length(tree)
        self._taken: set[str] = set()

    def groups(self, sites: Iterable[Site]) -> tuple[Group, ...]:
        """The groups that can be at module level, those first that others take a session from."""
        existing = dict(self._existing())
        by_site: dict[Site, Group] = {}
        alike = self._equal(sites)
        wanted = Counter(name for equal in alike.values() for name in set(_given(equal)))
        # `client` for two services would say of neither which it is.
        self._taken.update(name for name, groups in wanted.items() if groups > 1)
        for key, equal in alike.items():
            group = self._group(equal, existing.get(key, ()), by_site)
            if group is not None:
                by_site.update((site, group) for site in equal)
        return tuple(dict.fromkeys(by_site.values()))

    def _equal(self, sites: Iterable[Site]) -> Mapping[str, list[Site]]:
        equal: dict[str, list[Site]] = {}
        numbers: dict[Site, int] = {}
        for site in sites:
            held = [
                Replacement(self._tree.span(name), f"__{numbers[other]}")
                for name, other in site.held
            ]
            same = equal.setdefault(meaning(self._text, self._tree, site.call, held), [])
            numbers[site] = numbers[same[0]] if same else len(numbers)
            same.append(site)
        return equal

    def _group(
        self, sites: Sequence[Site], existing: Iterable[str], known: Mapping[Site, Group]
    ) -> Group | None:
        before = [known.get(other) for site in sites for _, other in site.held]
        above = [group.after for group in before if group is not None]
        if len(above) < len(before):
            return None
        first = min(self._statement_around(site) for site in sites)
        for name in existing:
            after = self._names.module_level[name].index
            if after < first and self._is_unbound_around(name, sites):
                return Group(tuple(sites), name, after, exists=True)
        needs = (self._names.module_level[name].index for site in sites for name in site.needs)
        after = max((self._header - 1, *needs, *above))
        return Group(tuple(sites), self._name(sites), after) if after < first else None

    def _statement_around(self, site: Site) -> int:
        """The index of the module-level statement that a construction is in."""
        outermost = site.functions[-1]
        inside_out = [outermost, *(parent for parent, _ in self._tree.around(outermost))]
        return next(i for i, s in enumerate(self._tree.module.body) if s is inside_out[-2])

    def _name(self, sites: Sequence[Site]) -> str:
        """The name of a variable that already holds it, or a new one."""
        spoken = spoken_name(sites[0].call, sites[0].path)
        free = (name for name in _given(sites) if self._is_free(name, sites))
        name = next(free, "") or self._new(spoken)
        self._taken.add(name)
        return name

    def _new(self, spoken: str) -> str:
        name, number = spoken, 1
        while name in self._taken or not self._names.unheard(name):
            number += 1
            name = f"{spoken}_{number}"
        return name

    def _is_free(self, name: str, sites: Sequence[Site]) -> bool:
        return (
            name not in self._taken
            and self._names.free_at_module_level(name)
            and self._is_unbound_around(name, sites)
        )

    def _is_unbound_around(self, name: str, sites: Sequence[Site]) -> bool:
        """Whether functions see the module's name, once the statements that move are gone."""
        for outermost in {site.functions[-1] for site in sites}:
            moving = sum(
                1
                for site in sites
                if site.functions[-1] is outermost
                and site.variable is not None
                and site.variable.name == name
            )
            if self._names.bindings(name, outermost) != moving:
                return False
        return True

    def _existing(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What module-level statements build already, with their names."""
        found: dict[str, tuple[str, ...]] = {}
        for name, bound in self._names.module_level.items():
            if isinstance(bound.value, cst.Call) and not self._is_misused(name):
                key = meaning(self._text, self._tree, bound.value)
                found[key] = (*found.get(key, ()), name)
        yield from found.items()

    def _is_misused(self, name: str) -> bool:
        return any(
            is_misused(self._tree, use) for use in self._names.readings(name, self._tree.module)
        )


def _given(sites: Iterable[Site]) -> Iterator[str]:
    """The names that equal constructions have, those first that surely move."""
    for site in sorted(sites, key=lambda site: not site.safe):
        if site.variable is not None:
            yield site.variable.name
