"""Lead a value to a node: by reference, ARN or URL, physical name, else to an external one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from eda_lint.aws.arn import address_of, function_address
from eda_lint.aws.interface import End, Synonym
from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Bus, External, Function, Node, NodeType
from eda_lint.value import (
    Choice,
    Concat,
    Environment,
    EventData,
    Generated,
    Input,
    Literal,
    Operation,
    Reference,
    Unknown,
    Value,
    inside,
    scalar_text,
    text_of,
)

DEFAULT_BUS = "default"


@frozen
class Destination:
    """Where a value leads: a node's id, and the alias or version that the value names."""

    node: str
    qualifier: str | Unknown = ""
    confidence: Confidence = Confidence.CERTAIN


@frozen
class Near:
    """Where something names another one: its stack, and the provider that deploys it there."""

    stack: str = ""
    provider: str = ""


@dataclass(slots=True)
class Directory:
    """Every node by id and by physical name; external nodes are added as they are addressed.

    So are the `others`: declared resources of which nothing is known but that they are there.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    others: dict[str, External] = field(default_factory=dict)
    synonyms: dict[str, Synonym] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    _names: dict[Value, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, node: Node) -> None:
        """Take a node in; the first of an id stays (several events make one implicit API)."""
        if node.id in self.nodes or node.id in self.synonyms:
            return
        self.nodes[node.id] = node
        # Two names that are not known are not the same name.
        if not any(isinstance(part, Unknown) for part in inside(node.physical_name)):
            self._names[node.physical_name].append(node.id)

    def stand_in(self, synonym: Synonym) -> None:
        """Let a resource stand for another node; one that was taken for a node is none."""
        self.synonyms[synonym.id] = synonym
        self.nodes.pop(synonym.id, None)

    def of(self, identity: str, kinds: tuple[NodeType, ...]) -> Node | None:
        """The node of this id, if it is of these kinds."""
        if identity not in self.nodes and identity in self.others and External in kinds:
            self.add(self.others[identity])
        node = self.nodes.get(identity)
        return node if isinstance(node, kinds) else None

    def named(
        self, name: Value, kinds: tuple[NodeType, ...], near: Near, region: str = ""
    ) -> str | None:
        """The node of these kinds that bears this name: the nearest, or the only one.

        What is known to be in another `region` is another one.
        """
        bearing = (self.nodes.get(identity) for identity in self._names.get(name, ()))
        fitting = (node for node in bearing if isinstance(node, kinds))
        found = [node for node in fitting if _may_be_in(region, node)]
        of_stack = [n for n in found if near.stack and n.id.startswith(f"{near.stack}#")]
        beside = [node for node in of_stack if node.provider == near.provider]
        for candidates in (beside, of_stack, found):
            if len(candidates) == 1:
                return candidates[0].id
        return None


def _may_be_in(region: str, node: Node) -> bool:
    return not (region and node.region) or node.region == region


def destinations(end: End, directory: Directory, near: Near, at: Location) -> Iterator[Destination]:
    """Every node that an end may lead to; a Choice leads to each option, at confidence likely."""
    options = end.value.options if isinstance(end.value, Choice) else (end.value,)
    found = [
        (option, destination)
        for option in options
        if (destination := _destination(option, end.kinds, directory, near, at)) is not None
    ]
    for _, destination in found:
        if len(options) > 1:
            yield Destination(destination.node, destination.qualifier, Confidence.LIKELY)
        else:
            yield destination


def _destination(
    value: Value, kinds: tuple[NodeType, ...], directory: Directory, near: Near, at: Location
) -> Destination | None:
    match value:
        case Reference():
            return _referenced(value, kinds, directory)
        case Literal() | Concat():
            return _addressed(value, kinds, directory, near, at)
        case Input():
            if value.name.startswith("AWS::"):
                return None
            named = directory.named(value, kinds, near)
            if named is not None and named.startswith(f"{near.stack}#"):
                return Destination(named)
            return _external(value.name, kinds, directory, at)
        case Operation(name="ImportValue", arguments=(exported,)):
            return _external(display(exported), kinds, directory, at)
        case _:
            return None


def _referenced(
    value: Reference, kinds: tuple[NodeType, ...], directory: Directory
) -> Destination | None:
    identity, qualifier = value.resource, _qualifier_of(value)
    for _ in range(4):  # an alias of a version of a function: never longer in practice
        synonym = directory.synonyms.get(identity)
        if synonym is None:
            break
        if not isinstance(synonym.of.value, Reference):
            return _destination(synonym.of.value, kinds, directory, Near(), Location(identity, 1))
        qualifier = qualifier or synonym.qualifier
        identity = synonym.of.value.resource
    if directory.of(identity, kinds) is None:
        return None
    return Destination(identity, qualifier)


def _qualifier_of(value: Reference) -> str | Unknown:
    # A function's published version is addressed as an attribute of the function in SAM.
    return Unknown("a version's number") if value.attribute == "Version" else ""


def _addressed(
    value: Value, kinds: tuple[NodeType, ...], directory: Directory, near: Near, at: Location
) -> Destination | None:
    # Lambda takes a name with a qualifier where others want an ARN.
    address = function_address(value) if kinds == (Function,) else address_of(value)
    if address is None:
        if value == Literal(DEFAULT_BUS) and Bus in kinds:
            return _default_bus(directory, at)
        found = directory.named(value, kinds, near)
        if found is not None:
            return Destination(found)
        if not isinstance(value, Literal) and not _nameable(value):
            return None
        return _external(display(value), kinds, directory, at)
    fitting = tuple(kind for kind in kinds if issubclass(kind, address.kinds))
    if not fitting:
        return None
    qualifier = _settled_qualifier(address.qualifier)
    if isinstance(address.name, Reference):
        led = _referenced(address.name, fitting, directory)
        return led and Destination(led.node, qualifier or led.qualifier)
    if address.name == Literal(DEFAULT_BUS) and Bus in fitting:
        if address.elsewhere:
            return _external(display(value), (Bus,), directory, at)
        return _default_bus(directory, at)
    found = directory.named(address.name, fitting, near, text_of(address.region) or "")
    if found is not None:
        return Destination(found, qualifier)
    if not _nameable(address.name):
        return None
    external = _external(display(address.name), fitting, directory, at)
    return external and Destination(external.node, qualifier)


def _settled_qualifier(value: Value | None) -> str | Unknown:
    if value is None:
        return ""
    if isinstance(value, Literal):
        text = scalar_text(value)
        return "" if text == "$LATEST" else text
    return Unknown("an open qualifier")


def _nameable(value: Value) -> bool:
    """Whether a name says enough to stand for something: no part of it comes out of the blue."""
    silent = Unknown | EventData | Generated | Environment | Reference
    return not any(isinstance(part, silent) for part in inside(value))


def _default_bus(directory: Directory, at: Location) -> Destination:
    if DEFAULT_BUS not in directory.nodes:
        directory.add(
            Bus(id=DEFAULT_BUS, name=DEFAULT_BUS, at=at, physical_name=Literal("default"))
        )
    return Destination(DEFAULT_BUS)


def _external(
    name: str, kinds: tuple[NodeType, ...], directory: Directory, at: Location
) -> Destination | None:
    if not name or not kinds:
        return None
    kind = kinds[0]
    identity = f"external#{kind.kind}:{name}"
    directory.add(kind(id=identity, name=name, at=at, external=True))
    return Destination(identity)


def display(value: Value) -> str:
    """A value as a person would write the name: `${Env}-orders`."""
    match value:
        case Literal():
            return scalar_text(value)
        case Concat():
            return "".join(display(part) for part in value.parts)
        case Input() | Environment():
            return f"${{{value.name}}}"
        case Reference():
            return f"${{{value.resource.rpartition('#')[2]}}}"
        case _:
            return "${…}"
