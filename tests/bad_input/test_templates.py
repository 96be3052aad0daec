"""Templates that are no YAML, no JSON, or no template."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.scan import (
    FUNCTION,
    HANDLER,
    QUEUE,
    SAM,
    Content,
    assert_told,
    check,
)

TYPED = '{"Resources": {"Stock": {"Type": "AWS::SQS::Queue"'
DEEP = 10_000

# What is written, and what must be said of it.
YAML: dict[str, tuple[Content, tuple[str, ...]]] = {
    "a list that does not end": (
        f"{QUEUE}    Properties: [a, b\n",
        ("6:1 not valid YAML: did not find expected ',' or ']'...that starts in line 5",),
    ),
    "a map in a text": (
        f"{QUEUE}    Properties: a: b\n",
        ("5:18 not valid YAML: mapping values are not allowed...",),
    ),
    "a quote that does not end": (
        f'{QUEUE}    Properties: "a\n',
        ("6:1 not valid YAML: found unexpected end of stream...",),
    ),
    "a tab": (
        QUEUE.replace("    Type", "\tType"),
        ("4:1 not valid YAML: found character that cannot start any token...(there is a tab)",),
    ),
    "a missing anchor": (
        f"{QUEUE}    Properties: *missing\n",
        ("5:17 not valid YAML: found undefined alias",),
    ),
    "a control character": (
        f"{QUEUE}    Properties: '\x07'\n",
        ("5:18 not valid YAML: the character U+0007 is not allowed",),
    ),
    "a null byte": (
        f"{QUEUE}    Properties: '\0'\n",
        ("5:18 not valid YAML: the character U+0000 is not allowed",),
    ),
    "a key that is written twice": (
        f"{QUEUE}  Stock:\n    Type: AWS::SNS::Topic\n",
        ("5:3 duplicate key 'Stock', first written in line 3",),
    ),
    "properties that are written twice": (
        f"{QUEUE}    Properties:\n      DelaySeconds: 1\n      DelaySeconds: 2\n",
        ("7:7 duplicate key 'DelaySeconds', first written in line 6",),
    ),
    "a key that is a list": (
        f"{QUEUE}    Properties:\n      ? [a, b]\n      : c\n",
        ("6:9 a key that is no text",),
    ),
    "a template that is a list": (
        "- " + QUEUE.replace("\n", "\n  "),
        ("1:1 a template is a map, and this is a list",),
    ),
    "two templates": (
        f"{QUEUE}---\n{QUEUE}",
        ("6:1 only the first template or document of a file is read",),
    ),
    "resources that are null": (f"{SAM}Resources: null\n", ("2:1 Resources is empty",)),
    "resources that are Null": (f"{SAM}Resources: Null\n", ("2:1 Resources is empty",)),
    "resources that are nothing": (f"{SAM}Resources:\n", ("2:1 Resources is empty",)),
    "resources that are a list": (f"{SAM}Resources: [a]\n", ("2:12 Resources is not a map",)),
    "resources that are text": (f"{SAM}Resources: a\n", ("2:12 Resources is not a map",)),
    "resources that are empty text": (f"{SAM}Resources: ''\n", ("2:12 Resources is not a map",)),
    "resources of another's making": (
        f"{SAM}Resources: !!python/object/apply:os.system ['false']\n",
        ("2:12 Resources is not a map",),
    ),
    "no resources": (
        "AWSTemplateFormatVersion: '2010-09-09'\nOutputs: {}\n",
        ("1:1 the template has no Resources",),
    ),
    "resources of every kind": (
        f"{SAM}Resources:\n  A: [1]\n  B: text\n  C: null\n  D: {{Type: [1]}}\n  E: {{}}\n"
        "  F: {Type: 'AWS::SQS::Queue', Properties: [1]}\n"
        "  G: {Type: 'AWS::SQS::Queue', Properties: text}\n"
        "  H: {Type: null}\n",
        (
            "3:3 resource A is not a map",
            "4:3 resource B is not a map",
            "5:3 resource C is not a map",
            "6:3 resource D has no Type",
            "7:3 resource E has no Type",
            "8:32 Properties of F is not a map",
            "9:32 Properties of G is not a map",
            "10:3 resource H has no Type",
        ),
    ),
    "sections that are lists": (
        "Parameters: [1]\nConditions: text\nMappings: 5\nOutputs: [a]\n" + QUEUE,
        (
            "1:13 Parameters is not a map",
            "2:13 Conditions is not a map",
            "3:11 Mappings is not a map",
            "4:10 Outputs is not a map",
        ),
    ),
    "parameters that are text": (
        f"Parameters:\n  A: text\nOutputs:\n  B: [1]\n{QUEUE}",
        ("2:3 parameter A is not a map", "4:3 output B is not a map"),
    ),
    "a billion laughs": (
        f"{QUEUE}A0: &a0 [x, x]\n"
        + "".join(f"A{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
        ("...aliases expand to more than 500000 nodes",),
    ),
    "a billion merged laughs": (
        f"{QUEUE}A0: &a0 {{x: 1, y: 2}}\n"
        + "".join(f"A{n}: &a{n} {{<<: *a{n - 1}, z{n}: *a{n - 1}}}\n" for n in range(1, 40)),
        ("...aliases expand to more than 500000 nodes",),
    ),
    "an anchor in a circle": (
        f"{QUEUE}    Properties: &self {{Again: *self}}\n",
        ("5:17 an alias stands inside of what it names",),
    ),
    "a merge in a circle": (
        f"{QUEUE}    Properties: &self {{<<: *self}}\n",
        ("5:17 an alias stands inside of what it names",),
    ),
    "lists in lists": (f"{QUEUE}    Properties: {'[' * DEEP}{']' * DEEP}\n", ("5:...nest...",)),
    "maps in maps": (
        f"{QUEUE}    Properties:\n" + "".join(" " * n + "a:\n" for n in range(5, 2_000)),
        ("...nested more than 100 levels deep",),
    ),
    "dashes in dashes": (f"{QUEUE}    Properties:\n      {'- ' * DEEP}\n", ("6:...nest...",)),
    "functions in functions": (
        f"{QUEUE}    Properties:\n      QueueName: {'!Sub [' * DEEP}{']' * DEEP}\n",
        ("6:...nest...",),
    ),
    "Windows-1252": (
        QUEUE.encode() + "    Properties: {QueueName: größe}\n".encode("cp1252"),
        ("5:31 not UTF-8 text",),
    ),
    "Windows-1252 quotes": (b"Description: \x93x\x94\n" + QUEUE.encode(), ("1:14 not UTF-8 text",)),
    "UTF-16": (QUEUE.encode("utf-16"), ("1:1 not UTF-8 text",)),
    "bytes of no text": (bytes(range(256)), ("2:118 not UTF-8 text",)),
    "50 MB": (
        QUEUE.encode() + b"#" * 50 * 2**20,
        ("1:1 not read: 50 MB, the limit is 10 MB",),
    ),
}

JSON: dict[str, tuple[Content, tuple[str, ...]]] = {
    "a missing comma": (
        TYPED + '}}\n "Outputs": {}}',
        ("2:2 not valid JSON: expecting ',' delimiter",),
    ),
    "a file cut in a text": (
        TYPED + ', "Prop',
        (f"1:{len(TYPED) + 3} not valid JSON: unterminated string starting at",),
    ),
    "a file cut in a map": (TYPED + "}\n", ("2:1 not valid JSON: expecting ',' delimiter",)),
    "a comment in front": (
        "// ours\n" + TYPED.replace(": ", ":") + "}}}",
        ("1:1 not valid JSON: expecting value",),
    ),
    "a comment inside": (
        "{\n  // ours\n" + TYPED[1:] + "}}}",
        ("2:3 not valid JSON: expecting property name enclosed in double quotes",),
    ),
    "a comment in a block": (
        "/* ours\n */ " + TYPED + "}}}",
        ("1:1 not valid JSON: expecting value",),
    ),
    "lists in lists": (
        f'{TYPED}, "P": {"[" * DEEP}{"]" * DEEP}}}}}}}',
        ("1:...nested more than 100 levels deep",),
    ),
    "maps in maps": (
        TYPED + ', "P": {"a":' + '{"a":' * DEEP + "1" + "}" * (DEEP + 4),
        ("1:...nested more than 100 levels deep",),
    ),
}


@pytest.mark.parametrize("name", YAML)
def test_a_broken_yaml_template(name: str, tmp_path: Path) -> None:
    text, wanted = YAML[name]
    seen = check(tmp_path, {"broken.yaml": text})
    assert_told(seen, [f"broken.yaml:{one}" for one in wanted])


@pytest.mark.parametrize("name", JSON)
def test_a_broken_json_template(name: str, tmp_path: Path) -> None:
    text, wanted = JSON[name]
    seen = check(tmp_path, {"broken.json": text})
    assert_told(seen, [f"broken.json:{one}" for one in wanted])


# What looks broken, and is read all the same.
READ: dict[str, tuple[str, Content]] = {
    "CRLF": ("t.yaml", FUNCTION.replace("\n", "\r\n")),
    "a byte order mark": ("t.yaml", b"\xef\xbb\xbf" + FUNCTION.encode()),
    "another's object": (
        "t.yaml",
        f"{FUNCTION}      Timeout: !!python/object/apply:os.mkdir ['made']\n",
    ),
    "another's name": ("t.yaml", f"{FUNCTION}      Tags: !!python/name:os.system\n"),
    "all of it another's": ("t.yaml", f"!!python/object:os.x\n{FUNCTION}"),
}


@pytest.mark.parametrize("name", READ)
def test_a_strange_template_is_read(name: str, tmp_path: Path) -> None:
    path, text = READ[name]
    if isinstance(text, str):
        text = text.encode()
    event = b"      Events: {Stock: {Type: SQS, Properties: {Queue: !GetAtt Stock.Arn}}}\n"
    queue = b"  Stock:\n    Type: AWS::SQS::Queue\n"
    seen = check(tmp_path, {path: text + event + queue, "app.py": HANDLER})
    assert seen.diagnostics == ()
    assert any(one.endswith("queue-without-dlq") for one in seen.findings)
    assert not list(tmp_path.rglob("made"))


JSON_ALL_THE_SAME: dict[str, Callable[[str], str]] = {
    "commas at the end": lambda text: re.sub(r"(\n *[}\]])", r",\1", text),
    "not a number": lambda text: text.replace("30", "NaN"),
    "no end of numbers": lambda text: text.replace("30", "-Infinity"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "half a character": lambda text: text.replace("ours", "\\ud83d"),
}


@pytest.mark.parametrize("name", JSON_ALL_THE_SAME)
def test_json_that_is_read_all_the_same(name: str, tmp_path: Path) -> None:
    template = {
        "Description": "ours",
        "Resources": {
            "Stock": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 30}},
            "Count": {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Runtime": "nodejs22.x", "Handler": "a.b", "Code": {}},
            },
            "Mapping": {
                "Type": "AWS::Lambda::EventSourceMapping",
                "Properties": {
                    "EventSourceArn": {"Fn::GetAtt": ["Stock", "Arn"]},
                    "FunctionName": {"Ref": "Count"},
                },
            },
        },
    }
    text = JSON_ALL_THE_SAME[name](json.dumps(template, indent=1))
    seen = check(tmp_path, {"t.json": text})
    assert seen.diagnostics == ()
    assert any(one.endswith("queue-without-dlq") for one in seen.findings)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "{}", "[]", "null", "a: 1\n"])
def test_a_file_that_is_no_template(text: str, tmp_path: Path) -> None:
    seen = check(tmp_path, {"template.yaml": text, "template.json": text, "empty.py": ""})
    assert seen.diagnostics == ()
    named = check(tmp_path, {}, "bad/template.yaml")
    assert_told(named, ["template.yaml:1:1 not a CloudFormation template"])
