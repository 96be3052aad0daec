"""One instance of a module: what its names mean, settled when a value first asks for it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from eda_lint.bind.terraform.evaluate import Failed, Scope, evaluate
from eda_lint.bind.terraform.folders import Folder, argument
from eda_lint.bind.terraform.instances import Instance, Instances, collected, instances_of
from eda_lint.bind.terraform.variable_files import agreed
from eda_lint.bind.terraform.variable_types import conformed
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Argument, Block
from eda_lint.value import Input, Literal, Reference, Unknown, Value, boolean_of

_MODES = ("resource", "data")


@frozen
class Called:
    """A call on the way to a module: its address, and where it stands."""

    address: str
    at: Location


@frozen
class Made:
    """One instance of a resource or data source."""

    id: str
    address: str
    type: str
    is_data: bool
    block: Block
    module: Module
    bindings: Mapping[str, Value]
    only_when: str


class Root(Protocol):
    """What a module needs of the tree that it stands in."""

    root: Folder
    given: Mapping[str, Argument]
    perhaps: Sequence[Mapping[str, Argument]]
    wrapped: frozenset[str]

    def id_of(self, address: str) -> str: ...
    def read(self, path: str) -> str | None: ...
    def files(self, folder: str) -> Iterable[str]: ...
    def text_of(self, name: Reference) -> Value: ...
    def attribute(self, of: Reference, name: str, at: Location) -> Value: ...
    def take(self, made: Made) -> None: ...
    def call(self, caller: Module, name: str, call: Block, instance: Instance) -> Module | None: ...


@dataclass(slots=True, eq=False)
class Module:
    """One instance of a module; the root module has no parent, no call and no address.

    `key` is its name in Terraform's manifest of installed modules, `called_from` every call on the
    way to it. `stands_at` is where all of it is said to stand if the scan does not have its files.
    """

    tree: Root
    folder: Folder
    address: str = ""
    key: str = ""
    parent: Module | None = None
    by: Block | None = None
    bindings: Mapping[str, Value] = field(default_factory=dict)
    called_from: tuple[Called, ...] = ()
    only_when: str = ""
    stands_at: Location | None = None
    _values: dict[tuple[str, str], Value] = field(default_factory=dict)
    _instances: dict[tuple[str, ...], Instances] = field(default_factory=dict)
    _children: dict[str, tuple[Module, ...]] = field(default_factory=dict)
    _made: dict[tuple[str, ...], tuple[Made, ...]] = field(default_factory=dict)

    def scope(self, bindings: Mapping[str, Value] | None = None) -> Scope:
        """What names mean in this module, `each` and `count` by the bindings."""
        return Scope(
            resolve=self.resolve,
            attribute=self.tree.attribute,
            read=self.tree.read,
            bindings={} if bindings is None else bindings,
            place=self._place,
            text_of=self.tree.text_of,
            files=self.tree.files,
        )

    def _place(self, at: Location | None) -> Location | None:
        return at if self.stands_at is None else self.stands_at

    def address_of(self, name: str) -> str:
        """The address of something in this module."""
        return f"{self.address}.{name}" if self.address else name

    def chain(self) -> Iterator[Module]:
        """This module, its caller, and so on up to the root."""
        module: Module | None = self
        while module is not None:
            yield module
            module = module.parent

    def resolve(self, names: tuple[str, ...]) -> tuple[Value, int] | None:
        """The object that a traversal begins with, and how many of its names that takes."""
        match names:
            case ("var", name, *_):
                return self._once(("var", name), lambda: self._variable(name)), 2
            case ("local", name, *_):
                return self._once(("local", name), lambda: self._local(name)), 2
            case ("module", name, *_):
                return self._once(("module", name), lambda: self._called(name)), 2
            case ("path", which, *_):
                return self._path(which), 2
            case ("terraform", which, *_):
                return Input(f"terraform.{which}"), 2
            case ("data", kind, name, *_):
                key = ("data", f"{kind}.{name}")
                return self._once(key, lambda: self._object("data", kind, name)), 3
            case (kind, name, *_) if (kind, name) in self.folder.resources:
                key = ("resource", f"{kind}.{name}")
                return self._once(key, lambda: self._object("resource", kind, name)), 2
            case _:
                return None

    def output(self, name: str) -> Value:
        """What an output of this module is."""
        return self._once(("output", name), lambda: self._output(name))

    def all_made(self) -> Iterator[Made]:
        """Every instance of this module's own resources and data sources."""
        for mode in _MODES:
            for kind, name in self._blocks(mode):
                yield from self._made_of(mode, kind, name)

    def all_children(self) -> Iterator[Module]:
        """The modules that this one calls, instance by instance."""
        for name in self.folder.calls:
            yield from self._children_of(name)

    def _once(self, key: tuple[str, str], made: Callable[[], Value]) -> Value:
        if key not in self._values:
            self._values[key] = Unknown(f"{'.'.join(key)} depends on itself")
            self._values[key] = made()
        return self._values[key]

    def _variable(self, name: str) -> Value:
        declared = self.folder.variables.get(name)
        if declared is None:
            # Tools that wrap Terraform add files of their own to root modules.
            undeclared = Unknown(f"no variable {name} is declared")
            return Input(name) if self.parent is None else undeclared
        if self.parent is None and self._says(declared, "sensitive", False):
            return Input(name, at=declared.at)
        default = argument(declared, "default")
        value = self._given(name)
        if value == Literal(None) and default and not self._says(declared, "nullable", True):
            value = None
        if value is None and default is not None:
            value = evaluate(default.value, self.scope())
        if value is None and self.parent is not None:
            return Unknown(f"{name} is not given", declared.at)
        known = None if value is None else self._conformed(value, declared)
        return known if self.parent is not None and known else self._settled(name, known, declared)

    def _conformed(self, value: Value, declared: Block) -> Value:
        kind = argument(declared, "type")
        if kind is None:
            return value
        return conformed(value, kind.value, lambda default: evaluate(default, self.scope()))

    def _settled(self, name: str, known: Value | None, declared: Block) -> Value:
        """A variable of the root module, open where a file that may be chosen says otherwise."""
        if name in self.tree.wrapped:
            return Input(name, at=declared.at)
        chosen = (one[name] for one in self.tree.perhaps if name in one)
        given = [self._conformed(evaluate(one.value, self.scope()), declared) for one in chosen]
        # Of several that all give it, one is always chosen.
        always = len(given) > 1 and len(given) == len(self.tree.perhaps)
        return agreed(name, given if always or known is None else [known, *given], declared.at)

    def _says(self, block: Block, name: str, default: bool) -> bool:
        found = argument(block, name)
        return (
            default
            if found is None
            else (boolean_of(evaluate(found.value, self.scope()), default) is True)
        )

    def _given(self, name: str) -> Value | None:
        """What the call, or for a root module a file of variables, gives a variable."""
        if self.parent is None or self.by is None:
            found = self.tree.given.get(name)
            return None if found is None else evaluate(found.value, self.scope())
        passed = argument(self.by, name)
        if passed is None:
            return None
        return evaluate(passed.value, self.parent.scope(self.bindings))

    def _local(self, name: str) -> Value:
        found = self.folder.values.get(name)
        if found is None:
            return Failed(f"no local value {name} is declared")
        return evaluate(found.value, self.scope())

    def _output(self, name: str) -> Value:
        block = self.folder.outputs.get(name)
        value = argument(block, "value") if block is not None else None
        if value is None:
            return Failed(f"{self.address} has no output {name}")
        return evaluate(value.value, self.scope())

    def _called(self, name: str) -> Value:
        call = self.folder.calls.get(name)
        if call is None:
            return Failed(f"no module {name} is called")
        self._children_of(name)
        return self._whole(("module", name), f"module.{name}", call)

    def _object(self, mode: str, kind: str, name: str) -> Value:
        block = self._blocks(mode).get((kind, name))
        if block is None:
            return Failed(f"no {kind}.{name} is declared")
        self._made_of(mode, kind, name)
        return self._whole((mode, kind, name), _local_address(mode, kind, name), block)

    def _whole(self, key: tuple[str, ...], name: str, block: Block) -> Value:
        def one(instance: Instance) -> Value:
            address = self.address_of(f"{name}{instance.index}")
            return Reference(self.tree.id_of(address), "", block.at)

        return collected(self._instances_of(key, block), one, block.at)

    def _path(self, which: str) -> Value:
        if which != "module":
            return Literal(".")
        return Literal(posixpath.relpath(self.folder.path or ".", self.tree.root.path or "."))

    def _blocks(self, mode: str) -> Mapping[tuple[str, str], Block]:
        return self.folder.data if mode == "data" else self.folder.resources

    def _instances_of(self, key: tuple[str, ...], block: Block) -> Instances:
        if key not in self._instances:
            self._instances[key] = Instances((Instance(),))  # while its own number is asked for
            self._instances[key] = instances_of(block, self.scope())
        return self._instances[key]

    def _children_of(self, name: str) -> tuple[Module, ...]:
        if name not in self._children:
            call = self.folder.calls[name]
            every = self._instances_of(("module", name), call).all
            called = (self.tree.call(self, name, call, one) for one in every)
            self._children[name] = tuple(module for module in called if module is not None)
        return self._children[name]

    def _made_of(self, mode: str, kind: str, name: str) -> tuple[Made, ...]:
        key = (mode, kind, name)
        if key not in self._made:
            block = self._blocks(mode)[kind, name]
            local = _local_address(mode, kind, name)
            self._made[key] = tuple(
                self._made_one(f"{local}{one.index}", kind, mode, block, one)
                for one in self._instances_of(key, block).all
            )
            for made in self._made[key]:
                self.tree.take(made)
        return self._made[key]

    def _made_one(self, local: str, kind: str, mode: str, block: Block, instance: Instance) -> Made:
        address = self.address_of(local)
        when = instance.only_when or self.only_when
        return Made(
            self.tree.id_of(address),
            address,
            kind,
            mode == "data",
            block,
            self,
            instance.bindings,
            when,
        )


def _local_address(mode: str, kind: str, name: str) -> str:
    return f"data.{kind}.{name}" if mode == "data" else f"{kind}.{name}"
