"""Imports: modules of the code path are evaluated, all others are foreign."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from eda_lint.bind.codebase import Found, join
from eda_lint.bind.evaluate.ecmascript.exports import complete, new_exports
from eda_lint.bind.evaluate.machine import Frame, Machine
from eda_lint.bind.evaluate.scopes import assign_name
from eda_lint.bind.evaluate.things import Foreign, Module, Scope, Thing
from eda_lint.bind.evaluate.words import words
from eda_lint.model import Moment
from eda_lint.parse.code import (
    ClassDefinition,
    CodeFacts,
    FunctionDefinition,
    If,
    Import,
    Language,
    Loop,
    Statement,
    Try,
    With,
)
from eda_lint.parse.code import Scope as ScopeStatement
from eda_lint.value import Unknown

# Libraries that are known by name: a vendored copy of one is not walked.
_KNOWN_PACKAGES = words(
    """
    boto3 botocore aioboto3 aiobotocore aws_lambda_powertools aws_xray_sdk requests urllib3
    httpx aiohttp psycopg psycopg2 pymysql mysql pymongo redis sqlalchemy asyncpg stripe
    pydantic
    """
)


def execute_import(machine: Machine, node: Import) -> None:
    """`import` and `from ... import`."""
    if node.member == "*":
        module = imported(machine, node.module, node.level)
        if isinstance(module, Module):
            for name, thing in module.scope.names.items():
                if not name.startswith("_"):
                    assign_name(machine, name, thing)
        return
    if node.member:
        module = imported(machine, node.module, node.level)
        assign_name(machine, node.name, _member(machine, module, node.member))
        return
    module = imported(machine, node.module, node.level)
    top = node.module.partition(".")[0]
    if node.name == top and top != node.module:
        module = imported(machine, top, node.level)
    assign_name(machine, node.name, module)


def _member(machine: Machine, module: Thing, name: str) -> Thing:
    match module:
        case Module():
            if name in module.scope.names:
                return module.scope.names[name]
            return submodule(machine, module, name) or Unknown(f"{module.name} has no {name}")
        case Foreign():
            return Foreign(f"{module.path}.{name}")
        case _:
            return module


def imported(machine: Machine, name: str, level: int = 0) -> Thing:
    """The module that a name means here."""
    if level:
        found, full = _relative(machine, name, level)
    else:
        found, full = machine.given.code.python_module(name, machine.given.roots), name
    if found is None:
        parent, _, last = full.rpartition(".")
        if level == 0 and parent:
            outer = machine.modules.get(parent)
            if outer is not None and last in outer.scope.names:
                return outer.scope.names[last]
        return Foreign(full)
    if found.package and full.partition(".")[0] in _KNOWN_PACKAGES:
        return Foreign(full)
    return load(machine, found)


def _relative(machine: Machine, name: str, level: int) -> tuple[Found | None, str]:
    """A relative import starts from the folder of the file that it stands in."""
    module = machine.frame.module
    folder = module.path if module.package and "." not in posixpath.basename(module.path) else ""
    folder = folder or posixpath.dirname(module.path)
    package = module.name if module.package else module.name.rpartition(".")[0]
    for _ in range(level - 1):
        folder = posixpath.dirname(folder)
        package = package.rpartition(".")[0]
    full = ".".join(part for part in (package, name) if part)
    if name:
        found = machine.given.code.python_module(name, (folder,))
        return (replace(found, name=full) if found else None), full
    above, last = posixpath.split(folder)
    found = machine.given.code.python_module(last, (above,)) if last else None
    return (replace(found, name=full or last) if found else None), full or last


def submodule(machine: Machine, module: Module, name: str) -> Thing | None:
    """A module inside a package, when there is one."""
    if not module.package:
        return None
    is_folder = not posixpath.basename(module.path).endswith(".py")
    folder = module.path if is_folder else posixpath.dirname(module.path)
    found = machine.given.code.python_module(name, (folder,))
    return load(machine, replace(found, name=f"{module.name}.{name}")) if found else None


def load(machine: Machine, found: Found) -> Module:
    """Evaluate a module, the first time that it is asked for."""
    known = machine.modules.get(found.path)
    if known is not None:
        return known
    machine.clock += 1
    start = machine.clock
    scope = Scope("module", None, start)
    language = found.facts.language if found.facts else machine.frame.module.language
    names = frozenset(rebound(found.facts)) if found.facts else frozenset()
    module = Module(found.name, found.path, language, scope, found.package, names)
    machine.modules[found.path] = module
    if language is not Language.PYTHON:
        module.exports = new_exports(machine, scope)
    if found.facts is not None:
        _run(machine, module, found.facts)
    complete(module)
    machine.clock += 1
    machine.loads.append((start, machine.clock))
    return module


def _run(machine: Machine, module: Module, facts: CodeFacts) -> None:
    flow = machine.live, machine.guards, machine.branches
    machine.live, machine.guards, machine.branches = True, (), []
    machine.frames.append(Frame(module.scope, module))
    try:
        with machine.at_moment(Moment.ONCE):
            machine.execute(facts.body)
    finally:
        machine.frames.pop()
        machine.live, machine.guards, machine.branches = flow


def rebound(facts: CodeFacts) -> Iterator[str]:
    """The module's names that its functions assign (`global x`)."""
    waiting: list[Statement] = list(facts.body)
    while waiting:
        match waiting.pop():
            case ScopeStatement(names=names):
                yield from names
            case FunctionDefinition(body=body) | ClassDefinition(body=body) | With(body=body):
                waiting.extend(body)
            case If(body=body, otherwise=otherwise) | Loop(body=body, otherwise=otherwise):
                waiting.extend((*body, *otherwise))
            case Try() as attempt:
                waiting.extend((*attempt.body, *attempt.otherwise, *attempt.final))
                waiting.extend(s for handler in attempt.handlers for s in handler.body)
            case _:
                continue


def entry_module(machine: Machine, facts: CodeFacts, roots: tuple[str, ...]) -> Module:
    """The module of the entry point, evaluated."""
    root = next((r for r in roots if not r or facts.path.startswith(f"{r}/")), "")
    relative = facts.path[len(root) + 1 :] if root else facts.path
    stem = posixpath.splitext(relative)[0]
    package = posixpath.basename(stem) == "__init__"
    name = (posixpath.dirname(stem) if package else stem).replace("/", ".")
    return load(machine, Found(name, join("", facts.path), facts, package))
