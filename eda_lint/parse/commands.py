"""What shell commands pack and build: plain readings of `zip` and `docker build`.

Words are taken as they stand, but for variables that the same text sets. What else a shell would
work out first is not read.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator
from typing import TypeAlias

from eda_lint.frozen import frozen

LONGEST = 100_000
"""Characters. Scripts that pack code have a few thousand."""

# Where commands begin, deep enough for all that lead out of it again.
_START = "/@" * 12
_CONTINUED = re.compile(r"\\\r?\n[ \t]*")
_OWN_FOLDER = re.compile(
    r"\$\(\s*dirname\s+(?:--\s+)?[\"']?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?[\"']?\s*\)"
)
_GONE_TO = re.compile(
    r"\$\(\s*cd\s+(?:--\s+)?\"?([^\"&|;()\s]+)\"?\s*(?:>[^&;]*)?(?:&&|;)\s*pwd(?:\s+-P)?\s*\)"
)
_HERE = re.compile(r"\$\(\s*pwd\s*\)|`pwd`|\$\{?(?:PWD|CURDIR)\}?|\$\((?:CURDIR|PWD)\)")
_REDIRECTED = re.compile(r"\d?>{1,2}\s*(?:&\d|[^\s;&|()]+)")
_ASSIGNED = re.compile(r"(?:export\s+|local\s+|readonly\s+)?([A-Za-z_]\w*)\s*(?:[:?]?=)\s*(.*)$")
_VARIABLE = re.compile(r"\$\{(\w+)\}|\$(\w+)")
_OF_MAKE = re.compile(r"(?<!\$)\$\((\w+)\)")
_OPEN = re.compile(r"[$`*?\[]")
_PUNCTUATION = "();&|"
_SEPARATOR = re.compile(r"&&|\|\||[();|&]")
_SEPARATORS = frozenset({"&&", "||", ";", "|", "&", "(", ")"})
_ZIPPERS = frozenset({"zip", "bestzip"})
_MOVERS = frozenset({"cp", "mv", "rsync"})
_DOCKERS = frozenset({"docker", "podman", "finch", "nerdctl"})
_SHELLS = frozenset({"bash", "sh", "zsh", "source", ".", "exec"})
_BEFORE = frozenset({"npx", "time", "sudo", "command", "exec", "then", "do", "else", "{", "!"})
_VALUED = frozenset({
    "-f", "--file", "-t", "--tag", "--target", "--platform", "--build-arg", "--cache-from",
    "--cache-to", "--label", "--network", "--progress", "--secret", "--ssh", "--output", "-o",
    "--builder", "--provenance", "--iidfile", "--memory", "-m", "--add-host",
})  # fmt: skip


@frozen
class Zipped:
    """`zip`: the archive, and the folder that paths in it start from."""

    archive: str
    folder: str


@frozen
class Copied:
    """`cp` of code: the folder that it is copied from, and the one that it is copied to."""

    source: str
    folder: str


@frozen
class Imaged:
    """`docker build`: the context, the path of the Dockerfile ("" for the one in the context)."""

    context: str
    dockerfile: str = ""
    target: str = ""


@frozen
class Scripted:
    """A script that is run in a folder, with arguments."""

    script: str
    arguments: tuple[str, ...]
    folder: str


Command: TypeAlias = Zipped | Copied | Imaged | Scripted


def commands(
    text: str, *, arguments: tuple[str, ...] = (), script: str = "", recipes: bool = False
) -> list[Command]:
    """What commands do, in order; all paths start from the folder in which they begin.

    `arguments` are what `$1` and so on stand for, `script` is the path of the file that they stand
    in. In a Makefile, of `recipes`, each line begins anew.
    """
    if len(text) > LONGEST:
        return []
    own = posixpath.join(_START, posixpath.dirname(script))
    return list(_Reading(arguments, own, recipes).read(text))


class _Reading:
    """One text being read: the folder that it has gone to, the variables that it has set."""

    def __init__(self, arguments: tuple[str, ...], own: str, recipes: bool) -> None:
        self._own = own
        self._recipes = recipes
        self._folder: str | None = _START
        self._pushed: list[str | None] = []
        self._opened: list[str | None] = []
        self._archives: dict[str, str] = {}
        self._known = {str(number): one for number, one in enumerate(arguments, 1)}

    def read(self, text: str) -> Iterator[Command]:
        lines = [self._plain(line) for line in _CONTINUED.sub(" ", text).splitlines()]
        if self._recipes:
            for line in lines:
                self._is_assignment(line)  # before the recipes, wherever it stands
        for line in lines:
            if self._recipes:
                self._folder, self._pushed, self._opened = _START, [], []
            if line and not self._is_assignment(line):
                yield from self._line(line)

    def _plain(self, line: str) -> str:
        if self._recipes:
            line = _OF_MAKE.sub(r"${\1}", line.lstrip("\t @-")).replace("$$", "$")
        line = _GONE_TO.sub(r"\1", _OWN_FOLDER.sub(self._own, line))
        line = _REDIRECTED.sub(" ", _HERE.sub(".", line)).strip()
        return "" if line.startswith("#") else line

    def _is_assignment(self, line: str) -> bool:
        found = _ASSIGNED.match(line)
        values = _words(found[2]) if found is not None else []
        if found is None or len(values) > 1 or _SEPARATORS & set(values):
            return False
        self._known[found[1]] = self._expanded("".join(values))
        return True

    def _line(self, line: str) -> Iterator[Command]:
        command: list[str] = []
        for word in (*_words(line), ";"):
            if word not in _SEPARATORS:
                command.append(word)
                continue
            yield from self._run(command)
            command = []
            self._bracket(word)

    def _bracket(self, bracket: str) -> None:
        if bracket == "(":
            self._opened.append(self._folder)
        elif bracket == ")" and self._opened:
            self._folder = self._opened.pop()

    def _run(self, command: list[str]) -> Iterator[Command]:
        words = [self._expanded(word) for word in command]
        while words and (words[0] in _BEFORE or re.match(r"\w+=", words[0])):
            words = words[1:]
        if not words:
            return
        name, rest = posixpath.basename(words[0]), words[1:]
        if name in ("cd", "pushd"):
            if name == "pushd":
                self._pushed.append(self._folder)
            self._enter([word for word in rest if not word.startswith("-")])
        elif name == "popd":
            self._folder = self._pushed.pop() if self._pushed else None
        elif self._folder is None:
            return
        elif name in _ZIPPERS:
            yield from self._kept(_zipped(rest, self._folder))
        elif name in _MOVERS:
            yield from self._moved(rest, self._folder)
        elif name in _DOCKERS:
            yield from _imaged(rest, self._folder)
        else:
            script = rest[0] if name in _SHELLS and rest else words[0]
            if script.endswith(".sh") and not _OPEN.search(script):
                given = rest[1:] if name in _SHELLS else rest
                path = posixpath.join(self._folder, script)
                yield Scripted(_relative(path), tuple(given), _relative(self._folder))

    def _kept(self, found: Iterator[Zipped]) -> Iterator[Zipped]:
        for one in found:
            self._archives[one.archive] = one.folder
            yield one

    def _moved(self, words: list[str], folder: str) -> Iterator[Command]:
        """What becomes of archives that are moved, and where code is copied to."""
        plain = [word for word in words if not word.startswith("-")]
        if len(plain) < 2 or any(_VARIABLE.search(word) for word in plain):
            return
        *sources, target = plain
        for source in sources:
            path = _relative(posixpath.join(folder, source))
            if path in self._archives:
                inside = posixpath.join(target, posixpath.basename(source))
                to = target if target.endswith(".zip") else inside
                archive = _relative(posixpath.join(folder, to))
                yield from self._kept(iter([Zipped(archive, self._archives[path])]))
            else:
                origin = posixpath.join(folder, _folder_of(source))
                yield Copied(_relative(origin), _relative(posixpath.join(folder, target)))

    def _enter(self, words: list[str]) -> None:
        if len(words) != 1 or _OPEN.search(words[0]) or self._folder is None:
            self._folder = None
        else:
            self._folder = posixpath.normpath(posixpath.join(self._folder, words[0]))

    def _expanded(self, word: str) -> str:
        def value(found: re.Match[str]) -> str:
            return self._known.get(found[1] or found[2], found[0])

        return _VARIABLE.sub(value, word)


def _words(line: str) -> list[str]:
    """The words of a line with its separators; none where its quotes do not end."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=_PUNCTUATION)
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:
        return []
    return [
        part
        for word in words
        for part in (_SEPARATOR.findall(word) if set(word) <= set(_PUNCTUATION) else [word])
    ]


