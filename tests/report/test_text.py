"""Text for people: frames, phrases, colour, width, and names that would play with a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.finding import Related, Severity
from eda_lint.location import Diagnostic, Location
from eda_lint.report import text
from eda_lint.report.style import Style
from tests.report.example import finding, graph, report

BROKEN = Diagnostic("broken.yaml", 3, 5, "expected a key")


def test_a_finding_is_a_small_story(tmp_path: Path) -> None:
    written = text.render(report(tmp_path, [finding()]))
    assert written == (
        "error[visibility-timeout-too-short]: Orders hides a message for 30 s, needs 360 s\n"
        " --> template.yaml:5:7\n"
        "  |\n"
        "5 |       VisibilityTimeout: 30\n"
        "  |       ^^^^^^^^^^^^^^^^^^^^^\n"
        " ::: template.yaml:9:7\n"
        "  |\n"
        "9 |       Timeout: 60\n"
        "  |       ------- Ship may run for 60 s\n"
        "\n"
        "1 error in 2 files (1 function)\n"
        "1 fact could not be evaluated, --show-unknown lists them\n"
    )


def test_a_clean_run_says_what_it_looked_at(tmp_path: Path) -> None:
    assert text.render(report(tmp_path)).startswith("no findings in 2 files (1 function)\n")


def test_the_summary_counts_by_severity(tmp_path: Path) -> None:
    found = [
        finding(),
        finding("direct-invoke", fingerprint="1" * 16),
        finding("long-name", severity=Severity.WARNING, fingerprint="2" * 16),
        finding("advice", severity=Severity.INFO, fingerprint="3" * 16),
    ]
    unused = (Diagnostic("template.yaml", 1, 1, "nothing to suppress here"),)
    written = text.render(report(tmp_path, found, diagnostics=(BROKEN,), unused=unused))
    assert "2 errors, 1 warning, 1 info, 1 parse error, 1 unused suppression in 2 files" in written


def test_what_could_not_be_parsed_is_a_parse_error(tmp_path: Path) -> None:
    written = text.render(report(tmp_path, diagnostics=(BROKEN,)))
    assert "error[parse-error]: expected a key\n --> broken.yaml:3:5\n" in written


def test_unknown_facts_are_listed_on_request(tmp_path: Path) -> None:
    written = text.render(report(tmp_path), show_unknown=True)
    assert "could not be evaluated:\n  template.yaml:6: memory of Ship: parameter Memory" in written
    assert "--show-unknown" not in written


def test_suppressed_findings_are_counted(tmp_path: Path) -> None:
    from dataclasses import replace

    assert "3 findings suppressed" in text.render(replace(report(tmp_path), suppressed=3))


def test_order_is_path_line_rule(tmp_path: Path) -> None:
    places = [("b.py", 1), ("a.py", 9), ("a.py", 2)]
    found = [finding("z", at=Location(path, line), related=()) for path, line in places]
    found.append(finding("a", at=Location("a.py", 9, 40), related=()))
    lines = text.render(report(tmp_path, found, diagnostics=(BROKEN,))).splitlines()
    assert [line.split("--> ")[1] for line in lines if "-->" in line] == [
        "a.py:2:1",
        "a.py:9:40",
        "a.py:9:1",
        "b.py:1:1",
        "broken.yaml:3:5",
    ]


def test_without_its_source_a_place_still_has_its_phrase(tmp_path: Path) -> None:
    written = text.render(report(tmp_path, [finding()], sources={}))
    assert " --> template.yaml:5:7\n ::: template.yaml:9:7\n  = Ship may run for 60 s\n" in written


def test_a_phrase_about_the_primary_place_needs_no_second_frame(tmp_path: Path) -> None:
    at = Location("template.yaml", 5, 7, 5, 28)
    written = text.render(report(tmp_path, [finding(at=at, related=(Related(at, "set here"),))]))
    assert "^\n  = set here\n" in written
    assert ":::" not in written


def test_no_colour_unless_asked(tmp_path: Path) -> None:
    run = report(tmp_path, [finding()])
    assert "\x1b" not in text.render(run)
    coloured = text.render(run, Style(colour=True))
    assert "\x1b[93m" not in coloured
    assert "\x1b[91m\x1b[1merror[visibility-timeout-too-short]\x1b[0m" in coloured


HOSTILE = "Or\x1b[2Jders\nerror[fake]: all is well\u202e\x07"


def test_hostile_names_stay_on_their_line(tmp_path: Path) -> None:
    at = Location(f"dir\n/{HOSTILE}.yaml", 1, 1, 1, 4)
    run = report(
        tmp_path,
        [finding(at=at, message=f"{HOSTILE} fails", related=(Related(at, HOSTILE),))],
        diagnostics=(Diagnostic(at.path, 1, 1, HOSTILE),),
        sources={at.path: "a\x1b[31m\x00\x9b key: \u202etxt\n"},
    )
    written = text.render(run, show_unknown=True)
    assert set(written) <= set(filter(str.isprintable, written)) | {"\n"}
    assert not any(line.startswith("error[fake]") for line in written.splitlines())


@pytest.mark.parametrize("width", [40, 60, 100])
def test_width_is_respected(tmp_path: Path, width: int) -> None:
    long = f"{'key: ' * 60}needle{' value' * 5000}"
    at = Location("template.yaml", 1, 301, 1, 307)
    run = report(
        tmp_path,
        [
            finding(
                at=at,
                message="a queue hides a message " * 8,
                related=(Related(Location("template.yaml", 1, 1, 1, 4), "and this is why " * 9),),
            )
        ],
        sources={"template.yaml": long},
    )
    lines = text.render(run, Style(width=width)).splitlines()
    assert max(map(len, lines)) <= max(width, 57)  # the last line is one sentence
    marked = next(i for i, line in enumerate(lines) if "^^^^^^" in line)
    assert lines[marked - 1][lines[marked].index("^") :].startswith("needle")


def test_marks_stand_under_what_they_mean(tmp_path: Path) -> None:
    source = '\t名前: "x", Orders\r\n'
    start = source.index("Orders") + 1
    run = report(
        tmp_path,
        [finding(at=Location("t.yaml", 1, start, 1, start + 6), related=())],
        sources={"t.yaml": source},
        of=graph((), ()),
    )
    lines = text.render(run).splitlines()
    assert lines[3] == '1 |     名前: "x", Orders'
    # A tab is shown as four columns, each of the two wide characters takes two.
    assert lines[4] == "  |" + " " * (1 + 4 + 4 + 7) + "^^^^^^"


def test_a_place_beyond_the_end_of_its_file_has_no_frame(tmp_path: Path) -> None:
    at = Location("template.yaml", 999)
    written = text.render(report(tmp_path, [finding(at=at, related=())]))
    assert "   --> template.yaml:999:1\n\n1 error" in written


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first(tmp_path: Path) -> None:
    at = Location("template.yaml", 6, 3, 9, 18)
    written = text.render(report(tmp_path, [finding(at=at, related=())]))
    assert "6 |   Ship:\n  |   ^^^^^\n" in written


def test_a_mark_as_wide_as_the_terminal_needs_no_line_for_nothing(tmp_path: Path) -> None:
    written = text.render(report(tmp_path, [finding()]), style=Style(width=20))
    assert not any(line.strip() == "=" for line in written.splitlines())
