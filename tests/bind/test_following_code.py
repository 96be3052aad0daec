"""How far code is followed: functions, modules, classes, callbacks, tasks, apps."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import behaviour_of, seen

SEND = """
import boto3
sqs = boto3.client("sqs")
def send(queue, *rest, **more):
    sqs.send_message(A=queue)
"""

FOLLOWED = {
    "positional argument": """
        def handler(event, context):
            send("x")
        """,
    "keyword argument": """
        def handler(event, context):
            send(queue="x")
        """,
    "default argument": """
        def f(q="x"):
            send(q)
        def handler(event, context):
            f()
        """,
    "keyword-only argument": """
        def f(*, q):
            send(q)
        def handler(event, context):
            f(q="x")
        """,
    "spread keywords": """
        def f(**kwargs):
            send(**kwargs)
        def handler(event, context):
            f(queue="x")
        """,
    "spread positionals": """
        def f(*args):
            send(*args)
        def handler(event, context):
            f("x")
        """,
    "returned value": """
        def f():
            return "x"
        def handler(event, context):
            send(f())
        """,
    "returned tuple": """
        def f():
            return 1, "x"
        def handler(event, context):
            _, q = f()
            send(q)
        """,
    "closure": """
        def make(q):
            def inner():
                send(q)
            return inner
        def handler(event, context):
            make("x")()
        """,
    "lambda": """
        def handler(event, context):
            (lambda q: send(q))("x")
        """,
    "partial": """
        from functools import partial
        f = partial(send, "x")
        def handler(event, context):
            f()
        """,
    "dictionary dispatch": """
        def f(e):
            send("x")
        ACTIONS = {"a": f}
        def handler(event, context):
            ACTIONS[event["kind"]](event)
        """,
    "dictionary dispatch with get": """
        def f(e):
            send("x")
        ACTIONS = {"a": f}
        def handler(event, context):
            action = ACTIONS.get(event["kind"])
            if action:
                action(event)
        """,
    "constructor and method": """
        class Service:
            def __init__(self, queue):
                self.queue = queue
            def run(self):
                send(self.queue)
        def handler(event, context):
            Service("x").run()
        """,
    "inherited method": """
        class Base:
            queue = "y"
            def run(self):
                send(self.queue)
        class Service(Base):
            queue = "x"
        def handler(event, context):
            Service().run()
        """,
    "super": """
        class Base:
            def __init__(self, queue):
                self.queue = queue
        class Service(Base):
            def __init__(self):
                super().__init__("x")
        def handler(event, context):
            send(Service().queue)
        """,
    "property": """
        class Service:
            @property
            def queue(self):
                return "x"
        def handler(event, context):
            send(Service().queue)
        """,
    "static method": """
        class Service:
            @staticmethod
            def run(q):
                send(q)
        def handler(event, context):
            Service.run("x")
        """,
    "class method": """
        class Service:
            queue = "x"
            @classmethod
            def run(cls):
                send(cls.queue)
        def handler(event, context):
            Service.run()
        """,
    "dataclass": """
        from dataclasses import dataclass
        @dataclass
        class Target:
            queue: str
            count: int = 1
        def handler(event, context):
            send(Target("x").queue)
        """,
    "named tuple": """
        from typing import NamedTuple
        class Target(NamedTuple):
            count: int
            queue: str = "x"
        def handler(event, context):
            send(Target(count=1).queue)
        """,
    "enum": """
        from enum import Enum
        class Queue(str, Enum):
            ORDERS = "x"
        def handler(event, context):
            send(Queue.ORDERS.value)
        """,
    "callable object": """
        class Service:
            def __call__(self, q):
                send(q)
        service = Service()
        def handler(event, context):
            service("x")
        """,
    "own decorator": """
        import functools
        def logged(f):
            @functools.wraps(f)
            def wrapper(*args, **kwargs):
                return f(*args, **kwargs)
            return wrapper
        @logged
        def f(q):
            send(q)
        def handler(event, context):
            f("x")
        """,
    "own decorator with arguments": """
        def queued(q):
            def decorate(f):
                def wrapper(e, c):
                    send(q)
                    return f(e, c)
                return wrapper
            return decorate
        @queued("x")
        def handler(event, context):
            pass
        """,
    "unknown decorator": """
        from somewhere import traced
        @traced
        def f():
            send("x")
        def handler(event, context):
            f()
        """,
    "retrying decorator": """
        from tenacity import retry, stop_after_attempt
        @retry(stop=stop_after_attempt(3))
        def f():
            send("x")
        def handler(event, context):
            f()
        """,
    "asyncio.run": """
        import asyncio
        async def main():
            send("x")
        def handler(event, context):
            asyncio.run(main())
        """,
    "event loop": """
        import asyncio
        async def main():
            send("x")
        def handler(event, context):
            asyncio.get_event_loop().run_until_complete(main())
        """,
    "gather": """
        import asyncio
        async def one(q):
            send(q)
        async def main():
            await asyncio.gather(*[one(q) for q in ["x"]])
        def handler(event, context):
            asyncio.run(main())
        """,
    "executor submit": """
        from concurrent.futures import ThreadPoolExecutor
        def handler(event, context):
            with ThreadPoolExecutor(max_workers=2) as pool:
                pool.submit(send, "x")
        """,
    "executor map": """
        import concurrent.futures
        def handler(event, context):
            with concurrent.futures.ThreadPoolExecutor() as pool:
                list(pool.map(send, ["x"]))
        """,
    "map": """
        def handler(event, context):
            list(map(send, ["x"]))
        """,
    "map of a lambda": """
        def handler(event, context):
            list(map(lambda r: send("x"), event["Records"]))
        """,
    "thread": """
        import threading
        def handler(event, context):
            threading.Thread(target=send, args=("x",)).start()
        """,
    "callback to an unknown library": """
        from somewhere import with_retries
        def f():
            send("x")
        def handler(event, context):
            with_retries(f)
        """,
    "context manager": """
        from contextlib import contextmanager
        @contextmanager
        def opened():
            yield "x"
        def handler(event, context):
            with opened() as q:
                send(q)
        """,
    "own context manager": """
        class Opened:
            def __enter__(self):
                return "x"
            def __exit__(self, *error):
                pass
        def handler(event, context):
            with Opened() as q:
                send(q)
        """,
    "generator": """
        def queues():
            yield "x"
        def handler(event, context):
            for q in queues():
                send(q)
        """,
    "getattr with a constant": """
        class Service:
            def run(self):
                send("x")
        def handler(event, context):
            getattr(Service(), "run")()
        """,
    "getattr with the event": """
        class Service:
            def on_created(self, e):
                send("x")
        def handler(event, context):
            getattr(Service(), "on_" + event["kind"])(event)
        """,
    "match": """
        def handler(event, context):
            match event["kind"]:
                case "a":
                    send("x")
        """,
    "handler by assignment": """
        def f(event, context):
            send("x")
        handler = f
        """,
    "handler as a bound method": """
        class App:
            def run(self, event, context):
                send("x")
        handler = App().run
        """,
    "handler as a class method": """
        class App:
            @classmethod
            def run(cls, event, context):
                send("x")
        handler = App.run
        """,
    "loop over constants": """
        def handler(event, context):
            for q in ["x"]:
                send(q)
        """,
    "try, except, else, finally": """
        def handler(event, context):
            try:
                pass
            finally:
                send("x")
        """,
    "conditional import": """
        try:
            import ujson as json
        except ImportError:
            import json
        def handler(event, context):
            send(json.loads('"x"')) if False else send("x")
        """,
    "nonlocal": """
        def handler(event, context):
            q = "y"
            def change():
                nonlocal q
                q = "x"
            change()
            send(q)
        """,
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_followed(name: str) -> None:
    calls = seen(SEND + textwrap.dedent(FOLLOWED[name]))
    assert calls == ["sqs.SendMessage A=x"]


def test_steps_lead_from_the_handler_to_the_call() -> None:
    behaviour = behaviour_of(
        SEND
        + textwrap.dedent(
            """
            class Service:
                def run(self):
                    send("x")
            def handler(event, context):
                for record in event["Records"]:
                    Service().run()
            """
        )
    )
    (call,) = behaviour.calls
    assert [step.called for step in call.path] == ["Service.run", "send"]
    assert [step.at.line for step in call.path] == [12, 9]
    assert call.at.line == 5
    assert call.in_loop


def test_code_that_no_handler_reaches_makes_nothing() -> None:
    source = SEND + 'def unused():\n    send("x")\ndef handler(e, c):\n    pass\n'
    assert seen(source) == []


def test_main_block_is_not_run() -> None:
    source = SEND + 'def handler(e, c):\n    pass\nif __name__ == "__main__":\n    send("x")\n'
    assert seen(source) == []


def test_a_flag_given_as_a_constant_selects_the_branch() -> None:
    source = SEND + textwrap.dedent(
        """
        def f(wait):
            if wait:
                send("a")
            else:
                send("b")
        def handler(event, context):
            f(True)
        """
    )
    assert seen(source) == ["sqs.SendMessage A=a"]


def test_every_alternative_is_called() -> None:
    source = SEND + textwrap.dedent(
        """
        def a(e): send("a")
        def b(e): send("b")
        def handler(event, context):
            f = a if event["x"] else b
            f(event)
        """
    )
    assert seen(source) == ["sqs.SendMessage A=a", "sqs.SendMessage A=b"]


def test_a_helper_called_twice_with_other_arguments_is_seen_twice() -> None:
    source = SEND + 'def handler(e, c):\n    send("a")\n    send("b")\n    send("a")\n'
    assert seen(source) == ["sqs.SendMessage A=a", "sqs.SendMessage A=b"]


def test_what_follows_a_certain_return_is_not_reached() -> None:
    source = SEND + 'def handler(e, c):\n    return\n    send("a")\n'
    assert seen(source) == []


SILENT = {
    "a parameter called client": (
        "def f(client):\n    client.send_message(A=1)\ndef handler(e, c):\n    f(e)"
    ),
    "a local boto3": (
        "def handler(e, c):\n    boto3 = Fake()\n    boto3.client('sqs').send_message(A=1)"
    ),
    "an own boto3 class": (
        "class boto3:\n    @staticmethod\n    def client(n): return n\n"
        "def handler(e, c):\n    boto3.client('sqs').send_message(A=1)"
    ),
    "an unresolved receiver": "def handler(e, c):\n    thing.send_message(A=1)",
    "a method of an unresolved module": (
        "from lost import queue\ndef handler(e, c):\n    queue.send_message(A=1)"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_unknown_receivers_make_nothing(name: str) -> None:
    behaviour = behaviour_of(SILENT[name])
    assert behaviour.calls == ()
    assert behaviour.constructions == ()


def test_a_client_received_as_a_parameter_is_known_by_its_argument() -> None:
    source = """
        import boto3
        def f(client):
            client.send_message(A="x")
        def handler(event, context):
            f(boto3.client("sqs"))
    """
    assert seen(source) == ["sqs.SendMessage A=x"]
