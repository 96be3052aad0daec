"""What tools that run Terraform give to modules: the inputs of Terragrunt's units, of stacks.

Their expressions have functions and names of their own, so that only the names of the inputs are of
use here: what a module says of these is not the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.parse.terraform.configuration import parse_arguments, parse_configuration
from eda_lint.parse.terraform.form import (
    Argument,
    Attribute,
    Call,
    Conditional,
    Constant,
    Expression,
    Name,
    ObjectExpression,
    Unreadable,
    VariableFacts,
)

SUFFIX = ".hcl"
_INPUTS = ("inputs", "values")
_UNITS = frozenset({"component", "stack", "unit"})
_LEVELS = 10
"""How deep inputs may be put together of others."""


def parse_wrapper(path: str, text: str) -> VariableFacts:
    """The names of the variables that a file gives, whatever it gives them.

    Other tools write HCL too, of which nothing is said, and errors in it are theirs.
    """
    arguments, _ = parse_arguments(path, text)
    blocks = parse_configuration(path, text).blocks
    local = {one.name: one.value for b in blocks if b.type == "locals" for one in b.arguments}
    of_units = (one for b in blocks if b.type in _UNITS for one in b.arguments)
    given = {
        str(name.value): _opaque(name)
        for one in (*arguments, *of_units)
        if one.name in _INPUTS
        for name in _names(one.value, local, _LEVELS)
    }
    return VariableFacts(path, tuple(given.values()))


def _opaque(name: Constant) -> Argument:
    return Argument(str(name.value), Unreadable("given by what runs Terraform", name.at), name.at)


def _names(given: Expression, local: Mapping[str, Expression], levels: int) -> Iterator[Constant]:
    """The keys of an object, or of those that it is merged from."""
    match given:
        case _ if levels == 0:
            return
        case ObjectExpression():
            yield from (pair.key for pair in given.pairs if isinstance(pair.key, Constant))
        case Call(arguments=arguments):
            for one in arguments:
                yield from _names(one, local, levels - 1)
        case Conditional(then=then, otherwise=otherwise):
            yield from _names(then, local, levels - 1)
            yield from _names(otherwise, local, levels - 1)
        case Attribute(of=Name(id="local"), name=name) if name in local:
            yield from _names(local[name], local, levels - 1)
