"""The JSON contracts, as schemas."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

_SCHEMAS = Path(__file__).parent.parent / "schemas"


def assert_keeps_contract(name: str, text: str) -> None:
    """Fail unless a JSON text is what the schema of this name says."""
    schema = json.loads((_SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(text))]
    assert not errors, errors
