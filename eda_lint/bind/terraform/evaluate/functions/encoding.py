"""Functions that write text in another way: base64, URLs, digests."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from urllib.parse import quote_plus

from eda_lint.bind.terraform.evaluate.conversions import as_text
from eda_lint.bind.terraform.evaluate.functions.signature import (
    TEXT,
    Fails,
    Functions,
    Invocation,
    TooLarge,
    plain,
)
from eda_lint.value import Operation, Value

_ENCODINGS = {"UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be"}


def _encoded(text: str) -> str:
    return base64.b64encode(_bytes(text)).decode("ascii")


def _bytes(text: str, encoding: str = "utf-8") -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        raise Fails("no text") from error


def _decoded(text: str) -> str:
    return _text(_from_base64(text), "utf-8")


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Fails("no base64") from error


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Fails("no text") from error


def _base64decode(call: Invocation) -> Value:
    if len(call.arguments) == 1:
        text = as_text(call.arguments[0])
        if isinstance(text, Operation) and text.name == "base64encode" and text.arguments:
            return text.arguments[0]
    return plain(_decoded, TEXT)(call)


def _base64encode(call: Invocation) -> Value:
    if len(call.arguments) == 1 and isinstance(call.arguments[0], Operation):
        # What is encoded can be read as long as it is not turned into text.
        return Operation(call.name, call.arguments, call.at)
    return plain(_encoded, TEXT)(call)


def _codec(encoding: str) -> str:
    if encoding not in _ENCODINGS:
        raise TooLarge
    return _ENCODINGS[encoding]


def _text_encoded(text: str, encoding: str) -> str:
    return base64.b64encode(_bytes(text, _codec(encoding))).decode("ascii")


def _text_decoded(text: str, encoding: str) -> str:
    return _text(_from_base64(text), _codec(encoding))


def _url(text: str) -> str:
    return quote_plus(_bytes(text))


def _hexadecimal(name: str) -> Callable[[str], str]:
    return lambda text: hashlib.new(name, _bytes(text), usedforsecurity=False).hexdigest()


def _base64_digest(name: str) -> Callable[[str], str]:
    def digest(text: str) -> str:
        made = hashlib.new(name, _bytes(text), usedforsecurity=False).digest()
        return base64.b64encode(made).decode("ascii")

    return digest


FUNCTIONS: Functions = {
    "base64decode": _base64decode,
    "base64encode": _base64encode,
    "base64sha256": plain(_base64_digest("sha256"), TEXT),
    "base64sha512": plain(_base64_digest("sha512"), TEXT),
    "md5": plain(_hexadecimal("md5"), TEXT),
    "sha1": plain(_hexadecimal("sha1"), TEXT),
    "sha256": plain(_hexadecimal("sha256"), TEXT),
    "sha512": plain(_hexadecimal("sha512"), TEXT),
    "textdecodebase64": plain(_text_decoded, TEXT, TEXT),
    "textencodebase64": plain(_text_encoded, TEXT, TEXT),
    "urlencode": plain(_url, TEXT),
}
