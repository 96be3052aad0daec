"""Built files and what they are built from, as compilers and commands say it, or by convention."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from eda_lint.bind.paths import above, below, join
from eda_lint.bind.sources import stem
from eda_lint.frozen import frozen
from eda_lint.parse.projects import Bundle, CompilerFacts, Mapped, ProjectFacts

_MOST_EXTENDED = 10
_NX = "nx.json"

BUILT = frozenset({
    "dist", "build", ".build", "lib", "out", "output", ".output", "bundle", "bundled", "bundles",
    ".dist", ".webpack", ".esbuild", "compiled", "built", "_build", "cjs", "esm", "artifacts",
    ".aws-sam", "target",
})  # fmt: skip
"""Folders that builds are used to write into."""
_SOURCES = (
    "src", "", "lib", "source", "lambda", "lambdas", "functions", "handlers", "app", "src/lambda",
    "src/lambdas", "src/functions", "src/handlers",
)  # fmt: skip
_INDEX = "index"


@frozen
class Compiled:
    """A tsconfig with what it extends: folders as paths of the scan, None where not said."""

    path: str
    root_dir: str | None
    out_dir: str | None
    base: str | None
    aliases: tuple[tuple[str, Mapped], ...]
    """From which folder, what to what."""

    @property
    def folder(self) -> str:
        """Where it stands."""
        return posixpath.dirname(self.path)


@frozen
class Outputs:
    """Where the outputs come from that somebody states: single files, and whole folders.

    All without suffix.
    """

    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, compilers: Iterable[Compiled], projects: Mapping[str, ProjectFacts]) -> Outputs:
        """The outputs of these compilers, and of what these projects bundle."""
        files: dict[str, list[str]] = defaultdict(list)
        folders: dict[str, list[str]] = defaultdict(list)
        for one in compilers:
            if one.out_dir is not None and one.out_dir != one.folder:
                # Without a rootDir it is the folder that all sources have in common.
                roots = (one.folder, join(one.folder, "src"))
                folders[one.out_dir].extend(roots if one.root_dir is None else (one.root_dir,))
        for project in projects.values():
            for bundle in project.bundles:
                _add_bundle(project.path, bundle, projects, files, folders)
        return cls(
            {path: tuple(dict.fromkeys(sources)) for path, sources in files.items()},
            {path: tuple(dict.fromkeys(sources)) for path, sources in folders.items()},
        )

    def sources(self, path: str) -> Iterator[str]:
        """What a file without its suffix is said to be built from."""
        yield from self.files.get(path, ())
        for folder in above(path):
            for root in self.folders.get(folder, ()):
                yield join(root, below(path, folder) or "")


def _add_bundle(
    path: str,
    bundle: Bundle,
    projects: Mapping[str, ProjectFacts],
    files: dict[str, list[str]],
    folders: dict[str, list[str]],
) -> None:
    folder = posixpath.dirname(path)
    top = next((f for f in above(path) if join(f, _NX) in projects), "")

    def located(written: str) -> str:
        return join(top, written[1:]) if written.startswith("/") else join(folder, written)

    if bundle.file:
        files[stem(located(bundle.file))].extend(stem(located(one)) for one in bundle.entries[:1])
        return
    entries = [located(one) for one in bundle.entries]
    base = located(bundle.base) if bundle.base else common_folder(entries)
    for entry in entries:
        inside = below(entry, base)
        if "*" in entry:
            folders[located(bundle.folder)].append(base)
        elif inside is not None:
            files[stem(join(located(bundle.folder), inside))].append(stem(entry))


def common_folder(paths: Iterable[str]) -> str:
    """The folder that these files have in common, up to a wildcard."""
    folders = [posixpath.dirname(path.partition("*")[0]) for path in paths]
    common = folders[0].split("/") if folders else []
    for folder in folders[1:]:
        parts = folder.split("/")
        same = [a == b for a, b in zip(common, parts, strict=False)]
        common = common[: same.index(False) if False in same else len(same)]
    return "/".join(common)


def conventional(path: str) -> Iterator[str]:
    """What a file below a folder of outputs is built from by the common layouts."""
    parts = path.split("/")
    for index, name in enumerate(parts[:-1]):
        if name not in BUILT:
            continue
        before = "/".join(parts[:index])
        for tail in tails(parts[index + 1 :]):
            for source in _SOURCES:
                yield join(before, posixpath.join(source, *tail))
            for depth in range(1, len(tail)):
                yield join(before, posixpath.join(*tail[:depth], "src", *tail[depth:]))


def tails(parts: list[str]) -> Iterator[list[str]]:
    """How a source's path may end for a built one's: a bundle may have a folder of its own."""
    yield parts
    if len(parts) > 1 and parts[-1] in (_INDEX, parts[-2]):
        yield parts[:-1]


def is_built(path: str) -> bool:
    """Whether a path leads through a folder that builds write into."""
    return any(part in BUILT for part in path.split("/"))


def compiled_by(path: str, compilers: Mapping[str, CompilerFacts]) -> Compiled:
    """A tsconfig with what it extends inside the scan."""
    root_dir = out_dir = base = None
    aliases: tuple[tuple[str, Mapped], ...] | None = None
    waiting, seen = [path], set[str]()
    while waiting and len(seen) < _MOST_EXTENDED:
        one = waiting.pop()
        facts = compilers.get(one)
        if facts is None or one in seen:
            continue
        seen.add(one)
        folder = posixpath.dirname(one)
        root_dir = _first(root_dir, folder, facts.root_dir, path)
        out_dir = _first(out_dir, folder, facts.out_dir, path)
        if aliases is None and facts.paths is not None:
            start = join(folder, facts.base_url or ".") if base is None else base
            aliases = tuple((start, alias) for alias in facts.paths)
        base = _first(base, folder, facts.base_url, path)
        waiting.extend(_extended(folder, name) for name in facts.extends if name.startswith("."))
    return Compiled(path, root_dir, out_dir, base, aliases or ())


def _first(known: str | None, folder: str, written: str | None, path: str) -> str | None:
    if known is not None or written is None:
        return known
    return join(folder, written.replace("${configDir}", posixpath.dirname(path) or "."))


def _extended(folder: str, name: str) -> str:
    path = join(folder, name)
    return path if path.endswith(".json") else f"{path}.json"
