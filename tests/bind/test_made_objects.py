"""Objects whose attributes libraries make: fields, factories, named tuples, enums."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import behaviour_of, built, seen

HEAD = """
import attr, attrs, boto3, os, threading
from collections import namedtuple
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum, auto
from types import SimpleNamespace
from typing import NamedTuple
from pydantic import BaseModel, Field, PrivateAttr
sqs = boto3.client("sqs")
"""

FACTORIES = {
    "a dataclass": """
        @dataclass
        class Deps:
            c: object = field(default_factory=lambda: boto3.client("sns"))
        """,
    "a dataclass's field that its constructor leaves out": """
        @dataclass
        class Deps:
            c: object = field(init=False, default_factory=lambda: boto3.client("sns"))
            name: str = "n"
        """,
    "attr.s and a factory": """
        @attr.s
        class Deps:
            c = attr.ib(factory=lambda: boto3.client("sns"))
        """,
    "attr.s and Factory": """
        @attr.s
        class Deps:
            c = attr.ib(default=attr.Factory(lambda: boto3.client("sns")))
        """,
    "attrs.define and Factory": """
        @attrs.define
        class Deps:
            c: object = attrs.Factory(lambda: boto3.client("sns"))
        """,
    "a factory that takes the object": """
        @attrs.define
        class Deps:
            service: str = "sns"
            c: object = attrs.Factory(lambda self: boto3.client(self.service), takes_self=True)
        """,
    "pydantic": """
        def new_client():
            return boto3.client("sns")
        class Deps(BaseModel):
            c: object = Field(default_factory=new_client)
        """,
    "pydantic's private attribute": """
        class Deps(BaseModel):
            _c: object = PrivateAttr(default_factory=lambda: boto3.client("sns"))
            @property
            def c(self):
                return self._c
        """,
}


@pytest.mark.parametrize("name", FACTORIES)
def test_a_factory_makes_its_field_with_each_object(name: str) -> None:
    definition = HEAD + textwrap.dedent(FACTORIES[name])
    in_handler = definition + "\ndef handler(event, context):\n    Deps().c.publish(A=1)"
    at_load = definition + "\nd = Deps()\ndef handler(event, context):\n    d.c.publish(A=1)"
    assert seen(in_handler) == seen(at_load) == ["sns.Publish A=1"]
    assert [line.split()[1] for line in built(in_handler)] == ["load", "invocation"]
    assert [line.split()[1] for line in built(at_load)] == ["load", "load"]


def test_what_a_constructor_leaves_out_takes_no_argument() -> None:
    definition = FACTORIES["a dataclass's field that its constructor leaves out"]
    source = HEAD + textwrap.dedent(definition)
    source += '\ndef handler(event, context):\n    Deps("x").c.publish(A=Deps("x").name)'
    assert seen(source) == ["sns.Publish A=x"]


FIELDS = {
    "a named tuple": ('D = namedtuple("D", "sqs url")\nd = D(sqs, "u")', "d.sqs", "d.url"),
    "a named tuple of a list": (
        'D = namedtuple("D", ["sqs", "url"])\nd = D(url="u", sqs=sqs)',
        "d.sqs",
        "d.url",
    ),
    "a named tuple's default": (
        'D = namedtuple("D", "sqs, url", defaults=["u"])\nd = D(sqs)',
        "d.sqs",
        "d.url",
    ),
    "a typed named tuple that is called for": (
        'D = NamedTuple("D", [("sqs", object), ("url", str)])\nd = D(sqs, "u")',
        "d.sqs",
        "d.url",
    ),
    "a class of a named tuple": (
        'class D(namedtuple("D", "sqs url")):\n    def both(self):\n        return self\n'
        'd = D(sqs, "u").both()',
        "d.sqs",
        "d.url",
    ),
    "a typed named tuple by index": (
        'class D(NamedTuple):\n    sqs: object\n    url: str = "u"\nd = D(sqs)',
        "d[0]",
        "d[1]",
    ),
    "a named tuple, taken apart": (
        'D = namedtuple("D", "sqs url")\nc, u = D(sqs, "u")',
        "c",
        "u",
    ),
    "a namespace": ('d = SimpleNamespace(sqs=sqs)\nd.url = "u"', "d.sqs", "d.url"),
    "attributes of the thread": (
        'd = threading.local()\nd.sqs = sqs\nd.url = "u"',
        "d.sqs",
        "d.url",
    ),
    "attributes of a function": (
        'def d(): pass\nd.sqs = sqs\nsetattr(d, "url", "u")',
        "d.sqs",
        "d.url",
    ),
    "attributes of the handler": (
        "def handler(event, context):\n    handler.sqs.send_message(A=handler.url)\n"
        'handler.sqs = sqs\nhandler.url = "u"',
        "",
        "",
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields(name: str) -> None:
    definition, client, url = FIELDS[name]
    handler = f"\ndef handler(event, context):\n    {client}.send_message(A={url})"
    assert seen(HEAD + definition + (handler if client else "")) == ["sqs.SendMessage A=u"]


ENUMS = """
class Queue(str, Enum):
    ORDERS = "QUEUE_URL"
    _secret = "s"
    @property
    def url(self):
        return os.environ[self.value]
    def called(self):
        return f"{self.name} at {self}"
    @classmethod
    def first(cls):
        return cls.ORDERS
