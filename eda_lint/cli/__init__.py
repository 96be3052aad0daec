"""The command line. Only click is loaded before a command is known."""

from eda_lint.cli.group import main

__all__ = ["main"]
