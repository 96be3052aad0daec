"""What one infrastructure file states, unresolved: plain frozen data, cheap to keep and to compare.

References inside values name resources of the same file; `bind/stacks` gives them their stack.
"""

from __future__ import annotations

from enum import Enum

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.value import Record, Value


class Dialect(Enum):
    """How an infrastructure file is written."""

    CLOUDFORMATION = "cloudformation"
    SAM = "sam"
    TERRAFORM = "terraform"


@frozen
class Parameter:
    """A template parameter. `default` is Absent where there is none."""

    name: str
    type: str
    default: Value
    allowed: tuple[Value, ...]
    at: Location


@frozen
class Condition:
    """A named condition; `holds` is its outcome by every parameter's default, None if unknown."""

    name: str
    holds: bool | None
    at: Location


@frozen
class Declaration:
    """One resource as its file declares it, SAM's Globals already merged in.

    `metadata` holds the resource's Metadata block (suppressions, CDK asset paths, build methods).
    `condition` names the condition that the whole resource stands under.
    """

    name: str
    type: str
    properties: Value
    metadata: Value
    at: Location
    condition: str = ""


@frozen
class Output:
    """A template output. `export` is the name under which other stacks import it, else Absent."""

    name: str
    value: Value
    export: Value
    at: Location


@frozen
class Suppression:
    """`# eda-lint: ignore[rule] reason` in a comment, or in a resource's Metadata.

    It covers `line` (an own-line comment covers the next line of code), or from `line` to
    `end_line` for a resource. `rules` is empty for all rules.
    """

    path: str
    line: int
    end_line: int
    rules: tuple[str, ...]
    reason: str
    at: Location


@frozen
class TemplateFacts:
    """One CloudFormation or SAM template.

    An `open` template may hold resources that could not be seen: a macro, an include or a loop
    writes them.
    """

    path: str
    dialect: Dialect
    parameters: tuple[Parameter, ...] = ()
    conditions: tuple[Condition, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    outputs: tuple[Output, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    open: bool = False


@frozen
class DocumentFacts:
    """A document that templates refer to by file name: an OpenAPI body or a state machine."""

    path: str
    body: Value
    diagnostics: tuple[Diagnostic, ...] = ()


EMPTY = Record(())
