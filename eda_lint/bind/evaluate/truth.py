"""Whether things are true, and what is known where a test came out one way."""

from __future__ import annotations

from collections.abc import Callable

from eda_lint.bind.evaluate.alternatives import merged, options_of
from eda_lint.bind.evaluate.machine import common_guards
from eda_lint.bind.evaluate.sdk_objects import (
    SdkClient,
    SdkHandle,
    SdkPaginator,
    SdkResource,
    SdkSession,
)
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Class,
    Function,
    Guards,
    Instance,
    List,
    Map,
    Method,
    Module,
    Option,
    Partial,
    Thing,
)
from eda_lint.location import Location
from eda_lint.value import Choice, Concat, Input, Literal, Operation, Reference, Unknown

# What a template fills in at deployment is some text.
_SETTLED_BY_DEPLOYMENT = frozenset({"ImportValue", "resolve"})


def truth_of(thing: Thing) -> bool | None:
    """Whether a thing is true; None where it is not settled."""
    match thing:
        case Literal():
            return bool(thing.value)
        case Function() | Method() | Partial() | Class() | Module() | Instance():
            return True
        case SdkClient() | SdkResource() | SdkHandle() | SdkSession() | SdkPaginator():
            return True
        case Reference() | Concat():
            return True
        case Map() if thing.entries or thing.computed:
            return True
        case List() if thing.items and not thing.open:
            return True
        case Alternatives() | Choice():
            options = (
                thing.options
                if isinstance(thing, Choice)
                else tuple(option.thing for option in thing.options)
            )
            truths = {truth_of(option) for option in options}
            return truths.pop() if len(truths) == 1 else None
        case _:
            return None


def is_there(thing: Thing) -> bool | None:
    """Whether a thing is neither null nor undefined; None where it is not settled."""
    if isinstance(thing, Alternatives | Choice):
        found = {is_there(option) for option in options_of(thing)}
        return found.pop() if len(found) == 1 else None
    if isinstance(thing, Literal):
        return thing.value is not None
    if isinstance(thing, Operation) and thing.name in _SETTLED_BY_DEPLOYMENT:
        return True
    known = isinstance(thing, Map | List | Input) or truth_of(thing) is True
    return True if known else None


def negated(thing: Thing, at: Location) -> Thing:
    """`not thing`."""

    def negate(option: Thing) -> Thing:
        truth = truth_of(option)
        return Unknown("a condition", at) if truth is None else Literal(not truth, at)

    return each(thing, negate)


def each(thing: Thing, change: Callable[[Thing], Thing]) -> Thing:
    """What a change makes of every alternative; each keeps its guards."""
    if isinstance(thing, Alternatives):
        return merged(Option(change(option.thing), option.guards) for option in thing.options)
    return change(thing)


def guards_when(test: Thing, outcome: bool) -> Guards:
    """The guards that were certainly passed where a test came out like this.

    `if not claim(id): return` leaves only the ways on which the claim's write succeeded.
    """
    if not isinstance(test, Alternatives):
        return ()
    possible = [o.guards for o in test.options if truth_of(o.thing) in (None, outcome)]
    return common_guards(possible) if possible else ()
