"""What names mean in a file: bound once at module level, local to a function, or taken."""

from __future__ import annotations

import builtins
import keyword
import symtable
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping

import libcst as cst

from eda_lint.fix.tree import Tree
from eda_lint.frozen import frozen

_REFLECTION = frozenset({"locals", "globals", "vars", "eval", "exec", "dir"})
_SCOPES = (cst.FunctionDef, cst.Lambda, cst.ClassDef)


@frozen
class ModuleName:
    """A name that module-level statements bind and nothing binds again.

    `index` is the last of these statements; `path` what an import leads to, "" for others.
    """

    index: int
    path: str = ""
    value: cst.BaseExpression | None = None


class Names:
    """The names of one file."""

    def __init__(self, tree: Tree, tables: symtable.SymbolTable) -> None:
        self._tree = tree
        self._bindings: dict[str, list[cst.Name]] = defaultdict(list)
        for name in tree.names:
            if tree.binds(name):
                self._bindings[name.value].append(name)
        self._words = {name.value for name in tree.names}
        self._global = set(_global_names(tables))
        self.module_level = self._bound_once()

    @property
    def reflected(self) -> bool:
        """Whether the code looks names up by text, so that none of them may move."""
        return any(n.value in _REFLECTION and self._tree.reads(n) for n in self._tree.names)

    @property
    def star_imported(self) -> bool:
        """Whether `from x import *` binds names that are not written here."""
        return any(isinstance(i.names, cst.ImportStar) for i in self._tree.all(cst.ImportFrom))

    def bindings(self, name: str, under: cst.CSTNode) -> int:
        """How often a name is bound, deleted or declared within a node."""
        return sum(
            1
            for node in self._bindings.get(name, ())
            if any(parent is under for parent, _ in self._tree.around(node))
        )

    def declared(self, name: str, function: cst.FunctionDef) -> bool:
        """Whether `global` or `nonlocal` says that a function's name is another scope's."""
        return any(
            isinstance(self._tree.parent(node), cst.NameItem)
            and self._tree.functions_around(node)[:1] == (function,)
            for node in self._bindings.get(name, ())
        )

    def readings(self, name: str, under: cst.CSTNode) -> tuple[cst.Name, ...]:
        """Where a name is read within a node."""
        return tuple(
            node
            for node in self._tree.all(cst.Name, under)
            if node.value == name and self._tree.reads(node)
        )

    def free_at_module_level(self, name: str) -> bool:
        """Whether a name can be bound at module level and nobody who reads it notices."""
        return (
            name not in self._global
            and not name.startswith("__")
            and not hasattr(builtins, name)
            and not keyword.iskeyword(name)
        )

    def unheard(self, name: str) -> bool:
        """Whether a name stands nowhere in the file."""
        return name not in self._words and self.free_at_module_level(name)

    def _bound_once(self) -> Mapping[str, ModuleName]:
        indexes = {id(node): index for index, node in enumerate(self._tree.module.body)}
        found = {}
        for name, nodes in self._bindings.items():
            outside = [node for node in nodes if self._scope(node) is None]
            declared = any(isinstance(self._tree.parent(node), cst.NameItem) for node in nodes)
            statements = [self._statement(node, indexes) for node in outside]
            known = [statement for statement in statements if statement is not None]
            if not outside or declared or len(known) < len(statements):
                continue
            if len(known) == 1 or all(statement.path for statement in known):
                found[name] = max(known, key=lambda statement: statement.index)
        return found

    def _scope(self, name: cst.Name) -> cst.CSTNode | None:
        """The function, lambda or class in which a name is bound; None for the module."""
        node: cst.CSTNode = name
        parent = self._tree.parent(name)
        if isinstance(parent, cst.FunctionDef | cst.ClassDef) and parent.name is name:
            node = parent
        return next((p for p, _ in self._tree.around(node) if isinstance(p, _SCOPES)), None)

    def _statement(self, name: cst.Name, indexes: Mapping[int, int]) -> ModuleName | None:
        """What binds a name, if a simple statement at module level does."""
        path, value = "", None
        for parent, child in self._tree.around(name):
            match parent:
                case cst.ImportAlias():
                    path = _imported(self._tree, parent)
                case cst.Assign() if len(parent.targets) == 1 and parent.targets[0] is child:
                    value = parent.value if parent.targets[0].target is name else None
                case cst.SimpleStatementLine() if id(parent) in indexes:
                    return ModuleName(indexes[id(parent)], path, value)
        return None


def read_names(tree: Tree, text: str) -> Names | None:
    """The names of a file, None where this Python cannot compile it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Names(tree, symtable.symtable(text, "<mended>", "exec"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _global_names(table: symtable.SymbolTable) -> Iterator[str]:
    """Names bound at module level, and those that any scope looks up there or in the builtins."""
    if table.get_type() == "module":
        yield from table.get_identifiers()
    else:
        yield from (symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
    for inner in table.get_children():
        yield from _global_names(inner)


def _imported(tree: Tree, alias: cst.ImportAlias) -> str:
    """What an import's name leads to: `boto3.session.Session`, or `boto3` by `import boto3.s3`."""
    path = dotted(alias.name)
    statement = tree.parent(alias)
    if isinstance(statement, cst.ImportFrom):
        source = dotted(statement.module) if statement.module is not None else ""
        return f"{'.' * len(statement.relative)}{source}.{path}"
    return path if alias.asname is not None else path.partition(".")[0]


def dotted(node: cst.BaseExpression) -> str:
    """`a.b.c` of a chain of attributes; "" of anything else."""
    match node:
        case cst.Name():
            return node.value
        case cst.Attribute():
            start = dotted(node.value)
            return f"{start}.{node.attr.value}" if start else ""
        case _:
            return ""
