"""`eda-lint explain`: the page of a rule, the same that tests it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from eda_lint.cli.common import config_options, configuration, write


@click.command("explain")
@click.argument("rule")
@config_options
def command(rule: str, config_file: Path | None, isolated: bool) -> None:
    """Explain a RULE.

    The page says what the rule finds, why it matters, and how to write it instead.
    """
    page = _page(rule, configuration(config_file, isolated=isolated).rules)
    if sys.stdout.isatty():
        click.echo_via_pager(page)
    else:
        write(page)


def _page(name: str, folders: tuple[Path, ...]) -> str:
    from eda_lint.errors import UsageError
    from eda_lint.nearest import did_you_mean
    from eda_lint.registry import load_rooms
    from eda_lint.report.harmless import harmless

    rooms = {room.rule.id: room for room in load_rooms(folders)}
    if name not in rooms:
        raise UsageError(f"no rule is named {name!r}{did_you_mean(name, rooms)}")
    try:
        page = rooms[name].page.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{rooms[name].page} cannot be read: {error.strerror}") from error
    return "".join(f"{harmless(line.expandtabs(4))}\n" for line in page.splitlines())
