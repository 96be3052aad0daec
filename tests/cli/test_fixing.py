"""`--fix` and `--diff`."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.fix.edit import FileFix
from eda_lint.lint import Report
from tests.cli.bench import Bench
from tests.report.example import TEMPLATE, finding, report

MENDED = TEMPLATE.replace("VisibilityTimeout: 30", "VisibilityTimeout: 360")


@pytest.fixture
def template(cli: Bench, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run with two findings; a fix for one of them, safe; the run after it finds the other."""
    other = finding("direct-invoke", fingerprint="1" * 16)
    cli.reports.append(report(cli.folder, [finding(), other]))
    cli.reports.append(report(cli.folder, [other]))

    def plan_fixes(report: Report, unsafe: bool) -> tuple[FileFix, ...]:
        after = MENDED.replace("Timeout: 60", "Timeout: 61") if unsafe else MENDED
        return (FileFix("template.yaml", TEMPLATE, after),)

    monkeypatch.setattr("eda_lint.cli.fixing.plan_fixes", plan_fixes)
    return cli.reports[0].sources["template.yaml"]


def test_fix_mends_checks_again_and_reports_what_remains(cli: Bench, template: Path) -> None:
    result = cli.run("check", "--fix")
    assert template.read_text(encoding="utf-8") == MENDED
    assert result.stderr == "1 fixed\n"
    assert "visibility-timeout-too-short" not in result.stdout
    assert "direct-invoke" in result.stdout
    assert result.exit_code == 1


def test_unsafe_fixes_are_taken_only_when_asked_for(cli: Bench, template: Path) -> None:
    cli.run("check", "--fix", "--unsafe-fixes")
    assert "Timeout: 61" in template.read_text(encoding="utf-8")


def test_diff_shows_and_changes_nothing(cli: Bench, template: Path) -> None:
    result = cli.run("check", "--diff", "--fix")
    assert template.read_text(encoding="utf-8") == TEMPLATE
    assert result.stdout.startswith("--- a/template.yaml\n+++ b/template.yaml\n@@ ")
    assert "-      VisibilityTimeout: 30\n+      VisibilityTimeout: 360\n" in result.stdout
    assert result.exit_code == 1


def test_a_file_that_changed_meanwhile_is_left_alone(cli: Bench, template: Path) -> None:
    template.write_text("Resources: {}\n", encoding="utf-8")
    result = cli.run("check", "--fix")
    assert template.read_text(encoding="utf-8") == "Resources: {}\n"
    assert result.exit_code == 2
    assert result.stderr == (
        "error: template.yaml changed while it was checked, nothing written to it\n"
    )


def test_a_last_line_without_newline_is_a_patch_too(
    cli: Bench, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "eda_lint.cli.fixing.plan_fixes",
        lambda report, unsafe: (FileFix("template.yaml", "a", "b"),),
    )
    assert cli.run("check", "--diff").stdout.endswith(
        "-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
    )
