"""What a template is called, and what its parts are, is never markup or a command in a report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eda_lint.lint import Report
from eda_lint.report import (
    check_json,
    concise,
    github,
    gitlab,
    json_lines,
    junit,
    markdown,
    sarif,
    summary,
    text,
)
from eda_lint.report.entries import entries
from eda_lint.report.harmless import harmless, harmless_source
from eda_lint.report.markdown_text import escaped
from eda_lint.report.sarif_places import plain, uri
from tests.report.contracts import SARIF, assert_keeps_contract
from tests.report.hostile import names, reports

_COMMAND = re.compile(r"^::(\w+) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)$")
_OF_A_RUNNER = re.compile(r"^\s*::\w|##[\w-]*\[")
_DRAWN = re.compile(r'[\w \-.,/:<>|"(){}\[\]\\#;]*')
_SARIF_LINK = re.compile(r"\[(?:[^\\\[\]]|\\[\\\[\]])*\]\((\d+)\)")
_MARKDOWN = MarkdownIt("gfm-like", {"linkify": True})
assert _MARKDOWN.linkify is not None
# Code hosts make no links of `//host` and of `host.com`.
_MARKDOWN.linkify.add("//", None).set({"fuzzy_link": False})
FORMATS = (check_json, concise, github, gitlab, json_lines, junit, markdown, sarif, summary, text)


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_nothing_leaves_its_line_or_reaches_the_terminal(module: ModuleType) -> None:
    render: Callable[[Report], str] = getattr(module, "render")  # noqa: B009

    @given(reports())
    @settings(max_examples=60, deadline=None)
    def holds(report: Report) -> None:
        written = render(report)
        written.encode("utf-8")
        assert all(line.isprintable() for line in written.split("\n"))

    holds()


@given(names)
def test_harmless_text_is_one_line_and_no_command(name: str) -> None:
    made = harmless(name)
    assert made.isprintable()
    # Wrapped wherever there is a space, each piece may begin a line.
    assert not any(_OF_A_RUNNER.search(word) for word in made.split(" "))


@given(names)
def test_a_harmless_source_line_keeps_its_columns(line: str) -> None:
    made = harmless_source(line)
    assert len(made) == len(line)
    assert made.isprintable()
    assert not re.search(r"##[\w-]*\[", made)


@pytest.mark.parametrize("name", ["arn:aws:sqs:eu-west-1::orders", "AWS::SQS::Queue", "## Avoid"])
def test_what_is_no_command_stays(name: str) -> None:
    assert harmless(name) == harmless_source(name) == name


@given(reports())
@settings(deadline=None)
def test_annotations_are_commands_of_ours_alone(report: Report) -> None:
    *lines, last = github.render(report).splitlines()
    told = []
    for line in lines:
        command = _COMMAND.match(line)
        assert command
        told.append(unescaped(command[3]).split("\n")[0])
    assert sorted(told) == sorted(map(harmless, messages(report)))
    assert not last.startswith("::")


def messages(report: Report) -> list[str]:
    """All that a report has to say: of findings, of files, of rules that broke."""
    return [entry.message for entry in entries(report)] + [one.message for one in report.failures]


def unescaped(data: str) -> str:
    """The data of a workflow command as GitHub reads it."""
    return data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


@given(reports())
@settings(deadline=None)
def test_junit_is_xml_that_says_the_same(report: Report) -> None:
    root = ElementTree.fromstring(junit.render(report))
    cases = list(root.iter("testcase"))
    assert len(cases) == max(1, len(messages(report)))
    assert {child.tag for case in cases for child in case} <= {"failure", "error", "system-out"}
    told = [case[0].get("message") for case in cases if len(case) and case[0].get("message")]
    assert set(told) <= set(map(harmless, messages(report)))


@given(reports())
@settings(deadline=None)
def test_issues_of_code_quality_say_the_same(report: Report) -> None:
    issues = json.loads(gitlab.render(report))
    told = [harmless(entry.message) for entry in entries(report)]
    assert [issue["description"] for issue in issues] == told
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@given(reports())
@settings(deadline=None)
def test_sarif_keeps_its_schema(report: Report) -> None:
    written = sarif.render(report)
    assert written.isascii()
    assert_keeps_contract(SARIF, written)
    for result in json.loads(written)["runs"][0]["results"]:
        linked = _SARIF_LINK.findall(result["message"]["text"])
        there = [place["id"] for place in result.get("relatedLocations", ())]
        assert [int(number) for number in linked] == there


@given(names)
def test_a_message_in_sarif_holds_no_link_and_no_placeholder(name: str) -> None:
    made = plain(name)
    assert not _SARIF_LINK.search(made)
    shown = re.sub(r"\\([\\\[\]])", r"\1", made)
    meant = harmless(name)
    if re.search(r"\{\d+\}", meant):
        assert shown.count("{") == 2 * meant.count("{")
        shown = shown.replace("{{", "{").replace("}}", "}")
    assert shown == meant


@given(names)
def test_a_path_is_a_relative_uri(name: str) -> None:
    made = uri(name)
    assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})*", made, re.ASCII)
    if not any("\ud800" <= c < "\udc80" or "\udcff" < c < "\ue000" for c in name):
        assert unquote(made, errors="surrogateescape") == name


@given(reports())
@settings(deadline=None)
def test_each_line_of_json_lines_is_an_object(report: Report) -> None:
    lines = json_lines.render(report).splitlines()
    assert len(lines) == len(entries(report))
    assert {json.loads(line)["version"] for line in lines} <= {1}


@given(names)
def test_text_in_markdown_is_read_as_it_is(name: str) -> None:
    assert read(f"| {escaped(name)} |") == f"| {harmless(name)} |".strip()


@given(reports())
@settings(deadline=None)
def test_a_markdown_table_has_the_cells_that_we_wrote(report: Report) -> None:
    tokens = _MARKDOWN.parse(markdown.render(report))
    found = entries(report)
    assert sum(token.type == "td_open" for token in tokens) == 4 * len(found)
    assert {token.tag for token in inner(tokens)} <= {""}
    markup = {token.content for token in inner(tokens) if token.type == "html_inline"}
    assert markup <= {"<code>", "</code>", "<br>"}


@given(reports())
@settings(deadline=None)
def test_a_summary_has_one_drawing_and_nothing_breaks_out_of_it(report: Report) -> None:
    tokens = _MARKDOWN.parse(summary.render(report))
    drawings = [token for token in tokens if token.type == "fence"]
    assert [token.info for token in drawings] == ["mermaid"]
    first, *lines = drawings[0].content.splitlines()
    assert first == "flowchart LR"
    assert sum(not re.match(r" +(?:subgraph|end)\b", line) for line in lines) == 3
    assert all(_DRAWN.fullmatch(re.sub(r"[^\W\d_]", "x", line)) for line in lines)


def inner(tokens: list[Token]) -> list[Token]:
    """What stands inside of lines."""
    return [child for token in tokens for child in token.children or ()]


def read(line: str) -> str:
    """The text that a line of Markdown comes out as, which must be one paragraph of plain text."""
    tokens = _MARKDOWN.parse(line)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {token.type for token in inner(tokens)} <= {"text", "text_special"}
    return "".join(token.content for token in inner(tokens)).replace("\u200b", "")


def test_a_runner_takes_no_text_report_for_commands(tmp_path: Path) -> None:
    from tests.report.example import finding
    from tests.report.example import report as made

    trick = "a ::error file=x::forged ##[error]forged " + "long " * 30 + "::warning::wrapped"
    written = text.render(made(tmp_path, [finding(message=trick)]))
    assert not any(_OF_A_RUNNER.search(line) for line in written.splitlines())
