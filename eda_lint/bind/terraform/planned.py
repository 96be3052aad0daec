"""What a plan or a state says, as declared resources: values where known, references where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eda_lint.aws.terraform.catalogue import attribute_of
from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.paths import join
from eda_lint.bind.terraform.planned_identities import Identities
from eda_lint.parse.terraform.planned import PlanFacts, PlannedResource, Target
from eda_lint.value import (
    Absent,
    Concat,
    Entry,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
)

_MAIN = "main.tf"
_WITHIN = {"redrive_policy": "deadLetterTargetArn"}
"""Arguments that hold a document, in which a queue stands as the dead-letter queue."""
_RECEIVES = "maxReceiveCount"
_DEAD_LETTERS = "aws_sqs_queue"
_DOCUMENTS = frozenset({
    "access_policies", "assume_role_policy", "body", "container_definitions", "content",
    "definition", "event_pattern", "filter_policy", "input", "policy", "redrive_allow_policy",
    "template", "user_data",
})  # fmt: skip
_ROUTE = ("aws_apigatewayv2_route", ("target",))


def planned(facts: PlanFacts, root: str) -> tuple[Declared, ...]:
    """The resources of a plan or a state under the id of a root module, at their addresses there.

    `root` is the folder of the root module, "." for the base of the scan.
    """
    identities = Identities(root, facts.resources)
    path = join("" if root == "." else root, _MAIN)
    return tuple(
        Declared(
            id=f"{root}#{resource.address}",
            address=resource.address,
            type=resource.type,
            arguments=_Arguments(root, resource, identities).all(),
            at=resource.at,
            path=path,
            root=root,
            is_data=resource.is_data,
        )
        for resource in facts.resources
    )


class _Arguments:
    """The arguments of one instance, with the other instances that they name."""

    def __init__(self, root: str, resource: PlannedResource, identities: Identities) -> None:
        self._root = root
        self._resource = resource
        self._identities = identities

    def all(self) -> Value:
        return self._value(self._resource.values, ())

    def _value(self, value: Value, path: tuple[str, ...]) -> Value:
        match value:
            case Record():
                return Record(tuple(self._entries(value, path)), value.open)
            case Items():
                items = enumerate(value.items)
                inner = (self._value(item, (*path, str(number))) for number, item in items)
                return Items(tuple(inner), value.open)
            case Literal(str() as text):
                meant = self._identities.meant(self._resource, _name(path), text)
                return value if meant is None else meant
            case Unknown():
                return self._referred(path) or value
        return value

    def _entries(self, record: Record, path: tuple[str, ...]) -> Iterator[Entry]:
        for entry in record.entries:
            value = self._value(entry.value, (*path, entry.key))
            if record.open or not isinstance(value, Absent):
                yield entry if value is entry.value else Entry(entry.key, value)

    def _referred(self, path: tuple[str, ...]) -> Value | None:
        """What an argument refers to that is unknown until apply; None where that is not certain.

        A template may have several references, and a document has a place for each.
        """
        targets = self._resource.references.get(path, ())
        name = _name(path)
        if name in _WITHIN:
            return self._within(_WITHIN[name], targets)
        if len(targets) != 1 or name in _DOCUMENTS:
            return None
        reference = self._reference(targets[0], name)
        if (self._resource.type, path) == _ROUTE:
            return Concat((Literal("integrations/"), reference))
        return reference

    def _within(self, key: str, targets: Sequence[Target]) -> Value | None:
        queues = [target for target in targets if target.type == _DEAD_LETTERS]
        if len(queues) != 1:
            return None
        queue = Entry(key, self._reference(queues[0], "arn"))
        unseen = Entry(_RECEIVES, Unknown("a part of a document that is not in the plan"))
        return Record((queue, unseen), open=True)

    def _reference(self, target: Target, name: str) -> Reference:
        # An instance that is chosen by key has its attribute behind the key, which is not there.
        attribute = target.attribute or ("arn" if name.lower().endswith("arn") else "id")
        node = f"{self._root}#{target.address}"
        return Reference(node, attribute_of(target.type, attribute))


def _name(path: tuple[str, ...]) -> str:
    """The name of the argument that a path leads to, for an item the one of its list."""
    return next((step for step in reversed(path) if not step.isdecimal()), "")
