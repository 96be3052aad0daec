"""Which configurations of Powertools' idempotency know Lambda's context."""

from __future__ import annotations

from eda_lint.bind.evaluate.things import Arguments, Foreign, Registry, Thing
from eda_lint.model import UnregisteredIdempotency
from eda_lint.value import Literal

REGISTERING = frozenset({"register_lambda_context", "registerLambdaContext"})
_POWERTOOLS = "aws_lambda_powertools"
_CONFIG = "IdempotencyConfig()"


class Contexts:
    """The idempotent functions that were reached, and the configs that were given the context.

    Each config is known by the registry that its construction made.
    """

    def __init__(self) -> None:
        self._registered: list[Registry] = []
        self._reached: dict[UnregisteredIdempotency, Registry | None] = {}
        self._unknown = False

    def register(self, config: Thing | None) -> None:
        """`config.register_lambda_context(context)`; one that is not known may be any."""
        if isinstance(config, Foreign) and config.registry is not None:
            self._registered.append(config.registry)
        elif config is not None:
            self._unknown = True

    def hand_over(self, callee: Thing, arguments: Arguments) -> None:
        """Code that is not followed may give the context to a config that it is given."""
        if isinstance(callee, Foreign) and callee.root == _POWERTOOLS:
            return
        for thing in arguments.all():
            if isinstance(thing, Foreign) and thing.path.endswith(_CONFIG):
                self.register(thing)

    def reach(self, function: UnregisteredIdempotency, config: Thing | None) -> None:
        """An idempotent function is called; of a config that is not known, nothing is said."""
        match config:
            case None | Literal(value=None):
                self._reached.setdefault(function)
            case Foreign(registry=Registry() as registry) if config.path.endswith(_CONFIG):
                self._reached.setdefault(function, registry)

    @property
    def unregistered(self) -> tuple[UnregisteredIdempotency, ...]:
        """The functions whose config never was given the context, each once."""
        if self._unknown:
            return ()
        by_place = {
            function.at: function
            for function, registry in reversed(self._reached.items())
            if registry is None or not any(registry is known for known in self._registered)
        }
        return tuple(reversed(by_place.values()))
