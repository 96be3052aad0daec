"""Regular expressions of Go, where Python's can do the same in a time that is known to be short.

Go's take time linear in the text whatever the pattern; Python's may take forever. So a pattern is
only tried if the worst that it can cost, from the number of its repetitions, is small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.frozen import frozen

_MOST_STEPS = 10_000_000
_LONGEST_PATTERN = 1000
_TOKEN = re.compile(
    r"""
    (?P<escape>\\(?:[pP]\{\w+\}|x\{\w+\}|.))
    | (?P<set>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])
    | (?P<flags>\(\?[ims]+\))
    | (?P<group>\((?:\?(?:P?<[A-Za-z_]\w*>|[ims]*:)|(?!\?)))
    | (?P<end>\))
    | (?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)
    | (?P<either>\|)
    | (?P<plain>[^\\\[()*+?|])
    """,
    re.VERBOSE | re.DOTALL,
)
_CLASSES = {
    "[:alpha:]": "a-zA-Z",
    "[:digit:]": "0-9",
    "[:alnum:]": "0-9A-Za-z",
    "[:upper:]": "A-Z",
    "[:lower:]": "a-z",
    "[:space:]": r"\s",
    "[:word:]": r"\w",
    "[:xdigit:]": "0-9A-Fa-f",
    "[:punct:]": r"!-/:-@\[-`{-~",
}
_SPECIAL_IN_SET = re.compile(r"\\.|[\[&~|]", re.DOTALL)
"""What Python may take for an operation on sets."""

_FIXED = re.compile(r"\{\d{1,3}\}")
_ESCAPES = frozenset("dDwWsSbBAntrfv")
_LONGEST_REPEAT = 1000


class Unsupported(ValueError):
    """A pattern that Go may understand, and that is not tried here."""


@frozen
class Pattern:
    """A pattern, and how its cost grows: with which power of the text's length, times what."""

    compiled: re.Pattern[str]
    power: int
    factor: int

    def is_cheap_for(self, text: str) -> bool:
        """Whether looking through this text takes a short time in the worst case."""
        steps: int = self.factor * (len(text) + 1) ** self.power
        return steps <= _MOST_STEPS


def pattern_of(written: str) -> Pattern:
    """A pattern of Go's syntax. Raises Unsupported for what is not tried."""
    if len(written) > _LONGEST_PATTERN:
        raise Unsupported("a long pattern")
    text: list[str] = []
    cost = _Cost()
    is_by_line = False
    for kind, token in _tokens(written):
        if kind == "flags" and "m" in token:
            is_by_line = True
        cost.count(kind, token)
        text.append(_translated(kind, token, is_by_line))
    try:
        compiled = re.compile("".join(text), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise Unsupported(str(error)) from error
    anchored = written.startswith(("^", r"\A")) and not cost.alternatives
    return Pattern(compiled, cost.repeats + (0 if anchored else 1), cost.factor)


def _tokens(written: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(written):
        found = _TOKEN.match(written, position)
        if found is None:
            raise Unsupported(f"a pattern with {written[position : position + 3]}")
        yield found.lastgroup or "", found[0]
        position = found.end()


def _translated(kind: str, token: str, is_by_line: bool) -> str:
    match kind:
        case "escape":
            if token == r"\z":
                return r"\Z"
            if token[1].isalnum() and token[1] not in _ESCAPES:
                raise Unsupported(f"a pattern with {token}")
        case "set":
            for name, members in _CLASSES.items():
                token = token.replace(name, members)
            inner = token[1:-1]
            if any(one in inner for one in ("[:", "--", r"\p", r"\P", r"\x")):
                raise Unsupported(f"a pattern with {token}")
            return f"[{_SPECIAL_IN_SET.sub(_escaped, inner)}]"
        case "group":
            return token.replace("(?<", "(?P<")
        case "plain" if token == "$" and not is_by_line:
            return r"\Z"
    return token


def _escaped(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else f"\\{found[0]}"


class _Cost:
    """What a pattern may cost, counted as it is read."""

    def __init__(self) -> None:
        self.repeats = 0
        self.factor = 1
        self.alternatives = 0
        self._groups: list[bool] = []
        self._closed = False
        self._before = "group"

    def count(self, kind: str, token: str) -> None:
        """Take the next token in."""
        closed, before = self._closed, self._before
        self._closed, self._before = False, kind
        if kind == "group":
            self._groups.append(False)
        elif kind == "end":
            if self._groups:
                self._closed = self._groups.pop()
                self._branches(self._closed)
        elif kind == "either":
            self.alternatives += 1
            self.factor *= 2
            self._branches(True)
        elif kind == "repeat":
            if before in ("repeat", "group", "either", "flags"):
                raise Unsupported("a repetition of nothing")
            self._repeat(token, closed)

    def _repeat(self, token: str, closed: bool) -> None:
        if _FIXED.fullmatch(token) and not closed:
            return
        if token[0] == "?":
            self.factor *= 2
        elif closed:
            raise Unsupported("a repetition in a repetition")
        else:
            counts = [int(count) for count in re.findall(r"\d+", token)]
            if max(counts, default=0) > _LONGEST_REPEAT:
                raise Unsupported("a long repetition")
            self.repeats += 1
        self._branches(True)

    def _branches(self, does: bool) -> None:
        """Note of the group around that there is more than one way through it."""
        if self._groups and does:
            self._groups[-1] = True
