"""The files under a folder, as a version-controlled project means them.

Inside a git work tree git says what is ignored; elsewhere .gitignore files are read. Vendored and
built folders are left out, but `cdk.out` is an input although it is built and ignored, and so are
the modules that Terraform has installed. Nothing outside the folder is read: links that lead out of
it are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from eda_lint.errors import UsageError
from eda_lint.git import ask

INSTALLED_MODULES = (".terraform", "modules", "modules.json")
"""Where Terraform lists the modules that it has installed beside it."""

_CDK_OUTPUT = "cdk.out"
_OF_MODULES = (".tf", ".tf.json", ".tofu", ".tofu.json")
_LEFT_OUT = frozenset({
    ".git", ".hg", ".svn", "node_modules", "bower_components", ".venv", "venv", "site-packages",
    ".tox", ".nox", ".eggs", "__pycache__", ".aws-sam", ".serverless", ".terraform",
    ".terragrunt-cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".idea",
    ".vscode", ".gradle",
})  # fmt: skip

Wanted = Callable[[str], bool]
"""Whether a file of this name is looked for."""


class Patterns:
    """Patterns as .gitignore has them, relative to a folder.

    Raises UsageError for a text that is no pattern, such as `!` alone.
    """

    def __init__(self, lines: Sequence[str], folder: Path) -> None:
        self._folder = folder
        self._spec = None
        if lines:
            import pathspec

            try:
                self._spec = pathspec.GitIgnoreSpec.from_lines(lines)
            except ValueError as error:
                raise UsageError(f"not a pattern as .gitignore has them: {error}") from error

    def match(self, path: Path, *, folder: bool = False) -> bool:
        """Whether the patterns take this file or folder out."""
        if self._spec is None or not path.is_relative_to(self._folder):
            return False
        relative = path.relative_to(self._folder).as_posix()
        return self._spec.match_file(relative + "/" if folder else relative)


def files_under(root: Path, wanted: Wanted) -> Iterator[Path]:
    """The files of a wanted name that belong to the project under `root`.

    `cdk.out` is included, and of `.terraform` the configurations of installed modules.
    """
    if root.name == _CDK_OUTPUT:
        yield from _walk(root, wanted, ignoring=False)
        return
    known = _known_to_git(root)
    if known is None:
        yield from _walk(root, wanted)
        return
    yield from _tracked(known, root, wanted)
    for folder, subfolders, _ in os.walk(root):
        yield from _built(folder, subfolders, root, wanted)
        subfolders[:] = _own(subfolders)


def _tracked(paths: list[Path], root: Path, wanted: Wanted) -> Iterator[Path]:
    for path in paths:
        if _left_out(path.relative_to(root)):
            continue
        if wanted(path.name):
            yield from _resolved(path, root)
        elif (path / ".git").exists() and not path.is_symlink():
            yield from files_under(path, wanted)  # a repository in the repository


def _known_to_git(root: Path) -> list[Path] | None:
    """The files under a root that git tracks or would track; None where git cannot say."""
    listed = ask(root, "ls-files", "-co", "--exclude-standard", "-z")
    if listed is None or listed.returncode != 0:
        return None
    names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    if not names:
        # A root that git ignores was still asked for: it is walked like any other folder.
        ignored = ask(root, "check-ignore", "-q", ".")
        if ignored is not None and ignored.returncode == 0:
            return None
    return [root / name for name in dict.fromkeys(names)]


def _left_out(relative: Path) -> bool:
    return any(part in _LEFT_OUT or part == _CDK_OUTPUT for part in relative.parts[:-1])


def _own(subfolders: Iterable[str]) -> list[str]:
    return sorted(set(subfolders) - _LEFT_OUT - {_CDK_OUTPUT})


def _built(folder: str, subfolders: Sequence[str], root: Path, wanted: Wanted) -> Iterator[Path]:
    """What the CDK synthesised and Terraform installed in a folder, whatever ignores it."""
    if _CDK_OUTPUT in subfolders:
        output = Path(folder) / _CDK_OUTPUT
        if output.resolve().is_relative_to(root):
            yield from _walk(output, wanted, ignoring=False)
    hidden, modules, listing = INSTALLED_MODULES
    if hidden in subfolders:
        installed = Path(folder) / hidden / modules
        if installed.resolve().is_relative_to(root):
            yield from _walk(
                installed,
                lambda name: wanted(name) and (name == listing or _of_module(name)),
                ignoring=False,
            )


def _of_module(name: str) -> bool:
    return name.lower().endswith(_OF_MODULES)


def _walk(root: Path, wanted: Wanted, *, ignoring: bool = True) -> Iterator[Path]:
    """The files under a folder, by name; links to folders are not followed."""
    ignores: dict[Path, tuple[Patterns, ...]] = {}
    for folder, subfolders, names in os.walk(root):
        here = Path(folder)
        above = ignores.get(here.parent, ())
        if ignoring and ".gitignore" in names:
            above = (*above, _ignored_in(here))
        ignores[here] = above
        yield from _built(folder, subfolders, root, wanted)
        subfolders[:] = (
            name
            for name in _own(subfolders)
            if not any(ignore.match(here / name, folder=True) for ignore in above)
        )
        for name in sorted(filter(wanted, names)):
            if not any(ignore.match(here / name) for ignore in above):
                yield from _resolved(here / name, root)


def _ignored_in(folder: Path) -> Patterns:
    """What a folder's .gitignore takes out; as git does, it passes over what is no pattern."""
    lines = _lines(folder / ".gitignore")
    try:
        return Patterns(lines, folder)
    except UsageError:
        return Patterns([line for line in lines if _is_pattern(line, folder)], folder)


def _is_pattern(line: str, folder: Path) -> bool:
    try:
        Patterns([line], folder)
    except UsageError:
        return False
    return True


def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()


def _resolved(path: Path, root: Path) -> Iterator[Path]:
    """A file; for a link the file it leads to, if that lies inside the root."""
    if not path.is_symlink():
        if path.is_file():
            yield path
        return
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return
    if target.is_file() and target.is_relative_to(root):
        yield target
