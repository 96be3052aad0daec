"""Names of resources in the midst of text: what the configuration gives as a name is text, too.

A reference says more than a name, as two regions may have a queue of the same name. So a name stays
one as long as it stands for its resource, and becomes text where it is only a part of another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eda_lint.bind.terraform.evaluate.scope import Scope
from eda_lint.value import Choice, Concat, Literal, Reference, Value, choice, concat, scalar_text

_GOES_ON = re.compile(r"[\w.-]")


def spelled_out(value: Value, scope: Scope) -> Value:
    """A value with names of resources as the text that they are, as far as that is written."""
    match value:
        case Reference() if value.attribute:
            return scope.text_of(value)
        case Concat():
            return concat((spelled_out(part, scope) for part in value.parts), value.at)
        case Choice():
            options = (spelled_out(option, scope) for option in value.options)
            return choice(options, value.condition, value.at)
    return value


def comparable(left: Value, right: Value, scope: Scope) -> tuple[Value, Value]:
    """Two operands, of which a name is text if the other one is."""
    if isinstance(left, Literal | Concat) and isinstance(right, Reference):
        return left, spelled_out(right, scope)
    if isinstance(left, Reference) and isinstance(right, Literal | Concat):
        return spelled_out(left, scope), right
    return left, right


def within_text(parts: Sequence[Value], scope: Scope) -> Sequence[Value]:
    """The parts of a text, of which names that others go on are spelled out (`${queue.name}-dlq`).

    A name between marks (`function:${function.function_name}:live`) stands for its resource.
    """
    if not any(isinstance(part, Reference) for part in parts):
        return parts
    return tuple(_within(parts, scope))


def _within(parts: Sequence[Value], scope: Scope) -> Iterator[Value]:
    flat = [part for one in parts for part in (one.parts if isinstance(one, Concat) else (one,))]
    flat = [part for part in flat if part != Literal("")]
    for index, part in enumerate(flat):
        before = flat[index - 1] if index else None
        after = flat[index + 1] if index + 1 < len(flat) else None
        goes_on = _goes_on(before, -1) or _goes_on(after, 0)
        yield spelled_out(part, scope) if goes_on else part


def _goes_on(neighbour: Value | None, end: int) -> bool:
    """Whether a part of a text is one word with what stands next to it."""
    if isinstance(neighbour, Literal):
        return _GOES_ON.match(scalar_text(neighbour)[end]) is not None
    return neighbour is not None
