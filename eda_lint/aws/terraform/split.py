"""Resources that set what belongs to another one are moved into their owner's arguments.

A graph's nodes never change once they are read, so that a queue must know its redrive policy when
it is read, wherever the policy is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eda_lint.aws.arn import address_of
from eda_lint.aws.terraform.catalogue import parts
from eda_lint.aws.terraform.interface import Declared, Part
from eda_lint.aws.terraform.paths import with_paths
from eda_lint.aws.terraform.shape import given
from eda_lint.value import (
    Absent,
    Entry,
    Input,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
    entry_location,
    inside,
    items_of,
)

_DEFAULT = Literal("default")
"""The name of an account's own bus, which an absent one means as well."""
_ANYWHERE = ""


@dataclass(slots=True)
class _Filled:
    """What its parts set of an owner: arguments, and further blocks of arguments."""

    values: dict[str, Entry] = field(default_factory=dict)
    blocks: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class _Index:
    """What may own a kind of part: by id, and in a root or, with "", anywhere: by name, and all.

    `open` are the roots in which a part may be any one's.
    """

    by_id: dict[str, Declared] = field(default_factory=dict)
    by_name: dict[tuple[str, Value, Value], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_root: dict[str, list[Declared]] = field(default_factory=lambda: defaultdict(list))
    open: set[str] = field(default_factory=set)


def joined(declared: Iterable[Declared]) -> Sequence[Declared]:
    """All that is declared, each part in its owner; one whose owner is not there stays.

    An owner may stand in another root module than its part. Where it cannot be told, what the part
    sets is unknown of all that may own it. The integrations of REST APIs get their paths.
    """
    everything = tuple(declared)
    known = parts()
    indexes = {part: _index(part, everything) for part in _kinds(everything, known)}
    filled: dict[str, _Filled] = defaultdict(_Filled)
    kept: list[Declared] = []
    for one in everything:
        part = None if one.is_data else known.get(one.type)
        if part is None or not _moved(one, part, indexes[part], filled):
            kept.append(one)
    return with_paths(_with(one, filled[one.id]) if one.id in filled else one for one in kept)


def _kinds(everything: Sequence[Declared], known: Mapping[str, Part]) -> set[Part]:
    return {known[one.type] for one in everything if one.type in known}


def _index(part: Part, everything: Sequence[Declared]) -> _Index:
    index = _Index()
    for one in everything:
        if one.type in part.owners and not one.is_data:
            index.by_id[one.id] = one
            name, within = one.argument(part.name), _within(one, part)
            for root in (one.root, _ANYWHERE):
                index.by_name[root, name, within].append(one.id)
                index.by_root[root].append(one)
    return index


def _within(one: Declared, part: Part) -> Value:
    """What names are unique within; the same value for every way to write the same thing."""
    value = given(one.argument(part.within)) if part.within else Absent()
    if isinstance(value, Reference):
        return Reference(value.resource, "")
    return Absent() if value == _DEFAULT else value


def _moved(one: Declared, part: Part, index: _Index, filled: dict[str, _Filled]) -> bool:
    """Whether all that a part says is in its owner now."""
    owner = _owner(one, part, index)
    if isinstance(owner, str):
        _fill(filled[owner], index.by_id[owner], one, part)
        return True
    if owner is None or not part.argument:
        return False
    # What is given from outside of the root may be anything that the scan has.
    from_outside = any(isinstance(v, Input) for v in inside(one.argument(part.named_by)))
    root = _ANYWHERE if from_outside else one.root
    if root not in index.open:
        index.open.add(root)
        unknown = Entry(part.fills, Unknown(f"{one.address} may set it", one.at), one.at)
        for candidate in index.by_root[root]:
            if isinstance(given(candidate.argument(part.fills)), Absent):
                filled[candidate.id].values.setdefault(part.fills, unknown)
    return True


def _owner(one: Declared, part: Part, index: _Index) -> str | Unknown | None:
    """The id of the owner: None for one that is not in the scan, Unknown where it may be any."""
    named = one.argument(part.named_by)
    if isinstance(named, Reference):
        return named.resource if named.resource in index.by_id else None
    address = address_of(named)
    name = named if address is None else address.name
    if isinstance(name, Reference):
        return name.resource if name.resource in index.by_id else None
    if not any(isinstance(inner, Unknown | Absent) for inner in inside(name)):
        for root in (one.root, _ANYWHERE):
            found = index.by_name.get((root, name, _within(one, part)), ())
            beside = [each for each in found if index.by_id[each].provider == one.provider]
            for candidates in (beside, found):
                if len(candidates) == 1:
                    return candidates[0]
            if found:
                return Unknown("several of this name")
    return None if isinstance(name, Literal) else Unknown("an owner that is settled at deployment")


def _fill(filled: _Filled, owner: Declared, one: Declared, part: Part) -> None:
    if part.argument:
        at = entry_location(one.arguments, part.argument) or one.at
        value = one.argument(part.argument)
        if one.only_when not in ("", owner.only_when):
            set_so_far = filled.values.get(part.fills)
            otherwise = set_so_far.value if set_so_far else owner.argument(part.fills)
            value = choice((value, otherwise), at=at)
        filled.values[part.fills] = Entry(part.fills, value, at)
    else:
        filled.blocks[part.fills].append(replace(one.arguments, at=one.at))


def _with(owner: Declared, filled: _Filled) -> Declared:
    if not isinstance(owner.arguments, Record):
        return owner
    for name, added in filled.blocks.items():
        own = owner.argument(name)
        every = Items((*items_of(own), *added), getattr(own, "open", False), added[0].at)
        filled.values[name] = Entry(name, every, added[0].at)
    kept = (entry for entry in owner.arguments.entries if entry.key not in filled.values)
    entries = (*kept, *filled.values.values())
    return replace(owner, arguments=replace(owner.arguments, entries=entries))
