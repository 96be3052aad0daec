"""YAML or JSON text to PyYAML's nodes, which know their places.

JSON goes through libyaml as well: JSON is YAML, but for a few spellings that are rewritten when
libyaml has refused a text that is JSON all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

from eda_lint.location import Diagnostic
from eda_lint.parse.cloudformation.sniff import BLANK

try:
    from yaml import CSafeLoader as _FastestLoader
except ImportError:  # built without libyaml: ten times slower, the same nodes
    from yaml import SafeLoader as _FastestLoader  # type: ignore[assignment]

PLAIN = "plain"
"""The tag of a scalar without quotes and without a tag: what it means is not YAML's to say."""
TEXT = "tag:yaml.org,2002:str"
MAP = "tag:yaml.org,2002:map"
LIST = "tag:yaml.org,2002:seq"

LEVELS = 100
"""How deep nodes may nest, aliases expanded. Real documents stay below 40."""
EXPANDED_NODES = 500_000
"""How many nodes a document may have, aliases expanded. Real ones have some 10 000."""

_TOO_DEEP = f"nested more than {LEVELS} levels deep"
_ANCHOR = re.compile(r"(?:^|[^\w&])&[^\s,\[\]{}&]")
_JSON_START = re.compile(rf"{BLANK}[{{\[]{BLANK}[\"{{\[}}\]]")
_STRING_OR_PLACEHOLDER = re.compile(r'("(?:[^"\\]|\\.)*")|\$\{[^{}\s"]+\}')
_SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)(?:\\u([dD][89abAB]\w\w)\\u([dD][c-fC-F]\w\w)|\\u[dD][89a-fA-F]\w\w)"
)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _TooDeep(yaml.MarkedYAMLError):
    """Nodes nest deeper than anyone writes; libyaml before 0.2.6 would overflow the stack."""


class _Resolution:
    """Leaves the meaning of plain scalars open, and counts levels."""

    levels = 0

    def resolve(self, kind: type[yaml.Node], value: object, implicit: tuple[bool, bool]) -> str:
        if kind is yaml.ScalarNode:
            return PLAIN if implicit[0] else TEXT
        return MAP if kind is yaml.MappingNode else LIST

    # PyYAML calls these two around each node, to resolve by its path. Nothing resolves by that.
    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        self.levels += 1
        if parent is not None and self.levels > LEVELS:
            raise _TooDeep(problem=_TOO_DEEP, problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        self.levels -= 1


class _Loader(_Resolution, _FastestLoader):
    """Composes nodes with libyaml, where it is there."""


def compose(path: str, text: str) -> tuple[yaml.Node, ...] | Diagnostic:
    """The documents of a YAML or JSON text; a diagnostic where it is neither.

    No document nests deeper than LEVELS or has more nodes than EXPANDED_NODES, with its aliases
    expanded: who walks them needs no guard.
    """
    try:
        documents = _documents(text)
    except _TooDeep as refused:
        return _marked(path, refused.problem_mark, _TOO_DEEP)
    except (yaml.YAMLError, UnicodeEncodeError) as refused:
        # JSON has no anchors: nothing of it can expand.
        return _json_all_the_same(text) or _diagnostic(path, text, refused)
    if documents and isinstance(documents[0], yaml.ScalarNode) and _JSON_START.match(text):
        # Behind a comment that is none of YAML's all is one long text.
        return _not_json(path, text) or documents
    if "&" in text and _ANCHOR.search(text):
        for document in documents:
            expansion = _expansion(path, document)
            if expansion is not None:
                return expansion
    return documents


def _documents(text: str) -> tuple[yaml.Node, ...]:
    loader = _Loader(text)
    try:
        return tuple(_nodes(loader))
    finally:
        loader.dispose()


def _nodes(loader: _Loader) -> Iterator[yaml.Node]:
    while loader.check_node():
        node = loader.get_node()
        if node is not None:
            yield node


def _json_all_the_same(text: str) -> tuple[yaml.Node, ...] | None:
    """The nodes of JSON that libyaml refuses, or that is JSON once placeholders are quoted.

    Step Functions' definitions may write `"TimeoutSeconds": ${Timeout}`. Rewriting moves no line,
    and columns only behind what is rewritten.
    """
    if not _JSON_START.match(text):
        return None
    quoted = _STRING_OR_PLACEHOLDER.sub(lambda m: m[1] or f'"{m[0]}"', text)
    try:
        json.loads(quoted)
        # JSON has tabs only between its tokens.
        readable = _SURROGATES.sub(_one_character, quoted.replace("\t", " "))
        return _documents(_UNPRINTABLE.sub("\ufffd", readable))
    except (ValueError, RecursionError, yaml.YAMLError):
        return None


def _one_character(pair: re.Match[str]) -> str:
    r"""`\ud83d\ude00` in YAML's spelling; half a pair is no character."""
    backslashes, high, low = pair.groups()
    if high is None:
        return f"{backslashes}\\ufffd"
    code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)
    return f"{backslashes}\\U{code:08X}"


