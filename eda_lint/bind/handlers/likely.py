"""A handler whose package nobody says the sources of: looked for where they are likely to lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from eda_lint.aws.interface import FunctionCode, Place
from eda_lint.aws.packages import DOCKER, packaged
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.handlers.located import Located, Result
from eda_lint.bind.paths import join
from eda_lint.finding import Confidence, least
from eda_lint.model import MissingHandler
from eda_lint.value import Literal, Unknown

Locate = Callable[[FunctionCode, CodeBase], Result]
_HERE = "."


def likely(code: FunctionCode, files: CodeBase, stated: Result, locate: Locate) -> Result:
    """What is `stated` of a handler; where that leads to no code, the one that is likely.

    Of places that are equally good only one may have it.
    """
    if isinstance(stated, MissingHandler) or not isinstance(stated, Unknown):
        return stated
    for places in code.likely:
        found = dict(_found(code, files, places, locate))
        first = next(iter(found.values()), None)
        if first is None:
            continue
        if any(one.entry.file.body != first.entry.file.body for one in found.values()):
            paths = sorted({one.entry.file.path for one in found.values()})
            return Unknown(f"{code.package} may be packed from {' or '.join(paths)}", stated.at)
        folder = next(iter(found)).folder
        how = f"{code.package} is taken to be packed from {folder or _HERE}"
        confidence = least((first.confidence, Confidence.LIKELY))
        return replace(first, confidence=confidence, how=how)
    return stated


def _found(
    code: FunctionCode, files: CodeBase, places: tuple[Place, ...], locate: Locate
) -> Iterator[tuple[Place, Located]]:
    for place in places:
        located = locate(_at(code, place), files)
        if isinstance(located, Located):
            yield place, located


def _at(code: FunctionCode, place: Place) -> FunctionCode:
    """The same code, said to be at a place."""
    base = join(place.folder, "main.tf")
    metadata = code.metadata
    if place.dockerfile:
        folder, file, _ = DOCKER
        metadata = packaged({folder: Literal(_HERE), file: Literal(place.dockerfile)})
    uri = code.uri if place.dockerfile else Literal(_HERE, code.uri.at)
    return replace(code, uri=uri, base=base, metadata=metadata, module="", likely=())
