"""What the grammars do not know yet of the language, and what it comes to at run time.

Each form is blanked out or replaced by an older one of the same length, so that places stay.
"""

from __future__ import annotations

import re
from functools import partial

_FORMS = (
    # export type * from "module"
    (re.compile(rb"\bexport\s+type\s+\*[^;\n]*"), b""),
    # export { name } from "module" with { type: "json" }
    (
        re.compile(rb"""(?<=["'])\s+(?:with|assert)\s*\{[^{}"']*["'][^{}"']*["'][^{}"']*\}"""),
        b"",
    ),
    # import defer * as name from "module"
    (re.compile(rb"(?<=\bimport )defer(?=\s+\*)"), b""),
    # class Counter { accessor count = 0 }
    (re.compile(rb"\baccessor(?=\s+[#\w\[\"'])"), b""),
    # interface Box<in out T> {}
    (re.compile(rb"(?<=[<,])\s*(?:in\s+out|in|out)(?=\s+\w+\s*(?:[,>=]|extends\b))"), b""),
    # await using file = open()
    (re.compile(rb"\bawait\s+using(?=\s+\w+\s*(?:=|of\b))"), b"const"),
    (re.compile(rb"\busing(?=\s+\w+\s*(?:=|of\b))"), b"const"),
    # type Handler = import("aws-lambda").Handler<Event>, load<typeof import("module")>()
    (re.compile(rb"""\bimport\s*\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*\)(?=\.[A-Z]|\s*>)"""), b"_"),
)


def in_older_forms(data: bytes) -> bytes:
    """The same program, as far as it runs, in forms that the grammars know."""
    for form, older in _FORMS:
        data = form.sub(partial(_as_long, older), data)
    return data


def _as_long(older: bytes, found: re.Match[bytes]) -> bytes:
    """A replacement that takes the same room, on as many lines."""
    written = found[0]
    if older == b"_":
        return b"_" * len(written)
    blank = re.sub(rb"[^\r\n]", b" ", written)
    return blank[: len(blank) - len(older)] + older
