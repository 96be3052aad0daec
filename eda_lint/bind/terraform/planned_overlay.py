"""Sources and the plan that was made of them are one application: the plan's values, in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from eda_lint.aws.terraform.catalogue import parts, translations
from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.terraform.planned import planned
from eda_lint.bind.terraform.planned_values import Merging, places_of, redirected
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.addresses import address_of, split_module, steps_of, without_keys
from eda_lint.parse.terraform.planned import PlanFacts, PlanKind


@frozen
class _Match:
    """An instance of the plan, and what sources declare that stands where it does.

    It is `exact` if that is the instance itself, or the one that stands for all of its block.
    """

    said: Declared
    written: Declared
    exact: bool


def overlaid(
    declared: Sequence[Declared], facts: PlanFacts, calls: Mapping[str, Location] | None = None
) -> Sequence[Declared]:
    """What sources declare under one root module, with what a plan or a state of it knows.

    Everything keeps its place in the sources. Of a plan, values win; instances that it does not
    have are left out, those that only it has are added: at the block that they are instances of,
    else at the call of their module (`calls`, by its address without keys), else at the plan's own
    line. Of a state, which sources may be ahead of, only what they leave open is taken.
    """
    if not declared:
        return ()
    from_plan = planned(facts, declared[0].root)
    if not from_plan:
        return declared  # a plan to destroy everything says nothing of what is there
    matches = _matches(declared, from_plan)
    if facts.kind is PlanKind.STATE:
        matches = {node: match for node, match in matches.items() if match.exact}
        from_plan = tuple(one for one in from_plan if one.id in matches)
    return tuple(_overlaid(declared, from_plan, matches, facts, calls or {}))


def _overlaid(
    declared: Sequence[Declared],
    from_plan: Sequence[Declared],
    matches: Mapping[str, _Match],
    facts: PlanFacts,
    calls: Mapping[str, Location],
) -> Iterator[Declared]:
    there = {one.id for one in from_plan}
    replaced = {match.written.id for match in matches.values() if match.exact} - there
    kept = [one for one in declared if one.id in there or not _is_gone(one, facts, replaced)]
    alive = there | {one.id for one in kept}
    merging = Merging(alive.__contains__, is_state=facts.kind is PlanKind.STATE)
    unset = {resource.address: resource.unset for resource in facts.resources}
    results = [one for one in kept if one.id not in there]
    for one in from_plan:
        match = matches.get(one.id)
        results.append(_merged(match, merging, unset) if match else _added(one, calls))
    instead = _instead(declared, alive, matches.values())
    order = {one.id: number for number, one in enumerate(declared)}
    results.sort(key=lambda one: order.get(_written_id(one, matches), len(order)))
    for one in results:
        yield replace(one, arguments=redirected(one.arguments, instead)) if instead else one


def _written_id(one: Declared, matches: Mapping[str, _Match]) -> str:
    match = matches.get(one.id)
    return one.id if match is None else match.written.id


def _is_gone(one: Declared, facts: PlanFacts, replaced: set[str]) -> bool:
    """Whether a plan that does not have this very instance means that there is none."""
    if one.id in replaced:
        return True
    known = one.type in translations() or one.type in parts()
    return facts.complete and known and not one.is_data


def _merged(match: _Match, merging: Merging, unset: Mapping[str, frozenset[str]]) -> Declared:
    written, said = match.written, match.said
    arguments = written.arguments if match.exact else places_of(written.arguments)
    return replace(
        written,
        id=said.id,
        address=said.address,
        arguments=merging.arguments(
            arguments, said.arguments, unset.get(said.address, frozenset())
        ),
        only_when=written.only_when if merging.is_state else "",
    )


def _added(one: Declared, calls: Mapping[str, Location]) -> Declared:
    """An instance of a module that the scan does not have: it stands where the module is called."""
    outer, _ = split_module(steps_of(one.address))
    for end in range(len(outer), 0, -2):
        at = calls.get(without_keys(address_of(outer[:end])))
        if at is not None:
            return replace(one, at=at)
    return one


def _matches(declared: Sequence[Declared], from_plan: Iterable[Declared]) -> Mapping[str, _Match]:
    """For instances of the plan, by id, what sources declare of them."""
    by_address = {(one.address, one.is_data): one for one in declared}
    by_block: dict[str, list[Declared]] = defaultdict(list)
    for one in declared:
        by_block[without_keys(one.address)].append(one)
    matches: dict[str, _Match] = {}
    for said in from_plan:
        written = by_address.get((said.address, said.is_data))
        if written is not None:
            matches[said.id] = _Match(said, written, exact=True)
            continue
        alike = by_block.get(without_keys(said.address), [])
        if alike:
            standing_for_all = [one for one in alike if _stands_for(one, said)]
            written = (standing_for_all or alike)[0]
            matches[said.id] = _Match(said, written, exact=bool(standing_for_all))
    return matches


def _stands_for(written: Declared, said: Declared) -> bool:
    """Whether keys that sources could not tell are all that two instances differ by."""
    pairs = zip(steps_of(written.address), steps_of(said.address), strict=False)
    return all(ours.key in ("", theirs.key) for ours, theirs in pairs)


def _instead(
    declared: Iterable[Declared], alive: set[str], matches: Iterable[_Match]
) -> Mapping[str, str | None]:
    """For each node that is gone the one that is there instead, None for several or none."""
    instances: dict[str, list[str]] = defaultdict(list)
    for match in matches:
        if match.exact:
            instances[match.written.id].append(match.said.id)
    gone = (one.id for one in declared if one.id not in alive)
    return {one: instances[one][0] if len(instances[one]) == 1 else None for one in gone}
