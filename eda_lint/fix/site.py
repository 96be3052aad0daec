"""Constructions that may move to module level: which they are, and which of them are one."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from eda_lint.fix.constant import MAKERS, SESSIONS, Constants, Needs
from eda_lint.fix.nature import (
    Sharing,
    is_conditional,
    is_misused,
    is_parallel,
    is_unsettled,
    sharing,
)
from eda_lint.fix.scope import Names
from eda_lint.fix.text import Replacement, Text
from eda_lint.fix.tree import Tree
from eda_lint.frozen import frozen
from eda_lint.location import Location


@frozen
class Request:
    """A finding's construction. `named`: its remedy names the edit; others only follow one."""

    fingerprint: str
    at: Location
    named: bool
    safe: bool


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """The variable of a construction that is a statement of its own, bound nowhere else."""

    target: cst.Name
    statement: cst.SimpleStatementLine
    readings: tuple[cst.Name, ...]

    @property
    def name(self) -> str:
        """Its name within the function."""
        return self.target.value


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A construction that moves to module level. `path` is what it calls, as imported.

    `functions` are those around it, inside out; `variable` is None where only its expression
    moves; `held` are the names in it that move before it.
    """

    call: cst.Call
    path: str
    functions: tuple[cst.FunctionDef, ...]
    variable: Variable | None
    needs: frozenset[str]
    held: tuple[tuple[cst.Name, Site], ...]
    safe: bool

    @property
    def before(self) -> Iterator[Site]:
        """The constructions that this one takes its session from."""
        for _, site in self.held:
            yield from site.before
            yield site


class Survey:
    """Finds the constructions of a file that may move."""

    def __init__(self, text: Text, tree: Tree, names: Names) -> None:
        self._text = text
        self._tree = tree
        self._names = names
        self._parallel = is_parallel(tree)
        self._header = header_length(tree)
        self._unsettled = is_unsettled(tree, self._header)

    def sites(self, requests: Iterable[Request]) -> Mapping[str, Site]:
        """The construction of each finding, by fingerprint; those that stay are left out."""
        if self._names.reflected or self._names.star_imported:
            return {}
        found: dict[cst.Call, Site] = {}
        by_call: dict[cst.Call, list[Request]] = {}
        for request in requests:
            call = self._tree.call_at(request.at)
            if call is not None:
                by_call.setdefault(call, []).append(request)
        named = {call for call, given in by_call.items() if any(r.named for r in given)}
        # A chain starts with its outermost call: what it is made of moves with it.
        order = sorted(by_call, key=self._outermost_first)
        sites: dict[str, Site] = {}
        for call in order:
            around = next((s for c, s in found.items() if self._covers(c, call)), None)
            wanted = call in named or self._follows(call, named)
            safe = all(request.safe for request in by_call[call])
            site = around or self._site(call, safe, found.values(), wanted)
            if site is None:
                continue
            found.setdefault(site.call, site)
            sites.update((request.fingerprint, site) for request in by_call[call])
        return sites

    def _outermost_first(self, call: cst.Call) -> tuple[int, ...]:
        span = self._tree.span(call)
        return (*span.start, -span.end_line, -span.end_column)

    def _covers(self, outer: cst.Call, inner: cst.Call) -> bool:
        return self._tree.span(outer).covers(self._tree.span(inner))

    def _follows(self, call: cst.Call, named: set[cst.Call]) -> bool:
        """Whether a construction starts with one that a remedy names."""
        return isinstance(call.func, cst.Attribute) and call.func.value in named

    def _site(self, call: cst.Call, safe: bool, found: Iterable[Site], wanted: bool) -> Site | None:
        functions = self._tree.functions_around(call)
        if not functions or self._is_fixed(call, functions[0]):
            return None
        held = {
            site.variable.name: site
            for site in found
            if site.variable is not None and site.functions[0] in functions
        }
        constants = Constants(self._tree, self._names, functions, held)
        needs = constants.of(call)
        if needs is None or not (wanted or needs.held):
            return None
        path = self._path(call, constants, needs)
        share = sharing(
            path,
            in_coroutine=any(function.asynchronous is not None for function in functions),
            parallel=self._parallel,
        )
        variable = self._variable(call, functions[0])
        if share is Sharing.NEVER or self._misused(call):
            return None
        return Site(
            call=call,
            path=path,
            functions=functions,
            variable=variable,
            needs=frozenset(needs.names),
            held=tuple(needs.held),
            safe=safe
            and needs.sure
            and share is Sharing.ALWAYS
            and not self._unsettled
            and not is_conditional(self._tree, call, functions[0])
            and all(site.safe for _, site in needs.held),
        )

    def _is_fixed(self, call: cst.Call, function: cst.FunctionDef) -> bool:
        """Whether a construction belongs to where it is: a class body, `self.x = ...`, nobody."""
        for parent, _ in self._tree.around(call):
            if parent is function:
                break
            if isinstance(parent, cst.ClassDef):
                return True
        targets: tuple[cst.BaseExpression, ...] = ()
        match self._tree.parent(call):
            case cst.Expr():
                return True
            case cst.Assign() as assignment:
                targets = tuple(target.target for target in assignment.targets)
            case cst.AnnAssign() as assignment:
                targets = (assignment.target,)
        return not all(
            isinstance(target, cst.Name) and not self._names.declared(target.value, function)
            for target in targets
        )

    def _variable(self, call: cst.Call, function: cst.FunctionDef) -> Variable | None:
        assignment = self._tree.parent(call)
        statement = self._tree.parent(assignment) if assignment is not None else None
        target: cst.BaseExpression | None = None
        match assignment:
            case cst.Assign() if len(assignment.targets) == 1:
                target = assignment.targets[0].target
            case cst.AnnAssign() if self._may_move(assignment.annotation):
                target = assignment.target
        if not (
            isinstance(target, cst.Name)
            and isinstance(statement, cst.SimpleStatementLine)
            and len(statement.body) == 1
            and self._names.bindings(target.value, function) == 1
        ):
            return None
        readings = self._names.readings(target.value, function.body)
        return Variable(target, statement, readings)

    def _may_move(self, annotation: cst.Annotation) -> bool:
        """Whether an annotation can stand at module level, where it is evaluated, unlike here."""
        known = self._names.module_level
        if "annotations" in known and known["annotations"].path == "__future__.annotations":
            return True
        names = (n.value for n in self._tree.all(cst.Name, annotation) if self._tree.reads(n))
        return all(name in known and known[name].index < self._header for name in names)

    def _misused(self, call: cst.Call) -> bool:
        """Whether what is built is closed or changed, by whatever name it has in the function."""
        functions = self._tree.functions_around(call)
        uses: list[cst.CSTNode] = [call]
        for parent, child in self._tree.around(call):
            if isinstance(parent, cst.Assign | cst.AnnAssign | cst.NamedExpr) and child is call:
                for name in self._tree.all(cst.Name, parent):
                    if self._tree.binds(name):
                        uses.extend(self._names.readings(name.value, functions[0].body))
        return any(is_misused(self._tree, use) for use in uses)

    def _path(self, call: cst.Call, constants: Constants[Site], needs: Needs[Site]) -> str:
        """What a construction calls: by import, or by the session that it starts from."""
        path = constants.path(call.func)
        if isinstance(call.func, cst.Attribute) and call.func.attr.value in MAKERS:
            start = call.func.value
            session = ""
            if isinstance(start, cst.Call):
                session = constants.path(start.func)
            elif isinstance(start, cst.Name):
                kept = next((site for name, site in needs.held if name is start), None)
                known = self._names.module_level.get(start.value)
                if kept is not None:
                    session = kept.path
                elif known is not None and isinstance(known.value, cst.Call):
                    session = constants.path(known.value.func)
            if session:
                session = "boto3.Session" if session in SESSIONS else session
                return f"{session}.{call.func.attr.value}"
        return path or "unknown"


def header_length(tree: Tree) -> int:
    """How many statements come before the first that defines a function or class."""
    for index, statement in enumerate(tree.module.body):
        if any(True for _ in tree.all(cst.FunctionDef, statement)) or any(
            True for _ in tree.all(cst.ClassDef, statement)
        ):
            return index
    return len(tree.module.body)


def meaning(text: Text, tree: Tree, call: cst.Call, held: Iterable[Replacement] = ()) -> str:
    """A construction's text without layout and quotes: equal where the constructions are."""
    written = text.of(tree.span(call), held)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.dump(ast.parse(f"({written}\n)", mode="eval"))
