"""Where the code of each function and each layer of a root module is."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from eda_lint.aws.interface import Place
from eda_lint.aws.packages import guessed, packed_from
from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.paths import join
from eda_lint.bind.terraform.packages import source_paths
from eda_lint.bind.terraform.packages.archives import archives_of, contents
from eda_lint.bind.terraform.packages.compared import argument, path_key
from eda_lint.bind.terraform.packages.images import Images, code_of_image
from eda_lint.bind.terraform.packages.likely import likely_folders
from eda_lint.bind.terraform.packages.names import is_stand_in, module_address, texts_in
from eda_lint.bind.terraform.packages.objects import objects_of, source_of
from eda_lint.bind.terraform.packages.survey import CodePaths
from eda_lint.bind.terraform.packages.told import Told, told_by, zipped_from
from eda_lint.bind.terraform.packages.wanted import Wanted, module_of
from eda_lint.frozen import frozen
from eda_lint.value import (
    Absent,
    Entry,
    Literal,
    Record,
    Unknown,
    Value,
    outcomes,
    text_of,
)

_FUNCTION = "aws_lambda_function"
_LAYER = "aws_lambda_layer_version"
_CODE = "code"
_OF_PACKAGES = frozenset({
    "all", "filename", "source_code_hash", "s3_bucket", "s3_key", "s3_object_version", "image_uri",
})  # fmt: skip
"""Arguments that somebody else changes where Terraform is told not to look at their changes."""


@frozen
class Packages:
    """What a root module says of packages. `rivals` are the packages by their handlers' modules."""

    archives: Mapping[Value, tuple[Declared, ...]]
    prepared: Mapping[str, Value]
    objects: tuple[Declared, ...]
    told: tuple[Told, ...]
    images: Images
    rivals: Mapping[str, frozenset[Value]]
    code: CodePaths


def with_code(declared: Sequence[Declared], code: CodePaths) -> tuple[Declared, ...]:
    """The same resources of one root module, with the code of each function and each layer.

    It is an argument "code": what `eda_lint.aws.lambda_code` reads as a function's `Code`.
    """
    functions = [one for one in declared if one.type == _FUNCTION and not one.is_data]
    layers = [one for one in declared if one.type == _LAYER and not one.is_data]
    if not functions and not layers:
        return tuple(declared)
    packages = _packages(declared, functions, code)
    found = {one.id: _code(one, packages) for one in functions}
    found |= {one.id: _content(one, packages) for one in layers}
    return tuple(_given(one, found.get(one.id)) for one in declared)


def _packages(
    declared: Sequence[Declared], functions: Sequence[Declared], code: CodePaths
) -> Packages:
    told = tuple(told_by(declared, code))
    images = sum(_is_image(one) for one in functions)
    rivals: dict[str, set[Value]] = defaultdict(set)
    for one in functions:
        rivals[module_of(one)[0]].add(_identity(one))
    return Packages(
        archives_of(declared),
        source_paths.prepared_sources(declared),
        objects_of(declared),
        told,
        Images({one.id: one for one in declared}, told, images),
        {module: frozenset(found) for module, found in rivals.items()},
        code,
    )


def _given(declared: Declared, code: Value | None) -> Declared:
    arguments = declared.arguments
    if code is None or not isinstance(arguments, Record):
        return declared
    entry = Entry(_CODE, code, code.at or declared.at)
    return replace(declared, arguments=replace(arguments, entries=(*arguments.entries, entry)))


def _is_image(function: Declared) -> bool:
    if text_of(argument(function, "package_type")) == "Image":
        return True
    return not isinstance(argument(function, "image_uri"), Absent | Unknown)


def _identity(function: Declared) -> Value:
    """What tells the package of a function from others: the function, where it is a stand-in."""
    if _is_replaced(function):
        return Literal(function.id)
    written = next(_written(function), Absent())
    return path_key(written, function) or Literal(function.id)


def _is_replaced(function: Declared) -> bool:
    """Whether something else than Terraform deploys the code."""
    return not _OF_PACKAGES.isdisjoint(function.ignored)


def _written(of: Declared) -> Iterator[Value]:
    """The paths of archives and the keys of objects that are given for a package."""
    for name in ("source_path", "filename", "s3_key"):
        yield from (one for one in outcomes(argument(of, name)) if not isinstance(one, Absent))


