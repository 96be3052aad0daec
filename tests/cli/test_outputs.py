"""`--format` and `--output`: which reports are written, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eda_lint.cli.outputs import FORMATS, Output, outputs
from eda_lint.errors import UsageError
from tests.cli.bench import Bench
from tests.report.contracts import SARIF, assert_keeps_contract
from tests.report.example import finding, report


@pytest.fixture(autouse=True)
def in_no_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDA_LINT_FORMAT", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.mark.parametrize(
    ("format", "given", "expected"),
    [
        (None, [], [Output("text")]),
        ("json", [], [Output("json")]),
        (None, ["report.txt"], [Output("text", Path("report.txt"))]),
        ("json", ["report.json"], [Output("json", Path("report.json"))]),
        (None, ["sarif"], [Output("sarif")]),
        (None, ["sarif:-"], [Output("sarif")]),
        (None, ["sarif:a.sarif"], [Output("sarif", Path("a.sarif")), Output("text")]),
        (
            "github",
            ["sarif:a.sarif", "junit:b.xml"],
            [Output("sarif", Path("a.sarif")), Output("junit", Path("b.xml")), Output("github")],
        ),
        (
            None,
            ["sarif:a.sarif", "b.txt"],
            [Output("sarif", Path("a.sarif")), Output("text", Path("b.txt"))],
        ),
        (None, ["json", "b.json"], [Output("json", Path("b.json"))]),
        (None, ["text:c:d.txt"], [Output("text", Path("c:d.txt")), Output("text")]),
        (None, ["C:report.txt"], [Output("text", Path("C:report.txt"))]),
        (None, ["./sarif"], [Output("text", Path("sarif"))]),
        (None, ["-"], [Output("text")]),
    ],
)
def test_what_is_written_where(
    format: str | None, given: list[str], expected: list[Output]
) -> None:
    assert list(outputs(format, "text", given)) == expected


@pytest.mark.parametrize(
    ("format", "given", "told"),
    [
        (None, ["sarf:a.sarif"], "no format is named 'sarf', did you mean 'sarif'?"),
        (None, ["sarif:"], "--output sarif: names no file after the colon"),
        (None, [""], "--output names neither a format nor a file"),
        (None, ["json", "sarif"], "the terminal has room for one of json and sarif"),
        ("json", ["sarif"], "the terminal has room for one of json and sarif"),
        (None, ["a", "b"], "one report cannot go to a and to b, name the formats"),
        (None, ["sarif:a", "junit:a"], "two reports cannot both go to a"),
        (None, ["sarif:no/a"], "cannot write no/a: there is no folder no"),
        (None, ["no/a"], "cannot write no/a: there is no folder no"),
        (None, ["sarif:."], "cannot write .: it is a folder"),
    ],
)
def test_what_cannot_be_written_is_said_before_the_work(
    cli: Bench, format: str | None, given: list[str], told: str
) -> None:
    with pytest.raises(UsageError) as error:
        outputs(format, "text", given)
    assert str(error.value) == told
    asked = [f"--output={text}" for text in given] + ([f"--format={format}"] if format else [])
    result = cli.run("check", *asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {told}\n"
    assert cli.selections == []


def test_several_reports_of_one_run(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    result = cli.run("check", "--output", "sarif:a.sarif", "--output", "junit:b.xml")
    assert result.exit_code == 1
    assert result.stdout.startswith("error[visibility-timeout-too-short]: ")
    assert_keeps_contract(SARIF, (cli.folder / "a.sarif").read_text(encoding="utf-8"))
    assert "<testsuites" in (cli.folder / "b.xml").read_text(encoding="utf-8")
    assert len(cli.selections) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_of_a_finding_and_of_none(cli: Bench, format: str) -> None:
    cli.reports.extend([report(cli.folder, [finding()]), report(cli.folder)])
    found = cli.run("check", "--format", format)
    assert found.exit_code == 1
    assert "visibility-timeout-too-short" in found.stdout
    clean = cli.run("check", "--format", format)
    assert clean.exit_code == 0
    assert "template.yaml:5" not in clean.stdout


def test_a_variable_sets_another_default(cli: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    monkeypatch.setenv("EDA_LINT_FORMAT", "json")
    assert json.loads(cli.run("check").stdout)["version"] == 1
    assert cli.run("check", "--format", "concise").stdout.startswith("template.yaml:5:7: ")
    assert cli.run("check", "--output", "gitlab").stdout.startswith("[\n")
    monkeypatch.setenv("EDA_LINT_FORMAT", "")
    assert cli.run("check").stdout.startswith("error[")


def test_a_variable_that_names_no_format(cli: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDA_LINT_FORMAT", "yaml")
    result = cli.run("check")
    assert result.exit_code == 2
    assert "EDA_LINT_FORMAT" in result.stderr


def test_sarif_has_every_rule_that_ran(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    text = cli.run("check", "--isolated", "--format", "sarif", "--ignore", "delivery").stdout
    (run,) = json.loads(text)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["init-in-handler"]


def test_annotations_come_with_a_summary(cli: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    summary = cli.folder / "summary.md"
    summary.write_text("# Build\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    cli.run("check")
    assert summary.read_text(encoding="utf-8") == "# Build\n"
    assert cli.run("check", "--format", "github").stdout.startswith("::error file=template.yaml,")
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("# Build\n## eda-lint: 1 error\n")
    assert "```mermaid\nflowchart LR\n" in written


def test_a_summary_that_cannot_be_written_is_told(
    cli: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(cli.folder / "missing" / "summary.md"))
    result = cli.run("check", "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.startswith("::error ")
    assert result.stderr.startswith("warning: cannot add to the summary ")


def test_a_patch_is_no_report(cli: Bench) -> None:
    cli.reports.append(report(cli.folder))
    result = cli.run("check", "--diff", "--output", "sarif:a.sarif")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --diff writes a patch")
    assert cli.run("check", "--diff", "--output", "a.patch").exit_code == 0
    assert (cli.folder / "a.patch").read_text(encoding="utf-8") == ""
