"""Container images of functions: what builds them, by the values that functions name them with."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from eda_lint.aws.interface import Place
from eda_lint.aws.packages import DOCKER, IMAGE, guessed, packaged
from eda_lint.aws.terraform.interface import Declared
from eda_lint.aws.terraform.shape import first, given
from eda_lint.bind.paths import above, below, join
from eda_lint.bind.terraform.packages.compared import argument, same
from eda_lint.bind.terraform.packages.names import Words, keys_in, names_of, texts_in, words_of
from eda_lint.bind.terraform.packages.survey import CodePaths
from eda_lint.bind.terraform.packages.told import Told
from eda_lint.bind.terraform.packages.wanted import is_generic
from eda_lint.frozen import frozen
from eda_lint.parse.commands import Imaged
from eda_lint.value import (
    Absent,
    Input,
    Literal,
    Reference,
    Unknown,
    Value,
    field_of,
    inside,
    items_of,
    text_of,
)

_BUILDERS = frozenset({"docker_image", "docker_registry_image"})
_REPOSITORY = "aws_ecr"
_FILE = "Dockerfile"


@frozen
class Images:
    """What a root module builds of images. `declared` are its resources by their ids."""

    declared: Mapping[str, Declared]
    told: tuple[Told, ...]
    functions: int
    """How many functions are images."""


def code_of_image(function: Declared, images: Images, code: CodePaths) -> Value:
    """The code of a function that is an image."""
    uri = argument(function, "image_uri")
    named = _resources_in(uri)
    for built in (_built_as(uri, named, images), _built_into(named, images)):
        every = list(dict.fromkeys(built))
        if every:
            break
    if len(every) == 1:
        return packaged({IMAGE: uri, **every[0].words}, uri.at)
    written = Unknown("an image", uri.at) if isinstance(uri, Absent | Unknown) else uri
    tiers = likely_contexts(function, uri, named, images, code)
    return guessed(packaged({IMAGE: written}, uri.at), "the image", tiers)


@frozen
class Built:
    """An image that is built here: how a template's Metadata would say it."""

    context: Value
    dockerfile: Value
    target: Value

    @property
    def words(self) -> Mapping[str, Value]:
        """The words of a function's code."""
        return dict(zip(DOCKER, (self.context, self.dockerfile, self.target), strict=True))


def _built_as(uri: Value, named: frozenset[str], images: Images) -> Iterator[Built]:
    """What builds the image that is named, by itself or by the same name."""
    for one in images.declared.values():
        if one.type in _BUILDERS and (one.id in named or same(argument(one, "name"), uri)):
            yield from _by_resource(one)


def _built_into(named: frozenset[str], images: Images) -> Iterator[Built]:
    """What builds an image into the repository that is named, or refers to it in a command."""
    repositories = {id for id in named if id in images.declared and _is_repository(id, images)}
    for one in images.declared.values():
        if one.type in _BUILDERS and _resources_in(argument(one, "name")) & repositories:
            yield from _by_resource(one)
    for told in images.told:
        into = told.by.id in named or _resources_in(told.by.arguments) & repositories
        if isinstance(told.command, Imaged) and into:
            yield _by_command(told, told.command)


def _is_repository(id: str, images: Images) -> bool:
    return images.declared[id].type.startswith(_REPOSITORY)


def _resources_in(value: Value) -> frozenset[str]:
    return frozenset(part.resource for part in inside(value) if isinstance(part, Reference))


def _by_resource(one: Declared) -> Iterator[Built]:
    for build in items_of(argument(one, "build")):
        context = field_of(build, "context")
        context = field_of(build, "path") if isinstance(context, Absent) else context
        if text_of(context) is not None:
            target = given(field_of(build, "target"))
            yield Built(context, given(field_of(build, "dockerfile")), target)


def _by_command(told: Told, command: Imaged) -> Built:
    place, at = _place(told, command), told.by.at
    context = posixpath.relpath(place.folder or ".", posixpath.dirname(told.by.path) or ".")
    target: Value = Literal(command.target, at) if command.target else Absent()
    return Built(Literal(context, at), Literal(place.dockerfile, at), target)


def likely_contexts(
    function: Declared, uri: Value, named: frozenset[str], images: Images, code: CodePaths
) -> Iterator[tuple[Place, ...]]:
    """The folders that an image is likely to be built in: by its names, else the only one."""
    root = posixpath.dirname(function.path)
    run = {_place(told, told.command) for told in images.told if isinstance(told.command, Imaged)}
    if images.functions == 1 and len(run) == 1:
        yield tuple(run)
    own = [path for path in code.dockerfiles if code.belongs(posixpath.dirname(path), root)]
    names = (*_names_of_image(uri, named, images), *names_of(function))
    for words in dict.fromkeys(name for name in names if name):
        found = [path for path in own if words in _names_of_file(path)]
        if found:
            yield from _contexts(found)
            return
    near = [path for path in own if below(path, root) is not None] or own
    command = items_of(field_of(first(argument(function, "image_config")), "command"))
    handler = text_of(command[0]) if len(command) == 1 else None
    if images.functions == 1 and len(near) == 1:
        yield from _contexts(near)
    elif handler is not None and not is_generic(handler.rpartition(".")[0].replace(".", "/")):
        yield from _contexts(own)


def _place(told: Told, command: Imaged) -> Place:
    file = posixpath.relpath(command.dockerfile, command.context) if command.dockerfile else _FILE
    return Place(join(told.folder, command.context), file)


def _names_of_image(uri: Value, named: frozenset[str], images: Images) -> Iterator[Words]:
    inputs = [part.name for part in inside(uri) if isinstance(part, Input)]
    for name in inputs:
        yield from map(words_of, keys_in(name))
    for one in (images.declared[id] for id in sorted(named) if id in images.declared):
        for text in texts_in(argument(one, "name")):
            yield words_of(posixpath.basename(text))
        yield from names_of(one)
    for text in texts_in(uri):
        yield words_of(posixpath.basename(text).partition(":")[0].partition("@")[0])
    yield from (words_of(name) for name in inputs if "image" in name.lower())


def _names_of_file(path: str) -> tuple[Words, ...]:
    folder, name = posixpath.split(path)
    return words_of(posixpath.basename(folder)), words_of(name.replace(_FILE, ""))


def _contexts(dockerfiles: Iterable[str]) -> Iterator[tuple[Place, ...]]:
    """The folders that Dockerfiles stand in, then those above them."""
    levels: dict[int, list[Place]] = {}
    for path in dockerfiles:
        for level, folder in enumerate(above(path)):
            place = Place(folder, posixpath.relpath(path, folder or "."))
            levels.setdefault(level, []).append(place)
    yield from (tuple(places) for _, places in sorted(levels.items()))
