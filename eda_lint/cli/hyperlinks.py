"""Whether a terminal knows links, and where those of a rule lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eda_lint.registry import Room

_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "rio", "Tabby"})
_TERMINALS = frozenset({"xterm-kitty", "alacritty", "xterm-ghostty", "foot"})
_FIRST_VTE = 5000  # 0.50: those before it crash, or show the address
# A multiplexer passes on what it knows, and says that it is a terminal all the same.
_BETWEEN = ("TMUX", "STY")


def knows_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal certainly knows OSC 8; FORCE_HYPERLINK says so, `0` the opposite."""
    forced = environment.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    if any(environment.get(name) for name in _BETWEEN):
        return False
    version = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS
        or environment.get("TERM") in _TERMINALS
        or bool(environment.get("WT_SESSION"))
        or (version.isdecimal() and int(version) >= _FIRST_VTE)
    )


def pages_of(rooms: Iterable[Room]) -> Mapping[str, str]:
    """The address of each rule's page, which is a file of this installation."""
    return {room.rule.id: room.page.resolve().as_uri() for room in rooms}
