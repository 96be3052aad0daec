"""`python -m eda_lint`."""

from eda_lint.cli.process import run

run()
