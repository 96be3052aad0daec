"""Ways out of a block: what ends it, and `break` out of what is no loop."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.parse.code import If, Jump, Raise, Return, Statement, Try

MOST_COPIES = 6
"""How often what follows a branch is copied into it; beyond that a `break` is passed over."""

Body = tuple[Statement, ...]


def ends(body: Body) -> bool:
    """Whether nothing behind these statements is reached."""
    match body:
        case (*_, Jump() | Return() | Raise()):
            return True
        case (*_, If(body=inner, otherwise=otherwise)):
            return bool(otherwise) and ends(inner) and ends(otherwise)
        case (*_, Try(body=inner, handlers=handlers, final=final)):
            return ends(final) or (ends(inner) and all(ends(h.body) for h in handlers))
        case _:
            return False


def without_breaks(body: Body, copies: int = 0) -> Body:
    """The statements of a `switch` or a labelled block: what `break` leaves out is not there.

    The common form knows `break` in loops alone. So what follows a branch that may break is moved
    into the branches that go on.
    """
    if not _breaks(body):
        return body
    for index, statement in enumerate(body):
        before, rest = body[:index], body[index + 1 :]
        match statement:
            case Jump(what="break"):
                return before
            case If() if _breaks((statement,)):
                if copies >= MOST_COPIES:
                    rest_inside: Body = ()
                else:
                    rest_inside, rest = rest, ()
                ways = (
                    without_breaks(way if ends(way) else (*way, *rest_inside), copies + 1)
                    for way in (statement.body, statement.otherwise)
                )
                inner, otherwise = ways
                branch = replace(statement, body=inner, otherwise=otherwise)
                return (*before, branch, *without_breaks(rest, copies))
            case Try() if _breaks((statement,)):
                handlers = (
                    replace(handler, body=without_breaks(handler.body, copies))
                    for handler in statement.handlers
                )
                attempt = replace(
                    statement,
                    body=without_breaks(statement.body, copies),
                    handlers=tuple(handlers),
                    final=without_breaks(statement.final, copies),
                )
                return (*before, attempt, *without_breaks(rest, copies))
            case _:
                continue
    return body


def _breaks(body: Body) -> bool:
    """Whether a `break` in here leaves the block, and no loop inside it."""
    waiting = list(body)
    while waiting:
        match waiting.pop():
            case Jump(what="break"):
                return True
            case If(body=inner, otherwise=otherwise):
                waiting.extend((*inner, *otherwise))
            case Try() as attempt:
                waiting.extend((*attempt.body, *attempt.final))
                waiting.extend(s for handler in attempt.handlers for s in handler.body)
            case _:
                continue
    return False
