"""Which instance an argument of a plan refers to, through variables and outputs of modules.

A plan has the references of an expression, not the expression: how they are joined, and which key
of a map is which, it does not say. What goes through a local, or to a resource of a type that is
not read, is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.parse.terraform.addresses import Step, address_of, split_module, steps_of
from eda_lint.parse.terraform.plan_configuration import Written, WrittenModule, WrittenResource
from eda_lint.parse.terraform.planned import Target

DEEPEST = 60
"""How many variables and outputs a reference may lead through."""

Path: TypeAlias = tuple[str, ...]
_Ends: TypeAlias = Iterator[Target | None]
"""What references lead to; None for one that is lost."""


@frozen
class _Place:
    """Where references stand: in an instance of a module, in something that is repeated by key.

    `keyed`: they may name instances of something else by the same key.
    """

    outer: Sequence[Step]
    module: WrittenModule
    repeated_by: tuple[str, ...] = ()
    key: str = ""
    keyed: bool = False
    left: int = DEEPEST

    def keyless(self, steps: Sequence[Step]) -> str:
        """The address, without a key, of what these steps name here."""
        return address_of([*self.outer, *_keyless(steps)])


class References:
    """Follows the references of one plan between the instances with these addresses.

    `deferred` are the addresses of data that is read at apply. `is_known` says whether the plan has
    the value of an instance's attribute: then that is not why something else is unknown.
    """

    def __init__(
        self,
        root: WrittenModule,
        addresses: Iterable[str],
        deferred: Iterable[str],
        is_known: Callable[[str, str], bool],
    ) -> None:
        self._root = root
        self._is_known = is_known
        self._deferred = frozenset(_without_key(steps_of(address)) for address in deferred)
        self._instances: dict[str, dict[str, str]] = {}
        self._modules: dict[str, dict[str, str]] = {}
        self._steps: dict[str, tuple[Step, ...]] = {}
        for address in addresses:
            self._take(address)

    def block(self, steps: Sequence[Step]) -> WrittenResource | None:
        """How the instance at an address is configured, None where the plan does not say."""
        outer, inner = split_module(steps)
        module = self._written(outer)
        return None if module is None else module.resources.get(_without_key(inner))

    def targets(
        self, steps: Sequence[Step], paths: Iterable[Path]
    ) -> Mapping[Path, tuple[Target, ...]]:
        """What the arguments at these paths, which are unknown, refer to that is unknown, too."""
        outer, inner = split_module(steps)
        module, block = self._written(outer), self.block(steps)
        if module is None or block is None:
            return {}
        place = _Place(outer, module, block.repeated_by, inner[-1].key)
        by_expression: dict[Path, list[Path]] = {}
        for path in paths:
            by_expression.setdefault(_expression(block.arguments, path), []).append(path)
        found: dict[Path, tuple[Target, ...]] = {}
        for expression, parts in by_expression.items():
            ends = dict.fromkeys(self._all(_at(block.arguments, expression), place))
            unknown = [e for e in ends if e is None or not self._is_known(e.address, e.attribute)]
            found.update(_shared(unknown, expression, parts))
        return found

    def _take(self, address: str) -> None:
        outer, inner = split_module(steps_of(address))
        if inner:
            keyless = address_of([*outer, *_keyless(inner)])
            self._instances.setdefault(keyless, {})[inner[-1].key] = address
        for end in range(2, len(outer) + 1, 2):
            called = outer[end - 1]
            keyless = address_of([*outer[: end - 1], Step(called.name)])
            self._modules.setdefault(keyless, {})[called.key] = called.key

    def _written(self, outer: Sequence[Step]) -> WrittenModule | None:
        module = self._root
        for step in outer[1::2]:
            call = module.calls.get(step.name)
            if call is None:
                return None
            module = call.module
        return module

    def _all(self, references: Sequence[str], place: _Place) -> _Ends:
        if not place.left:
            yield None
            return
        keyed = any(reference.startswith(("each.", "count.")) for reference in references)
        inside = replace(place, keyed=place.keyed or keyed, left=place.left - 1)
        for reference in references:
            if reference not in self._steps:
                self._steps[reference] = steps_of(reference)
            yield from self._one(self._steps[reference], inside)

    def _one(self, steps: Sequence[Step], place: _Place) -> _Ends:
        match [step.name for step in steps]:
            case ["each", "value", *rest]:
                of_all = replace(place, repeated_by=(), keyed=True)
                yield from _within(self._all(place.repeated_by, of_all), rest)
            case ["var", name, *rest]:
                yield from _within(self._variable(name, place), rest)
            case ["module", _, output, *rest]:
                yield from _within(self._output(steps[1], output, place), rest)
            case ["data", _, _, *_]:
                if place.keyless(steps[:3]) in self._deferred:
                    yield None
            case ["each" | "count" | "path" | "self" | "terraform", *_]:
                return  # always known
            case [first, _, *rest] if first not in ("local", "module"):
                yield from self._resource(steps[:2], rest, place)
            case _:
                yield None

    def _resource(self, steps: Sequence[Step], rest: Sequence[str], place: _Place) -> _Ends:
        instances = self._instances.get(place.keyless(steps))
        if instances is None:
            if _without_key(steps) not in place.module.resources:
                yield None
            return  # there is no instance of it, so it adds nothing
        key = _chosen(instances, steps[-1].key, place)
        if key is None:
            yield None
        elif key in instances:
            yield Target(instances[key], steps[0].name, rest[0] if rest else "")

    def _variable(self, name: str, place: _Place) -> _Ends:
        """What the call of the module gives a variable; those of the root module are known."""
        if not place.outer:
            return
        outer, called = place.outer[:-2], place.outer[-1]
        caller = self._written(outer)
        call = caller.calls.get(called.name) if caller is not None else None
        if caller is None or call is None:
            yield None
            return
        at_call = _Place(outer, caller, call.repeated_by, called.key, left=place.left)
        yield from self._all(_flat(call.arguments.get(name, ())), at_call)

    def _output(self, called: Step, output: str, place: _Place) -> _Ends:
        call = place.module.calls.get(called.name)
        instances = self._modules.get(place.keyless([Step("module"), called]), {})
        # A module that makes nothing of the types that are read still outputs something.
        key = _chosen(instances, called.key, place) if instances else called.key
        if call is None or key is None:
            yield None
            return
        outer = (*place.outer, Step("module"), Step(called.name, key))
        inside = _Place(outer, call.module, left=place.left)
        yield from self._all(call.module.outputs.get(output, ()), inside)


def _shared(
    ends: Sequence[Target | None], expression: Path, parts: Sequence[Path]
) -> Iterator[tuple[Path, tuple[Target, ...]]]:
    """What of an expression's ends each unknown part of its value has.

    Something unknown makes at least one part of the value unknown. So where a single part is, it is
    made of the one end that could be followed, whatever was lost.
    """
    targets = tuple(end for end in ends if end is not None)
    single = len(targets) == 1 and len(parts) == 1 and parts[0] != expression
    if not targets or (len(targets) < len(ends) and not single):
        return
    items = all(path[:-1] == expression and path[-1].isdecimal() for path in parts)
    if items and len(parts) == len(targets):
        yield from ((path, (target,)) for path, target in zip(parts, targets, strict=True))
    else:
        yield from ((path, targets) for path in parts)


def _chosen(instances: Mapping[str, str], key: str, place: _Place) -> str | None:
    """The key of an instance: the one that is written, the only one, or that of the place.

    None where it may be any of them.
    """
    if key:
        return key
    if len(instances) == 1:
        return next(iter(instances))
    return place.key if place.keyed and place.key in instances else None


def _within(ends: _Ends, rest: Sequence[str]) -> _Ends:
    """The ends, an attribute taken of those that are whole instances."""
    for end in ends:
        whole = end is not None and not end.attribute
        yield replace(end, attribute=rest[0]) if end is not None and whole and rest else end


def _expression(arguments: Mapping[str, Written], path: Path) -> Path:
    """The path of the expression that a path leads to, or into."""
    written: Written = dict(arguments)
    for depth, step in enumerate(path):
        if isinstance(written, tuple):
            return path[:depth]
        written = _inner(written, step)
    return path


def _at(arguments: Mapping[str, Written], path: Path) -> tuple[str, ...]:
    """The references of all that is written at a path."""
    written: Written = dict(arguments)
    for step in path:
        written = _inner(written, step)
    return _flat(written)


def _inner(written: Written, step: str) -> Written:
    if isinstance(written, dict):
        return written.get(step, ())
    if isinstance(written, list) and step.isdecimal() and int(step) < len(written):
        return written[int(step)]
    return ()


def _flat(written: Written) -> tuple[str, ...]:
    """All references of an argument, however it is nested."""
    if isinstance(written, tuple):
        return written
    inner = written.values() if isinstance(written, dict) else written
    return tuple(dict.fromkeys(name for one in inner for name in _flat(one)))


def _keyless(steps: Sequence[Step]) -> list[Step]:
    return [*steps[:-1], Step(steps[-1].name)] if steps else []


def _without_key(steps: Sequence[Step]) -> str:
    return address_of(_keyless(steps))
