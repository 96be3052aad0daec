"""Reports on files whose authors mean no good: names that are markup, commands, half characters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from eda_lint.finding import Finding, Related, Reported, Severity
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location
from tests.report.example import ORDERS, SHIP, graph, mapping, report

_TRICKS = (
    "<script>alert(1)</script>", "<!--", "-->", "</code>", "&lt;", "&#8203;",
    "::error::forged", "::set-output name=x::y", "##[error]forged", "##vso[task.complete]", "%0A",
    "]]>", "<![CDATA[", "\x1b[2J", "\x1b]8;;http://a.b\x07", "\r", "\n", "\r\n", "\u2028", "\x85",
    "\u202e", "\x00", "\ufffe", "\ud800", "\udcff", "`", "```", "~~~", "**b**", "__init__", "_x_",
    "[a](http://evil.example)", "![i](//evil.example/x)", "[1]: http://evil.example", "|", "\\|",
    "\\", "#1", "@everyone", "$x$", "https://evil.example/?q=1", "www.evil.example", "a@b.example",
    "{0}", "{{1}}", "[x](1)", "](1)", '"', "'", "-->|", "end", "%%{init: {}}%%", "click n0", ",",
    ":", "=", "#quot;", ";", "\t", " ", "- x", "1. x", "# x", "> x", "é", "漢字", "🎉", "a\u0301",
)  # fmt: skip

names = st.lists(st.sampled_from(_TRICKS) | st.text(max_size=6), min_size=1, max_size=6).map(
    "".join
)
"""Names that play with whatever shows them."""


@st.composite
def locations(draw: st.DrawFn) -> Location:
    """A place in a file of such a name, on one line or over several."""
    line, column = draw(st.integers(1, 900)), draw(st.integers(1, 90))
    lines, columns = draw(st.integers(0, 2)), draw(st.integers(0, 9))
    return Location(draw(names), line, column, line + lines, column + columns)


@st.composite
def findings(draw: st.DrawFn) -> Reported:
    """A finding that tells of such names, on a way past others."""
    places = st.builds(Related, locations(), names)
    subject = replace(ORDERS, name=draw(names))
    found = Finding(
        at=draw(locations()),
        subject=subject,
        message=draw(names),
        related=tuple(draw(st.lists(places, max_size=2))),
        flows=tuple(
            draw(st.lists(st.lists(places, min_size=1, max_size=2).map(tuple), max_size=1))
        ),
    )
    severity = draw(st.sampled_from(Severity))
    fingerprint = f"{draw(st.integers(0, 2**64 - 1)):016x}"
    return Reported("queue-without-dlq", "delivery", severity, found, fingerprint)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A run over an application of such names, some of whose files cannot be read."""
    diagnostics = st.builds(Diagnostic, names, st.integers(1, 90), st.integers(1, 90), names)
    nodes = (
        replace(ORDERS, name=draw(names), at=draw(locations())),
        replace(SHIP, name=draw(names)),
    )
    return report(
        Path(),
        draw(st.lists(findings(), max_size=3, unique_by=lambda one: one.fingerprint)),
        diagnostics=tuple(draw(st.lists(diagnostics, max_size=1))),
        unused=tuple(draw(st.lists(diagnostics, max_size=1))),
        failures=tuple(draw(st.lists(diagnostics, max_size=1))),
        sources={},
        of=graph(nodes, (mapping(9),)),
    )
