"""What a service module of this folder reads and states.

A module declares, each where it applies:

- `RESOURCES`: resource type -> function that reads one bound `Resource` and yields `Statement`s;
- `SAM_EVENTS`: SAM event type -> function that reads one `SamEvent` and yields `Statement`s;
- `OPERATIONS`: (boto3 service, API operation) -> `Operation`: what an SDK call means;
- `HANDLES`: (boto3 service, resource class) -> members that its identifiers fill, in order.

`eda_lint.aws.catalogue` gathers them; a new service is a new module and edits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Carrier, EdgeKind, Function, Node, NodeType, Setting
from eda_lint.value import ABSENT, Input, Reference, Unknown, Value, field_of, items_of


@frozen
class Resource:
    """One declared resource of a bound stack, its values settled as far as the stack can.

    References in `properties` name node ids. `path` is the file that relative paths start from.
    `root` is the stack that `stack` is nested in at any depth, `stack` itself where in none: what
    is deployed together. `documents` gives the bodies that the resource refers to by file name, by
    that name. `called_from` are the calls of modules on the way to it, each with its place.
    `provider` and `region` are as a Node has them.
    """

    id: str
    name: str
    type: str
    properties: Value
    metadata: Value
    at: Location
    path: str
    stack: str = ""
    root: str = ""
    only_when: str = ""
    documents: Mapping[str, Value] = field(default_factory=dict)
    called_from: tuple[tuple[str, Location], ...] = ()
    provider: str = ""
    region: str = ""

    def property(self, *path: str) -> Value:
        """The value of a property, Absent where it is not set."""
        return field_of(self.properties, *path)

    def sibling(self, name: str) -> str:
        """The id of another resource of the same stack."""
        return f"{self.stack}#{name}"


@frozen
class SamEvent:
    """One entry of a SAM function's or state machine's `Events`."""

    name: str
    type: str
    properties: Value
    at: Location
    owner: Resource
    target: End

    def property(self, *path: str) -> Value:
        """The value of one of the event's properties, Absent where it is not set."""
        return field_of(self.properties, *path)


@frozen
class End:
    """One end of a flow: a value that should lead to a node of one of these kinds.

    Where it leads to nothing declared, an external node of the first kind stands for it.
    """

    value: Value
    kinds: tuple[NodeType, ...]


@frozen
class Flow:
    """An edge to be: its ends are still values, which `graph/build` leads to nodes."""

    kind: EdgeKind
    source: End
    target: End
    carrier: Carrier
    detail: str
    confidence: Confidence = Confidence.CERTAIN
    evidence: str = "template"


@frozen
class Attached:
    """A setting of a node that another resource, or another property, makes."""

    to: End
    setting: Setting


@frozen
class Synonym:
    """A resource that stands for another node: an alias, a version, a SAM-made part.

    `qualifier` is what it adds when a function is invoked through it.
    """

    id: str
    of: End
    qualifier: str | Unknown = ""


@frozen
class RouteTo:
    """A route of an API that leads to an integration declared by itself, named by its id.

    `method` in upper case and `path` as a Route has them.
    """

    integration: str
    at: Location
    method: str
    path: str


@frozen
class Place:
    """A folder of the scan that a function's code may lie in.

    For an image it is the context, and `dockerfile` the path of the Dockerfile from there.
    """

    folder: str
    dockerfile: str = ""


@frozen
class FunctionCode:
    """Where a function's code is said to be: what `bind/handlers` binds.

    `handler` is the Handler string, `uri` the CodeUri/Code (a path, an S3 location as a Record, or
    an image), `inline` the ZipFile text, `base` the path of the file that relative paths start
    from. `layers` are the ContentUris of the layers that the scan declares. `runtime` is "" for
    images. `environment` is the Record of variables, its values naming node ids.

    `module` is what `inline`, or the one file that `uri` names, is called in the package, where it
    is called otherwise. `likely` are places to look in where nobody says what `package` is packed
    from: the best first, those together that are equally good.
    """

    function: str
    handler: Value
    uri: Value
    inline: Value
    base: str
    runtime: str
    layers: tuple[Value, ...] = ()
    environment: Value = ABSENT
    metadata: Value = ABSENT
    module: str = ""
    package: str = ""
    likely: tuple[tuple[Place, ...], ...] = ()


Statement: TypeAlias = Node | Flow | Attached | Synonym | RouteTo
Reader: TypeAlias = Callable[[Resource], Iterator[Statement]]
EventReader: TypeAlias = Callable[[SamEvent], Iterator[Statement]]


@frozen
class Operation:
    """What an SDK operation does: the kind of edge, the kind of target, where arguments name it."""

    kind: EdgeKind
    to: tuple[NodeType, ...]
    targets: Callable[[Value], Iterable[Value]]


def member(*names: str) -> Callable[[Value], Iterable[Value]]:
    """The target stands in the first of these members that is set."""

    def targets(arguments: Value) -> Iterable[Value]:
        for name in names:
            value = field_of(arguments, name)
            if value != ABSENT:
                yield value
                return

    return targets


def member_of_each(entries: str, name: str, default: Value) -> Callable[[Value], Iterable[Value]]:
    """The target stands in `name` of each of the `entries`; `default` where an entry has none."""

    def targets(arguments: Value) -> Iterable[Value]:
        found = field_of(arguments, entries)
        if isinstance(found, Unknown):
            yield found
        for entry in items_of(found):
            value = field_of(entry, name)
            yield default if value == ABSENT else value

    return targets


def node_id(value: Value) -> str | None:
    """The id that a plain reference names."""
    return value.resource if isinstance(value, Reference) else None


def pseudo(name: str) -> Input:
    """A pseudo parameter such as `AWS::Region`, equal wherever it stands."""
    return Input(f"AWS::{name}")


FUNCTION: tuple[NodeType, ...] = (Function,)
CUSTOM = "Custom::"
"""What the types of custom resources begin with; `RESOURCES` has them all as `Custom::*`."""
