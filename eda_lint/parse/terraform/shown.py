"""Plans and states among files of JSON: which a text is, its first characters say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from eda_lint.parse.terraform.planned import PlanFacts

LARGEST = 500 * 1024 * 1024
"""Bytes. A plan of 100 MB has tens of thousands of resources."""
STATE_SUFFIX = ".tfstate"

_PRINTED = re.compile(
    r'\s*\{\s*"format_version"\s*:\s*"[^"]*"\s*,\s*"(?:terraform_version|planned_values'
    r'|resource_changes|prior_state|configuration|variables|values)"\s*:'
    # Sorted by its keys, a plan begins with others.
    r'|\s*\{\s*"(?:applyable|complete)"\s*:\s*(?:true|false)\s*,'
    r'|\s*\{\s*"configuration"\s*:\s*\{\s*"(?:provider_config|root_module)"\s*:'
)
_SECTIONS = ('"format_version"', '"planned_values"')
_RAW_STATE = re.compile(r'\s*\{\s*"version"\s*:\s*\d+\s*,\s*"terraform_version"\s*:')


def is_shown(path: str, start: str) -> bool:
    """Whether a text that begins like this is a plan or a state."""
    return _is_printed(start) or path.endswith(STATE_SUFFIX) or _RAW_STATE.match(start) is not None


def parse_shown(
    path: str, start: str, rest: Iterable[str] = (), wanted: Callable[[str], bool] | None = None
) -> PlanFacts:
    """The resources of wanted types in a plan or a state; after its start, the text is in parts.

    Without a word of what is wanted, all of AWS is.
    """
    # What reads them is only loaded where there is one.
    from eda_lint.parse.terraform.plan import parse_plan
    from eda_lint.parse.terraform.plan_gathering import is_wanted
    from eda_lint.parse.terraform.state import parse_state

    parse = parse_plan if _is_printed(start) else parse_state
    return parse(path, _parts(start, rest), wanted or is_wanted)


def _is_printed(start: str) -> bool:
    return _PRINTED.match(start) is not None or all(section in start for section in _SECTIONS)


def _parts(start: str, rest: Iterable[str]) -> Iterator[str]:
    yield start
    yield from rest
