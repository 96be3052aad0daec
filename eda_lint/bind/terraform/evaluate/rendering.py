"""Templates that are rendered apart from the configuration, with names of their own."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.limits import bounded
from eda_lint.bind.terraform.evaluate.scope import Evaluate, Scope
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Expression
from eda_lint.value import Record, Reference, Unknown, Value


def rendered(
    template: Expression, given: Value, scope: Scope, at: Location | None, evaluate: Evaluate
) -> Value:
    """What a template makes of the names that it is given; it stands where it is asked for."""
    return bounded(evaluate(template, _inside(given, scope, at)))


def _inside(given: Value, scope: Scope, at: Location | None) -> Scope:
    """In a template only what it is given has a name, and all of it stands at the call."""
    entries = given.entries if isinstance(given, Record) else ()
    is_closed = isinstance(given, Record) and not given.open

    def resolve(names: tuple[str, ...]) -> tuple[Value, int]:
        why = f"{names[0]} is not given to the template"
        return (Failed(why, at) if is_closed else Unknown(why, at)), 1

    def attribute(of: Reference, name: str, place: Location) -> Value:
        return scope.attribute(of, name, at or place)

    return Scope(
        resolve=resolve,
        attribute=attribute,
        read=scope.read,
        text_of=scope.text_of,
        bindings={entry.key: entry.value for entry in entries},
        place=lambda _: at,
        room=scope.room,
        is_template=True,
    )
