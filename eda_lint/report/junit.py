"""Findings as JUnit's XML, which every CI server shows: a suite for each file, a case a finding.

A case fails from the severity on from which the run does; what is below passes and tells its story
in the output of the case. A file that cannot be read is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from eda_lint.finding import Severity
from eda_lint.lint import Report
from eda_lint.report.counts import broken_rules, extent
from eda_lint.report.entries import PARSE_ERROR, Entry, entries
from eda_lint.report.harmless import harmless

_NAME = "eda-lint"


def render(report: Report, fail_on: Severity = Severity.WARNING) -> str:
    """One document. A clean run has one case, which passes."""
    root = Element("testsuites", name=_NAME)
    found = entries(report)
    for path, of_file in groupby(found, key=lambda entry: entry.at.path):
        suite = SubElement(root, "testsuite", name=harmless(path))
        for entry, name in _named(of_file):
            _case(suite, entry, name, fail_on)
        _count(suite, tuple(suite))
    if not found or report.failures:
        suite = SubElement(root, "testsuite", name=_NAME)
        for rule, why in broken_rules(report):
            case = SubElement(suite, "testcase", classname=_NAME, name=harmless(rule))
            SubElement(case, "error", message=harmless(why), type="error")
        if not found and not report.failures:
            SubElement(suite, "testcase", classname=_NAME, name=f"no findings in {extent(report)}")
        _count(suite, tuple(suite))
    _count(root, tuple(root.iter("testcase")))
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _named(of_file: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each entry with a name that no other case of its rule has in the file, and no line in it."""
    names: Counter[tuple[str, str]] = Counter()
    for entry in of_file:
        name = entry.message
        if entry.finding is not None:
            name = f"{entry.finding.subject.kind.replace('_', ' ')} {entry.finding.subject.name}"
        names[entry.rule, name] += 1
        number = names[entry.rule, name]
        yield entry, harmless(name if number == 1 else f"{name} ({number})")


def _case(suite: Element, entry: Entry, name: str, fail_on: Severity) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=f"{_NAME}.{harmless(entry.rule)}",
        name=name,
        file=harmless(entry.at.path),
        line=str(entry.at.line),
    )
    if entry.rule != PARSE_ERROR and entry.severity.rank < fail_on.rank:
        SubElement(case, "system-out").text = f"{entry.severity.value}: {_story(entry)}"
        return
    kind = "error" if entry.rule == PARSE_ERROR else "failure"
    told = SubElement(case, kind, message=harmless(entry.message), type=entry.severity.value)
    told.text = _story(entry)


def _story(entry: Entry) -> str:
    places = ((entry.at, entry.message), *((r.at, r.message) for r in entry.related))
    return "\n".join(f"{harmless(str(at))}: {harmless(told)}" for at, told in places)


def _count(suite: Element, cases: Sequence[Element]) -> None:
    suite.set("tests", str(len(cases)))
    for kind in ("failure", "error"):
        suite.set(f"{kind}s", str(sum(1 for case in cases if case.find(kind) is not None)))
