"""Small sources, evaluated, and what was seen of them written in one line each."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate import EntryPoint, read_handler
from eda_lint.bind.handlers import find_entry_point
from eda_lint.location import Location
from eda_lint.model import Behaviour, CodeCall, Construction, Handler, HttpCall, SdkCall
from eda_lint.parse.python import parse_python
from eda_lint.value import (
    ABSENT,
    Absent,
    Choice,
    Concat,
    Entry,
    Environment,
    EventData,
    Generated,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Value,
    entries_of,
)

HANDLES = {
    ("dynamodb", "Table"): ("TableName",),
    ("s3", "Bucket"): ("Bucket",),
    ("s3", "Object"): ("Bucket", "Key"),
    ("sqs", "Queue"): ("QueueUrl",),
    ("sqs", "Message"): ("QueueUrl", "ReceiptHandle"),
    ("sns", "Topic"): ("TopicArn",),
}
VARIABLES: Mapping[str, Value] = {
    "QUEUE_URL": Reference("template.yaml#Queue"),
    "TABLE": Reference("template.yaml#Table"),
    "STAGE": Literal("dev"),
}
FUNCTION = "template.yaml#Function"


def code_base(source: str, **modules: str) -> CodeBase:
    """`app.py` and other modules; a name's "__" stands for "/"."""
    files = {"app": source, **{name.replace("__", "/"): text for name, text in modules.items()}}
    paths = {f"{name.replace('/init', '/__init__')}.py": text for name, text in files.items()}
    return CodeBase.of(
        {path: parse_python(path, textwrap.dedent(text)) for path, text in paths.items()}
    )


def handler_of(
    source: str, variables: Mapping[str, Value] | None = None, **modules: str
) -> Handler:
    """The handler `app.handler` of a function whose code this is."""
    given = VARIABLES if variables is None else variables
    environment = Record(tuple(Entry(name, value) for name, value in given.items()))
    code = code_base(source, **modules)
    entry = find_entry_point(function("app.handler", environment=environment), code)
    assert isinstance(entry, EntryPoint), entry
    return read_handler(entry, code, environment, HANDLES)


def function(
    handler: str,
    uri: Value = ABSENT,
    *,
    inline: Value = ABSENT,
    runtime: str = "python3.12",
    layers: tuple[Value, ...] = (),
    environment: Value = ABSENT,
    metadata: Value = ABSENT,
    base: str = "template.yaml",
) -> FunctionCode:
    """A function's code as a template states it."""
    at = Location(base, 10, 5)
    name = Literal(handler, at) if handler else ABSENT
    return FunctionCode(FUNCTION, name, uri, inline, base, runtime, layers, environment, metadata)


def behaviour_of(
    source: str, variables: Mapping[str, Value] | None = None, **modules: str
) -> Behaviour:
    """What `app.handler` does."""
    return handler_of(source, variables, **modules).behaviour


def seen(source: str, variables: Mapping[str, Value] | None = None, **modules: str) -> list[str]:
    """The calls that are made, each in one line."""
    return [written(call) for call in behaviour_of(source, variables, **modules).calls]


def written(call: CodeCall) -> str:
    """`sqs.SendMessage QueueUrl=<Queue>`; `http POST https://x`; `stripe Charge.create`."""
    match call:
        case SdkCall():
            given = " ".join(f"{e.key}={shown(e.value)}" for e in entries_of(call.arguments))
            rest = " ..." if getattr(call.arguments, "open", False) else ""
            return f"{call.service}.{call.operation} {given}{rest}".rstrip()
        case HttpCall():
            return f"{call.library} {call.method} {shown(call.url)}"
        case _:
            return f"{call.provider} {call.operation}"


def shown(value: Value) -> str:
    """A value, short."""
    match value:
        case Literal():
            return "none" if value.value is None else str(value.value)
        case Reference():
            return f"<{value.resource.rpartition('#')[2]}>"
        case Input() | Environment():
            return f"${{{value.name}}}"
        case Concat():
            return "".join(shown(part) for part in value.parts)
        case Choice():
            return "|".join(shown(option) for option in value.options)
        case EventData():
            return ".".join(("$", *value.path))
        case Generated():
            return f"{value.how}()"
        case Operation():
            return f"{value.name}({','.join(shown(a) for a in value.arguments)})"
        case Record():
            rest = ["..."] if value.open else []
            return "{" + ",".join([f"{e.key}:{shown(e.value)}" for e in value.entries] + rest) + "}"
        case Items():
            rest = ["..."] if value.open else []
            return "[" + ",".join([shown(item) for item in value.items] + rest) + "]"
        case Absent():
            return "absent"
        case _:
            return "?"


def built(source: str, variables: Mapping[str, Value] | None = None, **modules: str) -> list[str]:
    """The constructions: text, moment, and whether they depend on the request or on locals."""
    return [construction(made) for made in behaviour_of(source, variables, **modules).constructions]


def construction(made: Construction) -> str:
    """`boto3.client('sqs') invocation local`."""
    dependence = ("per request" if made.per_request else "", "" if made.constant else "local")
    return " ".join(part for part in (made.what, made.moment.value, *dependence) if part)


def guards(source: str, variables: Mapping[str, Value] | None = None, **modules: str) -> list[str]:
    """Each call with the guards before it: `sqs.SendMessage: conditional write of $.id`."""
    return [passed(call) for call in behaviour_of(source, variables, **modules).calls]


def passed(call: CodeCall) -> str:
    """A call with the guards before it."""
    before = ", ".join(f"{g.kind.value} {shown(g.key)}" for g in call.guards) or "none"
    return f"{written(call).split(' ')[0]}: {before}"
