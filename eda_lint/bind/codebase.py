"""The code of a scan, as imports search it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import field

from eda_lint.frozen import frozen
from eda_lint.parse.code import CodeFacts, Language


@frozen
class Found:
    """A module that an import led to; `name` is the one that its relative imports start from."""

    name: str
    path: str
    facts: CodeFacts | None
    package: bool


@frozen
class CodeBase:
    """The parsed code files by path, and their folders with the languages somewhere in them."""

    files: Mapping[str, CodeFacts]
    folders: Mapping[str, frozenset[Language]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Mapping[str, CodeFacts]) -> CodeBase:
        """The code base of these files."""
        folders: dict[str, frozenset[Language]] = {}
        for path, facts in files.items():
            folder = path
            while folder:
                folder = posixpath.dirname(folder)
                known = folders.get(folder, frozenset())
                if facts.language in known:
                    break
                folders[folder] = known | {facts.language}
        return cls(files, folders)

    def with_file(self, facts: CodeFacts) -> CodeBase:
        """The same code base with one more file."""
        return CodeBase({**self.files, facts.path: facts}, self.folders)

    def python_module(self, name: str, roots: Iterable[str]) -> Found | None:
        """The module that `import name` finds, in the first root that has it."""
        tail = name.replace(".", "/")
        for root in roots:
            base = f"{root}/{tail}" if root else tail
            package = self.files.get(f"{base}/__init__.py")
            if package is not None:
                return Found(name, package.path, package, package=True)
            module = self.files.get(f"{base}.py")
            if module is not None:
                return Found(name, module.path, module, package=False)
        for root in roots:
            base = f"{root}/{tail}" if root else tail
            # A namespace package: a folder of code without __init__.py.
            if self.has_code(base, Language.PYTHON):
                return Found(name, base, None, package=True)
        return None

    def has_code(self, folder: str, language: Language) -> bool:
        """Whether there is code of a language somewhere in a folder."""
        return language in self.folders.get(folder, frozenset())


def join(folder: str, name: str) -> str:
    """A path inside a folder; "" is the base of the scan."""
    joined = posixpath.normpath(posixpath.join(folder, name))
    return "" if joined == "." else joined
