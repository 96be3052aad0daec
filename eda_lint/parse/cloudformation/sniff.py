"""Is a file one of ours? A cheap look at its text.

It keeps a repository's other YAML and JSON from being parsed at all. It may take a file for more
than it is: its keys decide (recognise.py).
"""

from __future__ import annotations

import re
from enum import Enum

from eda_lint.parse.cloudformation.sam import TRANSFORM

FORMAT = "AWSTemplateFormatVersion"


class Kind(Enum):
    """What a file is, as far as this package reads it."""

    TEMPLATE = "template"
    DOCUMENT = "document"
    OTHER = "other"


BLANK = r"\s*(?:(?://[^\n]*|/\*(?s:.*?)\*/)\s*)*"
"""Blanks and comments: JSON has none, but what has them is meant to be JSON all the same."""
_JSON = re.compile(rf"\ufeff?{BLANK}\{{{BLANK}[\"}}]")
_KEYS = f"(?:{FORMAT}|Transform|Resources)"
_YAML_KEY = re.compile(rf"""^(?:- )?["']?{_KEYS}["']?\s*:""", re.MULTILINE)
_JSON_KEY = re.compile(rf"""{_KEYS}"\s*:""")
# Each starts with plain letters, which the search can leap to.
_RESOURCE_TYPE = re.compile(r"""Type["']?\s*:\s*["']?\w+::\w""")
_API = re.compile(r"""(?:openapi|swagger)["']?\s*:\s*["']?[23]""")
_STATE_MACHINE = re.compile(r"""StartAt["']?\s*:""")


def sniff(text: str) -> Kind:
    """What a text looks like, by the words that each kind of file cannot do without."""
    if _looks_like_template(text):
        return Kind.TEMPLATE
    if "StartAt" in text and "States" in text and _STATE_MACHINE.search(text):
        return Kind.DOCUMENT
    if "paths" in text and ("openapi" in text or "swagger" in text) and _API.search(text):
        return Kind.DOCUMENT
    return Kind.OTHER


def _looks_like_template(text: str) -> bool:
    if FORMAT in text or TRANSFORM in text:
        return _has_template_key(text)
    if "Resources" in text and _RESOURCE_TYPE.search(text):
        return _has_template_key(text)
    return False


def _has_template_key(text: str) -> bool:
    return (_JSON_KEY if _JSON.match(text) else _YAML_KEY).search(text) is not None
