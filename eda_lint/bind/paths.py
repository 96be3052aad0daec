"""Paths of a scan: relative to its base, with "/", and "" for the base itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator


def join(folder: str, name: str) -> str:
    """A path inside a folder; "" is the base of the scan."""
    joined = posixpath.normpath(posixpath.join(folder, name))
    return "" if joined == "." else joined


def above(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first, the base of the scan last."""
    folder = path
    while folder:
        folder = posixpath.dirname(folder)
        yield folder


def below(path: str, folder: str) -> str | None:
    """A path as it is seen from a folder that it lies in; None where it lies in another."""
    if not folder:
        return None if path.startswith("..") else path
    if path == folder:
        return ""
    return path[len(folder) + 1 :] if path.startswith(f"{folder}/") else None
