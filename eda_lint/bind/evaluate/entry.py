"""From an entry point to its behaviour: load its module, then call the handler once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.answers import answers_batch_failures
from eda_lint.bind.evaluate.calls import call
from eda_lint.bind.evaluate.decorators import DURABLE
from eda_lint.bind.evaluate.ecmascript.middleware import BATCH_UTILITY
from eda_lint.bind.evaluate.ecmascript.modules import member_of
from eda_lint.bind.evaluate.ecmascript.wrappers import CALLBACK
from eda_lint.bind.evaluate.expressions import EVALUATIONS
from eda_lint.bind.evaluate.machine import (
    DEEPEST,
    MOST_STEPS,
    Context,
    Frame,
    Handles,
    Machine,
    Settings,
)
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.memo import filled_after
from eda_lint.bind.evaluate.modules import entry_module
from eda_lint.bind.evaluate.readings import WATCHED, let_go
from eda_lint.bind.evaluate.statements import EXECUTIONS
from eda_lint.bind.evaluate.things import (
    Arguments,
    Decoration,
    Foreign,
    Module,
    Registry,
    Scope,
    Thing,
)
from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Behaviour, Handler, Moment, SdkCall
from eda_lint.parse.code import CodeFacts, Expression, Language, Statement
from eda_lint.value import CONTEXT, EventData, Unknown, Value


@frozen
class EntryPoint:
    """Where a function's code begins: a name of a file, and the folders that imports search.

    `function` is the id of the node whose code this is. `fillings` are the values that a template
    puts into inline code where its text has the words `filling(0)`, `filling(1)` ...
    """

    function: str
    file: CodeFacts
    symbol: str
    roots: tuple[str, ...]
    at: Location
    fillings: tuple[Value, ...] = ()


class Interpreter(Machine):
    """The verbs of a machine."""

    def evaluate(self, expression: Expression, *, watched: bool = False) -> Thing:
        """What an expression is."""
        if self.depth >= DEEPEST:
            return self.unfollowed("an expression", "nested too deeply", expression.at)
        self.depth += 1
        try:
            thing = EVALUATIONS[type(expression)](self, expression)
        finally:
            self.depth -= 1
        return thing if watched else self._unwatched(thing)

    def _unwatched(self, thing: Thing) -> Thing:
        if not isinstance(thing, WATCHED):
            return thing
        return let_go(self.readings, thing, told=self.context.telling)

    def execute(self, body: Sequence[Statement]) -> None:
        """Walk statements until one leaves; what fills a kept place after a test of it is once."""
        if self.depth >= DEEPEST:
            if body:
                self.unfollowed("a block", "nested too deeply", body[0].at)
            return
        self.depth += 1
        before = self.context
        try:
            for index, statement in enumerate(body):
                if not self.live:
                    return
                self.steps += 1
                if self.steps > MOST_STEPS:
                    self.unfollowed("the rest of the code", "too many steps", statement.at)
                    return
                EXECUTIONS[type(statement)](self, statement)
                if self.live and filled_after(self, statement, body[index + 1 :]):
                    self._once()
        finally:
            self.context = before
            self.depth -= 1

    def _once(self) -> None:
        if self.context.moment is Moment.INVOCATION:
            self.context = replace(self.context, moment=Moment.ONCE)

    def call(
        self, callee: Thing, arguments: Arguments, at: Location, *, watched: bool = False
    ) -> Thing:
        """What calling something gives."""
        if self.depth >= DEEPEST:
            return self.unfollowed("a call", "nested too deeply", at)
        self.depth += 1
        try:
            thing = call(self, callee, arguments, at)
        finally:
            self.depth -= 1
        return thing if watched else self._unwatched(thing)


def read_behaviour(
    entry: EntryPoint, code: CodeBase, environment: Value, handles: Handles
) -> Behaviour:
    """What the code of an entry point does: at load, once, and on every invocation."""
    return read_handler(entry, code, environment, handles).behaviour


def read_handler(
    entry: EntryPoint, code: CodeBase, environment: Value, handles: Handles
) -> Handler:
    """The handler of an entry point with its behaviour."""
    if entry.file.path not in code.files:
        code = code.with_file(entry.file)
    given = Settings(code, entry.roots, environment, handles, entry.function, entry.fillings)
    machine = Interpreter(given)
    handler, answer = _evaluate(machine, entry)
    function = undecorated(handler)
    decoration = function.decoration if function is not None else None
    unknown = decoration.unknown if decoration is not None else ("an unknown wrapper",)
    # Without an async handler, Lambda waits until nothing is left to do in JavaScript.
    waits = entry.file.language is not Language.PYTHON
    awaits = not waits or (function is not None and function.definition.asynchronous)
    complete = machine.journal.complete
    behaviour = Behaviour(
        calls=tuple(
            machine.readings.told_of(call, complete=complete, awaits=awaits)
            if isinstance(call, SdkCall)
            else call
            for call in machine.journal.calls
        ),
        constructions=machine.journal.constructions,
        environment_reads=machine.journal.environment_reads,
        utilities=decoration.utilities if decoration is not None else frozenset(),
        answers_batch_failures=_answers_batch(answer, decoration, unknown),
        record_loops=machine.journal.record_loops,
        pollings=machine.journal.pollings,
        unregistered=machine.journal.contexts.unregistered if complete else (),
        durable=DURABLE in decoration.utilities if decoration is not None else False,
        unfollowed=machine.journal.all_unfollowed,
    )
    return Handler(
        symbol=entry.symbol,
        language=entry.file.language.value,
        at=entry.at,
        behaviour=behaviour,
        confidence=Confidence.LIKELY if unknown else Confidence.CERTAIN,
    )


def _answers_batch(
    answer: Thing, decoration: Decoration | None, unknown: tuple[str, ...]
) -> bool | Unknown:
    if decoration is not None and BATCH_UTILITY in decoration.utilities:
        return True  # the middleware makes the answer of what the handler gives
    return answers_batch_failures(answer, unknown)


def _evaluate(machine: Interpreter, entry: EntryPoint) -> tuple[Thing, Thing]:
    """The handler, and what one invocation answers."""
    handler: Thing = Unknown("not reached")
    try:
        module = entry_module(machine, entry.file, entry.roots)
        handler = _named(machine, module, entry)
        return handler, _invoke(machine, handler, module, entry)
    except RecursionError:
        # The depth is counted; only a caller that is deep itself leaves too little for it.
        return handler, machine.unfollowed(entry.symbol, "nested too deeply", entry.at)


def _named(machine: Interpreter, module: Module, entry: EntryPoint) -> Thing:
    if module.exports is None:
        return module.scope.names.get(entry.symbol, Unknown("no such name"))
    machine.frames.append(Frame(module.scope, module))
    try:
        found = member_of(machine, module, entry.symbol, entry.at)
    finally:
        machine.frames.pop()
    return found or Unknown("no such export")


def _invoke(machine: Interpreter, handler: Thing, module: Module, entry: EntryPoint) -> Thing:
    """One invocation, the module loaded."""
    function = undecorated(handler)
    at = function.definition.at if function is not None else entry.at
    event, context = EventData((), at), EventData((CONTEXT,), at)
    machine.context = Context(Moment.INVOCATION)
    machine.live, machine.guards = True, ()
    machine.called = machine.steps = 0  # loading has had a budget of its own
    machine.frames.append(Frame(Scope("function", module.scope, machine.clock), module))
    if module.exports is None:
        return machine.call(handler, Arguments([event, context]), at)
    answers = Registry()
    callback = Foreign(CALLBACK, registry=answers)
    answer = machine.call(handler, Arguments([event, context, callback]), at)
    return either((answer, *answers.callbacks)) if answers.callbacks else answer
