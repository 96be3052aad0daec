"""A rule's page as other tools show it: what the rule is about, without what tests the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, metadata

from eda_lint.frozen import frozen
from eda_lint.registry import Room, rules_folder
from eda_lint.rule import Rule

_SHOWN = frozenset({"Avoid", "Prefer", "Options"})
_FENCE = re.compile(r"^(`{3,})(\w*)[ \t]*(\S*)[ \t]*$")
_EXPECTATION = re.compile(r"[ \t]*(?:#|//)[ \t]*expect:[ \t]*[\w-]+[ \t]*\".*$")


@frozen
class RulePage:
    """A rule with the text of its page, and the page's address; empty where there is none."""

    rule: Rule
    text: str = ""
    url: str = ""

    @property
    def introduction(self) -> str:
        """What the page says before its first section, one line a paragraph."""
        before = re.split(r"^## ", self.text, maxsplit=1, flags=re.MULTILINE)[0]
        paragraphs = re.split(r"\n{2,}", before.strip())
        return "\n".join(" ".join(p.split()) for p in paragraphs if not p.startswith("# "))

    @property
    def help(self) -> str:
        """The page in Markdown as far as it helps who has a finding before them."""
        return "\n".join(_helpful(self.text)).strip()


def pages_of(rooms: Iterable[Room], address: str) -> tuple[RulePage, ...]:
    """The rules of rooms with their pages; `address` is that of our own rooms' folder, or empty.

    A page that cannot be read is empty: the findings stand all the same.
    """
    return tuple(RulePage(room.rule, _text(room), _url(room, address)) for room in rooms)


def published() -> str:
    """Where our rooms can be read, as this project's metadata says; empty where it does not."""
    try:
        named = metadata("eda-lint").get_all("Project-URL") or []
    except PackageNotFoundError:  # a checkout that is not installed
        return ""
    by_label = dict(str(one).split(", ", 1) for one in named)
    return by_label.get("Rules", "").rstrip("/")


def _text(room: Room) -> str:
    try:
        return room.page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _url(room: Room, address: str) -> str:
    own = room.folder.is_relative_to(rules_folder())
    place = (room.folder.parent.name, room.folder.name, room.page.name)
    return "/".join((address, *place)) if own and address else ""


def _helpful(page: str) -> Iterator[str]:
    """The introduction, what to avoid, what to prefer, the options; each file under its name."""
    shown, fence = True, ""
    for line in page.splitlines():
        marks = _FENCE.match(line)
        if not fence and line.startswith("## "):
            shown = line.removeprefix("## ").strip() in _SHOWN
        if shown and fence:
            code = _EXPECTATION.sub("", line)
            if code or not line:  # nothing is left of a line that held only what is expected
                yield code
        elif shown:
            yield from _prose(line, marks)
        fence = _fence_after(fence, marks)


def _prose(line: str, marks: re.Match[str] | None) -> Iterator[str]:
    if marks is not None:
        if marks[3]:
            yield f"`{marks[3]}`\n"
        yield f"{marks[1]}{marks[2]}"
    elif not line.startswith("# "):
        yield line


def _fence_after(fence: str, marks: re.Match[str] | None) -> str:
    """The fence that is open after a line, "" outside of every block."""
    if marks is None:
        return fence
    if not fence:
        return marks[1]
    return "" if marks[1] == fence and not marks[2] else fence
