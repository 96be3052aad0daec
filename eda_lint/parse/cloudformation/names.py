"""What names stand for inside one template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.facts import Parameter
from eda_lint.value import ABSENT, Absent, Input, Reference, Unknown, Value

_PSEUDO = "AWS::"
_NO_VALUE = "AWS::NoValue"
_STORED = "AWS::SSM::Parameter::"


@frozen
class Names:
    """The parameters, resources and mappings of a template.

    Where names are not `complete`, others may be declared out of sight: by SAM, which makes
    resources of its own, by a macro, or by the template that includes this document.
    """

    parameters: Mapping[str, Input] = field(default_factory=dict)
    resources: frozenset[str] = frozenset()
    mappings: Mapping[str, Value] = field(default_factory=dict)
    complete: bool = False


def given(parameter: Parameter) -> Input:
    """A parameter as an expression finds it."""
    default: Value | None = parameter.default
    if isinstance(default, Absent) or parameter.type.startswith(_STORED):
        # The default of a stored parameter is the name that it is stored under.
        default = None
    return Input(parameter.name, default, parameter.allowed)


def named(name: str, attribute: str, names: Names, at: Location | None) -> Value:
    """What `Ref` (with the attribute "Ref") or `GetAtt` of a name means."""
    if name in names.resources:
        return Reference(name, attribute, at)
    if attribute == "Ref":
        if name in names.parameters:
            return replace(names.parameters[name], at=at)
        if name == _NO_VALUE:
            return ABSENT if at is None else Absent(at)
        if name.startswith(_PSEUDO):
            return Input(name, at=at)
        made_with, dot, made = name.partition(".")
        if dot and made_with in names.resources:
            # SAM's `!Ref Function.Alias`: what it makes beside a resource.
            return Reference(made_with, made, at)
    if names.complete:
        return Unknown(f"{name} is not declared in this template", at)
    return Reference(name, attribute, at)
