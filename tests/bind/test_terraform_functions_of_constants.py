"""What constants come to, as `terraform console` answered: the answers are recorded beside this.

Each was asked as `jsonencode(<expression>)`; "fails" are those that it refused.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eda_lint.bind.terraform.evaluate import Failed
from eda_lint.bind.terraform.evaluate.functions.catalogue import FUNCTIONS
from eda_lint.bind.terraform.evaluate.json_text import constant_json
from tests.bind.expressed import plain, value_of

RECORDED = json.loads(Path(__file__).with_name("terraform_console.json").read_text("utf-8"))

NOT_ASKED = {
    "file": "of files", "fileexists": "of files", "fileset": "of files", "templatefile": "of files",
    "abspath": "depends on where it runs",
    "yamlencode": "not turned into text",
}  # fmt: skip


@pytest.mark.parametrize("expression", RECORDED["gives"])
def test_it_gives_what_terraform_does(expression: str) -> None:
    given = plain(constant_json(value_of(expression)))
    expected = RECORDED["gives"][expression]
    # As JSON, since Python takes 1 and true for the same.
    assert json.dumps(given, default=repr, sort_keys=True) == json.dumps(expected, sort_keys=True)


@pytest.mark.parametrize("expression", RECORDED["fails"])
def test_it_fails_where_terraform_does(expression: str) -> None:
    assert isinstance(value_of(expression), Failed)


def test_every_function_was_asked_for() -> None:
    asked = " ".join((*RECORDED["gives"], *RECORDED["fails"]))
    assert {name for name in FUNCTIONS if f"{name}(" not in asked} == set(NOT_ASKED)
