"""`for` and splat: what an expression makes of each element of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eda_lint.bind.terraform.evaluate.alternatives import spread
from eda_lint.bind.terraform.evaluate.conversions import as_text, as_truth, is_null, is_whole
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.limits import bounded, most_items, number_of_elements
from eda_lint.bind.terraform.evaluate.lists import Representative, SetItems
from eda_lint.bind.terraform.evaluate.named import spelled_out
from eda_lint.bind.terraform.evaluate.scope import Evaluate, Scope
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import ELEMENT, For, Splat
from eda_lint.value import (
    Concat,
    Entry,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
)


@frozen
class Elements:
    """The elements of a collection, each by its key; an open one may have more."""

    pairs: tuple[tuple[Value, Value], ...]
    open: bool = False
    represents: bool = False


@frozen
class _Made:
    """What one element came to; without a value it is left out, with `doubt` only perhaps."""

    key: Value | None = None
    value: Value | None = None
    doubt: bool = False


def elements_of(collection: Value, at: Location | None) -> Elements | Unknown:
    """What a collection is gone through by: a map in the order of its keys, a list by index."""
    if isinstance(collection, Unknown):
        return collection
    if is_null(collection):
        return Failed("null is no collection", at)
    match collection:
        case Record():
            entries = sorted(collection.entries, key=lambda entry: entry.key)
            pairs = tuple((Literal(entry.key, entry.at), entry.value) for entry in entries)
            return Elements(pairs, collection.open)
        case SetItems():
            return Elements(tuple((item, item) for item in collection.items), collection.open)
        case Items():
            keys = (_index(number, collection, at) for number in range(len(collection.items)))
            numbered = tuple(zip(keys, collection.items, strict=True))
            return Elements(numbered, collection.open, isinstance(collection, Representative))
        case Reference(attribute=""):
            key = Unknown("the key of an instance", at)
            return Elements(((key, collection),), open=True, represents=True)
        case Literal() | Concat() | Operation(name="jsonencode"):
            return Failed("no collection", at)
    return Unknown("a collection that is not known", at)


def _index(number: int, of: Items, at: Location | None) -> Value:
    return Unknown("an index that is not known", at) if of.open else Literal(number)


def comprehended(expression: For, collection: Value, scope: Scope, evaluate: Evaluate) -> Value:
    """`[for x in collection : ...]`, or the same in braces."""
    at = scope.place(expression.at)

    def one(values: tuple[Value, ...]) -> Value:
        if number_of_elements(values[0]) > most_items(scope.room):
            return Unknown("more elements than are looked at", at)
        elements = elements_of(bounded(values[0]), at)
        if isinstance(elements, Unknown):
            return elements
        made = tuple(_each(expression, elements, scope, evaluate))
        if expression.result_key is None:
            return _list(made, elements, at)
        return _object(made, elements.open, expression.grouped, at)

    return spread((collection,), one, at)


def _each(expression: For, elements: Elements, scope: Scope, evaluate: Evaluate) -> Iterator[_Made]:
    for key, value in elements.pairs:
        bound = {expression.value: value}
        if expression.key:
            bound[expression.key] = key
        inner = scope.binding(bound, len(elements.pairs))
        if expression.condition is not None:
            wanted = as_truth(evaluate(expression.condition, inner))
            if isinstance(wanted, Failed) or is_null(wanted):
                yield _Made(value=Failed("a condition that is neither true nor false", wanted.at))
                continue
            if not isinstance(wanted, Literal):
                yield _Made(doubt=True)
                continue
            if not wanted.value:
                continue
        made = evaluate(expression.result, inner)
        if expression.result_key is None:
            yield _Made(value=made)
        else:
            yield _Made(as_text(spelled_out(evaluate(expression.result_key, inner), scope)), made)


def _list(made: tuple[_Made, ...], elements: Elements, at: Location | None) -> Value:
    items = tuple(one.value for one in made if one.value is not None)
    is_open = elements.open or any(one.doubt for one in made)
    kind = Representative if elements.represents and len(items) == 1 else Items
    return kind(items, is_open, at)


def _object(made: Iterable[_Made], is_open: bool, grouped: bool, at: Location | None) -> Value:
    groups: dict[str, list[Entry]] = {}
    for one in made:
        key = one.key
        if isinstance(key, Literal) and isinstance(key.value, str) and one.value is not None:
            groups.setdefault(key.value, []).append(Entry(key.value, one.value, key.at))
        elif key is not None and (isinstance(key, Failed) or is_null(key)):
            return Failed("a key that is null", at)
        elif isinstance(one.value, Failed):
            return one.value
        else:
            is_open = True
    if grouped:
        entries = (
            Entry(key, Items(tuple(e.value for e in group), is_open, at), group[0].at)
            for key, group in groups.items()
        )
        return Record(tuple(entries), is_open, at)
    if any(len(group) > 1 for group in groups.values()):
        return Failed("a key that is there twice", at)
    return Record(tuple(group[0] for group in groups.values()), is_open, at)


def splat(expression: Splat, of: Value, scope: Scope, evaluate: Evaluate) -> Value:
    """`of[*].name`: null is no element, what is no list is one."""
    at = scope.place(expression.at)

    def one(values: tuple[Value, ...]) -> Value:
        if number_of_elements(values[0]) > most_items(scope.room):
            return Unknown("more elements than are looked at", at)
        value = bounded(values[0])
        if isinstance(value, Unknown):
            return value
        if is_null(value):
            return Items((), at=at)
        if is_whole(value):
            value = Representative((value,), open=True)
        elif isinstance(value, Record | Literal | Concat):
            value = Items((value,))
        if not isinstance(value, Items):
            return Unknown("elements of what is not known", at)
        repeated = len(value.items)
        made = tuple(
            evaluate(expression.body, scope.binding({ELEMENT: item}, repeated))
            for item in value.items
        )
        kind = Representative if isinstance(value, Representative) else Items
        return kind(made, value.open, at)

    return spread((of,), one, at)
