"""When clients, connections and pools are built, and whether they could be built once."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import behaviour_of, built

MOMENTS = {
    "at module level": ("c = boto3.client('sqs')\ndef handler(e, c): pass", "load"),
    "in the handler": ("def handler(e, c):\n    boto3.client('sqs')", "invocation"),
    "in a helper of the handler": (
        "def f():\n    return boto3.client('sqs')\ndef handler(e, c):\n    f()",
        "invocation",
    ),
    "in a helper called at load": (
        "def f():\n    return boto3.client('sqs')\nk = f()\ndef handler(e, c): k",
        "load",
    ),
    "in the constructor of a module-level object": (
        "class S:\n    def __init__(self):\n        self.c = boto3.client('sqs')\n"
        "s = S()\ndef handler(e, c): s",
        "load",
    ),
    "in the constructor of an object of the handler": (
        "class S:\n    def __init__(self):\n        self.c = boto3.client('sqs')\n"
        "def handler(e, c): S()",
        "invocation",
    ),
    "as a class attribute": ("class S:\n    c = boto3.client('sqs')\ndef handler(e, c): S", "load"),
    "as a default argument": (
        "def f(c=boto3.client('sqs')): pass\ndef handler(e, c): f()",
        "load",
    ),
    "behind lru_cache": (
        "@lru_cache\ndef f():\n    return boto3.client('sqs')\ndef handler(e, c):\n    f()",
        "once",
    ),
    "behind lru_cache with a size": (
        "@functools.lru_cache(maxsize=None)\ndef f():\n    return boto3.client('sqs')\n"
        "def handler(e, c):\n    f()",
        "once",
    ),
    "behind cache": (
        "@functools.cache\ndef f():\n    return boto3.client('sqs')\ndef handler(e, c):\n    f()",
        "once",
    ),
    "behind lru_cache applied by hand": (
        "def g():\n    return boto3.client('sqs')\nf = lru_cache(maxsize=1)(g)\n"
        "def handler(e, c):\n    f()",
        "once",
    ),
    "in a helper of a cached function": (
        "def g():\n    return boto3.client('sqs')\n@lru_cache\ndef f():\n    return g()\n"
        "def handler(e, c):\n    f()",
        "once",
    ),
    "behind a global is None": (
        "k = None\ndef f():\n    global k\n    if k is None:\n        k = boto3.client('sqs')\n"
        "    return k\ndef handler(e, c):\n    f()",
        "once",
    ),
    "behind not global": (
        "k = None\ndef handler(e, c):\n    global k\n"
        "    if not k:\n        k = boto3.client('sqs')",
        "once",
    ),
    "behind an early return": (
        "k = None\ndef f():\n    global k\n    if k is not None:\n        return k\n"
        "    k = boto3.client('sqs')\n    return k\ndef handler(e, c):\n    f()",
        "once",
    ),
    "behind an early return of a truth": (
        "k = None\ndef f():\n    global k\n    if k:\n        return k\n"
        "    made = boto3.client('sqs')\n    k = made\n    return k\ndef handler(e, c):\n    f()",
        "once",
    ),
    "in the else of a test": (
        "k = None\ndef f():\n    global k\n    if k:\n        pass\n    else:\n"
        "        k = boto3.client('sqs')\n    return k\ndef handler(e, c):\n    f()",
        "once",
    ),
    "behind global or": (
        "k = None\ndef handler(e, c):\n    global k\n    k = k or boto3.client('sqs')",
        "once",
    ),
    "behind a conditional expression": (
        "k = None\ndef handler(e, c):\n    global k\n"
        "    k = boto3.client('sqs') if k is None else k",
        "once",
    ),
    "behind except NameError": (
        "def handler(e, c):\n    global k\n    try:\n        k\n    except NameError:\n"
        "        k = boto3.client('sqs')",
        "once",
    ),
    "behind globals()": (
        "def handler(e, c):\n    global k\n    if 'k' not in globals():\n"
        "        k = boto3.client('sqs')",
        "once",
    ),
    "in a dict cache": (
        "cache = {}\ndef f(n):\n    if n not in cache:\n        cache[n] = boto3.client(n)\n"
        "    return cache[n]\ndef handler(e, c):\n    f('sqs')",
        "once",
    ),
    "in a dict cache looked up first": (
        "cache = {}\ndef f(n):\n    k = cache.get(n)\n    if k is None:\n"
        "        k = boto3.client(n)\n        cache[n] = k\n    return k\n"
        "def handler(e, c):\n    f('sqs')",
        "once",
    ),
    "in a dict cache with early return": (
        "cache = {}\ndef f(n):\n    if n in cache:\n        return cache[n]\n"
        "    cache[n] = boto3.client(n)\n    return cache[n]\ndef handler(e, c):\n    f('sqs')",
        "once",
    ),
    "in a dict cache behind except KeyError": (
        "cache = {}\ndef f(n):\n    try:\n        return cache[n]\n    except KeyError:\n"
        "        cache[n] = boto3.client(n)\n        return cache[n]\n"
        "def handler(e, c):\n    f('sqs')",
        "once",
    ),
    "in a class attribute behind a test": (
        "class S:\n    k = None\n    @classmethod\n    def get(cls):\n        if cls.k is None:\n"
        "            cls.k = boto3.client('sqs')\n        return cls.k\n"
        "def handler(e, c):\n    S.get()",
        "once",
    ),
    "in an attribute of a kept object": (
        "class S:\n    def __init__(self):\n        self.k = None\n    def get(self):\n"
        "        if self.k is None:\n            self.k = boto3.client('sqs')\n"
        "        return self.k\ns = S()\ndef handler(e, c):\n    s.get()",
        "once",
    ),
    "in an attribute of an object of the handler": (
        "class S:\n    def __init__(self):\n        self.k = None\n    def get(self):\n"
        "        if self.k is None:\n            self.k = boto3.client('sqs')\n"
        "        return self.k\ndef handler(e, c):\n    S().get()",
        "invocation",
    ),
    "in a singleton's __new__": (
        "class S:\n    one = None\n    def __new__(cls):\n        if cls.one is None:\n"
        "            cls.one = super().__new__(cls)\n"
        "            cls.one.k = boto3.client('sqs')\n        return cls.one\n"
        "def handler(e, c):\n    S()",
        "once",
    ),
    "in a cached property of a kept object": (
        "class S:\n    @functools.cached_property\n    def k(self):\n"
        "        return boto3.client('sqs')\ns = S()\ndef handler(e, c):\n    s.k",
        "once",
    ),
    "in a cached property of an object of the handler": (
        "class S:\n    @functools.cached_property\n    def k(self):\n"
        "        return boto3.client('sqs')\ndef handler(e, c):\n    S().k",
        "invocation",
    ),
    "behind hasattr": (
        "def f():\n    if not hasattr(f, 'k'):\n        f.k = boto3.client('sqs')\n    return f.k\n"
        "def handler(e, c):\n    f()",
        "once",
    ),
    "in a class that a metaclass keeps single": (
        "class Single(type):\n    made = {}\n    def __call__(cls, *a, **k):\n"
        "        if cls not in cls.made:\n"
        "            cls.made[cls] = super().__call__(*a, **k)\n        return cls.made[cls]\n"
        "class S(metaclass=Single):\n    def __init__(self):\n"
        "        self.k = boto3.client('sqs')\ndef handler(e, c):\n    S()",
        "once",
    ),
    "after a local is None": (
        "def handler(e, c):\n    k = None\n    if k is None:\n        k = boto3.client('sqs')",
        "invocation",
    ),
    "behind a test of the event": (
        "k = None\ndef handler(e, c):\n    global k\n    if not e.get('x'):\n"
        "        k = boto3.client('sqs')",
        "invocation",
    ),
    "in a global that is always built": (
        "k = None\ndef handler(e, c):\n    global k\n    k = boto3.client('sqs')",
        "invocation",
    ),
    "in a module that the handler imports": (
        "def handler(e, c):\n    import late\n    late.k",
        "once",
    ),
    "in a loop": (
        "def handler(e, c):\n    for r in e['x']:\n        boto3.client('sqs')",
        "invocation",
    ),
}
HEAD = "import boto3, functools\nfrom functools import lru_cache\n"


@pytest.mark.parametrize("name", MOMENTS)
def test_moment(name: str) -> None:
    source, moment = MOMENTS[name]
    behaviour = behaviour_of(HEAD + source, late="import boto3\nk = boto3.client('sqs')")
    assert [made.moment.value for made in behaviour.constructions] == [moment]


KINDS = {
    "boto3 client": ("import boto3", "boto3.client('sqs')"),
    "boto3 resource": ("import boto3", "boto3.resource('s3')"),
    "boto3 by another name": ("import boto3 as aws", "aws.client('sqs')"),
    "client by name": ("from boto3 import client", "client('sqs')"),
    "session": ("import boto3", "boto3.Session()"),
    "session by module": ("import boto3.session", "boto3.session.Session()"),
    "session by name": ("from boto3.session import Session", "Session()"),
    "aioboto3 session": ("import aioboto3", "aioboto3.Session()"),
    "aiobotocore session": ("from aiobotocore.session import get_session", "get_session()"),
    "psycopg2": ("import psycopg2", "psycopg2.connect('x')"),
    "psycopg": ("import psycopg", "psycopg.connect('x')"),
    "pymysql": ("import pymysql", "pymysql.connect()"),
    "mysql connector": ("import mysql.connector", "mysql.connector.connect()"),
    "pymongo": ("from pymongo import MongoClient", "MongoClient('x')"),
    "redis": ("import redis", "redis.Redis()"),
    "redis url": ("import redis", "redis.from_url('x')"),
    "sqlalchemy": ("from sqlalchemy import create_engine", "create_engine('x')"),
    "requests session": ("import requests", "requests.Session()"),
    "httpx client": ("import httpx", "httpx.Client()"),
    "urllib3 pool": ("import urllib3", "urllib3.PoolManager()"),
    "aiohttp session": ("import aiohttp", "aiohttp.ClientSession()"),
    "stripe client": ("from stripe import StripeClient", "StripeClient('k')"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_counts_as_a_construction(name: str) -> None:
    imports, expression = KINDS[name]
    source = f"{imports}\ndef handler(event, context):\n    {expression}"
    assert built(source) == [f"{expression} invocation"]


@pytest.mark.parametrize(
    ("maker", "what"),
    [
        ("boto3.Session()", "boto3.Session().client('sqs') invocation"),
        ("boto3.Session(region_name=R)", "boto3.Session(region_name=R).client('sqs') invocation"),
        ("boto3.Session(r())", "boto3.Session(r()).client('sqs') invocation local"),
    ],
)
def test_a_session_that_only_makes_a_client_is_a_part_of_it(maker: str, what: str) -> None:
    source = f"""
        import boto3
        R = "eu-west-1"
        def r(): return R
        def handler(event, context):
            {maker}.client("sqs").send_message(A=1)
    """
    assert built(source) == [what]


LOOP = """
import asyncio, boto3, aioboto3, aiohttp, redis
async def main():
    {body}
