"""Python handler code, lowered by the standard library's `ast` to the common form."""

from eda_lint.parse.python.module import parse_python

__all__ = ["parse_python"]
