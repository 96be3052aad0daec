"""Objects in S3 that a configuration uploads, by the keys that functions name them with."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.terraform.packages.compared import argument, same
from eda_lint.value import Absent, Reference, Value

_OBJECTS = frozenset({"aws_s3_object", "aws_s3_bucket_object"})


def objects_of(declared: Iterable[Declared]) -> tuple[Declared, ...]:
    """The objects that a root module uploads."""
    return tuple(one for one in declared if one.type in _OBJECTS and not one.is_data)


def source_of(bucket: Value, key: Value, objects: Iterable[Declared]) -> Value | None:
    """The file that is uploaded under a key, as the object names it; None where none is."""
    found = [one for one in objects if _is(one, key)]
    if len(found) > 1:
        found = [one for one in found if same(argument(one, "bucket"), bucket)]
    sources = {argument(one, "source") for one in found}
    source = sources.pop() if len(sources) == 1 else None
    return None if isinstance(source, Absent) else source


def _is(one: Declared, key: Value) -> bool:
    if isinstance(key, Reference):
        return key.resource == one.id
    return same(argument(one, "key"), key)
