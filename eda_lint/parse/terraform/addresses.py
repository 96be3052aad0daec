"""Addresses as Terraform prints them: `module.orders["a.b"].aws_sqs_queue.this[0].arn`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eda_lint.frozen import frozen

_STEP = re.compile(r'\.?([^\W\d][\w-]*)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?')


@frozen
class Step:
    """A name and, behind it, the key of an instance with its brackets, "" without one."""

    name: str
    key: str = ""


def steps_of(address: str) -> tuple[Step, ...]:
    """The steps of an address, as far as it can be read."""
    found: list[Step] = []
    at = 0
    while (step := _STEP.match(address, at)) is not None:
        found.append(Step(step[1], step[2] or ""))
        at = step.end()
    return tuple(found)


def address_of(steps: Sequence[Step]) -> str:
    """The address that steps make up."""
    return ".".join(step.name + step.key for step in steps)


def split_module(steps: Sequence[Step]) -> tuple[Sequence[Step], Sequence[Step]]:
    """The steps that lead into a module, and those within it."""
    inside = 0
    while inside + 1 < len(steps) and steps[inside].name == "module" and not steps[inside].key:
        inside += 2
    return steps[:inside], steps[inside:]


def without_keys(address: str) -> str:
    """An address of all instances: of a block, not of what is made of it."""
    return address_of([Step(step.name) for step in steps_of(address)])
