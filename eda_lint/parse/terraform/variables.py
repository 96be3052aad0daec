"""The values of variables: `terraform.tfvars`, `*.auto.tfvars`, `*.tfvars.json`."""

from __future__ import annotations

from eda_lint.parse.terraform.configuration import parse_arguments
from eda_lint.parse.terraform.form import Argument, VariableFacts
from eda_lint.parse.terraform.json_document import JsonObject
from eda_lint.parse.terraform.json_syntax import JsonReading


def parse_variables(path: str, text: str) -> VariableFacts:
    """The values that a file gives to variables, in HCL or, by its name, in JSON."""
    if path.lower().endswith(".json"):
        return _of_json(path, text)
    arguments, diagnostics = parse_arguments(path, text)
    return VariableFacts(path, arguments, diagnostics)


def _of_json(path: str, text: str) -> VariableFacts:
    reading = JsonReading(path)
    root = reading.document(text)
    arguments: tuple[Argument, ...] = ()
    if isinstance(root, JsonObject):
        arguments = tuple(
            Argument(key.value, reading.data(value), key.at) for key, value in root.entries
        )
    elif root is not None:
        reading.wrong(root.at, "an object is needed here")
    return VariableFacts(path, arguments, tuple(sorted(reading.diagnostics)))