class Pair(Enum):
    A = ("x", "y")
    def __init__(self, one, two):
        self.one = one
        self.two = two
class Status(StrEnum):
    PAID = auto()
    SENT = "sent"
class Level(IntEnum):
    LOW = 1
class Base(Enum):
    def shown(self):
        return f"<{self.value}>"
class Colour(Base):
    RED = "r"
class Odd(str, Enum):
    def __new__(cls, value, more):
        made = str.__new__(cls, value)
        made._value_ = value
        return made
    A = ("a", "b")
class Clients(Enum):
    SQS = boto3.client("sqs")
"""
MEMBERS = {
    "Queue.ORDERS": "QUEUE_URL",
    "Queue.ORDERS.value": "QUEUE_URL",
    "Queue.ORDERS.name": "ORDERS",
    "Queue.ORDERS.url": "<Queue>",
    "Queue.ORDERS.called()": "ORDERS at QUEUE_URL",
    "Queue.first().url": "<Queue>",
    "Queue['ORDERS'].url": "<Queue>",
    "Queue('QUEUE_URL').url": "<Queue>",
    "Queue(event['q']).url": "<Queue>",
    "os.environ[Queue.ORDERS]": "<Queue>",
    "{Queue.ORDERS: 1}": "{QUEUE_URL:1}",
    "[q.url for q in Queue]": "[<Queue>]",
    "'a-' + Queue.ORDERS": "a-QUEUE_URL",
    "Pair.A.two": "y",
    "Pair.A.value": "[x,y]",
    "Status.PAID": "paid",
    "Status.SENT.upper()": "SENT",
    "f'{Status.SENT}-x'": "sent-x",
    "[Status.SENT == 'sent']": "[True]",
    "[Status.SENT is Status.PAID]": "[False]",
    "Level.LOW.value": "1",
    "[Level.LOW >= 2]": "[False]",
    "Colour.RED.shown()": "<r>",
}


@pytest.mark.parametrize("expression", MEMBERS)
def test_members_of_enums(expression: str) -> None:
    handler = f"\ndef handler(event, context):\n    sqs.send_message(A={expression})"
    assert seen(HEAD + ENUMS + handler) == [f"sqs.SendMessage A={MEMBERS[expression]}"]


def test_a_client_that_a_member_holds() -> None:
    handler = "\ndef handler(event, context):\n    Clients.SQS.value.send_message(A=1)"
    assert seen(HEAD + ENUMS + handler) == ["sqs.SendMessage A=1"]


VARIABLES = {
    "decouple": ('from decouple import config\nu = config("QUEUE_URL")', "<Queue>"),
    "decouple with a default": ('import decouple\nu = decouple.config("X", default="d")', "d"),
    "decouple's own configuration": (
        'from decouple import AutoConfig\nconfig = AutoConfig("/x")\nu = config("QUEUE_URL")',
        "<Queue>",
    ),
    "decouple without the variable": ('from decouple import config\nu = config("X")', "?"),
    "decouple with a cast": ('from decouple import config\nu = config("STAGE", cast=int)', "?"),
    "environs": ('from environs import Env\nenv = Env()\nu = env.str("QUEUE_URL")', "<Queue>"),
    "environs, called": ('from environs import Env\nenv = Env()\nu = env("QUEUE_URL")', "<Queue>"),
    "environs with a default": ('import environs\nu = environs.Env().str("X", "d")', "d"),
    "environs with a prefix": (
        "from environs import Env\nenv = Env()\n"
        'with env.prefixed("QUEUE_"):\n    u = env.str("URL")',
        "<Queue>",
    ),
    "environs after a prefix": (
        "from environs import Env\nenv = Env()\n"
        'with env.prefixed("QUEUE_"):\n    pass\nu = env.str("URL", "d")',
        "d",
    ),
    "environs, a list": ('from environs import Env\nu = Env().list("QUEUE_URL")', "list(<Queue>)"),
    "settings": (
        "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    queue_url: str\n"
        "u = S().queue_url",
        "<Queue>",
    ),
    "settings with a prefix in a dict": (
        "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n"
        '    model_config = {"env_prefix": "QUEUE_"}\n    url: str\nu = S().url',
        "<Queue>",
    ),
    "settings with choices of a name": (
        "from pydantic import AliasChoices\nfrom pydantic_settings import BaseSettings\n"
        "class S(BaseSettings):\n"
        '    u: str = Field(validation_alias=AliasChoices("X", "QUEUE_URL"))\nu = S().u',
        "<Queue>",
    ),
}


@pytest.mark.parametrize("name", VARIABLES)
def test_variables_read_by_libraries(name: str) -> None:
    definition, value = VARIABLES[name]
    handler = "\ndef handler(event, context):\n    sqs.send_message(A=u)"
    assert seen(HEAD + definition + handler) == [f"sqs.SendMessage A={value}"]


def test_what_may_be_read_from_a_file_is_not_required() -> None:
    source = 'from decouple import config\nu = config("QUEUE_URL"), config("X")\n'
    reads = behaviour_of(source + "def handler(event, context): pass").environment_reads
    assert [(read.name, read.required) for read in reads] == [("QUEUE_URL", False)]
