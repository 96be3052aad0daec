"""What git is asked of a repository. No question changes a file of it, fetches, or runs one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from eda_lint.errors import UsageError
from eda_lint.frozen import frozen
from eda_lint.nearest import did_you_mean

_SECONDS = 60
_INDEX_VARIABLE = "GIT_INDEX_FILE"
_SET_BY_US = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
# What a user's own configuration would change about a patch, or would run for it.
_PLAIN = (
    "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--submodule=short",
    "--ignore-submodules=none",
)  # fmt: skip
_MERGED = "MERGE_HEAD"
_PATCH = ("-U0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/")


@frozen
class Difference:
    """One file that differs: `status` is git's letter (A, D, M, R, T, U); paths from the root.

    `same` says that a renamed file has kept its content. `before` is its path then, `after` its
    path now; both are the same unless it was renamed.
    """

    status: str
    before: str
    after: str
    same: bool = False


def ask(
    folder: Path, *arguments: str, index: Path | None = None
) -> subprocess.CompletedProcess[bytes] | None:
    """What git answers; None where there is no git, or it takes too long.

    `index` is another index than the one that the repository has.
    """
    # A hook runs with variables that name its own repository and index: they are not of this scan.
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    if index is not None:
        kept[_INDEX_VARIABLE] = str(index)
    try:
        return subprocess.run(
            ("git", *arguments),
            cwd=folder,
            env={**kept, **_SET_BY_US},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def work_tree(folder: Path) -> Path:
    """The root of the work tree that a folder is in. Raises UsageError where it is in none."""
    answer = ask(folder, "rev-parse", "--show-toplevel")
    if answer is None:
        raise UsageError("git cannot be run, so nothing is known of what changed")
    if answer.returncode != 0:
        raise UsageError(f"{folder} is in no git work tree: {_complaint(answer)}")
    return Path(os.fsdecode(answer.stdout.removesuffix(b"\n")))


def merge_base(root: Path, ref: str) -> str:
    """The commit at which HEAD and `ref` parted. In a repository without commits, the empty tree.

    Raises UsageError for a name that is no commit, and where history does not reach far enough.
    """
    if ref == "HEAD" and not _is_commit(root, "HEAD"):
        return os.fsdecode(_told(root, "hash-object", "-t", "tree", "--stdin")).strip()
    shallow = _told(root, "rev-parse", "--is-shallow-repository") == b"true\n"
    advice = (
        "; this clone is shallow: fetch more history, e.g. with fetch-depth: 0 or "
        "git fetch --unshallow"
        if shallow
        else ""
    )
    if not _is_commit(root, ref):
        known = os.fsdecode(_told(root, "for-each-ref", "--format=%(refname:short)")).split()
        raise UsageError(f"git knows no commit {ref!r}{did_you_mean(ref, known)}{advice}")
    answer = ask(root, "merge-base", ref, "HEAD")
    if answer is None or answer.returncode != 0:
        raise UsageError(f"{ref} and HEAD have no commit in common{advice}")
    return os.fsdecode(answer.stdout).strip()


def differences(root: Path, base: str) -> tuple[Difference, ...]:
    """The files that differ between a commit and the work tree, staged or not.

    Files that git does not track are not among them. Raises UsageError where git cannot say.
    """
    fields = _diff(root, base, "--raw", "--no-abbrev", "-z").split(b"\0")
    found = []
    place = 0
    while place < len(fields) - 1:
        status = fields[place].split(b" ")[-1].decode()
        paths = 2 if status[:1] in ("R", "C") else 1
        before, after = fields[place + 1], fields[place + paths]
        place += 1 + paths
        found.append(
            Difference(status[:1], os.fsdecode(before), os.fsdecode(after), status[1:] == "100")
        )
    return tuple(found)


def patch(root: Path, base: str, patterns: Sequence[str]) -> bytes:
    """How the files of these patterns differ between a commit and the work tree, without context.

    Raises UsageError where git cannot say.
    """
    return _diff(root, base, "--patch", *_PATCH, "--", *patterns)


def staged(root: Path) -> frozenset[str]:
    """The files of which something is staged: paths from the root, both of a renamed file.

    While a merge is on its way, not what it takes as it is from the other side. Raises UsageError
    where git cannot say.
    """
    heads = [merge_base(root, "HEAD")]
    if _is_commit(root, _MERGED):
        heads.append(_MERGED)
    index = _index_of_a_commit(root)
    asked = ("diff", "--cached", "--name-only", "--no-renames", "-z")
    return frozenset.intersection(
        *(frozenset(_names(_told(root, *asked, head, index=index))) for head in heads)
    )


def tracked(root: Path) -> tuple[str, ...]:
    """The files that git tracks, and the folders of submodules; paths from the root."""
    return _names(_told(root, "ls-files", "-c", "-z"))


def untracked(root: Path) -> tuple[str, ...]:
    """The files, and folders of other repositories, that git does not track and would."""
    return _names(_told(root, "ls-files", "-o", "--exclude-standard", "-z"))


def _index_of_a_commit(root: Path) -> Path | None:
    """The index of the commit whose hook we run in: `git commit -a` has one of its own."""
    given = os.environ.get(_INDEX_VARIABLE)
    if not given:
        return None
    index = Path(given).resolve()
    folder = os.fsdecode(_told(root, "rev-parse", "--absolute-git-dir").removesuffix(b"\n"))
    return index if index.parent == Path(folder).resolve() else None


def _is_commit(root: Path, ref: str) -> bool:
    if not ref or ref.startswith("-"):  # no name that git allows, and to it an option
        return False
    answer = ask(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    return answer is not None and answer.returncode == 0


def _diff(root: Path, base: str, *arguments: str) -> bytes:
    return _told(root, "-c", "core.fsmonitor=false", "diff", *_PLAIN, base, *arguments)


def _told(root: Path, *arguments: str, index: Path | None = None) -> bytes:
    answer = ask(root, *arguments, index=index)
    if answer is None:
        raise UsageError(f"git gave no answer within {_SECONDS} seconds")
    if answer.returncode != 0:
        raise UsageError(f"git could not be asked: {_complaint(answer)}")
    return answer.stdout


def _complaint(answer: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git says, without its own `fatal:`."""
    lines = os.fsdecode(answer.stderr).strip().splitlines() or ["it did not say why"]
    return lines[0].removeprefix("fatal: ").removeprefix("error: ")


def _names(listed: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(name) for name in listed.split(b"\0") if name)
