"""What changed since HEAD and a ref parted, in every work tree that some roots are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from eda_lint import git
from eda_lint.changed.changes import TEMPLATES, Changes, Hunk
from eda_lint.changed.patches import hunks_of, names_in, without_key


def changes_since(ref: str, roots: Sequence[Path]) -> Changes:
    """The difference between the files as they are now and the commit where HEAD left `ref`.

    `roots` are files and folders that are there. Raises UsageError where git cannot say: no work
    tree, no such commit, a history that does not reach far enough.
    """
    return _together([_changes(tree, git.merge_base(tree, ref)) for tree in _trees(roots)])


def changes_staged(roots: Sequence[Path]) -> Changes:
    """The difference between HEAD and the files as they are now, where something of it is staged.

    What was edited further in these files counts too; nothing else does, even what git does not
    know. `roots` and errors are those of `changes_since`.
    """
    return _together([_staged(tree) for tree in _trees(roots)])


def _trees(roots: Sequence[Path]) -> list[Path]:
    folders = {root if root.is_dir() else root.parent for root in map(Path.resolve, roots)}
    return sorted({git.work_tree(folder) for folder in sorted(folders)})


def _changes(root: Path, base: str) -> Changes:
    untracked = frozenset(root / path for path in git.untracked(root))
    known = frozenset(root / path for path in git.tracked(root))
    changes = _differences(root, base)
    return replace(changes, whole=changes.whole | untracked, known=known)


def _staged(root: Path) -> Changes:
    return _differences(root, git.merge_base(root, "HEAD"), git.staged(root))


def _differences(root: Path, base: str, among: frozenset[str] | None = None) -> Changes:
    """What differs from a commit, among these files or all; nothing else under `root` does."""
    differing = git.differences(root, base)
    patched = hunks_of(git.patch(root, base, TEMPLATES))
    if among is not None:
        differing = tuple(one for one in differing if one.after in among)
        patched = {path: hunks for path, hunks in patched.items() if path in among}
    gone = {one.before for one in differing if one.status in "DR"}
    changed = {one.after for one in differing if one.status != "D" and not one.same}
    by_lines = {path: patched[path] for path in changed if path in patched}
    # A line that moved along with its file is not removed; the patch knows.
    removed = (line for hunks in patched.values() for hunk in hunks for line in hunk.removed)
    return Changes(
        hunks={root / path: hunks for path, hunks in by_lines.items()},
        whole=frozenset(root / path for path in changed - by_lines.keys()),
        known=frozenset((root,)),
        removed=frozenset(names_in(map(without_key, removed))),
        gone=frozenset(root / path for path in gone),
    )


def _together(several: Sequence[Changes]) -> Changes:
    return Changes(
        hunks=dict(_items(several)),
        whole=frozenset(path for one in several for path in one.whole),
        known=frozenset(path for one in several for path in one.known),
        removed=frozenset(name for one in several for name in one.removed),
        gone=frozenset(path for one in several for path in one.gone),
    )


def _items(several: Sequence[Changes]) -> Iterator[tuple[Path, tuple[Hunk, ...]]]:
    for one in several:
        hunks: Mapping[Path, tuple[Hunk, ...]] = one.hunks
        yield from hunks.items()
