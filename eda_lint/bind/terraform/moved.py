"""What `moved` blocks say: which address a resource or a module had, and which it has now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from eda_lint.bind.terraform.evaluate.spelling import spelled
from eda_lint.parse.terraform.form import Block, ConfigurationFacts, Constant, Expression

_BLOCK = "moved"


def moved_addresses(configurations: Iterable[ConfigurationFacts]) -> Mapping[str, str]:
    """The address now by the address then, each relative to the module that says so."""
    return {
        before: after
        for facts in configurations
        for block in facts.blocks
        if block.type == _BLOCK
        for before, after in _move(block)
    }


def _move(block: Block) -> Iterator[tuple[str, str]]:
    ends = {argument.name: _address(argument.value) for argument in block.arguments}
    before, after = ends.get("from", ""), ends.get("to", "")
    if before and after:
        yield before, after


def _address(expression: Expression) -> str:
    """An address as it is written; JSON syntax has it as text."""
    if isinstance(expression, Constant):
        return expression.value if isinstance(expression.value, str) else ""
    return spelled(expression)
