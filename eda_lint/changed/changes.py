"""Changes: which files differ from a commit, and in which lines."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

from eda_lint.frozen import frozen

TEMPLATES = ("*.yaml", "*.yml", "*.template", "*.json", "*.tf", "*.tofu", "*.tfvars")
"""Files that declare many things that have little to do with each other: they change by lines."""

_INSTALLED = ".terraform"


def is_template(path: Path) -> bool:
    """Whether a file is one of those that change by lines."""
    return any(fnmatch(path.name, pattern) for pattern in TEMPLATES)


@frozen
class Hunk:
    """Lines that differ: `count` of them from `start` on are new, the `removed` stood there before.

    Where none are new (`count` is 0), what was removed stood after the line `start`.
    """

    start: int
    count: int
    removed: tuple[str, ...] = ()


@frozen
class Changes:
    """What differs from a commit, by absolute paths; a file's own links are followed in them.

    `hunks` holds the templates that changed in some lines; all that is in one of `whole` changed,
    files and folders alike. What is not below one of `known`, git does not know: it cannot say
    whether that changed. `removed` are the names (`Orders`, `aws_sqs_queue.orders`) that stood in
    lines of templates that are gone; `gone` are the files that are.
    """

    hunks: Mapping[Path, tuple[Hunk, ...]]
    whole: frozenset[Path]
    known: frozenset[Path]
    removed: frozenset[str] = frozenset()
    gone: frozenset[Path] = frozenset()

    def in_file(self, path: Path) -> tuple[Hunk, ...] | None:
        """The hunks of a file, none where it is as it was; None where all of it counts as changed.

        What git ignores counts as changed: it is built from something that may have. But what
        Terraform has installed only changes with the call of the module, which git knows.
        """
        if path in self.hunks:
            return self.hunks[path]
        for one in (path, *path.parents):
            if one in self.whole:
                return None
            if one in self.known:
                return ()
        return () if _INSTALLED in path.parts else None
