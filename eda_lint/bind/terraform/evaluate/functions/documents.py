"""Functions of documents: JSON, YAML and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import NoReturn

from eda_lint.aws.text import structure
from eda_lint.bind.settle import lift
from eda_lint.bind.terraform.evaluate.conversions import as_text
from eda_lint.bind.terraform.evaluate.functions.signature import (
    TEXT,
    Fails,
    Functions,
    Invocation,
    Plain,
    TooLarge,
    plain,
)
from eda_lint.bind.terraform.evaluate.json_text import ENCODED, constant_json
from eda_lint.bind.terraform.evaluate.limits import MOST_ITEMS
from eda_lint.bind.terraform.evaluate.numbers import number_of
from eda_lint.value import Concat, Literal, Operation, Unknown, Value

_YAML = "yamlencode"


def _jsonencode(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    if isinstance(call.arguments[0], Unknown):
        return call.arguments[0]
    return Operation(ENCODED, call.arguments, call.at)


def _jsondecode(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    text = as_text(call.arguments[0])
    if isinstance(text, Operation) and text.name == ENCODED and text.arguments:
        return text.arguments[0]
    if isinstance(text, Concat):
        return structure(text)
    if not isinstance(text, Literal):
        return text if isinstance(text, Unknown) else call.unknown("text that is not known")
    try:
        parsed = json.loads(
            str(text.value), parse_float=_number, parse_int=_number, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        return call.failed("no JSON")
    return lift(parsed, call.at)


def _number(text: str) -> int | float | None:
    return number_of(text)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _yamldecode(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    text = as_text(constant_json(call.arguments[0]))
    if isinstance(text, Operation) and text.name in (ENCODED, _YAML) and text.arguments:
        return text.arguments[0]
    if isinstance(text, Unknown):
        return text
    # YAML's parser is only loaded where there is some.
    from eda_lint.bind.terraform.evaluate.functions.yaml_text import NoYaml, yaml_of

    try:
        return yaml_of(text, call.at)
    except NoYaml as wrong:
        return call.unknown(str(wrong))


def _yamlencode(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    if isinstance(call.arguments[0], Unknown):
        return call.arguments[0]
    return Operation(_YAML, call.arguments, call.at)


def _csvdecode(text: str) -> Plain:
    try:
        header, *rows = csv.reader(io.StringIO(text), strict=True)
    except (csv.Error, ValueError) as error:
        raise Fails("no CSV") from error
    if len(rows) * len(header) > MOST_ITEMS:
        raise TooLarge
    if len(set(header)) < len(header) or any(len(row) != len(header) for row in rows):
        raise Fails("no CSV")
    return [dict(zip(header, row, strict=True)) for row in rows]


FUNCTIONS: Functions = {
    "csvdecode": plain(_csvdecode, TEXT),
    "jsondecode": _jsondecode,
    "jsonencode": _jsonencode,
    "yamldecode": _yamldecode,
    "yamlencode": _yamlencode,
}