def _zipped(words: list[str], folder: str) -> Iterator[Zipped]:
    flags = [word for word in words if word.startswith("-") and word != "-"]
    plain = [word for word in words if not word.startswith("-")]
    if not plain or _OPEN.search(plain[0]):
        return
    archive = plain[0] if posixpath.splitext(plain[0])[1] else f"{plain[0]}.zip"
    start = folder
    without_paths = any(not flag.startswith("--") and "j" in flag for flag in flags)
    if (without_paths or "--junk-paths" in flags) and len(plain) > 1:
        start = posixpath.join(folder, _folder_of(plain[1]))
    if not _OPEN.search(start):
        yield Zipped(_relative(posixpath.join(folder, archive)), _relative(start))


def _folder_of(path: str) -> str:
    """The folder of a file, or of what a pattern matches; a folder itself."""
    last = posixpath.basename(path)
    return posixpath.dirname(path) if "." in last.strip(".") or "*" in last else path


def _imaged(words: list[str], folder: str) -> Iterator[Imaged]:
    if words[:1] not in (["build"], ["buildx"]) or "build" not in words[:2]:
        return
    rest = words[words.index("build") + 1 :]
    named: dict[str, str] = {}
    plain: list[str] = []
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if not word.startswith("-"):
            plain.append(word)
        elif equals:
            named[name] = value
        elif name in _VALUED and rest:
            named[name] = rest.pop(0)
    context = next(iter(plain), "")
    file = named.get("-f") or named.get("--file") or ""
    if context and not _OPEN.search(context + file):
        target = named.get("--target", "")
        dockerfile = _relative(posixpath.join(folder, file)) if file else ""
        yield Imaged(_relative(posixpath.join(folder, context)), dockerfile, target)


def _relative(path: str) -> str:
    """A path from where commands begin; as it is, where it is absolute."""
    path = posixpath.normpath(path)
    return posixpath.relpath(path, _START) if path.startswith("/@") else path
