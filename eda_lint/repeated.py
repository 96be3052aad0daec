"""Findings that say the same of the same line, told once.

A block of Terraform may make many instances, and several root modules may call the module that it
is in; a template may be nested several times. What is wrong there is written once, and is mended
once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from eda_lint.finding import Finding, Related
from eda_lint.location import Location
from eda_lint.rule import Rule

MOST_RELATED = 12
"""Related places of a finding that is told for several instances."""

_KEY = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')


def told_once(found: Sequence[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """The findings, those of one rule and place whose words differ in instances' keys as one.

    The first of them stands for all, and says of how many others the same holds.
    """
    same: dict[tuple[str, Location, str], list[tuple[Rule, Finding]]] = {}
    for rule, finding in found:
        key = (rule.id, finding.at, _KEY.sub("", finding.message))
        same.setdefault(key, []).append((rule, finding))
    return [(told[0][0], _as_one([finding for _, finding in told])) for told in same.values()]


def _as_one(findings: Sequence[Finding]) -> Finding:
    first = findings[0]
    if len(findings) == 1:
        return first
    related = tuple(dict.fromkeys((*first.related, *_told_of(findings[1:]))))
    others = len({finding.message for finding in findings}) - 1
    message = first.message
    if others:
        instances = "instance" if others == 1 else "instances"
        message = f"{message}; the same holds for {others} other {instances}"
    return replace(first, message=message, related=related[: max(len(first.related), MOST_RELATED)])


def _told_of(findings: Iterable[Finding]) -> Iterable[Related]:
    for finding in findings:
        yield from finding.related
