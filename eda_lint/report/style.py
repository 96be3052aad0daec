"""How text reports look: colour only when asked for, and never wider than the terminal."""

from __future__ import annotations

from enum import Enum

from click import style as ansi

from eda_lint.finding import Severity
from eda_lint.frozen import frozen


class Tone(Enum):
    """The part that a piece of text plays in a report."""

    ERROR = ("bright_red", True)
    WARNING = ("yellow", True)
    INFO = ("cyan", True)
    STRONG = (None, True)
    FAINT = ("bright_black", False)
    GUTTER = ("blue", True)


# OSC 8, a link in the text of a terminal.
_LINK, _END = "\x1b]8;;", "\x1b\\"
_TONES = {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING, Severity.INFO: Tone.INFO}


@frozen
class Style:
    """Whether to use colour, how many columns there are, and whether text may lead somewhere."""

    colour: bool = False
    width: int = 100
    links: bool = False

    def paint(self, text: str, tone: Tone) -> str:
        """The text in a tone, or just the text where colour was not asked for."""
        if not self.colour or not text:
            return text
        colour, bold = tone.value
        return ansi(text, fg=colour, bold=bold or None)

    def link(self, text: str, address: str) -> str:
        """The text leading to an address, or just the text where the terminal knows no links."""
        if not self.links or not address or not text:
            return text
        return f"{_LINK}{address}{_END}{text}{_LINK}{_END}"


PLAIN = Style()


def tone_of(severity: Severity) -> Tone:
    """The tone of everything that belongs to a finding of this severity."""
    return _TONES[severity]
