"""`python -m eda_lint`."""

from eda_lint.cli import main

main(prog_name="eda-lint")
