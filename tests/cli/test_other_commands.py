"""`graph`, `explain`, `rules`, and what all commands share."""

from __future__ import annotations

import json

import pytest

from eda_lint.location import Diagnostic
from tests.cli.bench import Bench
from tests.report.contracts import assert_keeps_contract
from tests.report.example import report

BROKEN = Diagnostic("broken.yaml", 3, 5, "expected a key")


@pytest.mark.parametrize(
    ("format", "begins"), [("mermaid", "flowchart LR\n"), ("dot", "digraph "), ("json", "{")]
)
def test_graph_formats(cli: Bench, format: str, begins: str) -> None:
    cli.reports.append(report(cli.folder))
    result = cli.run("graph", "--format", format)
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_graph_json_keeps_its_contract(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, diagnostics=(BROKEN,)))
    result = cli.run("graph", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert_keeps_contract("graph", result.stdout)
    assert json.loads(result.stdout)["diagnostics"][0]["path"] == "broken.yaml"


def test_a_drawing_tells_beside_it_what_could_not_be_read(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, diagnostics=(BROKEN,)))
    result = cli.run("graph")
    assert result.stderr == "broken.yaml:3:5: expected a key\n"
    assert "broken" not in result.stdout


def test_graph_in_focus(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    drawn = cli.run("graph", "--focus", "Orders", "--depth", "1").stdout
    assert "Ship" in drawn
    assert "shipped" not in drawn


def test_graph_without_the_node_in_focus(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    result = cli.run("graph", "--focus", "Order")
    assert result.exit_code == 2
    assert result.stderr == "error: no node is named 'Order', did you mean 'Orders'?\n"


def test_depth_means_nothing_without_focus(cli: Bench) -> None:
    result = cli.run("graph", "--depth", "2")
    assert result.exit_code == 2
    assert "--depth needs --focus" in result.stderr


def test_graph_to_a_file(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    assert cli.run("graph", "--output", "graph.mmd").stdout == ""
    assert (cli.folder / "graph.mmd").read_text(encoding="utf-8").startswith("flowchart")


def test_explain_prints_the_page(cli: Bench) -> None:
    (cli.folder / "queue-without-dlq").mkdir()
    page = "# queue-without-dlq\n\nWhy.\n"
    (cli.folder / "queue-without-dlq" / "README.md").write_text(page, encoding="utf-8")
    result = cli.run("explain", "queue-without-dlq")
    assert (result.exit_code, result.stdout) == (0, page)


def test_explain_suggests_the_nearest_rule(cli: Bench) -> None:
    result = cli.run("explain", "queue-without-dql")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: no rule is named 'queue-without-dql', did you mean 'queue-without-dlq'?\n"
    )


def test_a_page_that_is_missing_is_said(cli: Bench) -> None:
    result = cli.run("explain", "init-in-handler")
    assert result.exit_code == 2
    assert "README.md cannot be read" in result.stderr


def test_rules_are_listed(cli: Bench) -> None:
    assert cli.run("rules").stdout == (
        "init-in-handler    cold_start  warning  A client is built on every invocation\n"
        "queue-without-dlq  delivery    error    "
        "A queue that is consumed has no place for its failures\n"
    )


def test_rules_as_json(cli: Bench) -> None:
    document = json.loads(cli.run("rules", "--format", "json").stdout)
    assert document["version"] == 1
    assert document["rules"][1] == {
        "id": "queue-without-dlq",
        "family": "delivery",
        "severity": "error",
        "summary": "A queue that is consumed has no place for its failures",
        "options": [{"name": "minimum", "default": 3}],
    }


def test_a_command_that_is_not_there(cli: Bench) -> None:
    result = cli.run("chek")
    assert result.exit_code == 2
    assert "No such command 'chek'" in result.stderr


@pytest.mark.parametrize("command", ["check", "graph", "explain", "rules"])
def test_every_command_has_help(cli: Bench, command: str) -> None:
    result = cli.run(command, "--help")
    assert result.exit_code == 0
    assert command in cli.run("--help").stdout


@pytest.mark.parametrize("command", ["check", "graph"])
def test_an_interrupted_run_is_no_run_with_findings(
    cli: Bench, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("eda_lint.cli.checking.lint", interrupted)
    monkeypatch.setattr("eda_lint.cli.graphing.lint", interrupted)
    result = cli.run(command)
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")
