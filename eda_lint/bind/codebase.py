"""The code of a scan, as imports search it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from eda_lint.bind.outputs import conventional
from eda_lint.bind.paths import join
from eda_lint.bind.sources import SUFFIXES, source_file, stem
from eda_lint.bind.symbols import exported
from eda_lint.bind.workspace import Workspace
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.parse.surroundings import Surroundings

__all__ = ["ECMASCRIPT", "CodeBase", "Found", "join"]

ECMASCRIPT = (Language.JAVASCRIPT, Language.TYPESCRIPT)
_OF_LAYERS = "/opt/"


@frozen
class Found:
    """A module that an import led to; `name` is the one that its relative imports start from."""

    name: str
    path: str
    facts: CodeFacts | None
    package: bool


@frozen
class CodeBase:
    """The parsed code files by path, and their folders with the languages somewhere in them.

    `named` are the paths of JavaScript and TypeScript by the last part without its suffix.
    """

    files: Mapping[str, CodeFacts]
    folders: Mapping[str, frozenset[Language]] = field(default_factory=dict)
    workspace: Workspace = field(default_factory=Workspace)
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _exported: dict[str, Mapping[str, Location]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(
        cls, files: Mapping[str, CodeFacts], surroundings: Surroundings | None = None
    ) -> CodeBase:
        """The code base of these files, with what stands around them."""
        named: dict[str, list[str]] = defaultdict(list)
        folders: dict[str, frozenset[Language]] = {}
        for path, facts in files.items():
            folder = path
            while folder:
                folder = posixpath.dirname(folder)
                known = folders.get(folder, frozenset())
                if facts.language in known:
                    break
                folders[folder] = known | {facts.language}
            if path.endswith(SUFFIXES):
                named[posixpath.basename(stem(path))].append(path)
        workspace = Workspace.of(surroundings) if surroundings is not None else Workspace()
        by_name = {name: tuple(paths) for name, paths in named.items()}
        return cls(files, folders, workspace, by_name)

    def with_file(self, facts: CodeFacts) -> CodeBase:
        """The same code base with one more file."""
        files = {**self.files, facts.path: facts}
        return CodeBase(files, self.folders, self.workspace, self.named)

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

    def ecmascript_module(
        self, name: str, importer_path: str, roots: Sequence[str] = ()
    ) -> Found | None:
        """The module that `import ... from "name"` or `require("name")` finds in a file.

        None where it is no file of the scan: a package, or a part of Node.js. `roots` are the
        folder of the function's code and those of its layers.
        """
        if name in (".", "..") or name.startswith(("./", "../")):
            return self._module((join(posixpath.dirname(importer_path), name),))
        aliased = self._module(self.workspace.aliased(name, importer_path), built=False)
        if aliased is not None:
            return aliased
        if name.startswith(_OF_LAYERS):
            tail = name.removeprefix(_OF_LAYERS)
            return self._module(join(root, tail) for root in (*roots[1:], *roots[:1]))
        return self._module(self.workspace.package(name, importer_path))

    def _module(self, paths: Iterable[str], *, built: bool = True) -> Found | None:
        """The first of these paths, with or without a suffix, that is a file of code.

        Or what it is `built` from.
        """
        for path in paths:
            facts = source_file(self.files, path)
            if facts is None and built:
                facts = self.built_from(path)
            if facts is not None:
                return Found(stem(facts.path), facts.path, facts, package=False)
        return None

    def exported(self, facts: CodeFacts) -> Mapping[str, Location]:
        """What a file of JavaScript or TypeScript exports, with the places."""
        if self.files.get(facts.path) is not facts:
            return exported(facts)
        known = self._exported.get(facts.path)
        if known is None:
            known = self._exported[facts.path] = exported(facts)
        return known

    def built_from(self, path: str) -> CodeFacts | None:
        """The source of an output that is not there, where it is stated or only one is likely."""
        output = stem(path)
        for one in self.workspace.outputs.sources(output):
            facts = source_file(self.files, one)
            if facts is not None:
                return facts
        found = {
            facts.path: facts
            for one in conventional(output)
            if (facts := source_file(self.files, one)) is not None
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def has_code(self, folder: str, language: Language) -> bool:
        """Whether there is code of a language somewhere in a folder."""
        return language in self.folders.get(folder, frozenset())
