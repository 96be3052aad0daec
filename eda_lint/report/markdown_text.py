"""Text that stands in Markdown as it is, whatever it looks like."""

from __future__ import annotations

import re

from eda_lint.report.harmless import harmless

# What is left besides letters and digits means nothing inside of a line. An underscore may begin or
# end what is emphasised.
_MEANT = re.compile(r"[^\w ,.;:\-()'\"%=?/>]|(?<![^\W_])_|_(?![^\W_])")
# Code hosts look for mentions, references and addresses in the text that comes out: a space of no
# width keeps them from it.
_REFERENCE = re.compile(r"(?<=[@#])|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_NO_WIDTH = "\u200b"


def escaped(text: str) -> str:
    """One line of text, with all that Markdown, HTML or a code host may read into it by number.

    A list of what is harmless, as for Mermaid's labels: dialects differ, and learn more.
    """
    return _MEANT.sub(_by_number, _REFERENCE.sub(_NO_WIDTH, harmless(text)))


def code(text: str) -> str:
    """The same in the type of code, which a span of the text's own backticks would end."""
    return f"<code>{escaped(text)}</code>"


def _by_number(meant: re.Match[str]) -> str:
    return f"&#{ord(meant[0])};"
