"""Annotations of GitHub Actions, and the summary of a step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eda_lint.finding import Confidence, Reported, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Diagnostic, Location
from eda_lint.report import github, mermaid, summary
from eda_lint.report.view import view_of
from tests.report.example import ORDERS, SHIP, finding, graph, mapping, report


def many(number: int, severity: Severity) -> list[Reported]:
    """Findings on the lines from 1 on."""
    return [
        finding(severity=severity, at=Location("a.yaml", line), fingerprint=f"{line:016}")
        for line in range(1, number + 1)
    ]


def test_an_annotation_with_its_related_places(tmp_path: Path) -> None:
    assert github.render(report(tmp_path, [finding()])) == (
        "::error file=template.yaml,line=5,endLine=5,col=7,endColumn=27,"
        "title=visibility-timeout-too-short::"
        "Orders hides a message for 30 s, needs 360 s%0Atemplate.yaml:9:7: Ship may run for 60 s\n"
        "1 error in 2 files (1 function)\n"
    )


def test_a_clean_run_has_no_annotation(tmp_path: Path) -> None:
    assert github.render(report(tmp_path)) == "no findings in 2 files (1 function)\n"


def test_columns_are_only_for_one_line(tmp_path: Path) -> None:
    (line, _) = github.render(report(tmp_path, [finding(at=Location("a.py", 3, 5, 6, 2))])).split(
        "\n", 1
    )
    assert line.startswith("::error file=a.py,line=3,endLine=6,title=")


def test_a_place_without_an_end_has_a_last_column(tmp_path: Path) -> None:
    broken = Diagnostic("a.yaml", 3, 5, "expected a key")
    assert github.render(report(tmp_path, diagnostics=(broken,))).startswith(
        "::error file=a.yaml,line=3,endLine=3,col=5,endColumn=5,title=parse-error::expected a key\n"
    )


def test_properties_and_data_are_escaped(tmp_path: Path) -> None:
    trick = finding(at=Location("50%,a:b.yaml", 1), message="50%\n::error::x, y", related=())
    assert github.render(report(tmp_path, [trick])).startswith(
        "::error file=50%25%2Ca%3Ab.yaml,line=1,endLine=1,col=1,endColumn=1,"
        "title=visibility-timeout-too-short::50%25\\n::error::x, y\n"
    )


def test_at_most_ten_of_a_level_the_worst_first(tmp_path: Path) -> None:
    advice = many(3, Severity.INFO)
    doubtful = many(12, Severity.ERROR)
    sure = doubtful[11]
    guesses = [
        replace(one, finding=replace(one.finding, confidence=Confidence.LIKELY))
        for one in doubtful[:11]
    ]
    lines = github.render(report(tmp_path, [*advice, *guesses, sure])).splitlines()
    assert len(lines) == 10 + 1 + 3 + 1
    assert lines[0].startswith("::error file=a.yaml,line=12,")
    assert lines[1].startswith("::error file=a.yaml,line=1,")
    assert lines[10] == "2 more findings of level error, which a step cannot show"
    assert [line.split()[0] for line in lines[11:14]] == ["::notice"] * 3
    assert lines[14] == "12 errors, 3 info in 2 files (1 function)"


def chain(length: int) -> EventGraph:
    """A graph of many queues, each of which triggers the example's function."""
    queues = [replace(ORDERS, id=f"template.yaml#Q{n}", name=f"Q{n}") for n in range(length)]
    edges = [replace(mapping(9), source=queue.id) for queue in queues]
    return graph((ORDERS, SHIP, *queues), [mapping(9), *edges])


def drawing(text: str) -> str:
    """What stands in the one drawing of a summary."""
    return text.partition("```mermaid\n")[2].partition("```\n")[0]


def test_a_summary_has_findings_and_the_whole_graph(tmp_path: Path) -> None:
    made = report(tmp_path, [finding()])
    text = summary.render(made)
    assert text.startswith("## eda-lint: 1 error\n")
    assert drawing(text) == mermaid.render(view_of(made.graph))


def test_a_large_graph_is_drawn_around_the_findings(tmp_path: Path) -> None:
    text = summary.render(report(tmp_path, [finding()], of=chain(600)))
    assert "### How events flow around the findings\n" in text
    assert drawing(text).count("-->") <= summary.ARROWS
    assert '"Orders<br/>queue"' in drawing(text)


def test_a_large_graph_without_findings_is_not_drawn(tmp_path: Path) -> None:
    text = summary.render(report(tmp_path, of=chain(600)))
    assert "```" not in text
    assert "too large to be drawn here (602 nodes)" in text


def test_an_application_without_events_has_no_drawing(tmp_path: Path) -> None:
    assert "```" not in summary.render(report(tmp_path, of=graph((SHIP,), ())))


@pytest.mark.parametrize("room", [2_000, 5_000, 100_000])
def test_a_summary_keeps_within_its_room(tmp_path: Path, room: int) -> None:
    made = report(tmp_path, many(200, Severity.ERROR), of=graph((ORDERS, SHIP), [mapping(9)]))
    text = summary.render(made, room)
    assert len(text.encode()) <= room
    left = 200 - text.count("\n| error |")
    assert ("more finding" in text) is bool(left)
    assert f"{left} more finding" in text or not left


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_severities_are_levels(tmp_path: Path, severity: Severity, level: str) -> None:
    assert github.render(report(tmp_path, [finding(severity=severity)])).startswith(f"::{level} ")
