"""Which language is being evaluated."""

from __future__ import annotations

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Function
from eda_lint.parse.code import Language


def is_ecmascript(machine: Machine) -> bool:
    """Whether the innermost code is JavaScript or TypeScript."""
    return bool(machine.frames) and machine.frame.module.language is not Language.PYTHON


def of_ecmascript(function: Function) -> bool:
    """Whether a function is written in JavaScript or TypeScript."""
    return function.module.language is not Language.PYTHON
