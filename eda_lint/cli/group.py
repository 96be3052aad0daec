"""The command `eda-lint`: finds its commands, and says in one line why one could not run."""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from eda_lint import __version__
from eda_lint.errors import EdaLintError

COULD_NOT_RUN = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
"""As the shell tells of a process that a closed pipe ended: 128 and the number of SIGPIPE."""
_COMMANDS = ("check", "explain", "graph", "rules")


class LazyGroup(click.Group):
    """A group whose commands are modules of this package, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and take its `command`."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"eda_lint.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what stops it from running is one line, never a traceback."""
        try:
            return super().invoke(ctx)
        except EdaLintError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(COULD_NOT_RUN)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(PIPE_CLOSED)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)


def _forget_output() -> None:
    """Let what is still to be written go nowhere: at the end Python would try, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="eda-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Lint event-driven AWS applications the way their events flow."""
    # Facts hold no cycles and live to the end of the run: looking for garbage among them doubles
    # the time of parsing (9.4 s to 4.3 s on 6500 files) and frees nothing (172 MB either way).
    gc.disable()
