"""Small Terraform applications on disk, and where each of their functions begins."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eda_lint.bind.application import bind
from eda_lint.discover import discover
from eda_lint.finding import Confidence
from eda_lint.model import Handler, MissingHandler
from eda_lint.parse.files import parse
from eda_lint.value import Unknown

PYTHON = "def handler(event, context): pass\n"
NODE = "exports.handler = async (event) => event;\n"
TYPESCRIPT = "export const handler = async (event: unknown) => event;\n"
_BY_SUFFIX = {".py": PYTHON, ".js": NODE, ".mjs": TYPESCRIPT, ".ts": TYPESCRIPT}


def function(name: str = "this", **arguments: str) -> str:
    """A function in HCL: Python's `app.handler`, unless arguments say otherwise."""
    given = {"runtime": '"python3.13"', "handler": '"app.handler"', **arguments}
    lines = "\n".join(f"  {name} = {text}" for name, text in given.items() if text)
    return f'resource "aws_lambda_function" "{name}" {{\n{lines}\n}}\n'


def image(name: str = "this", **arguments: str) -> str:
    """A function in HCL that is an image."""
    return function(name, runtime="", handler="", package_type='"Image"', **arguments)


def archive(name: str = "this", output: str = "this.zip", **arguments: str) -> str:
    """An archive in HCL."""
    lines = "\n".join(f"  {name} = {text}" for name, text in arguments.items())
    return (
        f'data "archive_file" "{name}" {{\n  type = "zip"\n'
        f'  output_path = "${{path.module}}/{output}"\n{lines}\n}}\n'
    )


def handlers(folder: Path, files: Mapping[str, str]) -> dict[str, Handler | Unknown]:
    """The handler of each function by its address; files without text hold one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or _BY_SUFFIX[path.suffix], encoding="utf-8")
    application = bind(parse(discover([folder], working_directory=folder)))
    return {
        resource.name: application.handlers[resource.id]
        for resource in application.resources
        if resource.id in application.handlers
    }


def bound(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Where each function begins, by its address.

    A file that likely has it is marked "?", a handler that is missing "!"; else why there is none.
    """
    return {name: _told(handler) for name, handler in handlers(folder, files).items()}


def _told(handler: Handler | Unknown) -> str:
    if isinstance(handler, Handler):
        return f"{handler.at.path}{'?' if handler.confidence is Confidence.LIKELY else ''}"
    return f"{handler.why}{'!' if isinstance(handler, MissingHandler) else ''}"
