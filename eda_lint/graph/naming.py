"""What the names of nodes say, as words."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_KEY = r'(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?'
_LABEL = r"[^\W\d][\w-]*"
_MODULES = re.compile(rf"module\.({_LABEL}{_KEY})\.")
_RESOURCE = re.compile(rf"(aws_\w+)\.({_LABEL}{_KEY})$")
_ROOT_OF_ABSENT = re.compile(r" \([^()]*\)")
"""Behind the output of a module that is not in the scan: the folder of its root module."""
_SAYS_NOTHING = frozenset(
    {"all", "default", "each", "fn", "function", "handler", "lambda", "main", "self", "this"}
)


def tokens(name: str) -> tuple[str, ...]:
    """The words of a camelCase, snake_case or kebab-case name, in lower case."""
    return tuple(token.lower() for token in _TOKEN.findall(name))


def own_name(name: str) -> str:
    """What a node's name says of the node itself: all of a logical id.

    Of a Terraform address it is the resource's label and key. Only where these say no more than
    "this", it is what the nearest module is called that says more: what a module is called says
    what all of its resources are for together.
    """
    name = _ROOT_OF_ABSENT.sub("", name, count=1)
    labels: list[str] = []
    at = 0
    while (module := _MODULES.match(name, at)) is not None:
        labels.append(module[1])
        at = module.end()
    resource = _RESOURCE.match(name, at)
    if resource is None:
        return name
    labels.append(resource[2])
    silent = _SAYS_NOTHING.union(tokens(resource[1]))
    return next((label for label in reversed(labels) if _speaks(label, silent)), resource[2])


def _speaks(label: str, silent: frozenset[str]) -> bool:
    return any(token not in silent and not token.isdecimal() for token in tokens(label))
