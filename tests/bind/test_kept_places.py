"""Where clients may be kept: places that the next invocation finds as this one left them."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import behaviour_of, written

HEAD = """
import boto3, threading, functools
from contextvars import ContextVar
"""

KEPT = {
    "an attribute of the thread, read by getattr": """
        _l = threading.local()
        def get():
            if getattr(_l, "c", None) is None:
                _l.c = boto3.client("sqs")
            return _l.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of the thread, looked for by hasattr": """
        _l = threading.local()
        def get():
            if not hasattr(_l, "c"):
                _l.c = boto3.client("sqs")
            return _l.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an early return of an attribute of the thread": """
        _l = threading.local()
        def get():
            if hasattr(_l, "c"):
                return _l.c
            _l.c = boto3.client("sqs")
            return _l.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "getattr into a local": """
        _l = threading.local()
        def get():
            client = getattr(_l, "c", None)
            if client is None:
                client = _l.c = boto3.client("sqs")
            return client
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "getattr or": """
        _l = threading.local()
        def get():
            _l.c = getattr(_l, "c", None) or boto3.client("sqs")
            return _l.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of the thread, tried": """
        _l = threading.local()
        def get():
            try:
                return _l.c
            except AttributeError:
                _l.c = boto3.client("sqs")
                return _l.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of a function, looked for by hasattr": """
        def get():
            if not hasattr(get, "c"):
                get.c = boto3.client("sqs")
            return get.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of a function, read by getattr": """
        def get():
            if getattr(get, "c", None) is None:
                get.c = boto3.client("sqs")
            return get.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of a function, None at first": """
        def get():
            if get.c is None:
                get.c = boto3.client("sqs")
            return get.c
        get.c = None
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of a function, set by setattr": """
        def get():
            if not hasattr(get, "c"):
                setattr(get, "c", boto3.client("sqs"))
            return get.c
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an attribute of a kept object": """
        class A:
            def get(self):
                if not hasattr(self, "_c"):
                    self._c = boto3.client("sqs")
                return self._c
        a = A()
        def handler(event, context): a.get().send_message(QueueUrl="x")
        """,
    "a dict as default argument": """
        def get(name, _cache={}):
            if name not in _cache:
                _cache[name] = boto3.client(name)
            return _cache[name]
        def handler(event, context): get("sqs").send_message(QueueUrl="x")
        """,
    "a dict as default argument, read by get": """
        def get(name, _cache={}):
            client = _cache.get(name)
            if client is None:
                client = _cache[name] = boto3.client(name)
            return client
        def handler(event, context): get("sqs").send_message(QueueUrl="x")
        """,
    "a list as default argument": """
        def get(_kept=[]):
            if not _kept:
                _kept.append(boto3.client("sqs"))
            return _kept[0]
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "a closure of a decorator": """
        def keep(f):
            cache = {}
            def inner(*args):
                if args not in cache:
                    cache[args] = f(*args)
                return cache[args]
            return inner
        @keep
        def client(name):
            return boto3.client(name)
        def handler(event, context): client("sqs").send_message(QueueUrl="x")
        """,
    "a closure of a decorator, tried": """
        def keep(f):
            cache = {}
            def inner(*args):
                try:
                    return cache[args]
                except KeyError:
                    cache[args] = result = f(*args)
                    return result
            return inner
        @keep
        def client(name):
            return boto3.client(name)
        def handler(event, context): client("sqs").send_message(QueueUrl="x")
        """,
    "a nonlocal of a decorator": """
        def keep(f):
            value = None
            def inner():
                nonlocal value
                if value is None:
                    value = f()
                return value
            return inner
        @keep
        def client():
            return boto3.client("sqs")
        def handler(event, context): client().send_message(QueueUrl="x")
        """,
    "an object of a decorator that is a class": """
        class keep:
            def __init__(self, f):
                self.f = f
                self.cache = {}
            def __call__(self, *args):
                if args not in self.cache:
                    self.cache[args] = self.f(*args)
                return self.cache[args]
        @keep
        def client(name):
            return boto3.client(name)
        def handler(event, context): client("sqs").send_message(QueueUrl="x")
        """,
    "a dict of a closure": """
        def make():
            box = {"c": None}
            def get():
                if box["c"] is None:
                    box["c"] = boto3.client("sqs")
                return box["c"]
            return get
        get = make()
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "a context variable": """
        _c = ContextVar("c", default=None)
        def get():
            if _c.get() is None:
                _c.set(boto3.client("sqs"))
            return _c.get()
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "a context variable, read into a local": """
        _c = ContextVar("c", default=None)
        def get():
            client = _c.get()
            if client is None:
                client = boto3.client("sqs")
                _c.set(client)
            return client
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "a context variable, tried": """
        _c = ContextVar("c")
        def get():
            try:
                return _c.get()
            except LookupError:
                client = boto3.client("sqs")
                _c.set(client)
                return client
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "an early return of a context variable": """
        _c = ContextVar("c")
        def get():
            if (client := _c.get(None)) is not None:
                return client
            client = boto3.client("sqs")
            _c.set(client)
            return client
        def handler(event, context): get().send_message(QueueUrl="x")
        """,
    "setdefault where a dict has no key": """
        _k = {}
        def get(n):
            return _k[n] if n in _k else _k.setdefault(n, boto3.client(n))
        def handler(event, context): get("sqs").send_message(QueueUrl="x")
        """,
    "get or setdefault": """
        _k = {}
        def get(n):
            return _k.get(n) or _k.setdefault(n, boto3.client(n))
        def handler(event, context): get("sqs").send_message(QueueUrl="x")
        """,
    "an item that is an empty dict at first": """
        _kept = {"sqs": {}}
        def handler(event, context):
            entry = _kept["sqs"]
            if not entry:
                entry = _kept["sqs"] = {"client": boto3.client("sqs")}
            entry["client"].send_message(QueueUrl="x")
        """,
    "a dict that is an attribute of a closure": """
        def keep(f):
            def inner(name):
                if name not in inner.kept:
                    inner.kept[name] = f(name)
                return inner.kept[name]
            inner.kept = {}
            return inner
        @keep
        def client(name):
            return boto3.client(name)
        def handler(event, context):
            client("sqs").send_message(QueueUrl="x")
        """,
    "an item of a local name for a kept dict": """
        _kept = {}
        def handler(event, context):
            kept = _kept
            if "sqs" not in kept:
                kept["sqs"] = boto3.client("sqs")
            kept["sqs"].send_message(QueueUrl="x")
        """,
    "a closure in a module that is loaded late": """
        def handler(event, context):
            import late
            late.client("sqs").send_message(QueueUrl="x")
        """,
}

