"""The arguments of a block: its attributes, and the blocks nested in it by their type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.bind.terraform.evaluate.alternatives import alternatives, spread
from eda_lint.bind.terraform.evaluate.comprehension import elements_of
from eda_lint.bind.terraform.evaluate.conversions import is_null
from eda_lint.bind.terraform.evaluate.expressions import evaluate
from eda_lint.bind.terraform.evaluate.limits import most_items
from eda_lint.bind.terraform.evaluate.scope import Scope
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Argument, Block, Constant, Expression, Name
from eda_lint.value import (
    ABSENT,
    Absent,
    Choice,
    Entry,
    Items,
    Record,
    Unknown,
    Value,
)

META_ARGUMENTS = frozenset(
    {
        "connection",
        "count",
        "depends_on",
        "for_each",
        "lifecycle",
        "provider",
        "providers",
        "timeouts",
    }
)
"""What stands in the block of a resource or a call of a module, and is none of its arguments."""

_DYNAMIC = "dynamic"


def block_arguments(block: Block, scope: Scope) -> Record:
    """The arguments of a resource, a data source or a call of a module.

    An argument that is null is not there; where a condition decides, it may be Absent. Nested
    blocks are Items of Records by their type, open where not all of them are known.
    """
    try:
        return _arguments(block, scope, META_ARGUMENTS)
    except RecursionError:
        return Record((), open=True, at=scope.place(block.at))


def _arguments(block: Block, scope: Scope, left_out: frozenset[str] = frozenset()) -> Record:
    entries: list[Entry] = []
    for argument in block.arguments:
        if argument.name not in left_out:
            value = _set(evaluate(argument.value, scope))
            if not isinstance(value, Absent):
                entries.append(Entry(argument.name, value, scope.place(argument.at)))
    for name, nested in _by_type(block).items():
        if name in left_out:
            continue
        at = scope.place(nested[0].at)
        value = _nested(nested, scope, at)
        if not isinstance(value, Absent):
            entries.append(Entry(name, value, at))
    return Record(tuple(entries), open=block.open, at=scope.place(block.at))


def _set(value: Value) -> Value:
    """A value, Absent where it is null."""
    if is_null(value):
        return ABSENT
    if isinstance(value, Choice) and any(is_null(option) for option in value.options):
        options = tuple(ABSENT if is_null(option) else option for option in value.options)
        return alternatives(options, value.condition, value.at)
    return value


def _by_type(block: Block) -> Mapping[str, list[Block]]:
    """The nested blocks by what they are, dynamic ones by what they make."""
    found: dict[str, list[Block]] = {}
    for nested in block.blocks:
        is_dynamic = nested.type == _DYNAMIC and bool(nested.labels)
        found.setdefault(nested.labels[0] if is_dynamic else nested.type, []).append(nested)
    return found


def _nested(blocks: list[Block], scope: Scope, at: Location | None) -> Value:
    """The blocks of one type, for every outcome of what decides how many there are."""
    parts = tuple(_one_or_many(block, scope) for block in blocks)

    def together(lists: tuple[Value, ...]) -> Value:
        items = tuple(item for one in lists if isinstance(one, Items) for item in one.items)
        is_open = any(not isinstance(one, Items) or one.open for one in lists)
        return Items(items, is_open, at) if items or is_open else ABSENT

    return spread(parts, together, at)


def _one_or_many(block: Block, scope: Scope) -> Value:
    """What a nested block makes: itself, a dynamic one its content for each element."""
    if block.type != _DYNAMIC or not block.labels:
        return Items((_arguments(block, scope),))
    arguments = {argument.name: argument for argument in block.arguments}
    content = next((nested for nested in block.blocks if nested.type == "content"), None)
    collection = arguments.get("for_each")
    if content is None or collection is None:
        return Unknown("a dynamic block without its parts", scope.place(block.at))
    name = _iterator(arguments.get("iterator")) or block.labels[0]
    over = evaluate(collection.value, scope)
    return spread((over,), lambda one: _repeated(content, name, one[0], scope), over.at)


def _iterator(argument: Argument | None) -> str:
    expression: Expression | None = None if argument is None else argument.value
    if isinstance(expression, Constant):
        return str(expression.value)  # JSON has no bare words
    return expression.id if isinstance(expression, Name) else ""


def _repeated(content: Block, name: str, over: Value, scope: Scope) -> Value:
    elements = elements_of(over, scope.place(content.at))
    if isinstance(elements, Unknown):
        return elements
    if len(elements.pairs) > most_items(scope.room):
        return Unknown("more elements than are looked at", scope.place(content.at))
    made = tuple(_contents(content, name, elements.pairs, scope))
    return Items(made, elements.open, scope.place(content.at))


def _contents(
    content: Block, name: str, pairs: tuple[tuple[Value, Value], ...], scope: Scope
) -> Iterator[Value]:
    for key, value in pairs:
        element = Record((Entry("key", key), Entry("value", value)))
        yield _arguments(content, scope.binding({name: element}, len(pairs)))
