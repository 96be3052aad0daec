"""What the names of an expression mean where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Expression
from eda_lint.value import Reference, Value

ROOM = 100_000
"""Elements that the evaluation of one expression may go through."""


def as_it_is(reference: Reference) -> Value:
    """The text of an attribute of which nobody knows what it says."""
    return reference


def as_it_stands(at: Location | None) -> Location | None:
    """The place of a value whose expression is a file of the scan."""
    return at


def no_files(folder: str) -> Iterable[str]:
    """The files of a folder of which the scan has none."""
    return ()


@frozen
class Scope:
    """What surrounds an expression: names, files, and where its values are said to stand.

    `resolve` is given the leading names of a traversal (`("aws_sqs_queue", "main", "arn")`,
    `("var", "queue")`, `("data", "aws_region", "current", "name")`) and returns the value of the
    object that they begin with, and how many of them that took: two for `var.x`, `local.x`,
    `module.x`, `path.module`, `terraform.workspace` and a resource, three for a data source. None
    where nothing of that name is declared.

    `attribute` gives an attribute of a whole-object Reference (one whose attribute is ""), for
    which it may be asked at the place of the expression.

    `read` gives the text of a file by its path as Terraform joins it (`"./policies/orders.json"`),
    None where the scan has none.

    `files` gives the paths of all files below a folder, from there, as far as the scan has them.

    `bindings` are looked up before `resolve`: `each` and `count` as Records, the variables of a
    `for`, iterators of dynamic blocks, the arguments of a template file.

    `text_of` gives the text that an attribute of a resource is, where its configuration says that,
    else the Reference itself.

    `place` says where a value stands whose expression stands at a place: there, but for modules
    that are not part of the scan.

    `room` and `is_template` are the evaluation's own.
    """

    resolve: Callable[[tuple[str, ...]], tuple[Value, int] | None]
    attribute: Callable[[Reference, str, Location], Value]
    read: Callable[[str], str | None]
    bindings: Mapping[str, Value] = field(default_factory=dict)
    place: Callable[[Location | None], Location | None] = as_it_stands
    text_of: Callable[[Reference], Value] = as_it_is
    files: Callable[[str], Iterable[str]] = no_files
    room: int = ROOM
    is_template: bool = False

    def binding(self, values: Mapping[str, Value], repeated: int = 1) -> Scope:
        """This scope with more names bound, for what is evaluated as often as `repeated` says."""
        room = self.room // max(repeated, 1)
        return replace(self, bindings={**self.bindings, **values}, room=room)


Evaluate: TypeAlias = Callable[[Expression, Scope], Value]
