"""A git repository in a temporary folder: neither the user's git nor a hook plays a part in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NAMES = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
_PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree; paths are relative to its folder."""

    folder: Path

    def git(self, *arguments: str) -> str:
        """What git answers."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            ["git", *_NAMES, *arguments],
            cwd=self.folder,
            env={**kept, **_PLAIN},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, their folders made where they are not there."""
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a file; what is replaced must be there once."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        (self.folder / path).write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, message: str = "Everything") -> str:
        """Commit whatever stands there; the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


def repository(folder: Path, files: Mapping[str, str] | None = None) -> Repository:
    """A repository on branch `main`; with files, they are its first commit."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    if files is not None:
        made.write(files)
        made.commit()
    return made
