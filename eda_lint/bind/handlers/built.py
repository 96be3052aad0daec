"""Built code that a handler names, and the sources that it may be built from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from eda_lint.bind.handlers.located import Sought
from eda_lint.bind.outputs import BUILT, common_folder, conventional, is_built, tails
from eda_lint.bind.paths import above, below, join
from eda_lint.bind.sources import source_files, stem
from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.parse.bundles import BundleFacts
from eda_lint.parse.code import CodeFacts
from eda_lint.value import field_of, items_of, text_of

_ESBUILD = "esbuild"
_INDEX = "index"
_CDK_OUTPUT = "cdk.out"
_CONSTRUCT_PATH = "aws:cdk:path"
_OF_THE_CONSTRUCT = frozenset({"Resource", "Default"})
_KINDS = re.compile(r"(?:lambda|function|handler|fn)$")


@frozen
class Guess:
    """A file that a handler may be built from. Those of a lower `rank` are the better ones."""

    facts: CodeFacts
    rank: int
    confidence: Confidence
    root: str | None = None
    """Where imports start from, None for the function's code folder."""


def sam_entry(sought: Sought, root: str, module: str) -> Iterator[Guess]:
    """The entry point of SAM's own esbuild that comes out under this name."""
    if sought.build_method != _ESBUILD:
        return
    listed = items_of(field_of(sought.code.metadata, "BuildProperties", "EntryPoints"))
    entries = [posixpath.normpath(text) for one in listed if (text := text_of(one))]
    common = common_folder(entries)
    for entry in entries:
        output = stem(below(entry, common) or entry)
        if output == posixpath.normpath(module):
            yield from _files(sought, (join(root, entry),), 0, Confidence.CERTAIN)


def bundled(sought: Sought, built: CodeFacts) -> Iterator[Guess]:
    """The sources that a built file names, or what it is a copy of."""
    facts = sought.files.workspace.around.bundles.get(built.path)
    if facts is not None:
        yield from _sources(sought, facts)
    elif _CDK_OUTPUT in built.path.split("/"):
        yield from _copied(sought, built)


def _sources(sought: Sought, bundle: BundleFacts) -> Iterator[Guess]:
    sure = Confidence.CERTAIN if bundle.ordered else Confidence.LIKELY
    for source in bundle.sources[-1:] if bundle.ordered else bundle.sources:
        for folder in _starts(bundle):
            facts = sought.files.files.get(join(folder, source))
            if facts is not None:
                yield Guess(facts, 0, sure, posixpath.dirname(facts.path))
                break


def _starts(bundle: BundleFacts) -> Iterator[str]:
    if bundle.relative:
        yield posixpath.dirname(bundle.path)
    else:
        yield from above(bundle.path)


def _copied(sought: Sought, built: CodeFacts) -> Iterator[Guess]:
    """The file that an asset has a copy of."""
    name = posixpath.basename(built.path)
    for path in sought.files.named.get(posixpath.basename(stem(name)), ()):
        facts = sought.files.files[path]
        if _CDK_OUTPUT not in path.split("/") and facts.body == built.body and built.body:
            tail = below(built.path, sought.root)
            root = path.removesuffix(f"/{tail}") if tail and path.endswith(f"/{tail}") else None
            if root is not None:
                yield Guess(facts, 0, Confidence.CERTAIN, root)


def guesses(sought: Sought, path: str, *, stated_only: bool = False) -> Iterator[Guess]:
    """What a file without its suffix may be built from, the best guesses first."""
    stated = tuple(sought.files.workspace.outputs.sources(path))
    yield from _files(sought, stated, 0, Confidence.CERTAIN)
    if stated_only:
        return
    yield from _files(sought, conventional(path), 1, Confidence.LIKELY)
    if is_built(path) or sought.built_by_itself or _CDK_OUTPUT in path.split("/"):
        yield from _construct(sought)
        yield from _same_tail(sought, path)


def _files(
    sought: Sought, paths: Iterable[str], rank: int, confidence: Confidence
) -> Iterator[Guess]:
    for path in paths:
        facts = next(source_files(sought.files.files, path), None)
        if facts is not None:
            yield Guess(facts, rank, confidence)


def _same_tail(sought: Sought, path: str) -> Iterator[Guess]:
    """Files of the project whose paths end as the built one's below the folder of outputs."""
    scope = _scope(sought, path)
    for tail in tails(_output(sought, path)):
        if tail == [_INDEX]:
            continue  # every project has one
        for candidate in sought.files.named.get(tail[-1], ()):
            ends = stem(candidate).split("/")[-len(tail) :] == tail
            if ends and below(candidate, scope) is not None and not is_built(candidate):
                yield Guess(sought.files.files[candidate], 4, Confidence.LIKELY)


def _output(sought: Sought, path: str) -> list[str]:
    """The part of a built file's path that its source may share."""
    parts = path.split("/")
    folders = [index for index, part in enumerate(parts[:-1]) if part in BUILT]
    if folders:
        return parts[folders[-1] + 1 :]
    return (below(path, sought.root) or path).split("/")


def _scope(sought: Sought, path: str) -> str:
    """The project that a built file belongs to."""
    for project in sought.files.workspace.projects(path):
        folder = posixpath.dirname(project.path)
        if not is_built(folder):
            return folder
    return posixpath.dirname(sought.code.base)


def _construct(sought: Sought) -> Iterator[Guess]:
    """CDK: the file beside the stack that is called `stack.construct.ts`, or as the construct."""
    path = text_of(field_of(sought.code.metadata, _CONSTRUCT_PATH)) or ""
    parts = [part for part in path.split("/") if part not in _OF_THE_CONSTRUCT]
    if len(parts) < 2 or _CDK_OUTPUT not in sought.root.split("/"):
        return
    app = next((f for f in above(sought.root) if _CDK_OUTPUT not in f.split("/")), "")
    plain = _plain(parts[-1])
    by_rank = (
        (2, [name for name in sought.files.named if name.endswith(f".{parts[-1]}")]),
        (3, [name for name in sought.files.named if plain and _plain(name) == plain]),
    )
    for rank, names in by_rank:
        for one in (path for name in names for path in sought.files.named[name]):
            if below(one, app) is not None and _CDK_OUTPUT not in one.split("/"):
                yield Guess(sought.files.files[one], rank, Confidence.LIKELY)


def _plain(name: str) -> str:
    """A name as far as spellings share it: `CreateOrderFunction`, `create-order`."""
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    return _KINDS.sub("", letters)
