"""What an expression may evaluate to: a `Value`, or something that only code knows.

Containers and instances are mutable, as they are in the code. `born` is the machine's clock at
their making: a change made under a condition that began later may not have happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from eda_lint.bind.evaluate.sdk_objects import Sdk
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Guard
from eda_lint.parse.code import ClassDefinition, Expression, FunctionDefinition, Language
from eda_lint.value import Value

Guards: TypeAlias = tuple[Guard, ...]


@dataclass(slots=True, eq=False)
class Scope:
    """Names of a module, class or function. `outer` are those declared global or nonlocal;
    `kept`: what a function that ran once for the process leaves to the functions inside it.
    """

    kind: str
    parent: Scope | None
    born: int
    names: dict[str, Thing] = field(default_factory=dict)
    outer: set[str] = field(default_factory=set)
    kept: bool = False


@dataclass(slots=True, eq=False)
class Module:
    """A module of the code path, its names filled while its body is evaluated."""

    name: str
    path: str
    language: Language
    scope: Scope
    package: bool = False
    rebound: frozenset[str] = frozenset()
    exports: Exports | None = None


@dataclass(slots=True, eq=False)
class Exports:
    """What a module of JavaScript gives others: `module` is CommonJS's object of that name.

    `live` are exports by the names of the variables that hold them, `others` the libraries whose
    exports are all exported again. `waiting` are imports out of a module that is not loaded yet.
    """

    module: Map
    live: dict[str, str] = field(default_factory=dict)
    others: list[Foreign] = field(default_factory=list)
    waiting: list[tuple[Scope, str, str]] = field(default_factory=list)
    complete: bool = False


@dataclass(slots=True, eq=False)
class Map:
    """A dict or object; `open` when keys may be there that were not seen.

    `computed` are the entries whose keys are no constants.
    """

    entries: dict[str, Thing]
    born: int
    open: bool = False
    at: Location | None = None
    computed: list[tuple[Value, Thing]] = field(default_factory=list)
    version: int = 0


@dataclass(slots=True, eq=False)
class List:
    """A list, tuple, set or sequence; `open` when more may be in it."""

    items: list[Thing]
    born: int
    open: bool = False
    at: Location | None = None
    version: int = 0


@frozen
class Decoration:
    """What known decorators add to a function.

    `idempotent` guards everything inside, by `key` of the event, or of the argument that it names.
    `before` are middlewares that run first.
    """

    memoised: bool = False
    generator: bool = False
    property: bool = False
    static: bool = False
    of_class: bool = False
    dataclass: bool = False
    middleware: bool = False
    idempotent: Idempotent | None = None
    before: tuple[Thing, ...] = ()
    utilities: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


UNDECORATED = Decoration()


@frozen
class Idempotent:
    """An idempotency utility around a function: Powertools' by its name, "" for any other.

    `config` is None where it is given none.
    """

    at: Location
    argument: str
    key: Thing
    utility: str = ""
    config: Thing | None = None


@dataclass(slots=True, eq=False)
class Function:
    """A function with the scope that it closes over."""

    definition: FunctionDefinition
    scope: Scope
    module: Module
    defaults: dict[str, Thing]
    owner: Class | None = None
    decoration: Decoration = UNDECORATED
    attributes: dict[str, Thing] = field(default_factory=dict)


@frozen
class Method:
    """A function bound to the object (or class) that it was read from."""

    function: Function
    receiver: Thing


@frozen
class Member:
    """A method of something that is not an own object, read without being called."""

    receiver: Thing
    name: str


@frozen
class Partial:
    """A callable with leading arguments already given."""

    function: Thing
    positional: tuple[Thing, ...]
    keywords: tuple[tuple[str, Thing], ...] = ()


@dataclass(slots=True, eq=False)
class Class:
    """A class of the code path, with what its body bound."""

    definition: ClassDefinition
    bases: tuple[Thing, ...]
    scope: Scope
    module: Module
    decoration: Decoration = UNDECORATED


@dataclass(slots=True, eq=False)
class Instance:
    """An object of an own class. `kept`: it outlives the invocation that uses it."""

    of: Class
    attributes: dict[str, Thing]
    born: int
    kept: bool
    version: int = 0


@dataclass(slots=True, eq=False)
class ContextVariable:
    """A `ContextVar`. `value` is what was set, or the default; None when there is neither."""

    value: Thing | None
    born: int
    version: int = 0


@frozen
class Super:
    """`super()`: attributes are looked up behind `owner`."""

    owner: Class
    receiver: Thing


@dataclass(slots=True, eq=False)
class Registry:
    """Callbacks that were registered with a foreign object (the routes of an app)."""

    callbacks: list[Thing] = field(default_factory=list)
    included: list[Registry] = field(default_factory=list)


@frozen
class Foreign:
    """Something of a library, by its path; "()" stands for a call made on the way.

    `inputs` are the telling parts of the arguments that went into it.
    """

    path: str
    inputs: tuple[Value, ...] = ()
    registry: Registry | None = None
    arguments: Arguments | None = field(default=None, compare=False, repr=False)

    @property
    def root(self) -> str:
        """The top package."""
        return self.path.partition(".")[0].partition("(")[0]

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path.rpartition(".")[2]


@frozen
class Option:
    """One alternative, with the guards that were passed where it is the one."""

    thing: Thing
    guards: Guards = ()


@frozen
class Alternatives:
    """What may be any of these."""

    options: tuple[Option, ...]


@frozen
class Promise:
    """What an asynchronous call gives before it is awaited; `at` is the call."""

    of: Thing
    at: Location


Thing: TypeAlias = (
    Value
    | Module
    | Map
    | List
    | Function
    | Method
    | Member
    | Partial
    | Class
    | Instance
    | ContextVariable
    | Super
    | Foreign
    | Sdk
    | Alternatives
    | Promise
)


@dataclass(slots=True, eq=False)
class Arguments:
    """The evaluated arguments of a call; open where something unseen was spread into them."""

    positional: list[Thing] = field(default_factory=list)
    keywords: dict[str, Thing] = field(default_factory=dict)
    open_positional: bool = False
    open_keywords: bool = False
    expressions: tuple[Expression, ...] = ()
    places: dict[str, Location] = field(default_factory=dict)

    def all(self) -> Iterator[Thing]:
        """Every argument."""
        yield from self.positional
        yield from self.keywords.values()

    def get(self, index: int, name: str) -> Thing | None:
        """An argument by position or name."""
        if index < len(self.positional):
            return self.positional[index]
        return self.keywords.get(name)
