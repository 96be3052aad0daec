"""What tools that run Terraform give to modules, by its names."""

from __future__ import annotations

import pytest

from eda_lint.parse.terraform.form import Unreadable
from eda_lint.parse.terraform.wrappers import parse_wrapper


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ('inputs = {\n  a = 1\n  "b" = local.x\n  (local.c) = 2\n}', ["a", "b"]),
        ("inputs = merge({ a = 1 }, local.more, { b = 2, a = 3 })", ["a", "b"]),
        ("locals {\n  more = { c = 1 }\n}\ninputs = merge(local.more, { b = 2 })", ["c", "b"]),
        ("inputs = local.on ? { a = 1 } : { b = 2 }", ["a", "b"]),
        ("locals {\n  a = merge(local.a, { b = 1 })\n}\ninputs = local.a", ["b"]),
        ('inputs = yamldecode(file("inputs.yaml"))', []),
        ('component "x" {\n  source = "./x"\n  inputs = {\n    a = 1\n  }\n}', ["a"]),
        ('unit "x" {\n  source = "./x"\n  values = {\n    a = 1\n  }\n}', ["a"]),
        ('source "docker" "x" {\n  inputs = {\n    a = 1\n  }\n}', []),
        ("a = {", []),
        ("\0", []),
    ],
)
def test_names_of_inputs(text: str, names: list[str]) -> None:
    facts = parse_wrapper("terragrunt.hcl", text)
    assert [one.name for one in facts.arguments] == names
    assert all(isinstance(one.value, Unreadable) for one in facts.arguments)
    assert facts.diagnostics == ()
