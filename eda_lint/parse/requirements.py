"""What a requirements.txt installs out of the repository itself: folders of packages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from eda_lint.frozen import frozen

REQUIREMENTS = "requirements.txt"
_COMMENT = re.compile(r"(?:^|\s)#.*")
_EDITABLE = re.compile(r"^(?:-e|--editable)(?:\s+|=)")
_AT = re.compile(r"^[\w.-]+(?:\[[^]]*\])?\s*@\s*")
_PATH = re.compile(r"^(?:file:)?(?P<path>\.{1,2}(?:/[^\s;\[#]*)?)(?=[\s;\[#]|$)")


@frozen
class RequirementsFacts:
    """One requirements.txt, and the `folders` that it names, as it names them (`../common`)."""

    path: str
    folders: tuple[str, ...]


def is_requirements(path: str) -> bool:
    """Whether a file is called as one that lists requirements."""
    return posixpath.basename(path).lower() == REQUIREMENTS


def parse_requirements(path: str, text: str) -> RequirementsFacts:
    """What a list says; it may have no folder of the repository."""
    return RequirementsFacts(path, tuple(dict.fromkeys(_folders(text))))


def _folders(text: str) -> Iterator[str]:
    for line in text.splitlines():
        written = _AT.sub("", _EDITABLE.sub("", _COMMENT.sub("", line).strip()))
        found = _PATH.match(written)
        if found is not None:
            yield posixpath.normpath(found["path"])