def handler(event, context):
    {run}
"""
ON_A_LOOP = {
    "a client of a session": 'async with aioboto3.Session().client("sqs") as c: c',
    "an HTTP session": "async with aiohttp.ClientSession() as c: c",
    "a connection": "c = redis.asyncio.Redis()",
}


@pytest.mark.parametrize("name", ON_A_LOOP)
def test_what_belongs_to_the_event_loop_of_one_run_cannot_be_kept(name: str) -> None:
    source = LOOP.format(body=ON_A_LOOP[name], run="asyncio.run(main())")
    assert [what for what in built(source) if "aioboto3.Session() " not in what] == []
    kept = LOOP.format(
        body=ON_A_LOOP[name], run="asyncio.get_event_loop().run_until_complete(main())"
    )
    assert len(built(kept)) == 1


def test_what_needs_no_event_loop_is_reported_inside_of_one() -> None:
    source = LOOP.format(body='boto3.client("sqs")', run="asyncio.run(main())")
    assert built(source) == ["boto3.client('sqs') invocation"]


def test_handles_are_no_constructions() -> None:
    source = """
        import boto3
        db = boto3.resource("dynamodb")
        def handler(event, context):
            db.Table("x").put_item(Item={})
    """
    assert built(source) == ["boto3.resource('dynamodb') load"]


DEPENDENCE = {
    "constant": ("boto3.client('sqs')", "invocation"),
    "environment": ("boto3.client('sqs', region_name=os.environ['R'])", "invocation"),
    "getenv": ("boto3.client('sqs', region_name=os.getenv('R', 'x'))", "invocation"),
    "module name": ("boto3.client('sqs', region_name=REGION, config=CONFIG)", "invocation"),
    "local": ("boto3.client('sqs', region_name=local)", "invocation local"),
    "event": ("boto3.client('sqs', region_name=event['r'])", "invocation per request local"),
    "derived from the event": (
        "boto3.client('sqs', region_name=pick(event))",
        "invocation per request local",
    ),
    "context": (
        "boto3.client('sqs', region_name=context.client_context)",
        "invocation per request local",
    ),
}


@pytest.mark.parametrize("name", DEPENDENCE)
def test_dependence(name: str) -> None:
    expression, expected = DEPENDENCE[name]
    source = f"""
