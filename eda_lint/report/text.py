"""Text for people: each finding as a small story, with the code that it speaks of."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from eda_lint.finding import Related
from eda_lint.lint import Report
from eda_lint.location import Location
from eda_lint.report.aside import aside
from eda_lint.report.counts import counted, counts, extent
from eda_lint.report.entries import Entry, entries
from eda_lint.report.frame import LineOf, cells, framed, lines_of
from eda_lint.report.grouping import Grouping, grouped
from eda_lint.report.harmless import harmless
from eda_lint.report.style import PLAIN, Style, Tone, tone_of

NO_PAGES: Mapping[str, str] = {}


def render(
    report: Report,
    style: Style = PLAIN,
    *,
    show_unknown: bool = False,
    quiet: bool = False,
    grouping: Grouping = Grouping.PLACE,
    pages: Mapping[str, str] = NO_PAGES,
) -> str:
    """The whole report, its summary last; `quiet` leaves the summary out.

    `pages` gives the address of a rule's page, for terminals that lead there.
    """
    line_of = lines_of(report.sources)
    found = entries(report)
    blocks = []
    for group in grouped(found, grouping):
        if group.title:
            blocks.append(style.paint(harmless(group.title), Tone.STRONG))
        blocks.extend(
            "\n".join(_block(entry, line_of, style, pages.get(entry.rule, "")))
            for entry in group.entries
        )
    if show_unknown and report.graph.unknown:
        blocks.append("\n".join(_unknown(report, style)))
    if not quiet:
        blocks.append("\n".join(_summary(report, found, style, show_unknown=show_unknown)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(entry: Entry, line_of: LineOf, style: Style, page: str) -> Iterator[str]:
    tone = tone_of(entry.severity)
    head = f"{entry.severity.value}[{entry.rule}]"
    first, *rest = _wrapped(f"{head}: {harmless(entry.message)}", style.width, indent=2)
    label = style.link(style.paint(first[: len(head)], tone), page)
    yield label + style.paint(first[len(head) :], Tone.STRONG)
    for line in rest:
        yield style.paint(line, Tone.STRONG)
    gutter = max(len(str(at.line)) for at in (entry.at, *(r.at for r in entry.related)))
    yield from _place("-->", entry.at, gutter, style)
    yield from _frame(entry.at, line_of, gutter, style, tone, mark="^")
    for related in entry.related:
        yield from _related(related, entry.at, line_of, gutter, style)


def _related(
    related: Related, primary: Location, line_of: LineOf, gutter: int, style: Style
) -> Iterator[str]:
    phrase = harmless(related.message)
    if related.at == primary:  # its frame already stands above
        yield from _note(phrase, gutter, style)
        return
    yield from _place(":::", related.at, gutter, style)
    frame = list(_frame(related.at, line_of, gutter, style, Tone.GUTTER, mark="-", phrase=phrase))
    yield from frame or _note(phrase, gutter, style)


def _place(arrow: str, at: Location, gutter: int, style: Style) -> Iterator[str]:
    yield f"{' ' * gutter}{style.paint(arrow, Tone.GUTTER)} {harmless(str(at))}"


def _note(phrase: str, gutter: int, style: Style) -> Iterator[str]:
    pad = " " * gutter
    lines = _wrapped(phrase, style.width - gutter - 3)
    for sign, line in zip(("=", *" " * len(lines)), lines, strict=False):
        yield f"{pad} {style.paint(sign, Tone.GUTTER)} {line}".rstrip()


def _frame(
    at: Location,
    line_of: LineOf,
    gutter: int,
    style: Style,
    tone: Tone,
    mark: str,
    phrase: str = "",
) -> Iterator[str]:
    """The frame of one place, nothing where its file or line cannot be had."""
    line = line_of(at.path, at.line)
    if line is None:
        return
    room = max(style.width - gutter - 3, 20)
    code, marks = framed(line, at, room, mark)
    bar, pad = style.paint("|", Tone.GUTTER), " " * gutter
    number = style.paint(str(at.line).rjust(gutter), Tone.GUTTER)
    beside = not phrase or cells(marks) + 1 + cells(phrase) <= room
    marked = style.paint(f"{marks} {phrase}".rstrip() if beside else marks, tone)
    yield f"{pad} {bar}"
    yield f"{number} {bar} {code}".rstrip()
    yield f"{pad} {bar} {marked}"
    if not beside:
        yield from _note(phrase, gutter, style)


def _unknown(report: Report, style: Style) -> Iterator[str]:
    yield style.paint("could not be evaluated:", Tone.STRONG)
    for fact in report.graph.unknown:
        place = f"{fact.at.path}:{fact.at.line}"
        yield from _wrapped(
            f"  {harmless(place)}: {harmless(fact.what)}: {harmless(fact.why)}",
            style.width,
            indent=4,
        )


def _summary(
    report: Report, found: tuple[Entry, ...], style: Style, *, show_unknown: bool
) -> Iterator[str]:
    parts = [style.paint(text, tone_of(severity)) for text, severity in counts(found)]
    yield f"{', '.join(parts) or 'no findings'} in {extent(report)}"
    for line in aside(report):
        yield style.paint(line, Tone.FAINT)
    unknown = len(report.graph.unknown)
    if unknown and not show_unknown:
        text = f"{counted(unknown, 'fact')} could not be evaluated, --show-unknown lists them"
        yield style.paint(text, Tone.FAINT)


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 20),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]
