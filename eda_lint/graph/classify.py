"""Which functions handle money, and which ones the business cannot do without."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.graph.effects import Effect, effects
from eda_lint.graph.event_graph import EventGraph, is_live
from eda_lint.graph.naming import own_name, tokens
from eda_lint.model import (
    EdgeKind,
    Function,
    Handler,
    PaymentCall,
    Route,
)
from eda_lint.value import text_of

FINANCIAL_WORDS = (
    "pay", "payment", "charge", "refund", "payout", "transfer", "invoice", "billing", "bill",
    "checkout", "ledger", "settle", "settlement", "capture", "wallet", "order", "debit", "credit",
    "withdrawal", "deposit",
)  # fmt: skip
CRITICAL_WORDS = (
    "auth", "authorizer", "login", "signin", "token", "session", "checkout", "payment",
)  # fmt: skip
_SMALLEST_STACK_WITH_A_PREFIX = 4
_WITHOUT_MONEY = {
    "capture": frozenset({
        "audio", "cdc", "change", "changes", "data", "event", "events", "image", "images", "log",
        "logs", "packet", "packets", "photo", "photos", "screen", "screenshot", "traffic", "video",
    }),
    "charge": frozenset({"battery", "ev", "station", "vehicle"}),
    "order": frozenset({"sort", "sorting"}),
    "transfer": frozenset({
        "data", "document", "documents", "download", "family", "file", "files", "ftp", "ftps",
        "key", "keys", "object", "objects", "s3", "server", "sftp", "upload",
    }),
}  # fmt: skip
"""Words of several meanings, and what beside them tells another: AWS Transfer moves files."""


@frozen
class Classification:
    """Why a function belongs to a class ("named so by configuration", "its name says payment")."""

    reason: str
    confidence: Confidence = Confidence.CERTAIN


class Classifier:
    """Answers for one graph; the words that most names of a deployment share do not count."""

    def __init__(self, graph: EventGraph) -> None:
        self._graph = graph
        self._shared = _shared_tokens(graph)
        words = graph.perspective.financial_words or FINANCIAL_WORDS
        self._financial_words = frozenset(_with_plurals(words))
        self._critical_words = frozenset(_with_plurals(CRITICAL_WORDS))

    def financial(self, function: Function) -> Classification | None:
        """Whether a function handles money. One without any effect never does."""
        done = tuple(effects(self._graph, function))
        if not done and isinstance(function.handler, Handler):
            return None
        if _matches(function, self._graph.perspective.financial):
            return Classification("named financial by configuration")
        paid = next((e for e in done if isinstance(e.call, PaymentCall)), None)
        if paid is not None:
            return Classification(f"it calls {paid}")
        for name, says in self._names(function, done):
            word = self._word_in(name, self._financial_words, function)
            if word:
                sure = isinstance(function.handler, Handler)
                return Classification(
                    f"{says} says {word!r}", Confidence.CERTAIN if sure else Confidence.LIKELY
                )
        return None

    def critical(self, function: Function) -> Classification | None:
        """Whether the business cannot do without a function: money, authorizers, sign-in."""
        graph = self._graph
        routes = graph.carried(graph.incoming(function), Route)
        if any(route.authorizer for _, route in routes):
            return Classification("it authorizes an API")
        if _matches(function, graph.perspective.critical):
            return Classification("named critical by configuration")
        money = self.financial(function)
        if money is not None:
            return money
        read = isinstance(function.handler, Handler)
        if read and not any(effects(graph, function)):
            return None
        for name, says in _own_names(function):
            word = self._word_in(name, self._critical_words, function)
            if word:
                return Classification(
                    f"{says} says {word!r}", Confidence.CERTAIN if read else Confidence.LIKELY
                )
        return None

    def _word_in(self, name: str, words: frozenset[str], function: Function) -> str:
        shared = self._shared.get(self._graph.deployment(function), frozenset())
        found = tokens(name)
        if not self._graph.perspective.financial_words:
            shared |= frozenset(_of_other_meaning(found))
        return next((t for t in found if t in words and t not in shared), "")

    def _names(self, function: Function, done: tuple[Effect, ...]) -> Iterator[tuple[str, str]]:
        yield from _own_names(function)
        for edge in self._graph.incoming(function, EdgeKind.TRIGGER):
            if not is_live(edge):
                continue
            if isinstance(edge.carrier, Route):
                yield edge.carrier.path, f"its route {edge.carrier.path}"
            else:
                source = self._graph.source(edge)
                yield own_name(source.name), f"its source {source}"
        for effect in done:
            if effect.target is not None:
                yield own_name(effect.target.name), f"what it changes, {effect.target},"


def _of_other_meaning(found: Sequence[str]) -> Iterator[str]:
    for word, others in _WITHOUT_MONEY.items():
        if not others.isdisjoint(found):
            yield from _with_plurals((word,))


def _own_names(function: Function) -> Iterator[tuple[str, str]]:
    yield own_name(function.name), "its name"
    if isinstance(function.handler, Handler):
        stem = function.handler.at.path.rpartition("/")[2].partition(".")[0]
        yield stem, f"its handler's file {stem}"
        yield function.handler.symbol, "its handler's name"


def _with_plurals(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word.lower()
        yield f"{word.lower()}s"


def _matches(function: Function, globs: tuple[str, ...]) -> bool:
    names = {function.name, own_name(function.name), text_of(function.physical_name) or ""} - {""}
    return any(fnmatchcase(name, glob) for name in names for glob in globs)


def _shared_tokens(graph: EventGraph) -> dict[str, frozenset[str]]:
    """By deployment, the words that more than half of its resources' names have."""
    names: dict[str, list[set[str]]] = defaultdict(list)
    for node in graph.nodes.values():
        if not node.external:
            names[graph.deployment(node)].append(set(tokens(own_name(node.name))))
    shared: dict[str, frozenset[str]] = {}
    for deployment, found in names.items():
        if len(found) >= _SMALLEST_STACK_WITH_A_PREFIX:
            counts = Counter(token for tokens_of_one in found for token in tokens_of_one)
            shared[deployment] = frozenset(t for t, n in counts.items() if 2 * n > len(found))
    return shared
