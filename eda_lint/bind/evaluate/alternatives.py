"""What may be any of several things."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.bind.evaluate.sizes import small
from eda_lint.bind.evaluate.things import Alternatives, Guards, Option, Thing
from eda_lint.value import Choice, Unknown, Value, choice

MOST_OPTIONS = 16


def options_of(thing: Thing) -> tuple[Thing, ...]:
    """Every thing that this may be."""
    if isinstance(thing, Alternatives):
        return tuple(option.thing for option in thing.options)
    if isinstance(thing, Choice):
        return thing.options
    return (thing,)


def either(things: Iterable[Thing]) -> Thing:
    """What may be any of these."""
    return merged(Option(thing) for thing in things)


def merged(options: Iterable[Option]) -> Thing:
    """What may be any of these options: equal ones fold, plain values become a Choice."""
    given = list(options)
    if given and all(o.thing is given[0].thing and not o.guards for o in given):
        return given[0].thing
    flat: dict[Option, None] = {}
    for option in given:
        if isinstance(option.thing, Alternatives):
            for inner in option.thing.options:
                flat[Option(inner.thing, together(option.guards, inner.guards))] = None
        elif isinstance(option.thing, Choice):
            flat.update(dict.fromkeys(Option(o, option.guards) for o in option.thing.options))
        else:
            flat[option] = None
    if not flat:
        return Unknown("nothing is returned")
    if len(flat) > MOST_OPTIONS:
        return Unknown("too many alternatives")
    first, *rest = flat
    if not rest:
        return first.thing
    values = [option.thing for option in flat if isinstance(option.thing, Value)]
    if len(values) == len(flat) and not any(option.guards for option in flat):
        return small(choice(map(small, values)))
    return Alternatives(tuple(flat))


def together(first: Guards, second: Guards) -> Guards:
    """All guards of both."""
    return first + tuple(guard for guard in second if guard not in first)
