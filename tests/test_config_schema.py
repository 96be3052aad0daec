"""The published schema of a configuration says what the reader takes, no more and no less."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from eda_lint.config import load_config
from eda_lint.errors import ConfigurationError
from eda_lint.registry import load_rooms
from tools.generated import SCHEMA

DOCUMENT = json.loads(SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(DOCUMENT)

TAKEN = (
    "",
    'extends = "base.toml"',
    'select = ["delivery"]\nignore = ["a-rule-of-our-own"]',
    'fail-on = "info"\nbaseline = "known.json"',
    '[severity]\ndelivery = "info"\na-rule-of-our-own = "error"',
    '[per-path."legacy/**"]\nignore = ["delivery"]\nseverity.coupling = "info"',
    "[per-path.x]",
    "[rule-options.visibility-timeout-too-short]\nfactor = 3",
    '[rule-options.a-rule-of-our-own]\na = 1\nb = "x"\nc = ["x"]\nd = true',
    "account-concurrency-limit = 3000",
)
REFUSED = (
    "extends = 1",
    'extends = ""',
    'select = "delivery"',
    "ignore = [1]",
    'ingore = ["delivery"]',
    'fail-on = "fatal"',
    '[severity]\ndelivery = "fatal"',
    "severity = []",
    '[per-path.x]\nselect = ["delivery"]',
    '[per-path.x.severity]\ndelivery = "fatal"',
    "per-path.x = 1",
    "rule-options.x = 1",
    "[rule-options.x]\na = 2026-01-01",
    "account-concurrency-limit = 0",
    "account-concurrency-limit = 1.5",
)


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(DOCUMENT)


@pytest.mark.parametrize("text", TAKEN)
def test_what_the_reader_takes(text: str, tmp_path: Path) -> None:
    assert VALIDATOR.is_valid(tomllib.loads(text))
    (tmp_path / "base.toml").write_text("", encoding="utf-8")
    path = tmp_path / "eda-lint.toml"
    path.write_text(text, encoding="utf-8")
    assert load_config(tmp_path).folder == tmp_path


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_reader_refuses(text: str, tmp_path: Path) -> None:
    # JSON has no dates: what TOML reads as one is a text there.
    document = json.loads(json.dumps(tomllib.loads(text), default=lambda _: {}))
    assert not VALIDATOR.is_valid(document)
    (tmp_path / "eda-lint.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_config(tmp_path)


def test_every_option_of_a_rule_is_proposed_with_its_default() -> None:
    options = DOCUMENT["properties"]["rule-options"]["properties"]
    declared = {
        (room.rule.id, option.name): option.default
        for room in load_rooms()
        for option in room.rule.options
    }
    assert declared
    for (rule, name), default in declared.items():
        proposed = options[rule]["properties"][name]["default"]
        assert proposed == (list(default) if isinstance(default, tuple) else default)


def test_every_rule_is_proposed_by_its_name() -> None:
    names = DOCUMENT["definitions"]["name"]["anyOf"][0]["enum"]
    assert {room.rule.id for room in load_rooms()} <= set(names)
