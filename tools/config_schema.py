"""The JSON schema of a configuration file, for editors: our keys, our rules and their options.

A team's own rules have names that nobody here knows, so names and options are only proposed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from eda_lint.config.keys import schema
from eda_lint.config.shapes import JsonObject
from eda_lint.notices import OF_SUPPRESSIONS
from eda_lint.registry import Room
from eda_lint.rule import Option, Rule

_LISTS_OF_NAMES = ("select", "extend-select", "ignore")


def config_schema(rooms: Sequence[Room]) -> str:
    """The text of the schema's file."""
    rules = [room.rule for room in rooms]
    table = schema()
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "eda-lint.toml, or [tool.eda-lint] in pyproject.toml",
        **table,
        "properties": _with_rules(_object(table["properties"]), rules),
        "definitions": {"name": {"anyOf": [{"enum": _names(rules)}, {"type": "string"}]}},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _with_rules(keys: JsonObject, rules: Sequence[Rule]) -> JsonObject:
    """The keys, which know the rules."""
    names = _names(rules)
    known = dict(keys)
    for key in _LISTS_OF_NAMES:
        known[key] = _list_of_names(_object(keys[key]))
    known["severity"] = _by_name(names, _object(keys["severity"]))
    known["rule-options"] = _options(rules, _object(keys["rule-options"]))
    under = _object(_object(keys["per-path"])["additionalProperties"])
    settings = _object(under["properties"])
    known["per-path"] = {
        **_object(keys["per-path"]),
        "additionalProperties": {
            **under,
            "properties": {
                "ignore": _list_of_names(_object(settings["ignore"])),
                "severity": _by_name(names, _object(settings["severity"])),
            },
        },
    }
    return known


def _names(rules: Iterable[Rule]) -> list[str]:
    """What may be selected or ignored."""
    return sorted({*OF_SUPPRESSIONS, *(n for rule in rules for n in (rule.id, rule.family))})


def _list_of_names(shape: JsonObject) -> JsonObject:
    return {**shape, "items": {"$ref": "#/definitions/name"}}


def _by_name(names: Iterable[str], shape: JsonObject) -> JsonObject:
    return {**shape, "properties": dict.fromkeys(names, shape["additionalProperties"])}


def _options(rules: Iterable[Rule], shape: JsonObject) -> JsonObject:
    properties = {
        rule.id: {
            "description": rule.summary,
            "type": "object",
            "additionalProperties": False,
            "properties": {option.name: _option(option) for option in rule.options},
        }
        for rule in rules
        if rule.options
    }
    return {**shape, "properties": properties}


def _option(option: Option) -> JsonObject:
    match option.default:
        case bool():
            return {"type": "boolean", "default": option.default}
        case int() | float():
            return {"type": "number", "default": option.default}
        case str():
            return {"type": "string", "default": option.default}
        case tuple():
            default = list(option.default)
            return {"type": "array", "items": {"type": "string"}, "default": default}


def _object(value: object) -> JsonObject:
    assert isinstance(value, Mapping)
    return value
