"""The JSON contracts, and SARIF, as schemas."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator

_SCHEMAS = Path(__file__).parent.parent / "schemas"
SARIF = "sarif-2.1.0"


def assert_keeps_contract(name: str, text: str) -> None:
    """Fail unless a JSON text is what the schema of this name says."""
    errors = [error.message for error in _validator(name).iter_errors(json.loads(text))]
    assert not errors, errors


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((_SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
