"""Repositories with the real pre-commit in them, and our hooks out of a copy of this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.repository import Repository, repository

ROOT = Path(__file__).parents[1]

_CONFIGURATION = """\
repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - id: {hook}
"""


@dataclass(frozen=True, slots=True)
class Team:
    """Someone's work tree, and the environment in which they work in it."""

    tree: Repository
    environment: Mapping[str, str]

    def run(self, *command: str, status: int = 0) -> str:
        """What a command says on both channels; it must end with this status."""
        ended = subprocess.run(
            command,
            cwd=self.tree.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert ended.returncode == status, f"{ended.returncode} of {command}:\n{ended.stdout}"
        return ended.stdout

    def git(self, *arguments: str, status: int = 0) -> str:
        """What git and the hooks that it runs say."""
        return self.run("git", *arguments, status=status)

    def commit(self, message: str, *, status: int = 0) -> str:
        """Stage whatever stands there, and commit it, which the hook may refuse."""
        self.git("add", "--all")
        return self.git("commit", "--message", message, status=status)

    def pre_commit(self, *arguments: str, status: int = 0) -> str:
        """Run pre-commit itself."""
        return self.run(sys.executable, "-m", "pre_commit", *arguments, status=status)

    def eda_lint(self, *arguments: str, status: int = 0) -> str:
        """Run the tool by hand."""
        return self.run(sys.executable, "-m", "eda_lint", *arguments, status=status)


def our_hooks(folder: Path) -> Repository:
    """A repository that holds what a commit of everything in this checkout would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    hooks = repository(folder)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy)
    hooks.git("add", "--all", "--force")
    hooks.commit()
    return hooks


def using(hooks: Repository, hook: str) -> dict[str, str]:
    """The file with which a repository asks for one of our hooks."""
    rev = hooks.git("rev-parse", "HEAD")
    text = _CONFIGURATION.format(hooks=hooks.folder.as_posix(), rev=rev, hook=hook)
    return {".pre-commit-config.yaml": text}


def clean_environment(home: Path) -> dict[str, str]:
    """Neither the user's git and pre-commit, nor the commit that runs these tests, play a part."""
    cache = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"], capture_output=True, text=True, check=False
    )
    home.mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT"))
        and name not in ("PYTHONPATH", "SKIP")
    }
    kept.update(
        HOME=str(home),
        PRE_COMMIT_HOME=str(home / "pre-commit"),
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        NO_COLOR="1",
    )
    for who in ("AUTHOR", "COMMITTER"):
        kept |= {f"GIT_{who}_NAME": "Test", f"GIT_{who}_EMAIL": "test@example.com"}
    if cache.returncode == 0:
        kept.setdefault("PIP_CACHE_DIR", cache.stdout.strip())
    return kept