def _diagnostic(path: str, text: str, error: Exception) -> Diagnostic:
    """What is wrong and where, in the words of the parser that the text is written for."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    wrong = _not_json(path, text, mark) if _JSON_START.match(text) else None
    if wrong is not None:
        return wrong
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked(path, error.problem_mark, f"not valid YAML: {_problem(error, text)}")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable is None:
        return Diagnostic(path, 1, 1, f"not valid YAML: {error}")
    before = text[: unprintable.start()]
    column = len(before) - before.rfind("\n")
    message = f"not valid YAML: the character U+{ord(unprintable[0]):04X} is not allowed"
    return Diagnostic(path, before.count("\n") + 1, column, message)


def _not_json(path: str, text: str, deep: yaml.Mark | None = None) -> Diagnostic | None:
    """Why a text is no JSON, where it is none; `deep` is the place where it nests too deeply."""
    try:
        json.loads(text)
    except json.JSONDecodeError as wrong:
        message = f"not valid JSON: {wrong.msg[0].lower()}{wrong.msg[1:]}"
        return Diagnostic(path, wrong.lineno, wrong.colno, message)
    except RecursionError:
        return _marked(path, deep, _TOO_DEEP)
    return None


def _problem(error: yaml.MarkedYAMLError, text: str) -> str:
    mark, began = error.problem_mark, error.context_mark
    words = [error.problem or "", error.context or ""]
    if error.context and mark and began and began.line != mark.line:
        words.append(f"that starts in line {began.line + 1}")
    lines = text.splitlines()
    tab = mark and lines[mark.line : mark.line + 1] and lines[mark.line][mark.column :][:1] == "\t"
    if tab and "tab" not in words[0]:
        words.append("(there is a tab)")
    return " ".join(filter(None, words))


def _expansion(path: str, root: yaml.Node) -> Diagnostic | None:
    """Why a document with anchors cannot be expanded: it holds itself, or grows without measure."""
    sizes: dict[int, int] = {}
    levels: dict[int, int] = {}
    entered: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, counted = waiting.pop()
        identity = id(node)
        if identity in sizes:
            continue
        children = _children(node)
        if counted:
            sizes[identity] = size = 1 + sum(sizes[id(child)] for child in children)
            levels[identity] = level = 1 + max((levels[id(child)] for child in children), default=0)
            if size > EXPANDED_NODES:
                message = f"aliases expand to more than {EXPANDED_NODES} nodes"
                return _marked(path, node.start_mark, message)
            if level > LEVELS:
                return _marked(path, node.start_mark, _TOO_DEEP)
        elif identity in entered:
            return _marked(path, node.start_mark, "an alias stands inside of what it names")
        else:
            entered.add(identity)
            waiting.append((node, True))
            waiting.extend((child, False) for child in children)
    return None


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _marked(path: str, mark: yaml.Mark | None, message: str) -> Diagnostic:
    if mark is None:
        return Diagnostic(path, 1, 1, message)
    return Diagnostic(path, mark.line + 1, mark.column + 1, message)
