"""What the documents show to be copied: their fenced blocks, with the placeholders filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.precommit import ROOT

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_PLACEHOLDER = re.compile(r"<(?:where|an?|owner|group)\b[^<>]*>")

EXAMPLES = {
    "<where you keep eda-lint>": "example.org/eda-lint",
    "<a commit or tag>": "v1.0.0",
    "<owner>": "example",
    "<group>": "example",
    "<an image with eda-lint and git>": "example.org/eda-lint:1",
}


def blocks(page: str, language: str, fill: Mapping[str, str] = EXAMPLES) -> list[str]:
    """The blocks of a language on a page of `docs`, in order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = [block["text"] for block in _BLOCK.finditer(text) if block["language"] == language]
    assert found
    return [_PLACEHOLDER.sub(lambda place: fill[place[0]], block) for block in found]
