"""Whether two values are certainly the same: what stands for itself wherever it is written."""

from __future__ import annotations

import posixpath

from eda_lint.aws.terraform.interface import Declared
from eda_lint.aws.terraform.shape import given
from eda_lint.bind.paths import join
from eda_lint.value import Absent, Choice, Literal, Reference, Unknown, Value, inside, text_of


def is_settled(value: Value) -> bool:
    """Whether a value is equal to another only where it is the same at every deployment."""
    return not any(isinstance(part, Unknown | Absent | Choice) for part in inside(value))


def same(value: Value, other: Value) -> bool:
    """Whether two values are certainly one; attributes of one resource are."""
    if isinstance(value, Reference) and isinstance(other, Reference):
        return value.resource == other.resource
    return value == other and is_settled(value)


def argument(of: Declared, name: str) -> Value:
    """An argument as far as it is set: null and empty text, as states have them, set nothing."""
    return given(of.argument(name))


def path_key(path: Value, by: Declared) -> Value | None:
    """A path as it is compared, written by a resource; None where it cannot be."""
    text = text_of(path)
    if text is not None:
        return Literal(join(posixpath.dirname(by.path), text))
    return path if is_settled(path) else None
