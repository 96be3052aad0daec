"""Wrappers of libraries around a handler that give it back as it is: tracing, errors, promises."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.decorators import DURABLE
from eda_lint.bind.evaluate.ecmascript.promises import RESOLVE
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import marked, undecorated
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.location import Location
from eda_lint.value import Literal

# Each calls what it is given with what it is given, and answers what that answers.
_TRANSPARENT = re.compile(
    r"""(?x)^(?:
      @sentry/(?:serverless|aws-serverless)(?:\.AWSLambda)?\.wrapHandler
    | datadog-lambda-js\.datadog
    | @lumigo/tracer(?:\(\))?\.trace | @lumigo/tracer\.initTracer\(\)\.trace
    | epsagon\.(?:lambdaWrapper|stepLambdaWrapper|nodeWrapper)
    | newrelic\.setLambdaHandler
    | @thundra/core\(\) | thundra\(\)
    | @baselime/lambda-node-opentelemetry\.wrap
    | aws-xray-sdk(?:-core)?\.captureAsyncFunc
    | globalThis\.awslambda\.streamifyResponse | lambda-stream\.streamifyResponse
    )$"""
)

_PROMISIFIED = frozenset({"util.promisify", "util.callbackify", "bluebird.promisify"})
_DURABLE = "withDurableExecution"
_METRIC_SCOPE = "aws-embedded-metrics.metricScope"


def call_wrapper(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """The function that a known wrapper is given; None for any other call."""
    if callee.path in (CALLBACK, RESOLVE) and callee.registry is not None:
        position = 1 if callee.path == CALLBACK else 0
        callee.registry.callbacks.extend(arguments.positional[position : position + 1])
        return Literal(None, at)
    if callee.path in _PROMISIFIED and arguments.positional:
        return arguments.positional[0]
    inner = next((t for t in arguments.positional if undecorated(t) is not None), None)
    if inner is None:
        return None
    if callee.name == _DURABLE:
        return marked(inner, utilities=frozenset({DURABLE}))
    if callee.path == _METRIC_SCOPE:  # metricScope(metrics => async event => ...)
        return machine.call(inner, Arguments([Foreign(f"{callee.root}.MetricsLogger()")]), at)
    return inner if _TRANSPARENT.match(callee.path) else None


CALLBACK = "lambda.callback"
"""The third argument of a handler: it answers by calling it."""
