"""`eda-lint check`: what it selects, writes and answers."""

from __future__ import annotations

import json

import pytest

from eda_lint.finding import Severity
from eda_lint.location import Diagnostic
from tests.cli.bench import Bench
from tests.report.contracts import assert_keeps_contract
from tests.report.example import finding, report

BROKEN = Diagnostic("broken.yaml", 3, 5, "expected a key")


@pytest.mark.parametrize(
    ("severity", "options", "status"),
    [
        (Severity.ERROR, (), 1),
        (Severity.WARNING, (), 1),
        (Severity.INFO, (), 0),
        (Severity.INFO, ("--fail-on", "info"), 1),
        (Severity.WARNING, ("--fail-on", "error"), 0),
        (Severity.ERROR, ("--fail-on", "error"), 1),
        (Severity.ERROR, ("--exit-zero",), 0),
    ],
)
def test_exit_status_by_severity(
    cli: Bench, severity: Severity, options: tuple[str, ...], status: int
) -> None:
    cli.reports.append(report(cli.folder, [finding(severity=severity)]))
    result = cli.run("check", *options)
    assert result.exit_code == status
    assert f"{severity.value}[visibility-timeout-too-short]" in result.stdout


def test_a_clean_run(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    result = cli.run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("no findings")


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_a_file_that_cannot_be_parsed_fails_the_run(cli: Bench, format: str) -> None:
    cli.reports.append(report(cli.folder, diagnostics=(BROKEN,)))
    result = cli.run("check", "--format", format)
    assert result.exit_code == 1
    assert "broken.yaml" in result.stdout


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_a_broken_rule_is_named_and_fails_the_run(cli: Bench, format: str) -> None:
    failure = Diagnostic("init-in-handler", 40, 1, "KeyError: \x1b'x'")
    cli.reports.append(report(cli.folder, failures=(failure,)))
    result = cli.run("check", "--format", format)
    assert result.exit_code == 1
    assert result.stderr == ("error: rule init-in-handler broke (line 40): KeyError: \\x1b'x'\n")


def test_json_on_standard_output_is_json_alone(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    result = cli.run("check", "--format", "json", "--fix")
    assert_keeps_contract("check", result.stdout)
    assert result.stderr == "0 fixed\n"


def test_output_goes_to_a_file(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    result = cli.run("check", "--format", "json", "--output", "report.json", "--exit-zero")
    assert (result.exit_code, result.stdout) == (0, "")
    written = (cli.folder / "report.json").read_text(encoding="utf-8")
    assert json.loads(written)["version"] == 1


def test_output_that_cannot_be_written(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    result = cli.run("check", "--output", "missing/report.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: cannot write missing/report.txt: ")
    assert result.stderr.count("\n") == 1


def test_unknown_facts_are_listed_on_request(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    assert "could not be evaluated:" in cli.run("check", "--show-unknown").stdout


@pytest.mark.parametrize(
    ("options", "selected"),
    [
        ((), {"init-in-handler", "queue-without-dlq"}),
        (("--select", "delivery"), {"queue-without-dlq"}),
        (
            ("--select", "queue-without-dlq, init-in-handler"),
            {"init-in-handler", "queue-without-dlq"},
        ),
        (
            ("--select", "delivery", "--select", "cold_start"),
            {"init-in-handler", "queue-without-dlq"},
        ),
        (
            ("--select", "delivery", "--extend-select", "cold_start,"),
            {"init-in-handler", "queue-without-dlq"},
        ),
        (("--ignore", "init-in-handler"), {"queue-without-dlq"}),
    ],
)
def test_selection(cli: Bench, options: tuple[str, ...], selected: set[str]) -> None:
    cli.reports.append(report(cli.folder))
    assert cli.run("check", "--isolated", *options).exit_code == 0
    assert {rule.id for rule in cli.selections[0].rules} == selected


def test_a_rule_that_is_not_there(cli: Bench) -> None:
    result = cli.run("check", "--select", "queue-without-dql")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "error: no rule or family is named 'queue-without-dql', did you mean 'queue-without-dlq'?\n"
    )


@pytest.mark.parametrize(
    "options", [("--format", "yaml"), ("--fail-on", "never"), ("--no-such-option",)]
)
def test_a_bad_option(cli: Bench, options: tuple[str, ...]) -> None:
    assert cli.run("check", *options).exit_code == 2


def test_isolated_and_config_exclude_each_other(cli: Bench) -> None:
    result = cli.run("check", "--isolated", "--config", "eda-lint.toml")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: --isolated and --config exclude each other\n",
    )


def test_colour_only_when_asked_for(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    assert "\x1b[" not in cli.run("check").stdout
    assert "\x1b[" not in cli.run("check", "--color", "never").stdout
    assert "\x1b[" in cli.run("check", "--color", "always").stdout
    cli.run("check", "--color", "always", "--output", "report.txt")
    assert "\x1b[" not in (cli.folder / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("environment", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colour_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    from eda_lint.cli.common import style_for

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert style_for("auto", None).colour is coloured
    assert style_for("always", None).colour
    assert not style_for("never", None).colour


def test_a_terminals_width_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    from eda_lint.cli.common import style_for

    monkeypatch.setenv("COLUMNS", "64")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert style_for("auto", None).width == 64
    monkeypatch.setattr("sys.stdout.isatty", lambda: False)
    assert style_for("auto", None).width == 100
