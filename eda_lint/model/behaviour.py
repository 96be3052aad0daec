"""What a function's code does, as the evaluator read it from the bound handler."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import EventData, Unknown, Value

NOT_FOLLOWED = Unknown("an answer that was not followed")


class Moment(Enum):
    """When something in the code happens.

    LOAD: when the module loads (a cold start). ONCE: in the handler's reach, but kept for the
    process (memoised). INVOCATION: again on every invocation.
    """

    LOAD = "load"
    ONCE = "once"
    INVOCATION = "invocation"


@frozen
class Step:
    """One call on the way from the handler to an effect: where, and what was called."""

    at: Location
    called: str


class GuardKind(Enum):
    """What keeps an effect from happening twice."""

    IDEMPOTENCY_UTILITY = "idempotency utility"
    CONDITIONAL_WRITE = "conditional write"
    IDEMPOTENCY_KEY = "idempotency key"
    CLIENT_TOKEN = "client request token"
    DEDUPLICATION = "deduplication id"


@frozen
class Guard:
    """An idempotency guard that an effect has certainly passed. `key` is what it compares."""

    kind: GuardKind
    at: Location
    key: Value


@frozen
class SdkCall:
    """A call of an AWS API, whichever language and client style made it.

    `service` is boto3's service name ("sqs"), `operation` the API's ("SendMessage") or a transfer
    method's own ("upload_file"), `arguments` a Record by the API's member names. `path` leads from
    the handler to the call, outermost first. `conditions` is the data of the event that decides
    whether the call is made at all. `reads` are the members of its answer that the code reads,
    none where it is discarded; Unknown where the answer goes on to what is not followed. `adrift`
    is the call whose promise certainly nobody awaits, this one or one of an own function on the way
    to it.
    """

    service: str
    operation: str
    arguments: Value
    at: Location
    moment: Moment
    path: tuple[Step, ...] = ()
    guards: tuple[Guard, ...] = ()
    in_loop: bool = False
    confidence: Confidence = Confidence.CERTAIN
    conditions: tuple[EventData, ...] = ()
    reads: frozenset[str] | Unknown = NOT_FOLLOWED
    adrift: Location | None = None

    @property
    def awaited(self) -> bool:
        """Whether somebody may wait for the call; always so where calls make no promises."""
        return self.adrift is None


@frozen
class HttpCall:
    """An HTTP request by a library; `method` in upper case, "" where it is not known."""

    library: str
    method: str
    url: Value
    at: Location
    moment: Moment
    path: tuple[Step, ...] = ()
    guards: tuple[Guard, ...] = ()
    in_loop: bool = False


@frozen
class PaymentCall:
    """A call of a payment provider's SDK that moves money (`stripe.PaymentIntent.create`)."""

    provider: str
    operation: str
    at: Location
    moment: Moment
    path: tuple[Step, ...] = ()
    guards: tuple[Guard, ...] = ()
    in_loop: bool = False


CodeCall: TypeAlias = SdkCall | HttpCall | PaymentCall


@frozen
class Construction:
    """A client, resource, session, connection or pool that the code builds.

    `what` is its text ("boto3.client('sqs')"). `per_request`: its arguments depend on the event,
    the context or assumed credentials, so it cannot be built once. `constant`: its arguments are
    constants and module-level names, so it may be moved to module level.
    """

    what: str
    at: Location
    moment: Moment
    per_request: bool
    constant: bool
    path: tuple[Step, ...] = ()


@frozen
class RecordLoop:
    """A loop over the event's records in which a failure goes unseen.

    `swallowed` are the error handlers around the work on a record that only log, so that a record
    that failed counts as done. `path` leads to the loop.
    """

    at: Location
    swallowed: tuple[Location, ...]
    path: tuple[Step, ...] = ()


@frozen
class Polling:
    """A loop that sleeps and asks an AWS API how far something is.

    `rounds` is how often it goes round at most: None where only what it waits for ends it.
    """

    at: Location
    slept: Location
    asked: SdkCall
    rounds: int | Unknown | None
    path: tuple[Step, ...] = ()


@frozen
class UnregisteredIdempotency:
    """A function that Powertools' `idempotent_function` wraps, reached without Lambda's context.

    Nothing called `register_lambda_context` on its config. `at` is the decorator.
    """

    at: Location
    function: str
    path: tuple[Step, ...] = ()


@frozen
class EnvironmentRead:
    """A read of an environment variable; `required` when it fails without one."""

    name: str
    required: bool
    at: Location


@frozen
class Unfollowed:
    """A call that the evaluator could not follow, and why."""

    what: str
    why: str
    at: Location


@frozen
class Behaviour:
    """All that a handler reaches, calls in the order of evaluation.

    `utilities` are the names of the Powertools decorators and middlewares around the handler.
    `answers_batch_failures`: whether it returns `batchItemFailures`, Unknown where its answer
    could not be followed. `durable` marks the handler of a durable execution.
    """

    calls: tuple[CodeCall, ...] = ()
    constructions: tuple[Construction, ...] = ()
    environment_reads: tuple[EnvironmentRead, ...] = ()
    utilities: frozenset[str] = frozenset()
    answers_batch_failures: bool | Unknown = False
    record_loops: tuple[RecordLoop, ...] = ()
    pollings: tuple[Polling, ...] = ()
    unregistered: tuple[UnregisteredIdempotency, ...] = ()
    durable: bool = False
    unfollowed: tuple[Unfollowed, ...] = ()


@frozen
class Handler:
    """The function in the code that Lambda calls. `symbol` is its name in the file `at` names.

    `how` says what was guessed to find it, "" where its template leads to it.
    """

    symbol: str
    language: str
    at: Location
    behaviour: Behaviour
    confidence: Confidence = Confidence.CERTAIN
    how: str = ""


@frozen
class MissingHandler(Unknown):
    """The code is there, and the handler is not in it; `why` says what is not there.

    `in_file`: the file is there, and no such name in it.
    """

    in_file: bool = False
