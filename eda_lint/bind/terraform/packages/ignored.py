"""The arguments of a resource whose changes Terraform is told not to look at."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.parse.terraform.form import (
    Argument,
    Attribute,
    Block,
    Constant,
    Expression,
    Index,
    ListExpression,
    Name,
    ObjectExpression,
)

ALL = "all"
_LIFECYCLE = "lifecycle"
_IGNORED = "ignore_changes"


def ignored_changes(block: Block) -> tuple[str, ...]:
    """The names in `ignore_changes`, or `all`: who changes these is not Terraform."""
    written = [nested for nested in block.blocks if nested.type == _LIFECYCLE]
    arguments = [argument for nested in written for argument in nested.arguments]
    arguments.extend(_in_json(block))
    listed = (one.value for one in arguments if one.name == _IGNORED)
    return tuple(name for one in listed for name in _names(one))


def _in_json(block: Block) -> Iterator[Argument]:
    """In JSON syntax the nested block is an object, or a list of one."""
    for argument in block.arguments:
        if argument.name == _LIFECYCLE:
            value = argument.value
            items = value.items if isinstance(value, ListExpression) else (value,)
            for item in items:
                for pair in item.pairs if isinstance(item, ObjectExpression) else ():
                    if isinstance(pair.key, Constant):
                        yield Argument(str(pair.key.value), pair.value, pair.at)


def _names(listed: Expression) -> Iterator[str]:
    match listed:
        case ListExpression(items=items):
            for item in items:
                yield from _names(item)
        case Name(id=name) | Constant(value=str() as name):
            yield name
        case Attribute(of=inner) | Index(of=inner):
            yield from _names(inner)
        case _:
            return
