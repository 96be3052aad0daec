"""What a function's package is made of, as a `Code` says it that no template writes.

Terraform packs code by other resources: archives, objects, images. Whoever reads these gives a
function a `Code` with the words below beside CloudFormation's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from eda_lint.aws.interface import Place
from eda_lint.location import Location
from eda_lint.value import (
    ABSENT,
    Absent,
    Entry,
    Items,
    Literal,
    Record,
    Unknown,
    Value,
    field_of,
    items_of,
    text_of,
)

FOLDER = "Folder"
"""The path of the folder, or of the one file, that is packed: as text, from where paths start."""
FURTHER = "Further"
"""The paths of more folders that are packed into the same place."""
MODULE = "Module"
"""What the text, or the one file, is called in the package, without its suffix."""
PACKAGE = "Package"
"""What the package is called in messages."""
INLINE = "ZipFile"
IMAGE = "ImageUri"
DOCKER = ("DockerContext", "Dockerfile", "DockerBuildTarget")
"""What a template has as the Metadata of a function that is an image."""
_LIKELY = "Likely"
_DOCKERFILE = "Dockerfile"


def packaged(words: Mapping[str, Value], at: Location | None = None) -> Record:
    """A `Code` of these words; what is Absent is left out."""
    given = (Entry(n, v, v.at or at) for n, v in words.items() if not isinstance(v, Absent))
    return Record(tuple(given), at=at)


def guessed(code: Value, package: str, likely: Iterable[Sequence[Place]]) -> Value:
    """A `Code` with places to look in where it leads to no code; without any, the `Code` itself."""
    tiers = tuple(Items(tuple(map(_place, tier))) for tier in likely)
    if not tiers:
        return code
    own = code.entries if isinstance(code, Record) else (Entry(FOLDER, code, code.at),)
    added = (Entry(PACKAGE, Literal(package)), Entry(_LIKELY, Items(tiers)))
    return Record((*own, *added), at=code.at)


def _place(place: Place) -> Value:
    return packaged({FOLDER: Literal(place.folder), _DOCKERFILE: Literal(place.dockerfile)})


def likely_places(code: Value) -> Iterator[tuple[Place, ...]]:
    """The places to look in, the best first; none of what a template says."""
    for tier in items_of(_word(code, _LIKELY)):
        yield tuple(
            Place(text_of(field_of(one, FOLDER)) or "", text_of(field_of(one, _DOCKERFILE)) or "")
            for one in items_of(tier)
        )


def packed_from(code: Value) -> Value:
    """The folder that a `Code` of these words names; any other `Code` as it is."""
    folder = _word(code, FOLDER)
    return code if isinstance(folder, Absent) else folder


def further_folders(code: Value) -> tuple[Value, ...]:
    """The other folders that are packed into the same place."""
    return items_of(_word(code, FURTHER))


def word_of(code: Value, name: str) -> str:
    """A word of a `Code` as text, "" where it has none."""
    return text_of(_word(code, name)) or ""


def docker_metadata(code: Value, written: Value) -> Value:
    """What says of an image how it is built: the `Code`, else the Metadata that is written."""
    found = packaged({name: _word(code, name) for name in DOCKER}, code.at)
    return found if found.entries else written


def _word(code: Value, name: str) -> Value:
    found = field_of(code, name) if isinstance(code, Record) else ABSENT
    return ABSENT if isinstance(found, Unknown) and name != FOLDER else found
