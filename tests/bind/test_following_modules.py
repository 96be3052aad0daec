"""Imports, and apps that register functions for what they receive."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import seen

HELPER = """
import boto3
sqs = boto3.client("sqs")
QUEUE = "x"
def send(queue=QUEUE):
    sqs.send_message(A=queue)
"""
MODULES = {
    "import": ("import util\ndef handler(e, c): util.send()", {"util": HELPER}),
    "import as": ("import util as u\ndef handler(e, c): u.send(u.QUEUE)", {"util": HELPER}),
    "from import": ("from util import send\ndef handler(e, c): send()", {"util": HELPER}),
    "from import as": ("from util import send as s\ndef handler(e, c): s()", {"util": HELPER}),
    "star import": ("from util import *\ndef handler(e, c): send(QUEUE)", {"util": HELPER}),
    "package": (
        "from lib import send\ndef handler(e, c): send()",
        {"lib__init": "from .util import send", "lib__util": HELPER},
    ),
    "submodule": (
        "from lib import util\ndef handler(e, c): util.send()",
        {"lib__init": "", "lib__util": HELPER},
    ),
    "dotted import": (
        "import lib.util\ndef handler(e, c): lib.util.send()",
        {"lib__init": "", "lib__util": HELPER},
    ),
    "namespace package": (
        "from lib.util import send\ndef handler(e, c): send()",
        {"lib__util": HELPER},
    ),
    "relative import of a sibling": (
        "from lib.a import f\ndef handler(e, c): f()",
        {
            "lib__init": "",
            "lib__a": "from .util import send\ndef f(): send()",
            "lib__util": HELPER,
        },
    ),
    "relative import from above": (
        "from lib.deep.a import f\ndef handler(e, c): f()",
        {
            "lib__init": "",
            "lib__deep__init": "",
            "lib__deep__a": "from ..util import send\ndef f(): send()",
            "lib__util": HELPER,
        },
    ),
    "relative import of a module": (
        "from lib.a import f\ndef handler(e, c): f()",
        {
            "lib__init": "",
            "lib__a": "from . import util\ndef f(): util.send()",
            "lib__util": HELPER,
        },
    ),
    "import inside the handler": (
        "def handler(e, c):\n    from util import send\n    send()",
        {"util": HELPER},
    ),
    "cyclic import": (
        "import util\ndef handler(e, c): util.send()",
        {"util": "import app\n" + HELPER},
    ),
    "importlib": (
        "import importlib\nu = importlib.import_module('util')\ndef handler(e, c): u.send()",
        {"util": HELPER},
    ),
    "handler from another module": (
        "from util import handler",
        {"util": f"{HELPER}\ndef handler(e, c): send()"},
    ),
}


@pytest.mark.parametrize("name", MODULES)
def test_followed_into_modules(name: str) -> None:
    source, modules = MODULES[name]
    assert seen(source, None, **modules) == ["sqs.SendMessage A=x"]


SEND = """
import boto3
sqs = boto3.client("sqs")
def send(queue):
    sqs.send_message(A=queue)
"""

APPS = {
    "powertools resolver": """
        from aws_lambda_powertools.event_handler import APIGatewayRestResolver
        app = APIGatewayRestResolver()
        @app.post("/x")
        def create():
            send(app.current_event.json_body["q"])
        def handler(event, context):
            return app.resolve(event, context)
        """,
    "powertools router": """
        from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
        from aws_lambda_powertools.event_handler.router import Router
        app = APIGatewayHttpResolver()
        router = Router()
        @router.get("/x")
        def read():
            send(router.current_event.json_body["q"])
        app.include_router(router)
        def handler(event, context):
            return app.resolve(event, context)
        """,
    "mangum": """
        from fastapi import FastAPI
        from mangum import Mangum
        app = FastAPI()
        @app.post("/x")
        def create(json_body):
            send(json_body["q"])
        handler = Mangum(app)
        """,
}


@pytest.mark.parametrize("name", APPS)
def test_every_route_of_an_app_is_reached(name: str) -> None:
    assert seen(SEND + textwrap.dedent(APPS[name])) == ["sqs.SendMessage A=$.json_body.q"]


def test_custom_resource_helpers_run_at_deployment_only() -> None:
    source = """
        from crhelper import CfnResource
        helper = CfnResource()
        @helper.create
        def create(event, context):
            send("x")
        def handler(event, context):
            helper(event, context)
    """
    assert seen(SEND + textwrap.dedent(source)) == []
