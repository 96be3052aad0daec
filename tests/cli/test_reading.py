"""How much `eda-lint check` says, and what of the terminal it respects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from eda_lint.cli.common import style_for
from eda_lint.cli.hyperlinks import knows_links, pages_of
from eda_lint.cli.stages import Stages
from eda_lint.finding import Severity
from tests.cli.bench import Bench, rooms
from tests.report.example import finding, report

FOUND = "visibility-timeout-too-short"


def test_statistics_instead_of_findings(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, [finding(), finding(fingerprint="1" * 16)]))
    told = cli.run("check", "--statistics")
    assert told.exit_code == 1
    assert told.stdout.startswith(f"2  error    {FOUND}\n\n2 errors in ")


@pytest.mark.parametrize("option", ["-q", "--quiet"])
def test_quiet(cli: Bench, option: str) -> None:
    cli.reports.append(report(cli.folder))
    told = cli.run("check", option)
    assert (told.exit_code, told.stdout, told.stderr) == (0, "", "")
    assert cli.run("check", option, "--fix").stderr == ""


@pytest.mark.parametrize("option", ["-v", "--verbose"])
def test_verbose_tells_what_each_stage_came_to(cli: Bench, option: str) -> None:
    cli.reports.append(report(cli.folder, [finding()]))
    told = cli.run("check", option)
    assert told.stdout == cli.run("check").stdout
    lines = [line.rpartition(" (")[0] for line in told.stderr.splitlines()]
    assert lines == [
        "finding files: 1 file",
        "reading: 2 files of infrastructure and code",
        "following code: 0 of 1 function bound, 0 of 0 AWS calls resolved to a resource, "
        "1 value unknown, 4 nodes, 3 edges",
        "checking: 2 rules, 1 finding",
    ]
    assert all(line.endswith(" s)") for line in told.stderr.splitlines())


def test_a_stage_lasts_until_the_next_begins() -> None:
    times = iter([1.0, 2.0, 5.0, 9.0])
    seen: list[tuple[str, int, int]] = []
    stages = Stages(lambda *progress: seen.append(progress), clock=lambda: next(times))
    stages("reading", 0, 2)
    stages("reading", 1, 2)
    stages("checking", 0, 1)
    assert stages.seconds() == {"finding files": 1.0, "reading": 3.0, "checking": 4.0}
    assert seen == [("reading", 0, 2), ("reading", 1, 2), ("checking", 0, 1)]


def test_groups(cli: Bench) -> None:
    cli.reports.append(report(cli.folder, [finding(), finding("advice", severity=Severity.INFO)]))
    assert "template.yaml: 1 error, 1 info\n\n" in cli.run("check", "--group-by", "file").stdout
    assert "advice: 1 info\n\n" in cli.run("check", "--group-by", "rule").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-q", "-v"), "--quiet and --verbose exclude each other"),
        (("--statistics", "--group-by", "rule"), "--statistics counts rules, so there is nothing"),
        (("--statistics", "--format", "json"), "--statistics is for text, so it needs --format t"),
        (("--group-by", "file", "--format", "sarif"), "--group-by is for text, so it needs"),
    ],
)
def test_options_that_make_no_sense_together(
    cli: Bench, options: tuple[str, ...], said: str
) -> None:
    told = cli.run("check", *options)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(f"error: {said}")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal of which nothing more is known."""
    for name in ("NO_COLOR", "FORCE_COLOR", "FORCE_HYPERLINK", "TMUX", "STY", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("TERM_PROGRAM", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    return monkeypatch


@pytest.mark.parametrize(
    ("environment", "is_terminal", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "3"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "0"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
    ],
)
def test_colour_can_be_asked_for_by_the_environment(
    terminal: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_terminal: bool,
    coloured: bool,
) -> None:
    terminal.setattr("sys.stdout.isatty", lambda: is_terminal)
    for name, value in environment.items():
        terminal.setenv(name, value)
    assert style_for("auto", None).colour is coloured
    assert style_for("always", None).colour
    assert not style_for("never", None).colour
    assert not style_for("always", Path("report.txt")).colour


@pytest.mark.parametrize(
    ("environment", "known"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"WT_SESSION": "0f"}, True),
        ({"VTE_VERSION": "7200"}, True),
        ({"VTE_VERSION": "4200"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/tmux"}, False),
        ({"TERM_PROGRAM": "WezTerm", "STY": "1.pts"}, False),
        ({"TERM_PROGRAM": "WezTerm", "FORCE_HYPERLINK": "0"}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_which_terminals_know_links(environment: Mapping[str, str], known: bool) -> None:
    assert knows_links(environment) is known


def test_links_only_where_there_is_a_terminal_and_colour(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("TERM_PROGRAM", "iTerm.app")
    assert style_for("auto", None).links
    assert style_for("always", None).links
    assert not style_for("never", None).links
    assert not style_for("always", Path("report.txt")).links
    terminal.setattr("sys.stdout.isatty", lambda: False)
    assert not style_for("always", None).links


def test_a_rule_leads_to_its_page_on_this_machine(tmp_path: Path) -> None:
    pages = pages_of(rooms(tmp_path))
    page = (tmp_path / "queue-without-dlq/README.md").as_uri()
    assert pages["queue-without-dlq"] == page
