"""Small applications that carry their own expectations, on a rule's page or in a folder.

`# expect: RULE "part of the message"` stands on the line that must be reported, or alone on a line
above it. A line without one must stay silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eda_lint.config import load_config
from eda_lint.lint import Report, lint
from eda_lint.registry import load_rooms, select_rules

CONFIGURATION = "eda-lint.toml"
_FENCE = re.compile(r"^(`{3,})(\w*)[ \t]*(\S*)[ \t]*$")
_EXPECTATION = re.compile(r'(?:#|//)\s*expect:\s*(?P<rule>[\w-]+)\s+"(?P<text>[^"]*)"')
_OWN_LINE = re.compile(r"^\s*(?:#|//)\s*expect:")


@dataclass(frozen=True, slots=True)
class Application:
    """The files of one application by their paths, as one section of a page gives them."""

    title: str
    files: Mapping[str, str]
    line: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """A finding that must be there: `text` is part of its message."""

    path: str
    line: int
    rule: str
    text: str = field(compare=False)


def sections(page: str) -> Iterator[Application]:
    """The applications of a page: one for each `##` section with blocks that name a file."""
    title, start = "", 1
    files: dict[str, str] = {}
    fence, path = "", ""
    block: list[str] = []
    for number, line in enumerate(page.splitlines(), 1):
        marks = _FENCE.match(line)
        if fence:
            if marks and marks[1] == fence and not marks[2]:
                if path:
                    assert path not in files, f"{title}: {path} stands twice"
                    files[path] = "\n".join(block) + "\n"
                fence = ""
            else:
                block.append(line)
        elif marks:
            fence, path, block = marks[1], marks[3], []
        elif line.startswith("## "):
            if files:
                yield Application(title, files, start)
            title, files, start = line.removeprefix("## ").strip(), {}, number
    assert not fence, f"{title}: a block has no end"
    if files:
        yield Application(title, files, start)


def expectations(files: Mapping[str, str]) -> list[Expected]:
    """What the comments of an application's files expect, in order."""
    expected: list[Expected] = []
    for path, text in files.items():
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            found = [(m["rule"], m["text"]) for m in _EXPECTATION.finditer(line)]
            place = _next_line(lines, number) if _OWN_LINE.match(line) else number
            expected.extend(Expected(path, place, rule, part) for rule, part in found)
    return sorted(expected)


def _next_line(lines: Sequence[str], number: int) -> int:
    """The line that an expectation alone on its line speaks of."""
    while number < len(lines) and _OWN_LINE.match(lines[number]):
        number += 1
    return number + 1


def report_on(folder: Path, *rules: str) -> Report:
    """Lint a folder with its own configuration: these rules, or those that it selects."""
    configured = load_config(folder)
    selection = select_rules(
        load_rooms(configured.rules),
        select=rules or configured.select,
        ignore=() if rules else configured.ignore,
        options=configured.rule_options,
    )
    return lint((folder,), configured, selection, folder)


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write an application's files."""
    # Without this a configuration above the temporary folder could have a say.
    (folder / CONFIGURATION).write_text("", encoding="utf-8")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def differences(report: Report, expected: Sequence[Expected]) -> list[str]:
    """What a report lacks or has too much of, each in one line."""
    told = [f"{broken.path} broke: {broken.message}" for broken in report.failures]
    told += [f"{d.path}:{d.line}: {d.message}" for d in report.diagnostics]
    missing = list(expected)
    for one in report.findings:
        at = one.finding.at
        for wanted in missing:
            same = (wanted.path, wanted.line, wanted.rule) == (at.path, at.line, one.rule)
            if same and wanted.text in one.finding.message:
                missing.remove(wanted)
                break
        else:
            told.append(f"unexpected {at.path}:{at.line} {one.rule} {one.finding.message!r}")
    told += [f"missing {m.path}:{m.line} {m.rule} {m.text!r}" for m in missing]
    return told
