"""Reading a report: counts of rules, groups, links, and what is said of what was left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eda_lint.baseline import Baseline, Comparison, Entry
from eda_lint.finding import Severity
from eda_lint.fix.edit import Fix
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location
from eda_lint.report import concise, statistics, text
from eda_lint.report.aside import aside
from eda_lint.report.grouping import Grouping
from eda_lint.report.style import Style
from tests.report.example import finding, report

UNUSED = Diagnostic("a.py", 3, 1, "unused suppression of every rule")
HOSTILE = "\x1b[2J::error::\n.yaml"


def several(folder: Path) -> Report:
    """Findings of two rules in two files, and an unused suppression."""
    places = [("b.yaml", 1, "advice"), ("a.py", 9, "defect"), ("b.yaml", 5, "defect")]
    found = [
        finding(
            rule,
            at=Location(path, line),
            related=(),
            severity=Severity.ERROR if rule == "defect" else Severity.INFO,
            fingerprint=f"{number:016}",
        )
        for number, (path, line, rule) in enumerate(places)
    ]
    return report(folder, found, unused=(UNUSED,))


def test_statistics_count_rules_the_most_frequent_first(tmp_path: Path) -> None:
    fixes = {f"{1:016}": Fix("safe", ()), f"{2:016}": Fix("unsafe", ()), "other": Fix("safe", ())}
    assert statistics.render(several(tmp_path), fixes) == (
        "2  error    defect              1 fixable, 1 with --unsafe-fixes\n"
        "1  info     advice\n"
        "1  info     unused-suppression\n"
        "\n"
        "2 errors, 1 info, 1 unused suppression in 2 files (1 function)\n"
    )


def test_statistics_of_nothing(tmp_path: Path) -> None:
    assert statistics.render(report(tmp_path)) == "no findings in 2 files (1 function)\n"


@pytest.mark.parametrize(
    ("grouping", "titles"),
    [
        (Grouping.PLACE, []),
        (Grouping.FILE, ["a.py: 1 error, 1 unused suppression", "b.yaml: 1 error, 1 info"]),
        (
            Grouping.RULE,
            ["defect: 2 errors", "advice: 1 info", "unused-suppression: 1 unused suppression"],
        ),
    ],
)
def test_groups_have_titles_that_count(
    tmp_path: Path, grouping: Grouping, titles: list[str]
) -> None:
    blocks = text.render(several(tmp_path), grouping=grouping).split("\n\n")
    assert [block for block in blocks[:-1] if "-->" not in block] == titles


@pytest.mark.parametrize(
    ("grouping", "places"),
    [
        (Grouping.PLACE, ["a.py:3", "a.py:9", "b.yaml:1", "b.yaml:5"]),
        (Grouping.FILE, ["a.py:3", "a.py:9", "b.yaml:1", "b.yaml:5"]),
        (Grouping.RULE, ["a.py:9", "b.yaml:5", "b.yaml:1", "a.py:3"]),
    ],
)
def test_lines_are_ordered_by_groups(tmp_path: Path, grouping: Grouping, places: list[str]) -> None:
    lines = concise.render(several(tmp_path), grouping=grouping).splitlines()
    assert [line.split(": ")[0].removesuffix(":1") for line in lines] == places


def test_a_title_is_harmless(tmp_path: Path) -> None:
    run = report(tmp_path, [finding(at=Location(HOSTILE, 1), related=())])
    written = text.render(run, grouping=Grouping.FILE)
    assert "\x1b" not in written
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())


def test_quiet_says_what_was_found_and_no_more(tmp_path: Path) -> None:
    assert text.render(report(tmp_path), quiet=True) == ""
    written = text.render(several(tmp_path), quiet=True)
    assert "error[defect]" in written
    assert " in 2 files" not in written


def test_a_rule_leads_to_its_page_where_the_terminal_can(tmp_path: Path) -> None:
    pages = {"defect": "file:///rules/defect/README.md"}
    style = Style(links=True)
    link = "\x1b]8;;file:///rules/defect/README.md\x1b\\error[defect]\x1b]8;;\x1b\\"
    run = several(tmp_path)
    assert text.render(run, style, pages=pages).count(link) == 2
    assert concise.render(run, style, pages=pages).count(link) == 2
    assert "\x1b]8;;\x1b\\info" not in text.render(run, style, pages=pages)
    assert "\x1b" not in text.render(run, Style(), pages=pages)


def fixed(number: int) -> tuple[Entry, ...]:
    """Entries that are fixed."""
    return tuple(Entry("a.yaml", "x", f"Queue{one}", "", "", "0") for one in range(number))


@pytest.mark.parametrize(
    ("suppressed", "baseline", "untouched", "lines"),
    [
        (0, None, 0, []),
        (2, None, 0, ["2 findings suppressed"]),
        (0, Comparison((), (), 0, (), Baseline()), 0, []),
        (0, Comparison((), (), 1, (), Baseline()), 0, ["1 finding set aside by the baseline"]),
        (
            0,
            Comparison((), (), 0, fixed(3), Baseline()),
            0,
            ["3 entries of the baseline are fixed; --prune-baseline removes them"],
        ),
        (
            0,
            Comparison((), (), 0, fixed(1), Baseline()),
            5,
            [
                "1 entry of the baseline is fixed; --prune-baseline removes it",
                "5 findings left out, which no change touches",
            ],
        ),
    ],
)
def test_nothing_is_left_out_without_a_word(
    tmp_path: Path,
    suppressed: int,
    baseline: Comparison | None,
    untouched: int,
    lines: list[str],
) -> None:
    run = replace(report(tmp_path), suppressed=suppressed, baseline=baseline, untouched=untouched)
    assert list(aside(run)) == lines
    for written in (text.render(run), statistics.render(run)):
        assert [line for line in written.splitlines() if line in lines] == lines
