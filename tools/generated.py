"""`python -m tools.generated`: write again what documents quote from the tool.

A page quotes a command by a comment, and the fenced block after it holds what the command prints:

    <!-- output of: eda-lint check examples/payments/before --select coupling -->

`rules/README.md` and the schema of the configuration are written whole, and so are the tables of
its keys and of the action's inputs, after comments of their own. The tests fail where a page is not
what it would be.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import yaml
from click.testing import CliRunner

from eda_lint.cli import main as command_line
from eda_lint.config.keys import KEYS
from eda_lint.registry import Room, load_rooms
from eda_lint.rule import Option
from tools.config_schema import config_schema

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "rules" / "README.md"
SCHEMA = ROOT / "schema" / "eda-lint.schema.json"
CONFIGURATION = ROOT / "docs" / "configuration.md"
ACTION = ROOT / "action.yml"
GITHUB = ROOT / "docs" / "github.md"
PAGES = (ROOT / "README.md", ROOT / "docs" / "adoption.md", ROOT / "docs" / "formats.md")
_QUOTE = re.compile(
    r"(?P<mark><!-- output of: (?P<command>[^\n]*?) -->\n+```(?P<language>\w*)\n)"
    r"(?P<output>.*?)(?P<end>^```$)",
    re.DOTALL | re.MULTILINE,
)
_KEYS = "keys of the configuration"
_INPUTS = "inputs of the action"
_HEAD = """\
# The rules

Each rule has a room: its code in `rule.py`, and a page that explains it and is its test. Written by
`make docs`; `eda-lint rules` lists the same, `eda-lint explain RULE` shows a page.
"""


def main() -> int:
    """Write every document that is not what it would be, and name it."""
    for path, text in documents():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 0


def documents() -> Iterator[tuple[Path, str]]:
    """Every document with the text that it should have."""
    rooms = load_rooms()
    yield INDEX, index(rooms)
    yield SCHEMA, config_schema(rooms)
    yield CONFIGURATION, with_keys(CONFIGURATION.read_text(encoding="utf-8"))
    yield GITHUB, with_inputs(GITHUB.read_text(encoding="utf-8"))
    for page in PAGES:
        yield page, quoting(page.read_text(encoding="utf-8"))


def quoting(text: str) -> str:
    """A page with what its commands print now."""

    def quoted(found: re.Match[str]) -> str:
        return f"{found['mark']}{printed(found['command'])}{found['end']}"

    return _QUOTE.sub(quoted, text)


def with_keys(text: str) -> str:
    """A page with the table of what a configuration may say, as it is declared now."""
    rows = (f"| `{key.name}` | {key.help} |" for key in KEYS)
    return _with_table(text, _KEYS, ("| key | |", "|---|---|", *rows))


def with_inputs(text: str) -> str:
    """A page with the table of what the action takes, as it is declared now."""
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    rows = (_input(name, one["default"], one["description"]) for name, one in inputs.items())
    return _with_table(text, _INPUTS, ("| input | default | |", "|---|---|---|", *rows))


def _input(name: str, default: str, description: str) -> str:
    shown = f"`{default}`" if default else ""
    return f"| `{name}` | {shown} | {description} |"


def _with_table(text: str, mark: str, lines: Iterable[str]) -> str:
    """A page with another table after the comment that calls for it."""
    table = "".join(f"{line}\n" for line in lines)
    place = re.compile(rf"(<!-- {re.escape(mark)} -->\n+)(?:\|[^\n]*\n)*")
    return place.sub(lambda found: found[1] + table, text)


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
