"""What a module of this folder reads and states.

A module declares, each where it applies:

- `RESOURCES`: Terraform resource type -> `Translation`: the resource in the one spelling that the
  service modules of `eda_lint.aws` read, with its properties filled from Terraform's arguments;
- `PARTS`: type of a resource that only sets something of another one -> `Part`;
- `DATA`: type of a data source -> function that gives its attributes.

`eda_lint.aws.terraform.catalogue` gathers them; a new service is a new module and edits nothing.

Arguments are a Record: an argument that is not set or null is not there; a nested block, however
often it is written, is Items of Records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from eda_lint.aws.interface import Resource
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import Value, field_of


@frozen
class Declared:
    """One instance of a Terraform resource or data source, its arguments evaluated.

    `id` is the node's, `address` Terraform's own (`module.orders.aws_sqs_queue.this["a"]`), `root`
    the folder of the root module, which `path`, what relative paths start from, is a file of.
    `called_from` are the calls of modules on the way to it, each with its place. `ignored` names
    the arguments whose changes Terraform is told not to look at. `provider` is the configuration of
    the provider that makes it, "" for the default one, `region` its region where that is known.
    References in `arguments` name node ids and attributes as `Translation.attributes` has them.
    """

    id: str
    address: str
    type: str
    arguments: Value
    at: Location
    path: str
    root: str
    is_data: bool = False
    only_when: str = ""
    called_from: tuple[tuple[str, Location], ...] = ()
    ignored: tuple[str, ...] = ()
    provider: str = ""
    region: str = ""

    def argument(self, *path: str) -> Value:
        """The value of an argument, Absent where it is not set."""
        return field_of(self.arguments, *path)


Translator: TypeAlias = Callable[[Declared], Iterator[Resource]]


@frozen
class Translation:
    """How a Terraform resource type is read.

    `attributes` gives each exported attribute that identifies the resource (`arn`, `id`, `url`) the
    attribute of a Reference under which the service modules know it (`Arn`, `Ref`).
    """

    translate: Translator
    attributes: Mapping[str, str] = field(default_factory=dict)


@frozen
class Part:
    """A resource that sets what belongs to another one, its owner: a queue's redrive policy.

    `named_by` is the argument that names the owner, which is of one of the `owners`: by reference,
    or by what the owner's own argument `name` says. `within` is an argument that both share where
    names are only unique within it. What is set is the owner's argument `fills`: to the value of
    the part's `argument`, or, without one, by a block with all arguments of the part.
    """

    owners: tuple[str, ...]
    named_by: str
    fills: str
    argument: str = ""
    name: str = "name"
    within: str = ""


DataSource: TypeAlias = Callable[[Value], Mapping[str, Value]]
"""From a data source's arguments to its attributes; those that are not given are unknown."""
