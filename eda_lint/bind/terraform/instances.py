"""How often a block is there: `count` and `for_each`, over keys that are known or not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from operator import itemgetter

from eda_lint.bind.terraform.evaluate import Scope, evaluate
from eda_lint.bind.terraform.evaluate.alternatives import is_same_everywhere
from eda_lint.bind.terraform.evaluate.named import spelled_out
from eda_lint.bind.terraform.folders import argument
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Block
from eda_lint.value import (
    Choice,
    Entry,
    Items,
    Literal,
    Record,
    Unknown,
    Value,
    integer_of,
    outcomes,
    text_of,
)

MOST = 1000
"""Instances of one block. Real ones stay below 100."""

_UNNAMED = "the condition on its number"


@frozen
class Instance:
    """One instance of a block. `index` is how Terraform writes it: `[0]`, `["refunds"]`, or "".

    `key` is its key in a `for_each`, `bindings` what `count` and `each` mean in it. `only_when`
    names the condition that decides whether it is there at all.
    """

    index: str = ""
    key: str = ""
    bindings: Mapping[str, Value] = field(default_factory=dict)
    only_when: str = ""


@frozen
class Instances:
    """All instances of a block. `by` is "count" or "for_each" where they are found by their index.

    Where `by` is "", the block is there once, or one instance stands for all. There may be more
    than those of an `open` one.
    """

    all: tuple[Instance, ...]
    by: str = ""
    open: bool = False


_ONCE = Instances((Instance(),))


def instances_of(block: Block, scope: Scope) -> Instances:
    """The instances of a block; a single one stands for all where their number is not known."""
    counted, iterated = argument(block, "count"), argument(block, "for_each")
    if counted is not None:
        return _counted(evaluate(counted.value, scope))
    if iterated is not None:
        return _iterated(evaluate(iterated.value, scope), scope)
    return _ONCE


def collected(instances: Instances, of: Callable[[Instance], Value], at: Location) -> Value:
    """What the name of a block stands for: its one instance, or all of them by their index."""
    if instances.by == "count":
        return Items(tuple(of(one) for one in instances.all), at=at)
    if instances.by == "for_each":
        entries = tuple(Entry(one.key, of(one)) for one in instances.all)
        return Record(entries, instances.open, at)
    return of(instances.all[0])


def _counted(count: Value) -> Instances:
    numbers = [integer_of(outcome, Unknown()) for outcome in outcomes(count)]
    # Where one outcome is none at all, a condition decides whether there are any.
    several = {number for number in numbers if number != 0} or {0}
    when = _condition(count, [number != 0 for number in numbers])
    number = several.pop()
    if not several and isinstance(number, int) and number <= MOST:
        every = (
            Instance(f"[{index}]", "", _count(Literal(index)), when) for index in range(number)
        )
        return Instances(tuple(every), "count")
    return Instances((Instance(bindings=_count(Unknown("the count is not known"))),))


def _condition(decides: Value, there: Sequence[bool]) -> str:
    """The condition under which there are any, by whether there are in each outcome."""
    if all(there) or not isinstance(decides, Choice):
        return ""
    if len(there) != 2 or not is_same_everywhere(decides.condition):
        return _UNNAMED
    return decides.condition if there[0] else f"!({decides.condition})"


def _count(index: Value) -> Mapping[str, Value]:
    return {"count": Record((Entry("index", index),))}


def _iterated(collection: Value, scope: Scope) -> Instances:
    keyed = [_keys(outcome, scope) for outcome in outcomes(collection)]
    filled = [keys for keys in keyed if keys != _NO_KEYS]
    when = _condition(collection, [keys != _NO_KEYS for keys in keyed])
    keys = filled[0] if len(filled) == 1 else _keys(collection, scope)
    if (keys.open and not keys.known) or len(keys.known) > MOST:
        why = "the keys of for_each are not known"
        return Instances((Instance(bindings=_each(Unknown(why), Unknown(why))),))
    every = (
        Instance(_quoted(key), key, _each(Literal(key), value), when)
        for key, value in sorted(keys.known.items(), key=itemgetter(0))
    )
    return Instances(tuple(every), "for_each", keys.open)


def _quoted(key: str) -> str:
    return f"[{json.dumps(key, ensure_ascii=False)}]"


def _each(key: Value, value: Value) -> Mapping[str, Value]:
    return {"each": Record((Entry("key", key), Entry("value", value)))}


@frozen
class _Keys:
    """The keys and values to go through; `open` where there may be more."""

    known: Mapping[str, Value]
    open: bool = False


_NO_KEYS = _Keys({})


def _keys(collection: Value, scope: Scope) -> _Keys:
    match collection:
        case Record(entries, is_open):
            return _Keys({entry.key: entry.value for entry in entries}, is_open)
        case Items(items, is_open):
            # Of a set, text is all there is.
            texts = [(text_of(spelled_out(item, scope)), item) for item in items]
            known = {text: item for text, item in texts if text is not None}
            return _Keys(known, is_open or any(text is None for text, _ in texts))
        case _:
            return _Keys({}, open=True)
