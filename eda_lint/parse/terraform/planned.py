"""What a plan or a state says, as facts: instances of resources, with values and references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.form import Argument
from eda_lint.value import Value

AFTER_APPLY = "known after apply"
SENSITIVE = "sensitive"


class PlanKind(Enum):
    """What was printed: what Terraform means to do, or what is there."""

    PLAN = "plan"
    STATE = "state"


@frozen
class Target:
    """What an argument refers to: an attribute of an instance, "" for the whole of it."""

    address: str
    type: str
    attribute: str


@frozen
class PlannedResource:
    """One instance of a resource or data source; `module` is the address of its module.

    `values` is a Record without what is null. What is unknown until apply is Unknown there, and
    `references` has the targets that its configuration names, by the path of the argument
    (`("dead_letter_config", "0", "target_arn")`): only such as are unknown themselves, and no entry
    where one of them cannot be followed. `unset` are arguments that are null, or that nobody sets.
    """

    address: str
    type: str
    name: str
    module: str
    values: Value
    at: Location
    is_data: bool = False
    references: Mapping[tuple[str, ...], tuple[Target, ...]] = field(default_factory=dict)
    unset: frozenset[str] = frozenset()


@frozen
class PlanFacts:
    """One file that `terraform show -json` printed, or a raw state.

    A plan is `complete` if what it does not have will not be there: not so where it was cut off,
    failed, or was made for some targets only. `variables` is what its root module was given.
    """

    path: str
    kind: PlanKind
    resources: tuple[PlannedResource, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    complete: bool = False
    variables: tuple[Argument, ...] = ()
