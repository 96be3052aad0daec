"""The parameter store between stacks and root modules: what one declares, another looks up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from eda_lint.aws.interface import Resource
from eda_lint.bind.settle import Scope, settle
from eda_lint.value import Operation, Unknown, Value, inside

_PARAMETER = "AWS::SSM::Parameter"


def stored_by(resources: Iterable[Resource]) -> dict[Value, Value]:
    """What the parameter store will hold, by its names there.

    A name that is filled differently says nothing.
    """
    stored: dict[Value, Value] = {}
    for resource in resources:
        if resource.type == _PARAMETER:
            name, value = resource.property("Name"), resource.property("Value")
            if stored.setdefault(name, value) != value:
                stored[name] = Unknown("it is stored several times")
    return stored


def looked_up(resources: Sequence[Resource], stored: Mapping[Value, Value]) -> tuple[Resource, ...]:
    """The resources, with what they look up in the parameter store where that is known."""
    if not stored:
        return tuple(resources)
    scope = Scope(
        argument=lambda name: None,
        attribute=lambda reference: reference,
        imported=lambda name: None,
        stored=stored.get,
    )
    return tuple(
        replace(resource, properties=settle(resource.properties, scope))
        if _looks_up(resource.properties)
        else resource
        for resource in resources
    )


def _looks_up(properties: Value) -> bool:
    return any(isinstance(v, Operation) and v.name == "resolve" for v in inside(properties))
