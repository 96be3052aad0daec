"""Whether a handler answers with the items of a batch that failed."""

from __future__ import annotations

from eda_lint.bind.evaluate.ecmascript import powertools as ecmascript
from eda_lint.bind.evaluate.objects import find
from eda_lint.bind.evaluate.powertools import answers_batch
from eda_lint.bind.evaluate.things import Alternatives, Foreign, Instance, Map, Thing
from eda_lint.parse.code import Language
from eda_lint.value import Choice, Literal, Record, Unknown

MEMBER = "batchItemFailures"
# What decides on the JSON of an object by itself.
_SERIALISER = "toJSON"


def answers_batch_failures(answer: Thing, unknown: tuple[str, ...]) -> bool | Unknown:
    """True where an answer has the member, False where none has, Unknown where one is open."""
    options = _options(answer)
    found = [_has_member(option) for option in options]
    if True in found:
        return True
    if unknown:
        return Unknown(f"the handler is wrapped by {unknown[0]}")
    if None in found:
        return Unknown("an answer that could not be followed")
    return False


def _options(answer: Thing) -> list[Thing]:
    if isinstance(answer, Alternatives):
        return [option.thing for option in answer.options]
    if isinstance(answer, Choice):
        return list(answer.options)
    return [answer]


def _has_member(thing: Thing) -> bool | None:
    match thing:
        case Map():
            return MEMBER in thing.entries or (None if thing.open or thing.computed else False)
        case Record():
            has = any(entry.key == MEMBER for entry in thing.entries)
            return has or (None if thing.open else False)
        case Instance():
            return True if _is_sent_with_member(thing) else None
        case Literal():
            return False
        case Foreign():
            return answers_batch(thing) or ecmascript.answers_batch(thing) or None
        case _:
            return None


def _is_sent_with_member(thing: Instance) -> bool:
    """Whether JSON of an own object has the member: Python's runtime sends no such objects."""
    if thing.of.module.language is Language.PYTHON or find(thing.of, _SERIALISER) is not None:
        return False
    return MEMBER in thing.attributes
