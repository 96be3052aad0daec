"""Follows values through handler code: what each entry point calls, builds and reads, and when."""

from eda_lint.bind.evaluate.entry import EntryPoint, read_behaviour, read_handler

__all__ = ["EntryPoint", "read_behaviour", "read_handler"]
