"""Projects around code: which names are modules of the scan, and what is built from what."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TypeVar

from eda_lint.bind.outputs import Compiled, Outputs, compiled_by
from eda_lint.bind.paths import above, below, join
from eda_lint.frozen import frozen
from eda_lint.parse.projects import PACKAGE, Mapped, ProjectFacts
from eda_lint.parse.requirements import REQUIREMENTS
from eda_lint.parse.surroundings import Surroundings

T = TypeVar("T")

_PATH_OF_LOCAL = ("file:", "link:", "portal:")


@frozen
class Workspace:
    """The projects of a scan."""

    around: Surroundings = field(default_factory=Surroundings)
    named: Mapping[str, tuple[ProjectFacts, ...]] = field(default_factory=dict)
    compiled: Mapping[str, tuple[Compiled, ...]] = field(default_factory=dict)
    """By the folder that they stand in, tsconfig.json first."""
    outputs: Outputs = field(default_factory=Outputs)

    @classmethod
    def of(cls, around: Surroundings) -> Workspace:
        """The projects that these facts tell of."""
        named: dict[str, list[ProjectFacts]] = defaultdict(list)
        for project in around.projects.values():
            if project.name:
                named[project.name].append(project)
        compiled: dict[str, list[Compiled]] = defaultdict(list)
        for path in sorted(around.compilers, key=lambda path: (len(path), path)):
            one = compiled_by(path, around.compilers)
            compiled[one.folder].append(one)
        every = tuple(one for ones in compiled.values() for one in ones)
        outputs = Outputs.of(every, around.projects)
        return cls(around, _kept(named), _kept(compiled), outputs)

    def compilers(self, path: str) -> Iterator[Compiled]:
        """The tsconfigs in the folders above a path, the nearest first."""
        for folder in above(path):
            yield from self.compiled.get(folder, ())

    def projects(self, path: str) -> Iterator[ProjectFacts]:
        """The package.json files in the folders above a path, the nearest first."""
        for folder in above(path):
            project = self.around.projects.get(join(folder, PACKAGE))
            if project is not None:
                yield project

    def required(self, root: str) -> Iterator[str]:
        """The folders of packages that the nearest requirements.txt installs from the scan."""
        for folder in above(join(root, REQUIREMENTS)):
            requirements = self.around.requirements.get(join(folder, REQUIREMENTS))
            for one in requirements.folders if requirements is not None else ():
                yield join(folder, one)
                yield join(folder, f"{one}/src")
            if requirements is not None:
                return

    def aliased(self, name: str, importer: str) -> Iterator[str]:
        """The paths that a name has by `paths` and `baseUrl` of the nearest tsconfig."""
        nearest = next(self.compilers(importer), None)
        if nearest is None:
            return
        best = [
            (len(alias.name.partition("*")[0]), folder, alias)
            for folder, alias in nearest.aliases
            if matched(alias.name, name) is not None
        ]
        for _, folder, alias in sorted(best, key=lambda one: -one[0]):
            for target in filled_in(alias, name):
                yield join(folder, target)
        if nearest.base is not None:
            yield join(nearest.base, name)

    def package(self, name: str, importer: str) -> Iterator[str]:
        """The paths that a name has as a package of the same workspace, or as `#name`."""
        if name.startswith("#"):
            own = next(self.projects(importer), None)
            if own is not None:
                yield from _exported(own, own.imports, name)
            return
        parts = name.split("/")
        count = 2 if name.startswith("@") else 1
        project = self._package("/".join(parts[:count]), importer)
        if project is None:
            return
        folder, rest = posixpath.dirname(project.path), "/".join(parts[count:])
        yield from _exported(project, project.exports, f"./{rest}" if rest else ".")
        if rest:
            yield join(folder, rest)
            yield join(folder, f"src/{rest}")
        else:
            yield from (join(folder, main) for main in (project.module, project.main) if main)
            yield join(folder, "index")
            yield join(folder, "src/index")

    def _package(self, name: str, importer: str) -> ProjectFacts | None:
        for project in self.projects(importer):
            if project.name == name:
                return project
            if name not in dict(project.local):
                continue
            written = dict(project.local)[name]
            if written.startswith(_PATH_OF_LOCAL):
                folder = join(posixpath.dirname(project.path), written.partition(":")[2])
                return self.around.projects.get(join(folder, PACKAGE))
        candidates = self.named.get(name, ())
        for folder in above(importer) if candidates else ():
            if self._begins_workspace(folder):
                inside = [one for one in candidates if below(one.path, folder) is not None]
                if inside:
                    return inside[0] if len(inside) == 1 else None
        return None

    def _begins_workspace(self, folder: str) -> bool:
        files = (PACKAGE, "pnpm-workspace.yaml", "lerna.json", "nx.json", "rush.json")
        found = (self.around.projects.get(join(folder, name)) for name in files)
        return any(project is not None and project.workspaces for project in found)


def _kept(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _exported(project: ProjectFacts, table: tuple[Mapped, ...], name: str) -> Iterator[str]:
    folder = posixpath.dirname(project.path)
    for entry in table:
        for target in filled_in(entry, name):
            yield join(folder, target)


def matched(pattern: str, name: str) -> str | None:
    """What a pattern's `*` stands for in a name; None where it does not match."""
    start, star, end = pattern.partition("*")
    if not star:
        return "" if pattern == name else None
    if len(name) < len(start) + len(end) or not (name.startswith(start) and name.endswith(end)):
        return None
    return name[len(start) : len(name) - len(end)]


def filled_in(entry: Mapped, name: str) -> Iterator[str]:
    """What a name leads to by an entry whose pattern it matches."""
    part = matched(entry.name, name)
    if part is not None:
        yield from (target.replace("*", part) for target in entry.targets)
