"""What a Dockerfile says: which files it copies where, and what it runs."""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from eda_lint.frozen import frozen

TASK_ROOT = "/var/task"
_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)", re.DOTALL)
_CONTINUED = re.compile(r"\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*")
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))")
_OF_LAMBDA = re.compile(r"(?:^|/)lambda/|^amazon/aws-lambda-|/aws-lambda-")


@frozen
class Copy:
    """`COPY sources target`; `stage` is the earlier one that it copies from, None for the context.

    Sources are relative to the context, or absolute in their stage.
    """

    sources: tuple[str, ...]
    target: str
    stage: int | None = None


@frozen
class Stage:
    """One stage of a build. `parent` is the earlier one that it starts from.

    `entry_point` and `command` are None where the stage does not say: a base image may.
    """

    name: str
    image: str
    parent: int | None
    folder: str
    copies: tuple[Copy, ...]
    entry_point: tuple[str, ...] | None
    command: tuple[str, ...] | None


@frozen
class ImageFacts:
    """One Dockerfile; the image is its last stage, unless a build names another."""

    path: str
    stages: tuple[Stage, ...]


@dataclass(slots=True)
class _Draft:
    name: str
    image: str
    parent: int | None
    folder: str
    variables: dict[str, str]
    copies: list[Copy] = field(default_factory=list)
    entry_point: tuple[str, ...] | None = None
    command: tuple[str, ...] | None = None


def parse_dockerfile(path: str, text: str) -> ImageFacts | None:
    """The facts of a Dockerfile; None where it has no stage."""
    drafts: list[_Draft] = []
    outer: dict[str, str] = {}
    for word, rest in _instructions(text):
        if word == "FROM":
            drafts.append(_started(rest, outer, drafts))
        elif not drafts:
            if word == "ARG":
                outer.update(_assigned(rest, outer))
        else:
            _take(word, rest, drafts[-1], drafts, outer)
    stages = tuple(
        Stage(d.name, d.image, d.parent, d.folder, tuple(d.copies), d.entry_point, d.command)
        for d in drafts
    )
    return ImageFacts(path, stages) if stages else None


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    lines = _CONTINUED.sub(" ", text.replace("\r\n", "\n")).split("\n")
    for line in lines:
        found = None if line.lstrip().startswith("#") else _INSTRUCTION.match(line)
        if found is not None:
            yield found[1].upper(), found[2].strip()


def _started(rest: str, outer: dict[str, str], drafts: list[_Draft]) -> _Draft:
    words = [word for word in rest.split() if not word.startswith("--")]
    image = _expanded(words[0], outer) if words else ""
    name = words[2] if len(words) == 3 and words[1].upper() == "AS" else ""
    parent = _stage(image, drafts)
    if parent is None:
        variables = {"LAMBDA_TASK_ROOT": TASK_ROOT}
        folder = TASK_ROOT if _OF_LAMBDA.search(image) else "/"
        return _Draft(name, image, None, folder, variables)
    above = drafts[parent]
    made = _Draft(name, above.image, parent, above.folder, dict(above.variables))
    made.entry_point, made.command = above.entry_point, above.command
    return made


def _stage(name: str, drafts: list[_Draft]) -> int | None:
    for index in reversed(range(len(drafts))):
        if name and drafts[index].name.lower() == name.lower():
            return index
    return int(name) if name.isdigit() and int(name) < len(drafts) else None


def _take(word: str, rest: str, draft: _Draft, drafts: list[_Draft], outer: dict[str, str]) -> None:
    known = draft.variables
    match word:
        case "ARG":
            given = _assigned(rest, known)
            known.update({name: outer.get(name, value) for name, value in given.items()})
            if rest in outer:
                known[rest] = outer[rest]
        case "ENV":
            known.update(_assigned(rest, known))
        case "WORKDIR":
            draft.folder = _absolute(draft.folder, _expanded(rest, known))
        case "COPY" | "ADD":
            copy = _copy(_expanded(rest, known), draft.folder, drafts)
            if copy is not None:
                draft.copies.append(copy)
        case "ENTRYPOINT":
            draft.entry_point = _command(_expanded(rest, known))
            draft.command = None
        case "CMD":
            draft.command = _command(_expanded(rest, known))
        case _:
            return


def _copy(rest: str, folder: str, drafts: list[_Draft]) -> Copy | None:
    words = _command(rest)
    flags = [word for word in words if word.startswith("--")]
    plain = [word for word in words if not word.startswith("--")]
    if len(plain) < 2:
        return None
    source = next((f.partition("=")[2] for f in flags if f.startswith("--from=")), None)
    stage = _stage(source, drafts) if source is not None else None
    if source is not None and stage is None:
        return None  # from an image that the scan has not
    target = _absolute(folder, plain[-1])
    if plain[-1].endswith(("/", "/.", "/./")) or plain[-1] == ".":
        target += "/"
    return Copy(tuple(plain[:-1]), target, stage)


def _command(rest: str) -> tuple[str, ...]:
    """The words of a command, in either form; flags may stand before the list."""
    start = rest.find("[")
    if start >= 0 and all(word.startswith("--") for word in rest[:start].split()):
        try:
            words = json.loads(rest[start:])
        except (ValueError, RecursionError):
            words = None
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            return (*rest[:start].split(), *words)
    try:
        return tuple(shlex.split(rest))
    except ValueError:
        return tuple(rest.split())


def _assigned(rest: str, known: dict[str, str]) -> dict[str, str]:
    words = list(_command(rest))
    if len(words) == 2 and "=" not in words[0]:
        return {words[0]: _expanded(words[1], known)}
    pairs = (word.partition("=") for word in words if "=" in word)
    return {name: _expanded(value, known) for name, _, value in pairs}


def _expanded(text: str, known: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        return known.get(found[1] or found[3], found[2] or found[0])

    return _VARIABLE.sub(value, text)


def _absolute(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
