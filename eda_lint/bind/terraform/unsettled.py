"""What something else than the configuration may set of its resources.

Terraform can be told to leave an argument to others, by `ignore_changes`. And a module that the
scan has not got may set what it likes of the resources that it is given: a queue's redrive policy,
an alarm on it, the destination of a function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from eda_lint.aws.terraform.catalogue import parts
from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.terraform.packages.ignored import ALL
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import ABSENT, Absent, Entry, Items, Literal, Record, Reference, Unknown, Value

_NAMES = {"aws_sqs_queue": "name", "aws_lambda_function": "function_name"}
"""The arguments by whose value alone a module may set something beside a resource."""


@frozen
class Handed:
    """A resource that a module which is not in the scan is given by a call.

    It is given by its id, or, where that is "", perhaps, by a value that may be its `name`.
    """

    id: str
    call: str
    at: Location
    name: Value = ABSENT

    @property
    def address(self) -> str:
        """The address of the call."""
        return self.call.partition("#")[2]


def handed(given: Iterable[Handed], declared: Iterable[Sequence[Declared]]) -> dict[str, Handed]:
    """By id, what is given away; a module whose resources are declared after all is seen."""
    everything = tuple(given)
    if not everything:
        return {}
    resources = [one for of_root in declared for one in of_root]
    ids = sorted(one.id for one in resources)
    unseen = [one for one in everything if not _is_seen(one.call, ids)]
    by_name = {one.name: one for one in unseen if not one.id}
    named = {
        one.id: by_name[name]
        for one in resources
        if one.type in _NAMES and (name := one.argument(_NAMES[one.type])) in by_name
    }
    return {**named, **{one.id: one for one in unseen if one.id}}


def _is_seen(call: str, ids: Sequence[str]) -> bool:
    within = f"{call}."
    at = bisect_left(ids, within)
    return at < len(ids) and ids[at].startswith(within)


def left_open(declared: Iterable[Declared], given: Mapping[str, Handed]) -> Iterator[Declared]:
    """All that is declared, unknown where something else may have set it."""
    for one in declared:
        away = given.get(one.id)
        yield _handed(_ignoring(one), away) if away and away.id else _ignoring(one)
        if away:
            yield from _beside(one, away)


def _ignoring(one: Declared) -> Declared:
    """What is left to others is unknown if it is not set, and may hold more if it is."""
    arguments = one.arguments
    if not one.ignored or not isinstance(arguments, Record):
        return one
    if ALL in one.ignored:
        return replace(one, arguments=_opened(arguments))
    return _with(one, {name: _opened(one.argument(name)) for name in one.ignored})


def _opened(value: Value) -> Value:
    match value:
        case Absent():
            return Unknown("Terraform leaves it to others", value.at)
        case Items():
            return replace(value, items=tuple(map(_opened, value.items)), open=True)
        case Record():
            entries = (Entry(e.key, _opened(e.value), e.at) for e in value.entries)
            return replace(value, entries=tuple(entries), open=True)
        case _:
            return value


def _handed(one: Declared, away: Handed) -> Declared:
    parted = (part for part in parts().values() if one.type in part.owners and part.argument)
    unset = [part.fills for part in parted if isinstance(one.argument(part.fills), Absent)]
    return _with(one, {name: Unknown(f"{away.address} may set it", away.at) for name in unset})


def _with(one: Declared, values: Mapping[str, Value]) -> Declared:
    if not isinstance(one.arguments, Record):
        return one
    places = {entry.key: entry.at for entry in one.arguments.entries}
    kept = (entry for entry in one.arguments.entries if entry.key not in values)
    added = (Entry(name, value, places.get(name)) for name, value in values.items())
    return replace(one, arguments=replace(one.arguments, entries=(*kept, *added)))


def _beside(one: Declared, away: Handed) -> Iterator[Declared]:
    """The settings of a resource that may stand in the module that is given it."""
    itself = Reference(one.id, "", away.at)
    unknown = Unknown(f"{away.address} may set it", away.at)
    if one.type == "aws_sqs_queue":
        yield _setting(
            one,
            away,
            "aws_cloudwatch_metric_alarm",
            namespace=Literal("AWS/SQS"),
            metric_name=unknown,
            dimensions=Record((Entry("QueueName", itself),), at=away.at),
        )
    elif one.type == "aws_lambda_function":
        yield _setting(
            one,
            away,
            "aws_lambda_function_event_invoke_config",
            function_name=itself,
            qualifier=unknown,
            destination_config=Record((Entry("on_failure", unknown),), at=away.at),
        )


def _setting(one: Declared, away: Handed, resource_type: str, **arguments: Value) -> Declared:
    entries = (Entry(name, value, away.at) for name, value in arguments.items())
    return Declared(
        id=f"{one.id}.{resource_type}",
        address=away.address,
        type=resource_type,
        arguments=Record(tuple(entries), at=away.at),
        at=away.at,
        path=one.path,
        root=one.root,
    )
