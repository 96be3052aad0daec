"""Values of variables, and where modules are installed."""

from __future__ import annotations

import pytest

from eda_lint.location import Diagnostic
from eda_lint.parse.terraform.form import Constant, VariableFacts
from eda_lint.parse.terraform.installed import parse_installed
from eda_lint.parse.terraform.variables import parse_variables
from tests.parse.terraform.written import span, written


def values(facts: VariableFacts) -> dict[str, str]:
    """The values by the names of their variables."""
    return {one.name: written(one.value) for one in facts.arguments}


def test_values_in_hcl() -> None:
    facts = parse_variables("terraform.tfvars", '# a\nenv = "dev"\ntags = {\n  a = [1, true]\n}\n')
    assert facts.diagnostics == ()
    assert values(facts) == {"env": '"dev"', "tags": '{"a" = [1, true]}'}
    assert [span(one.at) for one in facts.arguments] == ["2:1-2:4", "3:1-3:5"]


def test_values_in_json() -> None:
    facts = parse_variables("x.auto.tfvars.json", '{\n  "env": "dev",\n  "count": 2\n}')
    assert facts.diagnostics == ()
    assert values(facts) == {"env": '"dev"', "count": "2"}
    assert [span(one.at) for one in facts.arguments] == ["2:3-2:8", "3:3-3:10"]


def test_no_values() -> None:
    assert parse_variables("a.tfvars", "") == VariableFacts("a.tfvars", ())
    assert parse_variables("a.tfvars.json", "{}") == VariableFacts("a.tfvars.json", ())


@pytest.mark.parametrize(
    ("path", "text", "told", "left"),
    [
        ("a.tfvars", "a = 1\nb = (\nc = 2\n", (2, 3, "not valid HCL: unexpected = ("), {"a"}),
        ("a.tfvars.json", '{"a": 1', (1, 8, "not valid JSON: expecting ',' delimiter"), set()),
        ("a.tfvars.json", "[1]", (1, 1, "an object is needed here"), set()),
    ],
)
def test_what_is_wrong_is_told(
    path: str, text: str, told: tuple[int, int, str], left: set[str]
) -> None:
    facts = parse_variables(path, text)
    assert facts.diagnostics[0] == Diagnostic(path, *told)
    assert left <= set(values(facts))


def test_installed_modules() -> None:
    facts = parse_installed(
        ".terraform/modules/modules.json",
        """{"Modules": [
            {"Key": "", "Source": "", "Dir": "."},
            {"Key": "orders.queue", "Source": "registry.example.com/a/b/aws", "Version": "1.0.0",
             "Dir": ".terraform/modules/orders.queue"},
            {"Key": "incomplete"}, 5
        ]}""",
    )
    assert facts.diagnostics == ()
    assert facts.folders == (("", "."), ("orders.queue", ".terraform/modules/orders.queue"))


@pytest.mark.parametrize("text", ["[]", "{}", '{"Modules": null}', "5", '{"Modules": {"a": 1}}'])
def test_a_listing_of_nothing(text: str) -> None:
    assert parse_installed("modules.json", text).folders == ()


def test_a_broken_listing() -> None:
    (diagnostic,) = parse_installed("modules.json", '{"Modules": [').diagnostics
    assert diagnostic.message.startswith("not read: ")


def test_text_in_json_is_no_template() -> None:
    facts = parse_variables("terraform.tfvars.json", '{"policy": "${aws:username}"}')
    assert [one.value for one in facts.arguments] == [
        Constant("${aws:username}", facts.arguments[0].value.at)
    ]
    assert facts.diagnostics == ()
