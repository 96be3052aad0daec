"""No code ends the evaluation: recursion, cycles, depth and sheer size are cut and told."""

from __future__ import annotations

import time

import pytest

from tests.bind.evaluated import behaviour_of, seen

SEND = "import boto3\nsqs = boto3.client('sqs')\n"

NESTED = {
    "sum": "x = " + " + ".join(["a"] * 400),
    "conjunction": "x = " + " and ".join(["a"] * 400),
    "lists": "x = " + "[" * 80 + "]" * 80,
    "calls": "x = " + "f(" * 80 + ")" * 80,
    "attributes": "x = a" + ".b()" * 300,
    "subscripts": "x = a" + "[0]" * 300,
    "conditionals": "x = " + "1 if a else (" * 80 + "2" + ")" * 80,
    "lambdas": "x = " + "lambda: " * 80 + "1",
    "elif": "if a: pass\n" + "\n".join("elif a: pass" for _ in range(120)),
    "functions": "\n".join(
        [f"def f{i}(x):\n    return f{i + 1}(x)" for i in range(400)] + ["f0(1)"]
    ),
    "ifs": "\n".join("  " * i + "if a:" for i in range(90)) + "\n" + "  " * 90 + "pass",
}


@pytest.mark.parametrize("name", NESTED)
def test_depth(name: str) -> None:
    handler = "def handler(e, c):\n    sqs.send_message(A=1)\n"
    source = f"{SEND}a = input()\nf = print\n{NESTED[name]}\n{handler}"
    assert seen(source)[-1:] == ["sqs.SendMessage A=1"]


def test_depth_inside_the_handler_is_told() -> None:
    functions = "\n".join(f"def f{i}():\n    f{i + 1}()" for i in range(400))
    behaviour = behaviour_of(f"{functions}\ndef handler(e, c):\n    f0()\n")
    assert {u.why for u in behaviour.unfollowed} == {"nested too deeply"}


RECURSIVE = {
    "a function": "def f(n):\n    sqs.send_message(A=1)\n    f(n)\n",
    "two functions": "def f(n):\n    sqs.send_message(A=1)\n    g(n)\ndef g(n):\n    f(n)\n",
    "a method": (
        "class T:\n    def run(self, n):\n        sqs.send_message(A=1)\n        T().run(n)\n"
        "def f(n):\n    T().run(n)\n"
    ),
    "a property": (
        "class T:\n    @property\n    def p(self):\n        sqs.send_message(A=1)\n"
        "        return T().p\ndef f(n):\n    T().p\n"
    ),
    "a constructor": (
        "class T:\n    def __init__(self):\n        sqs.send_message(A=1)\n        T()\n"
        "def f(n):\n    T()\n"
    ),
    "an attribute getter": (
        "class T:\n    def __getattr__(self, n):\n        return getattr(self, n)\n"
        "def f(n):\n    T().x\n    sqs.send_message(A=1)\n"
    ),
    "a closure": ("def f(n):\n    def g():\n        f(n)\n    sqs.send_message(A=1)\n    g()\n"),
    "a class that is its own base": (
        "class T:\n    pass\nclass T(T):\n    pass\ndef f(n):\n    T().x\n"
        "    sqs.send_message(A=1)\n"
    ),
    "a list that holds itself": (
        "def f(n):\n    x = []\n    x.append(x)\n    d = {}\n    d['d'] = d\n"
        "    str(x)\n    print(d)\n    sqs.send_message(A=1)\n    sqs.foo(X=x, D=d)\n"
    ),
    "callables that call each other": ("def f(n):\n    sqs.send_message(A=1)\n    n(f)\n"),
}


@pytest.mark.parametrize("name", RECURSIVE)
def test_recursion(name: str) -> None:
    source = f"{SEND}{RECURSIVE[name]}\ndef handler(e, c):\n    f(1)\n"
    assert seen(source)[0] == "sqs.SendMessage A=1"


def test_calls_that_multiply_are_followed_once() -> None:
    doubling = "\n".join(f"def f{i}():\n    f{i + 1}()\n    f{i + 1}()" for i in range(25))
    source = (
        f"{SEND}{doubling}\ndef f25():\n    sqs.send_message(A=1)\ndef handler(e, c):\n    f0()\n"
    )
    started = time.perf_counter()
    assert seen(source) == ["sqs.SendMessage A=1"]
    assert time.perf_counter() - started < 1


def test_calls_that_multiply_with_other_arguments_meet_the_budget() -> None:
    doubling = "\n".join(
        f"def f{i}(x):\n    f{i + 1}(x + 'a')\n    f{i + 1}(x + 'b')" for i in range(25)
    )
    source = f"{SEND}{doubling}\ndef f25(x):\n    pass\ndef handler(e, c):\n    f0('')\n"
    behaviour = behaviour_of(source)
    assert "too many calls" in {u.why for u in behaviour.unfollowed}


def test_values_that_double_stay_small() -> None:
    doubling = "\n".join("    x = x + x" for _ in range(40))
    nested = "\n".join("    d = {'a': d, 'b': d}" for _ in range(40))
    source = (
        f"{SEND}def handler(e, c):\n    x = e['x']\n    d = {{}}\n{doubling}\n{nested}\n"
        "    sqs.send_message(A=x, D=d)\n"
    )
    started = time.perf_counter()
    assert len(seen(source)) == 1
    assert time.perf_counter() - started < 2
