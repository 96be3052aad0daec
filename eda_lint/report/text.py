"""Text for people: each finding as a small story, with the code that it speaks of."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from eda_lint.finding import Related, Severity
from eda_lint.lint import Report
from eda_lint.location import Location
from eda_lint.model import Function
from eda_lint.report.entries import PARSE_ERROR, UNUSED_SUPPRESSION, Entry, entries
from eda_lint.report.frame import LineOf, cells, framed, lines_of
from eda_lint.report.harmless import harmless
from eda_lint.report.style import PLAIN, Style, Tone, tone_of

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def render(report: Report, style: Style = PLAIN, *, show_unknown: bool = False) -> str:
    """The whole report, its summary last."""
    line_of = lines_of(report.sources)
    found = entries(report)
    blocks = ["\n".join(_block(entry, line_of, style)) for entry in found]
    if show_unknown and report.graph.unknown:
        blocks.append("\n".join(_unknown(report, style)))
    blocks.append("\n".join(_summary(report, found, style, show_unknown=show_unknown)))
    return "\n\n".join(blocks) + "\n"


def _block(entry: Entry, line_of: LineOf, style: Style) -> Iterator[str]:
    tone = tone_of(entry.severity)
    head = f"{entry.severity.value}[{entry.rule}]"
    first, *rest = _wrapped(f"{head}: {harmless(entry.message)}", style.width, indent=2)
    yield style.paint(first[: len(head)], tone) + style.paint(first[len(head) :], Tone.STRONG)
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
    beside = cells(marks) + 1 + cells(phrase) <= room
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
    severities = Counter(entry.severity for entry in found if entry.fingerprint)
    rules = Counter(entry.rule for entry in found if not entry.fingerprint)
    parts = [
        style.paint(_counted(severities[severity], _NOUNS[severity]), tone_of(severity))
        for severity in _SEVERITIES
        if severities[severity]
    ]
    if rules[PARSE_ERROR]:
        parts.append(style.paint(_counted(rules[PARSE_ERROR], "parse error"), Tone.ERROR))
    if rules[UNUSED_SUPPRESSION]:
        parts.append(_counted(rules[UNUSED_SUPPRESSION], "unused suppression"))
    functions = sum(1 for _ in report.graph.all(Function))
    files = f"{_counted(report.files, 'file')} ({_counted(functions, 'function')})"
    yield f"{', '.join(parts) or 'no findings'} in {files}"
    if report.suppressed:
        yield style.paint(f"{_counted(report.suppressed, 'finding')} suppressed", Tone.FAINT)
    unknown = len(report.graph.unknown)
    if unknown and not show_unknown:
        text = f"{_counted(unknown, 'fact')} could not be evaluated, --show-unknown lists them"
        yield style.paint(text, Tone.FAINT)


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 20),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]