def _code(function: Declared, packages: Packages) -> Value:
    if _is_image(function):
        return code_of_image(function, packages.images, packages.code)
    module, suffixes = module_of(function)
    alone = len(packages.rivals.get(module, ())) <= 1
    source_path = _source_path(function, packages)
    if not isinstance(source_path, Absent):
        wanted = Wanted(function, "", module, suffixes, is_path=False, alone=alone)
        return source_paths.code_of(source_path, wanted, packages.code)
    stated = _stated(function, module, packages)
    package, is_path = _package(function, stated)
    wanted = Wanted(function, package, module, suffixes, is_path=is_path, alone=alone)
    return _with_likely(stated, wanted, packages)


def _source_path(of: Declared, packages: Packages) -> Value:
    """What a module of the registry, or its stand-in, is told to pack."""
    own = argument(of, "source_path")
    if isinstance(own, Absent):
        return packages.prepared.get(module_address(of.address), own)
    return own


def _with_likely(stated: Value, wanted: Wanted, packages: Packages) -> Value:
    """What is stated of the code, with where else it may be."""
    is_replaced = _is_replaced(wanted.function) or _stands_in(stated, wanted)
    own: list[tuple[Place, ...]] = []
    path = text_of(stated)
    if path is not None:
        path = join(wanted.root, path)
        if packages.code.has_module(path, wanted.module, wanted.suffixes):
            if not is_replaced:
                return stated
            own.append((Place(path),))
    elif isinstance(stated, Record) and not is_replaced:
        return stated
    if is_replaced:
        stated = Unknown("code that is deployed by something else", stated.at)
    places = (*own, *likely_folders(wanted, packages.told, packages.code))
    return guessed(stated, posixpath.basename(wanted.package) or "the package", places)


def _stands_in(stated: Value, wanted: Wanted) -> bool:
    """Whether what is deployed is called as what is there until the code is."""
    paths = (wanted.package, text_of(packed_from(stated)) or "")
    written = (text_of(one) or "" for one in _written(wanted.function))
    return any(map(is_stand_in, (*paths, *written)))


def _package(function: Declared, stated: Value) -> tuple[str, bool]:
    """What the package of a function is called, and whether that is a path of the scan."""
    root = posixpath.dirname(function.path)
    for path in (stated, *outcomes(argument(function, "filename"))):
        text = text_of(path)
        if text is not None and not posixpath.isabs(text):
            return join(root, text), True
    named = [text for one in _written(function) for text in texts_in(one)]
    return (posixpath.basename(named[-1]) if named else ""), False


def _stated(of: Declared, module: str, packages: Packages) -> Value:
    """What the archives and objects of the configuration say of the code."""
    found: dict[Value, None] = {}
    for path in _paths(of, packages):
        key = path_key(path, of)
        made = packages.archives.get(key, ()) if key is not None else ()
        found.update((contents(one, module, packages.code), None) for one in made)
    if len(found) == 1:
        return next(iter(found))
    if found:
        return Unknown("one of several archives", of.at)
    written = next(_written(of), Absent())
    name = text_of(written)
    if name is None:
        return Unknown("code that is not in the scan", written.at)
    return Unknown(f"{name} is not built in the scan", written.at)


def _paths(of: Declared, packages: Packages) -> Iterator[Value]:
    """The files that a package may be, by name or out of the object that they are uploaded as."""
    yield from (one for one in outcomes(argument(of, "filename")) if not isinstance(one, Absent))
    bucket = argument(of, "s3_bucket")
    for key in outcomes(argument(of, "s3_key")):
        source = source_of(bucket, key, packages.objects)
        if source is not None:
            yield from outcomes(source)


def _content(layer: Declared, packages: Packages) -> Value:
    """The folders of a layer."""
    source_path = _source_path(layer, packages)
    if not isinstance(source_path, Absent):
        return source_paths.layer_of(source_path)
    stated = _stated(layer, "", packages)
    if not isinstance(stated, Unknown):
        return stated
    package, is_path = _package(layer, stated)
    for folder in _layer_folders(package, packages) if is_path else ():
        root = posixpath.dirname(layer.path) or "."
        return Literal(posixpath.relpath(folder or ".", root), stated.at)
    return stated


def _layer_folders(package: str, packages: Packages) -> Iterable[str]:
    """Folders of code that are called as the archive is, or that are put into it."""
    stem = posixpath.splitext(package)[0]
    every = (*zipped_from(package, packages.told, packages.code), stem)
    return (folder for folder in every if folder in packages.code.base.folders)
