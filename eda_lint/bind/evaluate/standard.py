"""Python's own functions and libraries, as far as values, targets and callbacks pass through."""

from __future__ import annotations

import re
from collections.abc import Callable

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.callbacks import maybe
from eda_lint.bind.evaluate.environment import (
    ENVIRONMENTS,
    as_record,
    environment_value,
    set_variables,
)
from eda_lint.bind.evaluate.iteration import (
    enumerated,
    map_over,
    new_deque,
    new_dict,
    next_of,
    zipped,
)
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.methods import call_method
from eda_lint.bind.evaluate.reflection import (
    get_attribute,
    import_module,
    object_new,
    set_named_attribute,
    super_of,
    type_call,
)
from eda_lint.bind.evaluate.things import (
    Arguments,
    Foreign,
    Instance,
    List,
    Map,
    Partial,
    Thing,
)
from eda_lint.bind.evaluate.values import leaves, value_of
from eda_lint.bind.evaluate.variables import (
    new_context_variable,
    new_named_tuple,
    new_namespace,
    new_thread_local,
)
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import (
    Generated,
    Literal,
    Operation,
    Unknown,
    concat,
)

Known = Callable[[Machine, Arguments, Location], Thing]

_GENERATED = words(
    """
    uuid.uuid1 uuid.uuid4 uuid.uuid7 time.time time.time_ns time.monotonic time.perf_counter
    time.strftime time.gmtime time.localtime time.ctime datetime.datetime.now
    datetime.datetime.utcnow datetime.datetime.today datetime.date.today random.random
    random.randint random.choice random.choices random.randrange random.uniform
    random.getrandbits random.sample random.shuffle random.SystemRandom os.urandom
    secrets.token_hex secrets.token_urlsafe secrets.token_bytes secrets.choice secrets.randbelow
    ulid.new ulid.ULID ksuid.ksuid nanoid.generate shortuuid.uuid
    """
)
# Their first argument passes through as it is.
_PASSING = words(
    """
    builtins.str builtins.int builtins.float builtins.bytes builtins.list builtins.tuple
    builtins.set builtins.sorted builtins.reversed builtins.frozenset builtins.iter
    builtins.bool decimal.Decimal copy.copy copy.deepcopy base64.b64decode
    asyncio.run asyncio.create_task asyncio.ensure_future asyncio.shield asyncio.wait_for
    urllib.parse.unquote urllib.parse.unquote_plus urllib.parse.quote urllib.parse.quote_plus
    pathlib.Path pathlib.PurePath dataclasses.asdict dataclasses.replace html.unescape
    json.loads simplejson.loads orjson.loads ujson.loads json.load ast.literal_eval
    """
)
_JSON = frozenset({"json.dumps", "simplejson.dumps", "orjson.dumps", "ujson.dumps"})
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_LEAVING = frozenset({"sys.exit", "builtins.exit", "builtins.quit", "os._exit"})


