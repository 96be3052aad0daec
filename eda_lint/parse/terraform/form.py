"""What a Terraform file says, as written: blocks with arguments, whose values are expressions.

HCL and JSON syntax lower to this one form; `bind/terraform` evaluates it.
"""

from __future__ import annotations

from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.facts import Suppression
from eda_lint.value import Scalar

ELEMENT = "*"
"""The name under which the body of a Splat has its element."""


@frozen
class Constant:
    """A number, a truth value, null, or text without interpolation (escapes already read)."""

    value: Scalar
    at: Location


@frozen
class Template:
    """Text with interpolations, its parts in order: `"${var.env}-orders"`, a heredoc."""

    parts: tuple[Expression, ...]
    at: Location


@frozen
class Name:
    """What an expression starts from: `var`, `local`, `aws_sqs_queue`, a variable of a `for`."""

    id: str
    at: Location


@frozen
class Attribute:
    """`of.name`; `list.0` is an Index."""

    of: Expression
    name: str
    at: Location


@frozen
class Index:
    """`of[key]`."""

    of: Expression
    key: Expression
    at: Location


@frozen
class Splat:
    """`of[*].arn`, `of.*.arn`: the body for each element, which it calls ELEMENT."""

    of: Expression
    body: Expression
    at: Location


@frozen
class Call:
    """`merge(a, b)`. With `spread` the last argument is a list of arguments (`merge(all...)`)."""

    function: str
    arguments: tuple[Expression, ...]
    at: Location
    spread: bool = False


@frozen
class Conditional:
    """`test ? then : otherwise`, and `%{ if }` in a template."""

    test: Expression
    then: Expression
    otherwise: Expression
    at: Location


@frozen
class Unary:
    """`!x`, `-x`."""

    operator: str
    operand: Expression
    at: Location


@frozen
class Binary:
    """`a == b`, `a && b`, `a + b`."""

    operator: str
    left: Expression
    right: Expression
    at: Location


@frozen
class ListExpression:
    """`[a, b]`."""

    items: tuple[Expression, ...]
    at: Location


@frozen
class Pair:
    """One entry of an object. A bare word as key is a Constant; `at` is the key's span."""

    key: Expression
    value: Expression
    at: Location


@frozen
class ObjectExpression:
    """`{ a = 1, (var.name) = 2 }`."""

    pairs: tuple[Pair, ...]
    at: Location


@frozen
class For:
    """`[for key, value in collection : result if condition]`, and the same in braces.

    `key` names the first of two variables, "" where there is one; `result_key` is set in braces;
    `grouped` where the result ends in "...".
    """

    key: str
    value: str
    collection: Expression
    result: Expression
    at: Location
    result_key: Expression | None = None
    condition: Expression | None = None
    grouped: bool = False


@frozen
class Unreadable:
    """What a syntax error left."""

    why: str
    at: Location


Expression: TypeAlias = (
    Constant
    | Template
    | Name
    | Attribute
    | Index
    | Splat
    | Call
    | Conditional
    | Unary
    | Binary
    | ListExpression
    | ObjectExpression
    | For
    | Unreadable
)


@frozen
class Argument:
    """`name = value`; `at` is the span of the name."""

    name: str
    value: Expression
    at: Location


@frozen
class Block:
    """`resource "aws_sqs_queue" "orders" { ... }`; `at` is the span of its header.

    JSON syntax cannot tell nested blocks from arguments: there, nested ones are arguments whose
    values are objects or lists of objects, but for `dynamic`.

    An `open` block has a syntax error, and may have lost arguments and blocks to it.
    """

    type: str
    labels: tuple[str, ...]
    arguments: tuple[Argument, ...]
    blocks: tuple[Block, ...]
    at: Location
    open: bool = False


@frozen
class ConfigurationFacts:
    """One `.tf` or `.tf.json` file."""

    path: str
    blocks: tuple[Block, ...]
    suppressions: tuple[Suppression, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class VariableFacts:
    """One `.tfvars` or `.tfvars.json` file."""

    path: str
    arguments: tuple[Argument, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class InstalledModules:
    """`.terraform/modules/modules.json`: the folder of each module by its key ("orders.queue").

    Folders are relative to the folder in which Terraform ran (the one that `.terraform` is in).
    """

    path: str
    folders: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...] = ()
