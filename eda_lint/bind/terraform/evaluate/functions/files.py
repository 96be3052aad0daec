"""Functions of files and of their paths. What the scan does not have is not known."""

from __future__ import annotations

import posixpath

from eda_lint.bind.terraform.evaluate.conversions import as_text
from eda_lint.bind.terraform.evaluate.functions.signature import (
    TEXT,
    Functions,
    Invocation,
    plain,
)
from eda_lint.bind.terraform.evaluate.rendering import rendered
from eda_lint.parse.terraform.template_files import parse_template_text
from eda_lint.value import Literal, Unknown, Value


def _path(call: Invocation) -> str | Unknown:
    path = as_text(call.arguments[0]) if call.arguments else call.failed("no path")
    if isinstance(path, Unknown):
        return path
    if not isinstance(path, Literal) or not isinstance(path.value, str):
        return call.unknown("a path that is not known")
    return path.value


def _content(call: Invocation) -> str | Unknown:
    path = _path(call)
    if isinstance(path, Unknown):
        return path
    text = call.scope.read(path)
    return call.unknown(f"{path} is not part of the scan") if text is None else text


def _file(call: Invocation) -> Value:
    text = _content(call)
    return text if isinstance(text, Unknown) else call.text(text)


def _file_exists(call: Invocation) -> Value:
    text = _content(call)
    return text if isinstance(text, Unknown) else Literal(True, call.at)


def _template_file(call: Invocation) -> Value:
    if len(call.arguments) != 2:
        return call.failed("not as many arguments")
    if call.scope.is_template:
        return call.failed("a template in a template")
    text = _content(call)
    if isinstance(text, Unknown):
        return text
    template = parse_template_text(str(_path(call)), text)
    return rendered(template, call.arguments[1], call.scope, call.at, call.evaluate)


def _base_name(path: str) -> str:
    return posixpath.basename(path.rstrip("/")) or ("/" if path.startswith("/") else ".")


def _directory_name(path: str) -> str:
    return posixpath.normpath(posixpath.dirname(path)) if path else "."


def _path_expand(call: Invocation) -> Value:
    path = _path(call)
    if isinstance(path, str) and path.startswith("~"):
        return _where_it_runs(call)
    return path if isinstance(path, Unknown) else Literal(path, call.at)


def _where_it_runs(call: Invocation) -> Value:
    return call.unknown("depends on where Terraform runs")


FUNCTIONS: Functions = {
    "abspath": _where_it_runs,
    "basename": plain(_base_name, TEXT),
    "dirname": plain(_directory_name, TEXT),
    "file": _file,
    "pathexpand": _path_expand,
    "fileexists": _file_exists,
    "templatefile": _template_file,
}
