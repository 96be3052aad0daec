"""A handler in a container image that the scan has the Dockerfile of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.handlers.located import Located, Result, Sought
from eda_lint.bind.handlers.node import find_node, parted
from eda_lint.bind.handlers.places import ASSET_PATH, folder_from
from eda_lint.bind.handlers.python import SUFFIX as PYTHON
from eda_lint.bind.handlers.python import find_python
from eda_lint.bind.paths import join
from eda_lint.bind.sources import SUFFIXES
from eda_lint.parse.images import TASK_ROOT, ImageFacts, Stage
from eda_lint.value import Absent, Unknown, field_of, text_of

_FOLDER = "DockerContext"
_FILE = "Dockerfile"
_TARGET = "DockerBuildTarget"
_ASSET_FILE = "aws:asset:dockerfile-path"
_ASSET_TARGET = "aws:asset:docker-build-target"
# What runs a handler in an image of another base.
_RUNTIME_CLIENT = re.compile(r"awslambdaric|aws-lambda-ric|lambda-entrypoint|aws-lambda-rie")
_GLOB = re.compile(r"[*?\[]")
_MOST_STAGES = 20


def is_image(code: FunctionCode) -> bool:
    """Whether a function's code is a container image."""
    if not isinstance(field_of(code.uri, "ImageUri"), Absent | Unknown):
        return True
    if code.runtime:
        return False
    if any(place.dockerfile for tier in code.likely for place in tier):
        return True
    named = (field_of(code.metadata, name) for name in (_FOLDER, _ASSET_FILE))
    return isinstance(code.handler, Absent) or any(not isinstance(n, Absent) for n in named)


def find_in_image(code: FunctionCode, files: CodeBase, layers: tuple[str, ...]) -> Result:
    """The handler that an image runs, in the files that are copied into it."""
    at = code.handler.at or code.uri.at
    if isinstance(code.handler, Absent) and isinstance(code.uri, Unknown):
        return Unknown(code.uri.why, at)
    written = text_of(field_of(code.metadata, _FOLDER)) or text_of(
        field_of(code.metadata, ASSET_PATH)
    )
    if written is None:
        return Unknown("an image", at)
    context = folder_from(code, written, at)
    if not isinstance(context, str):
        return context
    image = files.workspace.around.images.get(join(context, _dockerfile(code)))
    stage = _stage(code, image) if image is not None else None
    handler = text_of(code.handler) or _command(stage)
    if handler is None:
        return Unknown("an image", at)
    if stage is not None and not _runs_handlers(stage):
        return Unknown("an image with an entry point of its own", at)
    found: dict[str, Located] = {}
    for find, written_as in ((find_python, _with_slashes(handler)), (find_node, handler)):
        for root, one in _places(image, stage, context, written_as):
            located = find(Sought(code, one, root, layers, files))
            if isinstance(located, Located) and _fits(stage, located):
                found.setdefault(located.entry.file.path, located)
    if len(found) > 1:
        return Unknown(f"{handler} of the image may be in {' or '.join(sorted(found))}", at)
    return next(iter(found.values()), Unknown("an image", at))


def _with_slashes(handler: str) -> str:
    """Python's `folder.file.function` as `folder/file.function`."""
    module, dot, symbol = handler.rpartition(".")
    return f"{module.replace('.', '/')}{dot}{symbol}"


def _dockerfile(code: FunctionCode) -> str:
    named = (text_of(field_of(code.metadata, name)) for name in (_ASSET_FILE, _FILE))
    return next((name for name in named if name), _FILE)


def _stage(code: FunctionCode, image: ImageFacts) -> Stage:
    for name in (_TARGET, _ASSET_TARGET):
        target = text_of(field_of(code.metadata, name))
        for stage in image.stages:
            if target and stage.name.lower() == target.lower():
                return stage
    return image.stages[-1]


def _command(stage: Stage | None) -> str | None:
    words = (stage.command or ()) if stage is not None else ()
    if stage is not None and not words and stage.entry_point:
        words = stage.entry_point[-1:] if _client(stage.entry_point[:-1]) else ()
    return words[0] if len(words) == 1 and "." in words[0] else None


def _runs_handlers(stage: Stage) -> bool:
    return stage.entry_point is None or _client(stage.entry_point)


def _client(words: tuple[str, ...]) -> bool:
    return any(_RUNTIME_CLIENT.search(word) for word in words)


def _fits(stage: Stage | None, located: Located) -> bool:
    """Whether the base image, as far as its name tells, runs what was found."""
    image = stage.image.lower() if stage is not None else ""
    language = located.entry.file.language.value
    other = "node" if language == "python" else "python"
    return other not in image or language in image


def _places(
    image: ImageFacts | None, stage: Stage | None, context: str, handler: str
) -> Iterator[tuple[str, str]]:
    """Folders of the scan that the image's code is copied from, and the handler in each."""
    if image is None or stage is None:
        yield context, handler
        return
    module, _ = parted(handler)
    starts = dict.fromkeys((stage.folder, TASK_ROOT))
    paths = [path for start in starts for path in _origins(image, stage, join(start, module), 0)]
    for path in dict.fromkeys(paths):
        folder, name = posixpath.split(join(context, path))
        # The handler as it stands, from the folder that its path starts from there.
        depth = module.count("/")
        for _ in range(depth):
            folder, last = posixpath.split(folder)
            name = f"{last}/{name}"
        yield folder, name + handler[len(module) :]


def _origins(image: ImageFacts, stage: Stage, path: str, depth: int) -> Iterator[str]:
    """Where a file of a stage comes from in the context; paths have no suffix."""
    if depth > _MOST_STAGES:
        return
    for copy in reversed(stage.copies):
        for source in copy.sources:
            origin = _origin(source, copy.target, path)
            if origin is None:
                continue
            if copy.stage is None:
                yield origin
            elif copy.stage < len(image.stages):
                earlier = image.stages[copy.stage]
                yield from _origins(image, earlier, join(earlier.folder, origin), depth + 1)
    if stage.parent is not None:
        yield from _origins(image, image.stages[stage.parent], path, depth + 1)


def _origin(source: str, target: str, path: str) -> str | None:
    """The path that a copied file has at its source; None where it is not copied by this."""
    head, last = posixpath.split(source.rstrip("/"))
    name, suffix = posixpath.splitext(last)
    is_code = suffix in (PYTHON, *SUFFIXES)
    if is_code and posixpath.splitext(target)[0] == path:
        return posixpath.join(head, name)  # under another name
    into = target.rstrip("/")
    if not path.startswith(f"{into}/"):
        return None
    tail = path[len(into) + 1 :]
    if is_code:
        copied = fnmatchcase(tail, name) and "/" not in tail
        return posixpath.join(head, tail) if copied else None
    if _GLOB.search(last):
        return posixpath.join(head, tail) if fnmatchcase(tail.split("/")[0], last) else None
    return posixpath.join(source, tail)
