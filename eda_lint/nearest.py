"""What somebody may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The tail of an error message, `, did you mean 'Orders'?`; empty where nothing is near."""
    import difflib  # only who misspelt something waits for it

    by_folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    close = difflib.get_close_matches(name.casefold(), sorted(by_folded), n=1)
    return f", did you mean {by_folded[close[0]]!r}?" if close else ""
