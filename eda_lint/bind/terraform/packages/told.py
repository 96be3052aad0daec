"""What commands say of packages: those that a configuration runs, those of files around code."""

from __future__ import annotations

import posixpath
import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.paths import above, join
from eda_lint.bind.terraform.packages.survey import CodePaths, Started
from eda_lint.frozen import frozen
from eda_lint.parse.commands import Command, Copied, Imaged, Scripted, Zipped, commands
from eda_lint.value import (
    Absent,
    Concat,
    Literal,
    Value,
    field_of,
    items_of,
    scalar_text,
    text_of,
)

_OPEN = "$settled"
_MOST_SCRIPTS = 5
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")
_SCRIPTS = tuple(
    f"{folder}{name}.sh"
    for folder in ("", "scripts/", "bin/")
    for name in ("build", "package", "deploy", "zip", "bundle", "create_lambda", "build_lambda")
)


@frozen
class Told:
    """A command that a resource runs. `folder` is the one of the scan that its paths start from."""

    command: Command
    folder: str
    by: Declared


def told_by(declared: Iterable[Declared], code: CodePaths) -> Iterator[Told]:
    """What the commands of a configuration pack and build, those of scripts that they run too."""
    for one in declared:
        root = posixpath.dirname(one.path)
        for text, folder in _commands(one):
            start = join(root, folder)
            for command in _followed(commands(text), start, code, 0):
                yield Told(command, start, one)


def _commands(declared: Declared) -> Iterator[tuple[str, str]]:
    """The commands that a resource runs, with the folders in which they begin."""
    for block in items_of(declared.argument("provisioner")):
        command = field_of(block, "command")
        if not isinstance(command, Absent):
            folder = field_of(block, "working_dir")
            text = text_of(folder)
            if isinstance(folder, Absent) or text is not None:
                yield _text(command), text or "."
    program = items_of(declared.argument("program")) if declared.is_data else ()
    words = [_text(word) for word in program]
    if words:
        script = "-c" in words[:-1]
        yield (words[words.index("-c") + 1] if script else shlex.join(words)), "."


def _text(value: Value) -> str:
    """A command as text; what is settled at deployment is what a shell would find out."""
    parts = value.parts if isinstance(value, Concat) else (value,)
    return "".join(scalar_text(p) if isinstance(p, Literal) else _OPEN for p in parts)


def _followed(
    found: Iterable[Command], start: str, code: CodePaths, depth: int
) -> Iterator[Command]:
    for command in found:
        if not isinstance(command, Scripted):
            yield command
            continue
        text = code.read(join(start, command.script))
        if text is not None and depth < _MOST_SCRIPTS:
            script = posixpath.relpath(command.script, command.folder)
            inner = commands(text, arguments=command.arguments, script=script)
            moved = (_moved(one, command.folder) for one in inner)
            yield from _followed(moved, start, code, depth + 1)


def _moved(command: Command, folder: str) -> Command:
    """A command of a script that was started in another folder."""

    def path(written: str) -> str:
        return posixpath.normpath(posixpath.join(folder, written))

    match command:
        case Zipped(archive, start):
            return Zipped(path(archive), path(start))
        case Copied(source, start):
            return Copied(path(source), path(start))
        case Imaged(context, dockerfile, target):
            return Imaged(path(context), path(dockerfile) if dockerfile else "", target)
        case Scripted(script, arguments, start):
            return Scripted(path(script), arguments, path(start))


def zipped_from(package: str, told: Iterable[Told], code: CodePaths) -> Iterator[str]:
    """The folders that commands put into the archive with this path of the scan."""
    run: dict[str, list[Command]] = defaultdict(list)
    for one in told:
        run[one.folder].append(one.command)
    for folder, together in run.items():
        yield from _from(package, together, folder)
    for project in code.projects.values():
        yield from _from(package, project.zipped, posixpath.dirname(project.path))
    for folder in above(package):
        for name in (*_MAKEFILES, *_SCRIPTS):
            path = join(folder, name)
            for start, found in code.remembered(path, _written):
                yield from _from(package, found, start)


def zipped_as(name: str, root: str, code: CodePaths) -> Iterator[str]:
    """The folders that projects around a root module put into archives of this name."""
    for project in code.projects.values():
        folder = posixpath.dirname(project.path)
        for one in project.zipped:
            if posixpath.basename(one.archive) == name and code.belongs(folder, root):
                yield join(folder, one.folder)


def _written(path: str, text: str) -> Iterator[Started]:
    """What the commands of a file do, with each folder that they may be started in."""
    if ".zip" not in text:
        return
    folder, name = posixpath.split(path)
    if not name.endswith(".sh"):
        yield folder, tuple(commands(text, recipes=True))
        return
    for start in dict.fromkeys((folder, posixpath.dirname(folder))):
        script = name if start == folder else posixpath.join(posixpath.basename(folder), name)
        yield start, tuple(commands(text, script=script))


def _from(package: str, found: Sequence[Command], folder: str) -> Iterator[str]:
    """The folders that commands zip, and what they copy there before."""
    for one in found:
        if isinstance(one, Zipped) and join(folder, one.archive) == package:
            yield join(folder, one.folder)
            for other in found:
                if isinstance(other, Copied) and other.folder == one.folder:
                    yield join(folder, other.source)
