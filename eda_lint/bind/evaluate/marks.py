"""What decorators and wrappers add to a function, and the function inside of them."""

from __future__ import annotations

import re
from dataclasses import replace

from eda_lint.bind.evaluate.objects import find
from eda_lint.bind.evaluate.things import (
    Decoration,
    Function,
    Idempotent,
    Instance,
    Method,
    Partial,
    Thing,
)

_WHOLE_PATH = re.compile(r"^[\w.\"\-\[\]*]+$")
_FUNCTION_CALL = re.compile(r"\w+\(([^()]*)\)")


def undecorated(thing: Thing) -> Function | None:
    """The function inside bound methods, partial calls and objects that can be called."""
    while True:
        match thing:
            case Function():
                return thing
            case Method():
                return thing.function
            case Instance():
                found = find(thing.of, "__call__")
                return found if isinstance(found, Function) else None
            case Partial():
                inside = [t for t in (*thing.positional, thing.function) if undecorated(t)]
                if not inside:
                    return None
                thing = inside[0]
            case _:
                return None


def marked(thing: Thing, **marks: object) -> Thing:
    """A function with more of what decorators add."""
    match thing:
        case Function():
            given = thing.decoration
            return replace(
                thing,
                decoration=Decoration(
                    memoised=given.memoised or bool(marks.get("memoised")),
                    property=given.property or bool(marks.get("property")),
                    static=given.static or bool(marks.get("static")),
                    of_class=given.of_class or bool(marks.get("of_class")),
                    middleware=given.middleware or bool(marks.get("middleware")),
                    idempotent=_as_idempotent(marks.get("idempotent")) or given.idempotent,
                    before=(*given.before, *_as_things(marks.get("before"))),
                    utilities=given.utilities | _as_names(marks.get("utilities")),
                    unknown=given.unknown + tuple(sorted(_as_names(marks.get("unknown")))),
                ),
            )
        case Partial():
            return replace(thing, function=marked(thing.function, **marks))
        case Method():
            function = marked(thing.function, **marks)
            return replace(thing, function=function) if isinstance(function, Function) else thing
        case _:
            return thing


def _as_idempotent(mark: object) -> Idempotent | None:
    return mark if isinstance(mark, Idempotent) else None


def _as_things(mark: object) -> tuple[Thing, ...]:
    return (mark,) if isinstance(mark, Function | Method | Partial) else ()


def _as_names(mark: object) -> frozenset[str]:
    if isinstance(mark, frozenset | tuple):
        return frozenset(str(name) for name in mark)
    return frozenset()


def event_path(expression: str) -> tuple[str, ...]:
    """The path that a JMESPath expression follows, as far as it is one path."""
    text = _FUNCTION_CALL.sub(r"\1", expression.strip())
    text = text.strip("[]") if text.startswith("[") and "," not in text else text
    if not text or not _WHOLE_PATH.match(text):
        return ()
    steps = re.findall(r"[\w\-]+|\*", text.replace('"', ""))
    return tuple("*" if step.isdigit() else step for step in steps)