def call_standard(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What a call of Python's own gives; None for what is not known."""
    path = callee.path
    known = _KNOWN.get(path)
    if known is not None:
        return known(machine, arguments, at)
    if path in _PASSING or path.endswith(("Loop().run_until_complete", "run_until_complete")):
        return _passed(machine, path, arguments, at)
    if path in _GENERATED:
        return Generated(path.rpartition(".")[2], at)
    if path in _JSON and arguments.positional:
        value = value_of(arguments.positional[0])
        already = isinstance(value, Operation) and value.name == "json"
        return value if already else Operation("json", (value,), at)
    if path in _LEAVING:
        machine.live = False
        return Literal(None, at)
    owner, _, name = path.rpartition(".")
    if owner in ENVIRONMENTS:
        return _environment_method(machine, name, arguments, at)
    return _pool_method(machine, owner, name, arguments, at)


def _passed(machine: Machine, path: str, arguments: Arguments, at: Location) -> Thing:
    if not arguments.positional:
        return List([], machine.clock) if path != "builtins.str" else Literal("", at)
    thing = arguments.positional[0]
    if path == "dataclasses.asdict" and isinstance(thing, Instance):
        return Map(dict(thing.attributes), machine.clock, at=at)
    reading = path.endswith(("loads", "load"))
    if reading and isinstance(thing, Operation) and thing.name == "json":
        return thing.arguments[0]
    if path in ("builtins.list", "builtins.tuple", "builtins.sorted", "builtins.set"):
        items, certain = elements(machine, thing, at)
        return List(items, machine.clock, not certain, at)
    if path == "builtins.int" and isinstance(thing, Literal):
        text = str(thing.value).strip()
        return Literal(int(text), at) if _INTEGER.fullmatch(text) else Unknown("a number", at)
    if path == "builtins.bool":
        return Unknown("a truth value", at)
    if path == "pathlib.Path" and len(arguments.positional) > 1:
        return concat([value_of(part) for part in arguments.positional], at)
    return thing


def _environment_method(
    machine: Machine, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    if name in ("get", "setdefault", "pop") and arguments.positional:
        default = arguments.get(1, "default")
        return environment_value(machine, arguments.positional[0], default, at, required=False)
    if name in ("copy", "items", "keys", "values"):
        receiver = as_record(machine)
        return call_method(machine, receiver, name, arguments, at)
    if name == "__getitem__" and arguments.positional:
        return environment_value(machine, arguments.positional[0], None, at, required=True)
    if name == "update":
        set_variables(machine, arguments, at)
        return Literal(None, at)
    return None


def _pool_method(
    machine: Machine, owner: str, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    """Executors, threads and event loops: the function that they are given is called."""
    given = arguments.positional
    executor = "Executor()" in owner or owner.endswith("Pool()") or "multiprocessing" in owner
    if executor and name in ("submit", "apply_async", "apply") and given:
        rest = Arguments(list(given[1:]), arguments.keywords)
        return Foreign("concurrent.futures.Future()", leaves([machine.call(given[0], rest, at)]))
    if executor and name in ("map", "imap", "imap_unordered", "starmap") and len(given) > 1:
        return map_over(machine, arguments, at)
    if name == "run_in_executor" and len(given) > 1:
        return machine.call(given[1], Arguments(list(given[2:])), at)
    return None


def _getenv(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    name = arguments.get(0, "key") or Unknown("no name")
    return environment_value(machine, name, arguments.get(1, "default"), at, required=False)


def _partial(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    if not arguments.positional:
        return Unknown("a partial call of nothing", at)
    function, *rest = arguments.positional
    return Partial(function, tuple(rest), tuple(arguments.keywords.items()))


def _gather(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return List(list(arguments.positional), machine.clock, arguments.open_positional, at)


def _thread(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    target = arguments.get(1, "target")
    if target is not None:
        given = arguments.get(3, "args")
        items, certain = elements(machine, given, at) if given is not None else ([], True)
        kwargs = arguments.get(4, "kwargs")
        keywords = dict(kwargs.entries) if isinstance(kwargs, Map) else {}
        maybe(machine, target, Arguments(items, keywords, open_positional=not certain), at)
    return Foreign("threading.Thread()")


def _to_thread(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    if not arguments.positional:
        return Unknown("a call of nothing", at)
    function, *rest = arguments.positional
    return machine.call(function, Arguments(rest, arguments.keywords), at)


def _second(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    given = arguments.positional
    return given[1] if len(given) > 1 else Unknown("a cast", at)


def _join_path(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    parts = [value_of(thing) for thing in arguments.positional]
    joined = [p for part in parts for p in (Literal("/"), part)][1:]
    return concat(joined, at)


def _defaultdict(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return Map({}, machine.clock, open=True, at=at)


_KNOWN: dict[str, Known] = {
    "os.getenv": _getenv,
    "builtins.dict": new_dict,
    "functools.partial": _partial,
    "builtins.super": super_of,
    "builtins.getattr": get_attribute,
    "builtins.setattr": set_named_attribute,
    "builtins.next": next_of,
    "builtins.enumerate": enumerated,
    "builtins.zip": zipped,
    "builtins.map": map_over,
    "builtins.filter": _second,
    "asyncio.gather": _gather,
    "threading.Thread": _thread,
    "multiprocessing.Process": _thread,
    "asyncio.to_thread": _to_thread,
    "typing.cast": _second,
    "importlib.import_module": import_module,
    "os.path.join": _join_path,
    "collections.defaultdict": _defaultdict,
    "collections.OrderedDict": new_dict,
    "collections.deque": new_deque,
    "collections.namedtuple": new_named_tuple,
    "typing.NamedTuple": new_named_tuple,
    "types.SimpleNamespace": new_namespace,
    "threading.local": new_thread_local,
    "contextvars.ContextVar": new_context_variable,
    "object().__new__": object_new,
    "builtins.object.__new__": object_new,
    "builtins.type().__call__": type_call,
}
