"""Value: what an expression means, in templates and in code alike.

`!Sub "${Env}-orders"` and `f"{env}-orders"` are the same `Concat`; `!Ref Orders` and
`os.environ["QUEUE_URL"]`, once bound, are the same `Reference`. Front-ends lower their expressions
to this algebra, `bind/` settles it, rules read it.

`at` is where the expression stands. It takes no part in equality: two Concats over the same
parameter are equal wherever they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location

Scalar: TypeAlias = str | int | float | bool | None


@frozen
class Literal:
    """A constant. A null literal is `Literal(None)`; a property that is not there is `Absent`."""

    value: Scalar
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Reference:
    """A resource's attribute: `Ref` for what `!Ref` (or its URL/ARN/name output) gives.

    `resource` is a name of the same file until `bind/stacks` makes it a node id.
    """

    resource: str
    attribute: str = "Ref"
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Input:
    """A template parameter, variable or pseudo parameter (`AWS::Region`)."""

    name: str
    default: Value | None = None
    allowed: tuple[Value, ...] = ()
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Environment:
    """An environment variable of the process that runs the code."""

    name: str
    default: Value | None = None
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Concat:
    """Text joined from parts; build it with `concat`, which folds."""

    parts: tuple[Value, ...]
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Choice:
    """What a condition leaves open; build it with `choice`, which folds.

    `condition` names what the first option depends on ("IsProduction"), where there is a name.
    """

    options: tuple[Value, ...]
    condition: str = ""
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Entry:
    """One key of a Record; `at` is the span of the key."""

    key: str
    value: Value
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Record:
    """A map. An `open` record may hold keys that could not be seen: a missing one is Unknown."""

    entries: tuple[Entry, ...]
    open: bool = False
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Items:
    """A list. An `open` list may hold further items that could not be seen."""

    items: tuple[Value, ...]
    open: bool = False
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Operation:
    """A function that cannot be folded before its arguments settle (`Select`, `Split`, `lower`)."""

    name: str
    arguments: tuple[Value, ...]
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class EventData:
    """Something out of the event (or context) that the handler is given: differs per invocation.

    `path` is how it was reached: ("Records", "*", "body").
    """

    path: tuple[str, ...] = ()
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Generated:
    """Fresh on every evaluation: a random id, the time of day. `how` names the call (`uuid4`)."""

    how: str
    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Absent:
    """Certainly not set, so that AWS's default applies (a missing key, `AWS::NoValue`)."""

    at: Location | None = field(default=None, compare=False, repr=False)


@frozen
class Unknown:
    """Cannot be known before deployment or run time, and why. Unknown is silence."""

    why: str = field(default="not evaluated", compare=False)
    at: Location | None = field(default=None, compare=False, repr=False)


Value: TypeAlias = (
    Literal
    | Reference
    | Input
    | Environment
    | Concat
    | Choice
    | Record
    | Items
    | Operation
    | EventData
    | Generated
    | Absent
    | Unknown
)

CONTEXT = "$context"
"""The first step of the path of EventData that comes out of Lambda's context object."""

ABSENT = Absent()
Number: TypeAlias = int | Unknown
"""A model's number after AWS's defaults: known, or Unknown."""


def concat(parts: Iterable[Value], at: Location | None = None) -> Value:
    """Join text: flatten, fold neighbouring literals, unwrap a single part."""
    folded: list[Value] = []
    for part in _flatten(parts):
        if isinstance(part, Literal):
            if part.value == "":
                continue
            previous = folded[-1] if folded else None
            if isinstance(previous, Literal):
                folded[-1] = Literal(scalar_text(previous) + scalar_text(part), at)
                continue
        folded.append(part)
    if not folded:
        return Literal("", at)
    if len(folded) == 1:
        only = folded[0]
        return Literal(scalar_text(only), at or only.at) if isinstance(only, Literal) else only
    return Concat(tuple(folded), at)


def _flatten(parts: Iterable[Value]) -> Iterator[Value]:
    for part in parts:
        if isinstance(part, Concat):
            yield from part.parts
        else:
            yield part


