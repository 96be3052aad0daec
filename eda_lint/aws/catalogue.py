"""Every service module of this folder, gathered: a new service is a new module, nothing else."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

import eda_lint.aws
from eda_lint.aws.interface import CUSTOM, EventReader, Operation, Reader
from eda_lint.frozen import frozen

K = TypeVar("K")
V = TypeVar("V")


@frozen
class Catalogue:
    """What is known of AWS.

    `resources` by resource type, `sam_events` by SAM event type, `operations` by boto3 service and
    API operation, `handles` by boto3 service and resource class.
    """

    resources: Mapping[str, Reader]
    sam_events: Mapping[str, EventReader]
    operations: Mapping[tuple[str, str], Operation]
    handles: Mapping[tuple[str, str], tuple[str, ...]]

    def reader(self, resource_type: str) -> Reader | None:
        """What reads resources of a type, None where none does."""
        of_any_custom = self.resources.get(f"{CUSTOM}*")
        custom = resource_type.startswith(CUSTOM)
        return self.resources.get(resource_type, of_any_custom if custom else None)


@functools.cache
def catalogue() -> Catalogue:
    """The catalogue of this folder. Raises ValueError where two modules claim the same key."""
    modules = [
        importlib.import_module(f"{eda_lint.aws.__name__}.{module.name}")
        for module in pkgutil.iter_modules(eda_lint.aws.__path__)
    ]
    return Catalogue(
        resources=merged([getattr(module, "RESOURCES", {}) for module in modules]),
        sam_events=merged([getattr(module, "SAM_EVENTS", {}) for module in modules]),
        operations=merged([getattr(module, "OPERATIONS", {}) for module in modules]),
        handles=merged([getattr(module, "HANDLES", {}) for module in modules]),
    )


def merged(tables: Iterable[Mapping[K, V]]) -> Mapping[K, V]:
    """One read-only table of all. Raises ValueError for a key that stands in two of them."""
    result: dict[K, V] = {}
    for table in tables:
        for key, value in table.items():
            if key in result:
                raise ValueError(f"{key!r} is claimed by two service modules")
            result[key] = value
    return MappingProxyType(result)
