"""Every translation of this folder, gathered: a new service is a new module, nothing else."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

import eda_lint.aws.terraform
from eda_lint.aws.catalogue import merged
from eda_lint.aws.terraform.interface import DataSource, Part, Translation

_OF_ANY_TYPE = {"arn": "Arn", "id": "Ref"}


@functools.cache
def translations() -> Mapping[str, Translation]:
    """How each resource type is read that is more than any resource.

    Raises ValueError where two modules claim the same type, as the others here do.
    """
    return merged([getattr(module, "RESOURCES", {}) for module in _modules()])


@functools.cache
def parts() -> Mapping[str, Part]:
    """The resource types that only set something of another resource."""
    return merged([getattr(module, "PARTS", {}) for module in _modules()])


@functools.cache
def data_sources() -> Mapping[str, DataSource]:
    """What gives the attributes of a data source, by its type."""
    return merged([getattr(module, "DATA", {}) for module in _modules()])


@functools.cache
def _modules() -> tuple[ModuleType, ...]:
    package = eda_lint.aws.terraform
    return tuple(
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    )


def attribute_of(resource_type: str, name: str) -> str:
    """The attribute of a Reference that Terraform's attribute of this name is."""
    return _identifying(resource_type).get(name) or _OF_ANY_TYPE.get(name, name)


def identifies(resource_type: str, name: str) -> bool:
    """Whether an attribute stands for the resource itself, as its ARN, id, URL or name does.

    What only happens to be configured (`handler`, an alias's `name`) does not.
    """
    return name in _OF_ANY_TYPE or name in _identifying(resource_type)


def _identifying(resource_type: str) -> Mapping[str, str]:
    translation = translations().get(resource_type)
    return translation.attributes if translation is not None else {}
