"""A baseline as the text of its file: JSON, ordered, so that two branches seldom disagree."""

from __future__ import annotations

import json
from dataclasses import fields

from eda_lint import __version__
from eda_lint.baseline.entries import Baseline, Entry
from eda_lint.errors import BaselineError

VERSION = 1
_FIELDS = tuple(one.name for one in fields(Entry))


def written(baseline: Baseline) -> str:
    """The text of a baseline's file."""
    document = {
        "version": VERSION,
        "tool": {"name": "eda-lint", "version": __version__},
        "entries": [{name: getattr(entry, name) for name in _FIELDS} for entry in baseline.entries],
    }
    return json.dumps(document, indent=2) + "\n"


def read(text: str, name: str) -> Baseline:
    """The baseline of a text; `name` is what errors call its file.

    Raises BaselineError for what is no baseline, and for one of another version.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise BaselineError(f"{place}: not a baseline, not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{name}: not a baseline, JSON out of all proportion") from error
    if not isinstance(document, dict) or "version" not in document:
        raise BaselineError(f"{name}: not a baseline: it has no version")
    version = document["version"]
    if version != VERSION or isinstance(version, bool):
        raise BaselineError(
            f"{name}: a baseline of version {version!r}, this eda-lint reads version {VERSION}; "
            f"write it again with --write-baseline"
        )
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise BaselineError(f"{name}: not a baseline: its entries are no list")
    return Baseline(
        tuple(sorted(_entry(one, f"{name}: entries[{place}]") for place, one in enumerate(entries)))
    )


def _entry(value: object, where: str) -> Entry:
    if not isinstance(value, dict):
        raise BaselineError(f"{where} is no object")
    texts = {name: value.get(name, "") for name in _FIELDS}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise BaselineError(f"{where}: {name} must be a text, not {text!r}")
    for name in ("rule", "path", "fingerprint"):
        if not texts[name]:
            raise BaselineError(f"{where} has no {name}")
    return Entry(**texts)