import os, boto3
from botocore.config import Config
from somewhere import pick
REGION = "eu-west-1"
CONFIG = Config(retries={{}})
def handler(event, context):
    local = "eu" + "-west-1"
    {expression}
"""
    assert built(source) == [f"{expression} {expected}"]


def test_assumed_credentials_make_a_client_per_request() -> None:
    source = """
        import boto3
        sts = boto3.client("sts")
        def handler(event, context):
            c = sts.assume_role(RoleArn="r", RoleSessionName="s")["Credentials"]
            session = boto3.Session(aws_access_key_id=c["AccessKeyId"])
            session.client("s3")
            boto3.client("s3", aws_access_key_id=c["AccessKeyId"])
    """
    made = behaviour_of(source).constructions
    assert [m.per_request for m in made] == [False, True, True, True]


def test_path_of_a_construction() -> None:
    source = """
        import boto3
        def client():
            return boto3.client("sqs")
        def handler(event, context):
            client()
    """
    (made,) = behaviour_of(source).constructions
    assert [step.called for step in made.path] == ["client"]
    assert made.at.line == 4


def test_one_helper_at_load_and_per_invocation_are_two_constructions() -> None:
    source = textwrap.dedent(
        """
        import boto3
        def client():
            return boto3.client("sqs")
        kept = client()
        def handler(event, context):
            client()
        """
    )
    assert built(source) == ["boto3.client('sqs') load", "boto3.client('sqs') invocation"]