LATE = """
import boto3
def keep(f):
    cache = {}
    def inner(name):
        if name not in cache:
            cache[name] = f(name)
        return cache[name]
    return inner
@keep
def client(name):
    return boto3.client(name)
"""

NOT_KEPT = {
    "an attribute of an object of the handler": """
        class A: pass
        def handler(event, context):
            a = A()
            if not hasattr(a, "c"):
                a.c = boto3.client("sqs")
            a.c.send_message(QueueUrl="x")
        """,
    "an attribute of a local of the handler": """
        def handler(event, context):
            a = threading.local()
            if not hasattr(a, "c"):
                a.c = boto3.client("sqs")
            a.c.send_message(QueueUrl="x")
        """,
    "a dict that the handler gives": """
        def get(name, cache):
            if name not in cache:
                cache[name] = boto3.client(name)
            return cache[name]
        def handler(event, context):
            get("sqs", {}).send_message(QueueUrl="x")
        """,
    "a dict of the handler, filled by a function in it": """
        def handler(event, context):
            cache = {}
            def get(name):
                if name not in cache:
                    cache[name] = boto3.client(name)
                return cache[name]
            get("sqs").send_message(QueueUrl="x")
        """,
    "a nonlocal of the handler": """
        def handler(event, context):
            value = None
            def inner():
                nonlocal value
                if value is None:
                    value = boto3.client("sqs")
                return value
            inner().send_message(QueueUrl="x")
        """,
    "setdefault by itself": """
        _k = {}
        def get(n):
            return _k.setdefault(n, boto3.client(n))
        def handler(event, context): get("sqs").send_message(QueueUrl="x")
        """,
    "a value in a cache that is no place of the process": """
        import redis
        remote = redis.Redis()
        def handler(event, context):
            value = remote.get("k")
            if value is None:
                boto3.client("sqs").send_message(QueueUrl="x")
                remote.set("k", value)
        """,
}


def moments_and_calls(source: str) -> tuple[set[str], list[str]]:
    """When boto3 clients are built, and which calls are made."""
    seen = behaviour_of(HEAD + textwrap.dedent(source), late=LATE)
    built = {m.moment.value for m in seen.constructions if m.what.startswith("boto3.client")}
    return built, [written(call) for call in seen.calls]


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str) -> None:
    assert moments_and_calls(KEPT[name]) == ({"once"}, ["sqs.SendMessage QueueUrl=x"])


@pytest.mark.parametrize("name", NOT_KEPT)
def test_not_kept(name: str) -> None:
    assert moments_and_calls(NOT_KEPT[name]) == ({"invocation"}, ["sqs.SendMessage QueueUrl=x"])
