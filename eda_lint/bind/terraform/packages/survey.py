"""What a scan has of code and of the files around it, as packages are looked up in it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.paths import above, below
from eda_lint.bind.sources import SUFFIXES
from eda_lint.bind.terraform.packages.names import Words, words_of
from eda_lint.frozen import frozen
from eda_lint.parse.commands import Command
from eda_lint.parse.projects import ProjectFacts

Started: TypeAlias = tuple[str, tuple[Command, ...]]
"""A folder, and the commands that are run there."""

PYTHON = (".py",)
_NO_SOURCES = frozenset({
    "test", "tests", "__tests__", "spec", "specs", "__mocks__", "mocks", "fixtures", "testing",
    "node_modules", "site-packages", "cdk.out",
})  # fmt: skip
_OF_DEPLOYMENT = frozenset({
    "infra", "infrastructure", "terraform", "tf", "iac", "deploy", "deployment", "deployments",
    "env", "envs", "environment", "environments", "stack", "stacks", "live", "root", "roots",
    "dev", "develop", "development", "test", "staging", "stage", "qa", "uat", "prod", "production",
    "aws", "cloud", "ops",
})  # fmt: skip
"""Folders of a project that hold what is deployed, not what it is made of."""
_TOP = ("__init__", "index")


@frozen
class CodePaths:
    """The code of a scan by its paths.

    `deployed` are the folders of projects with a root module, `owned` also those of the modules.

    `read` gives the text of a file of the scan. `named` are the files of code by the last part of
    their paths without the suffix, `folders` those with code by the words of their names.
    """

    base: CodeBase
    deployed: frozenset[str]
    owned: frozenset[str]
    read: Callable[[str], str | None]
    named: Mapping[str, tuple[str, ...]]
    folders: Mapping[Words, tuple[str, ...]]
    _commands: dict[str, tuple[Started, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(
        cls, base: CodeBase, roots: Iterable[str], read: Callable[[str], str | None]
    ) -> CodePaths:
        """The paths of a code base."""
        modules = frozenset(roots)
        projects = frozenset(map(project_of, modules))
        named: dict[str, list[str]] = defaultdict(list)
        for path in base.files:
            stem, suffix = posixpath.splitext(path)
            if suffix in (*PYTHON, *SUFFIXES) and _is_source(path):
                named[posixpath.basename(stem)].append(stem)
        folders: dict[Words, list[str]] = defaultdict(list)
        for folder in base.folders:
            words = words_of(posixpath.basename(folder))
            if words and _is_source(folder):
                folders[words].append(folder)
        return cls(
            base,
            projects,
            projects | modules,
            read,
            {name: tuple(sorted(paths)) for name, paths in named.items()},
            {words: tuple(sorted(paths)) for words, paths in folders.items()},
        )

    @property
    def projects(self) -> Mapping[str, ProjectFacts]:
        """The package.json files."""
        return self.base.workspace.around.projects

    @property
    def dockerfiles(self) -> Iterable[str]:
        """The paths of all Dockerfiles."""
        return self.base.workspace.around.images

    def remembered(
        self, path: str, of: Callable[[str, str], Iterable[Started]]
    ) -> tuple[Started, ...]:
        """What is made of the path and the text of a file, made once; nothing of no file."""
        if path not in self._commands:
            text = self.read(path)
            self._commands[path] = () if text is None else tuple(of(path, text))
        return self._commands[path]

    def has_module(self, folder: str, module: str, suffixes: Sequence[str]) -> bool:
        """Whether a module is a file of a folder."""
        path = posixpath.join(folder, module)
        stems = (path, *(posixpath.join(path, name) for name in _TOP))
        return any(f"{stem}{suffix}" in self.base.files for stem in stems for suffix in suffixes)

    def folders_with(self, module: str, scope: str, suffixes: Sequence[str]) -> tuple[str, ...]:
        """The folders under `scope` that have a module, which may itself lie deeper in them."""
        found: dict[str, None] = {}
        for stem in self.named.get(posixpath.basename(module), ()):
            if below(stem, scope) is None or not f"/{stem}".endswith(f"/{module}"):
                continue
            if any(f"{stem}{suffix}" in self.base.files for suffix in suffixes):
                found[stem[: -len(module)].rstrip("/")] = None
        return tuple(found)

    def built_with(self, module: str, scope: str) -> tuple[str, ...]:
        """The folders under `scope` that a build is said to write a module into."""
        stems = (one for one in self.base.workspace.outputs.files if below(one, scope) is not None)
        ends = (one for one in stems if f"/{one}".endswith(f"/{module}"))
        return tuple(dict.fromkeys(stem[: -len(module)].rstrip("/") for stem in ends))

    def belongs(self, folder: str, root: str) -> bool:
        """Whether a folder is none of the project of another root module."""
        owner = next((one for one in (folder, *above(folder)) if one in self.owned), "")
        return not owner or below(root, owner) is not None


def project_of(root: str) -> str:
    """The folder of the project that a root module deploys."""
    parts = root.split("/")
    ends = (index for index, part in enumerate(parts) if part.lower() in _OF_DEPLOYMENT)
    return "/".join(parts[: next(ends, len(parts))])


def _is_source(path: str) -> bool:
    return not any(part in _NO_SOURCES for part in path.split("/"))
