"""`eda-lint rules`: every rule there is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eda_lint.cli.common import config_options, configuration, write

if TYPE_CHECKING:
    from eda_lint.rule import Rule

VERSION = 1


@click.command("rules")
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to list them.",
)
@config_options
def command(format: str, config_file: Path | None, isolated: bool) -> None:
    """List the rules and what they find."""
    from eda_lint.registry import load_rooms

    folders = configuration(config_file, isolated=isolated).rules
    rules = sorted(
        (room.rule for room in load_rooms(folders)), key=lambda rule: (rule.family, rule.id)
    )
    write(_json(rules) if format == "json" else _table(rules))


def _table(rules: Sequence[Rule]) -> str:
    rows = [(rule.id, rule.family, rule.severity.value, rule.summary) for rule in rules]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )


def _json(rules: Sequence[Rule]) -> str:
    import json

    document = {
        "version": VERSION,
        "rules": [
            {
                "id": rule.id,
                "family": rule.family,
                "severity": rule.severity.value,
                "summary": rule.summary,
                "options": [{"name": o.name, "default": o.default} for o in rule.options],
            }
            for rule in rules
        ],
    }
    return json.dumps(document, indent=2) + "\n"
