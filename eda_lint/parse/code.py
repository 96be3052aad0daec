"""The common form of handler code: every language front-end lowers to it, one evaluator reads it.

It keeps what the flow of events needs: imports, functions, classes, assignments, calls, returns,
decorators, branches, loops and error handling, each with its place. Operators that say nothing
about targets or guards become `Compound` with their operands, so that no call inside is lost.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.facts import Suppression
from eda_lint.value import Scalar

# --- expressions -----------------------------------------------------------------------------


@frozen
class Constant:
    """A literal scalar."""

    value: Scalar
    at: Location = field(compare=False)


@frozen
class Name:
    """A name read where it stands."""

    id: str
    at: Location = field(compare=False)


@frozen
class Attribute:
    """`object.name` (JavaScript's `?.` too)."""

    object: Expression
    name: str
    at: Location = field(compare=False)


@frozen
class Subscript:
    """`object[index]`; a slice is a Compound("slice")."""

    object: Expression
    index: Expression
    at: Location = field(compare=False)


@frozen
class Argument:
    """One argument: `name` for a keyword, "*" and "**" for what is spread, "" for a positional."""

    name: str
    value: Expression


@frozen
class Call:
    """A call; `new` for JavaScript's constructor calls. `at` spans the whole call."""

    callee: Expression
    arguments: tuple[Argument, ...]
    at: Location = field(compare=False)
    new: bool = False


@frozen
class Await:
    """`await value`."""

    value: Expression
    at: Location = field(compare=False)


@frozen
class Template:
    """Text with holes: an f-string or a template literal (`.format` stays a call)."""

    parts: tuple[Expression, ...]
    at: Location = field(compare=False)


@frozen
class Pair:
    """One entry of a map; `key` is None for a spread (`**other`, `...other`)."""

    key: Expression | None
    value: Expression


@frozen
class MapExpression:
    """A dict display or an object literal."""

    pairs: tuple[Pair, ...]
    at: Location = field(compare=False)


@frozen
class ListExpression:
    """A list, tuple or set display; a spread item is a Compound("*")."""

    items: tuple[Expression, ...]
    at: Location = field(compare=False)


@frozen
class Binary:
    """`left operator right` where the meaning counts: "+", "%", "or", "and", "??", "==", "in"..."""

    operator: str
    left: Expression
    right: Expression
    at: Location = field(compare=False)


@frozen
class Conditional:
    """`body if test else otherwise`, `test ? body : otherwise`."""

    test: Expression
    body: Expression
    otherwise: Expression
    at: Location = field(compare=False)


@frozen
class Comprehension:
    """A comprehension of any kind; `key` is set for a dict (`items.map(f)` stays a call)."""

    element: Expression
    key: Expression | None
    targets: tuple[Expression, ...]
    iterables: tuple[Expression, ...]
    conditions: tuple[Expression, ...]
    at: Location = field(compare=False)


@frozen
class Lambda:
    """An anonymous function."""

    function: FunctionDefinition
    at: Location = field(compare=False)


@frozen
class AssignmentExpression:
    """`(name := value)`, JavaScript's `a ??= b` (operator "??=") and `a = b` inside expressions."""

    target: Expression
    value: Expression
    at: Location = field(compare=False)
    operator: str = "="


INSISTED = "required"
"""What TypeScript's `process.env.X!` is a Compound of: the code takes the variable for set."""


@frozen
class Compound:
    """Any other expression, with its operands in order of evaluation. `what` names it."""

    what: str
    operands: tuple[Expression, ...]
    at: Location = field(compare=False)


Expression: TypeAlias = (
    Constant
    | Name
    | Attribute
    | Subscript
    | Call
    | Await
    | Template
    | MapExpression
    | ListExpression
    | Binary
    | Conditional
    | Comprehension
    | Lambda
    | AssignmentExpression
    | Compound
)

# --- statements ------------------------------------------------------------------------------


@frozen
class Import:
    """One bound name: `import a.b as c` is (module "a.b", member "", name "c").

    `from m import x as y` is (module "m", member "x", name "y"); member "*" binds every name.
    `import a.b` is (module "a.b", member "", name "a"). `level` counts the leading dots.
    """

    module: str
    member: str
    name: str
    level: int
    at: Location = field(compare=False)


@frozen
class Assign:
    """`target = value`; several targets of one statement share the value.

    A target is a Name, Attribute, Subscript, or a ListExpression/MapExpression that unpacks.
    `operator` is "=" or that of an augmented assignment ("+=", "??=").
    """

    targets: tuple[Expression, ...]
    value: Expression
    at: Location = field(compare=False)
    operator: str = "="


@frozen
class Evaluate:
    """An expression statement."""

    value: Expression
    at: Location = field(compare=False)


@frozen
class Return:
    """`return value` (a `yield` is a Compound("yield"))."""

    value: Expression | None
    at: Location = field(compare=False)


@frozen
class Raise:
    """`raise`/`throw`; `value` is None for a bare re-raise."""

    value: Expression | None
    at: Location = field(compare=False)


@frozen
class If:
    """A branch; `match`/`switch` lower to a chain of these with Compound("case") tests."""

    test: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    at: Location = field(compare=False)


@frozen
class Loop:
    """`for target in iterable` (target and iterable set) or `while test`."""

    target: Expression | None
    iterable: Expression | None
    test: Expression | None
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    at: Location = field(compare=False)


@frozen
class Jump:
    """`break` or `continue`."""

    what: str
    at: Location = field(compare=False)


@frozen
class ErrorHandler:
    """`except types as name`; `types` is None for a handler of everything."""

    types: Expression | None
    name: str
    body: tuple[Statement, ...]
    at: Location = field(compare=False)


@frozen
class Try:
    """Error handling; `otherwise` is Python's `else`."""

    body: tuple[Statement, ...]
    handlers: tuple[ErrorHandler, ...]
    otherwise: tuple[Statement, ...]
    final: tuple[Statement, ...]
    at: Location = field(compare=False)


@frozen
class With:
    """`with items`: pairs of the context expression and what it is bound to."""

    items: tuple[tuple[Expression, Expression | None], ...]
    body: tuple[Statement, ...]
    at: Location = field(compare=False)


@frozen
class Scope:
    """`global a, b` / `nonlocal a`: names of this function that live outside it."""

    names: tuple[str, ...]
    at: Location = field(compare=False)


@frozen
class FormalParameter:
    """A parameter. `kind` is "" for a plain one, "*", "**", or "keyword" for keyword-only."""

    name: str
    default: Expression | None
    kind: str = ""
    annotation: Expression | None = None


@frozen
class FunctionDefinition:
    """A function or method; `at` is its `def` line up to its name. `asynchronous` for async."""

    name: str
    parameters: tuple[FormalParameter, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expression, ...]
    asynchronous: bool
    at: Location = field(compare=False)


@frozen
class ClassDefinition:
    """A class with its bases and the statements of its body."""

    name: str
    bases: tuple[Expression, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expression, ...]
    at: Location = field(compare=False)


@frozen
class Export:
    """JavaScript: `name` is what other modules import ("default" too); `module` for re-exports."""

    name: str
    value: Expression | None
    module: str
    at: Location = field(compare=False)


Statement: TypeAlias = (
    Import
    | Assign
    | Evaluate
    | Return
    | Raise
    | If
    | Loop
    | Jump
    | Try
    | With
    | Scope
    | FunctionDefinition
    | ClassDefinition
    | Export
)


class Language(Enum):
    """The languages that are lowered."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"


@frozen
class CodeFacts:
    """One source file of handler code.

    A file that cannot be parsed has diagnostics, and only those statements that are sound all the
    same. `unread` says why a file has no facts that is no fault of its own: a bundle.
    """

    path: str
    language: Language
    body: tuple[Statement, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: str = ""
