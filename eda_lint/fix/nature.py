"""What kind of thing a construction makes: how it may be shared, and what it is called."""

from __future__ import annotations

import ast
import re
from enum import IntEnum

import libcst as cst

from eda_lint.fix.constant import SESSIONS
from eda_lint.fix.tree import Tree

_CLIENTS = frozenset({"boto3.client", "boto3.Session.client"})
_SAFE_IN_ONE_THREAD = frozenset(
    {
        "boto3.resource",
        "boto3.Session",
        "boto3.session.Session",
        "boto3.Session.resource",
    }
)
_OF_A_LOOP = frozenset({"aiohttp", "aiomysql", "aiopg", "aioredis", "databases", "motor"})
_CLOSING = frozenset(
    {"close", "aclose", "disconnect", "dispose", "quit", "shutdown", "terminate", "events"}
)
_OWNERS = frozenset(
    {"closing", "aclosing", "enter_context", "enter_async_context", "push", "setattr", "delattr"}
)
_UNSETTLING = frozenset({"setup_default_session", "load_dotenv", "putenv", "unsetenv"})
_CHANGES = frozenset({"update", "pop", "setdefault", "clear", "popitem"})
_PARALLEL = frozenset({"threading", "concurrent", "multiprocessing"})
_NAMES = {"connect": "connection", "create_engine": "engine", "get_session": "session"}


class Sharing(IntEnum):
    """Whether one object may serve all invocations."""

    NEVER = 0
    PERHAPS = 1
    ALWAYS = 2


def sharing(path: str, *, in_coroutine: bool, parallel: bool) -> Sharing:
    """How far what `path` makes may be shared."""
    root = path.partition(".")[0]
    if path in _CLIENTS:
        return Sharing.ALWAYS
    if path in _SAFE_IN_ONE_THREAD:
        return Sharing.PERHAPS if parallel else Sharing.ALWAYS
    if root in ("aioboto3", "aiobotocore"):
        # A session belongs to no event loop; clients come from it by `async with` alone.
        return Sharing.PERHAPS if path.endswith(("Session", "get_session")) else Sharing.NEVER
    if in_coroutine or root in _OF_A_LOOP or "async" in path.lower():
        return Sharing.NEVER
    # Connections go stale and keep their transactions, HTTP sessions keep their cookies.
    return Sharing.PERHAPS


def is_parallel(tree: Tree) -> bool:
    """Whether a file starts threads or processes: sessions and resources are not for several."""
    return any(name.value in _PARALLEL for name in tree.names)


def is_unsettled(tree: Tree, before: int) -> bool:
    """Whether the environment or boto3's default session changes after the module's first part.

    `before` counts the statements that come before the place of a construction.
    """
    return any(
        _unsettles(tree, node)
        for statement in tree.module.body[before:]
        for kind in (cst.Name, cst.Attribute, cst.Subscript)
        for node in tree.all(kind, statement)
    )


def _unsettles(tree: Tree, node: cst.CSTNode) -> bool:
    match node:
        case cst.Name(value=word) if word in _UNSETTLING or word == "DEFAULT_SESSION":
            return True
        case cst.Attribute(attr=cst.Name(value=word)) if word in _CHANGES:
            return _is_environ(node.value)
        case cst.Subscript():
            return tree.is_changed(node) and _is_environ(node.value)
        case _:
            return False


def _is_environ(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Name(value=word) | cst.Attribute(attr=cst.Name(value=word)):
            return word == "environ"
        case _:
            return False


def is_misused(tree: Tree, node: cst.CSTNode) -> bool:
    """Whether an object is closed, entered or changed where it stands, so that it is not shared."""
    parent = tree.parent(node)
    match parent:
        case cst.Attribute() if parent.value is node:
            word = parent.attr.value
            if word == "meta":
                around = tree.parent(parent)
                return not (isinstance(around, cst.Attribute) and around.attr.value != "events")
            return word in _CLOSING or word.startswith("_") or tree.is_changed(parent)
        case cst.WithItem() | cst.Await():
            return True
        case cst.Arg():
            call = tree.parent(parent)
            callee = call.func if isinstance(call, cst.Call) else None
            match callee:
                case cst.Name(value=word) | cst.Attribute(attr=cst.Name(value=word)):
                    return word in _OWNERS
        case _:
            pass
    return False


def is_conditional(tree: Tree, node: cst.CSTNode, function: cst.FunctionDef) -> bool:
    """Whether a function may run without, or survive the failure of, an expression in it."""
    for parent, child in tree.around(node):
        if parent is function:
            return False
        match parent:
            case cst.If() | cst.IfExp() | cst.While():
                conditional = child is not parent.test
            case cst.For() | cst.CompFor():
                conditional = child is not parent.iter
            case cst.BaseComp():
                conditional = child is not parent.for_in
            case cst.With():
                conditional = child is parent.body
            case cst.Match():
                conditional = child is not parent.subject
            case cst.BooleanOperation():
                conditional = child is not parent.left
            case _:
                conditional = isinstance(parent, cst.Try | cst.TryStar | cst.Lambda)
        if conditional:
            return True
    return False


def spoken_name(call: cst.Call, path: str) -> str:
    """A name for what a call makes: `sqs_client`, `dynamodb_resource`, `connection`."""
    made = path.rpartition(".")[2]
    if path in SESSIONS:
        return "boto3_session"
    if made in ("client", "resource"):
        service = _words(_first_text(call))
        return f"{service}_{made}" if service else f"aws_{made}"
    if path.startswith(("requests.", "aiohttp.")):
        return "http_session"
    return _NAMES.get(made) or _words(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", made)) or "client"


def _first_text(call: cst.Call) -> str:
    """A call's service: its first argument, or the one of that name, if it is plain text."""
    for argument in call.args:
        named = argument.keyword is not None and argument.keyword.value == "service_name"
        if isinstance(argument.value, cst.SimpleString) and (argument.keyword is None or named):
            value = ast.literal_eval(argument.value.value)
            return value if isinstance(value, str) else ""
    return ""


def _words(text: str) -> str:
    name = re.sub(r"\W+", "_", text.lower()).strip("_")
    return name if name.isascii() and name.isidentifier() else ""