def scalar_text(literal: Literal) -> str:
    """A scalar as templates join it: booleans and null in lower case."""
    value = literal.value
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def choice(options: Iterable[Value], condition: str = "", at: Location | None = None) -> Value:
    """What may be any of `options`: duplicates fold, a single outcome is that outcome."""
    flat: dict[Value, None] = {}
    for option in options:
        if isinstance(option, Choice):
            flat.update(dict.fromkeys(option.options))
        else:
            flat[option] = None
    outcomes = tuple(flat)
    if not outcomes:
        return Unknown("a choice without options", at)
    return outcomes[0] if len(outcomes) == 1 else Choice(outcomes, condition, at)


def outcomes(value: Value) -> tuple[Value, ...]:
    """Every value that this may be: the options of a Choice, else itself."""
    return value.options if isinstance(value, Choice) else (value,)


def field_of(value: Value, *path: str) -> Value:
    """The value under a path of keys; Absent for a missing key, a Choice of what options give."""
    for depth, key in enumerate(path):
        if isinstance(value, Record):
            value = _entry(value, key)
        elif isinstance(value, Choice):
            rest = path[depth:]
            return choice((field_of(o, *rest) for o in value.options), value.condition, value.at)
        elif isinstance(value, EventData):
            value = EventData((*value.path, key), value.at)
        elif isinstance(value, Absent | Unknown):
            return value
        else:
            return Unknown(f"{key!r} of something that is not a map", value.at)
    return value


def _entry(record: Record, key: str) -> Value:
    for entry in record.entries:
        if entry.key == key:
            return entry.value
    return Unknown(f"{key!r} may be among keys that could not be seen") if record.open else ABSENT


def entry_location(value: Value, key: str) -> Location | None:
    """Where a record writes `key`, for findings that point at a property."""
    if isinstance(value, Record):
        for entry in value.entries:
            if entry.key == key:
                return entry.at
    return None


def entries_of(value: Value) -> tuple[Entry, ...]:
    """The entries that are certain to be seen: those of a record, none of anything else."""
    return value.entries if isinstance(value, Record) else ()


def items_of(value: Value) -> tuple[Value, ...]:
    """The items of a list; a single value counts as a list of one, as AWS takes it."""
    if isinstance(value, Items):
        return value.items
    if isinstance(value, Absent | Unknown):
        return ()
    if isinstance(value, Choice):
        return tuple(item for option in value.options for item in items_of(option))
    return (value,)


def text_of(value: Value) -> str | None:
    """The text of a constant, else None."""
    if isinstance(value, Literal) and value.value is not None:
        return scalar_text(value)
    return None


def integer_of(value: Value, default: int | Unknown) -> Number:
    """A whole number: `default` where Absent, Unknown where it is not settled or not a number."""
    if isinstance(value, Absent):
        return default
    if isinstance(value, Choice):
        numbers = {integer_of(option, default) for option in value.options}
        return numbers.pop() if len(numbers) == 1 else Unknown(_depends(value), value.at)
    if isinstance(value, Literal) and not isinstance(value.value, bool):
        try:
            return int(str(value.value).strip())
        except ValueError:
            return Unknown(f"{value.value!r} is not a whole number", value.at)
    if isinstance(value, Unknown):
        return value
    return Unknown("settled at deployment", value.at)


def boolean_of(value: Value, default: bool) -> bool | Unknown:
    """A truth value as templates write it (`true`, `"true"`), `default` where Absent."""
    if isinstance(value, Absent):
        return default
    if isinstance(value, Choice):
        truths = {boolean_of(option, default) for option in value.options}
        return truths.pop() if len(truths) == 1 else Unknown(_depends(value), value.at)
    if isinstance(value, Literal):
        if isinstance(value.value, bool):
            return value.value
        words = str(value.value).strip().lower()
        if words in ("true", "false"):
            return words == "true"
    if isinstance(value, Unknown):
        return value
    return Unknown("settled at deployment", value.at)


def _depends(value: Choice) -> str:
    return f"depends on {value.condition or 'a condition'}"


def inside(value: Value) -> Iterator[Value]:
    """Every value in a value, itself first, depth first."""
    stack = [value]
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, Record):
            stack.extend(entry.value for entry in reversed(current.entries))
        elif isinstance(current, Items):
            stack.extend(reversed(current.items))
        elif isinstance(current, Choice):
            stack.extend(reversed(current.options))
        elif isinstance(current, Concat):
            stack.extend(reversed(current.parts))
        elif isinstance(current, Operation):
            stack.extend(reversed(current.arguments))
        elif isinstance(current, Input | Environment) and current.default is not None:
            stack.append(current.default)
