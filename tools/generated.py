"""`python -m tools.generated`: write again what documents quote from the tool.

A page quotes a command by a comment, and the fenced block after it holds what the command prints:

    <!-- output of: eda-lint check examples/payments/before --select coupling -->

`rules/README.md` is written whole. The tests fail where a page is not what it would be.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from click.testing import CliRunner

from eda_lint.cli import main as command_line
from eda_lint.registry import Room, load_rooms
from eda_lint.rule import Option

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "rules" / "README.md"
PAGES = (ROOT / "README.md",)
_QUOTE = re.compile(
    r"(?P<mark><!-- output of: (?P<command>[^\n]*?) -->\n+```(?P<language>\w*)\n)"
    r"(?P<output>.*?)(?P<end>^```$)",
    re.DOTALL | re.MULTILINE,
)
_HEAD = """\
# The rules

Each rule has a room: its code in `rule.py`, and a page that explains it and is its test. Written by
`make docs`; `eda-lint rules` lists the same, `eda-lint explain RULE` shows a page.
"""


def main() -> int:
    """Write every document that is not what it would be, and name it."""
    for path, text in documents():
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 0


def documents() -> Iterator[tuple[Path, str]]:
    """Every document with the text that it should have."""
    yield INDEX, index(load_rooms())
    for page in PAGES:
        yield page, quoting(page.read_text(encoding="utf-8"))


def quoting(text: str) -> str:
    """A page with what its commands print now."""

    def quoted(found: re.Match[str]) -> str:
        return f"{found['mark']}{printed(found['command'])}{found['end']}"

    return _QUOTE.sub(quoted, text)


def printed(command: str) -> str:
    """What a command prints, run in the root of the project."""
    name, *arguments = shlex.split(command)
    if name != "eda-lint":
        raise ValueError(f"only eda-lint is quoted, not {name}")
    result = CliRunner().invoke(command_line, arguments, prog_name=name)
    return result.stdout.rstrip("\n") + "\n"


def index(rooms: Sequence[Room]) -> str:
    """The table of all rules, by family."""
    by_family = sorted(rooms, key=lambda room: (room.rule.family, room.rule.id))
    parts = [_HEAD]
    for family, members in groupby(by_family, key=lambda room: room.rule.family):
        parts.append(f"\n## {family.replace('_', ' ')}\n\n")
        parts.append("| rule | severity | finds | options |\n|---|---|---|---|\n")
        parts.extend(map(_row, members))
    return "".join(parts)


def _row(room: Room) -> str:
    page = room.page.relative_to(INDEX.parent).as_posix()
    options = ", ".join(map(_option, room.rule.options)) or "–"
    rule = room.rule
    return f"| [{rule.id}]({page}) | {rule.severity.value} | {rule.summary} | {options} |\n"


def _option(option: Option) -> str:
    default = '""' if option.default == "" else option.default
    return f"`{option.name}` = `{list(default) if isinstance(default, tuple) else default}`"


if __name__ == "__main__":
    sys.exit(main())
