"""What CloudFormation's plain YAML scalars mean.

YAML 1.1 turns `on`, `yes`, `0777`, `12:30:45` and `2012-10-17` into booleans, octal and sexagesimal
numbers and dates. Templates mean text by all of them, so only JSON's own scalars resolve here, in
YAML's spellings. A number stays text where its text would be lost: `1.10`, `007`, thirty digits.
"""

from __future__ import annotations

import re

from eda_lint.value import Scalar

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMERIC = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]{1,2})?")


def resolve(text: str) -> Scalar:
    """The value of a scalar that is written without quotes or tag."""
    if len(text) < 6 and text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if str(number) == text else text
    return text
