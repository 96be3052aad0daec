"""The house as the code has it: what may import what, how long a file is, what start-up loads.

Data flows one way. A module imports from the packages before its own in this order, and from its
own:

    errors, frozen, nearest     what goes wrong, how data is declared, what was meant
    location                    where something stands
    value, finding, notices     the vocabulary of values and findings
    model                       the vocabulary of the event graph
    config                      what is asked for
    git, files, discover        the files that there are
    parse                       one file's text -> facts
    aws                         what resources, events and SDK calls mean
    bind                        the facts of many files -> one application
    graph                       the application -> the event graph, and the questions it answers
    rule, registry              one rule, all rules
    repeated, suppress, overrides  which findings stand, and how severe they are
    baseline, changed           which of them are new, which of them a change touches
    lint                        the whole run
    fix, report, cli            what is made of a report
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "eda_lint"

ORDER = tuple(
    re.findall(r"\w+", " ".join(re.findall(r"^ {4}(\w+(?:, \w+)*)", __doc__ or "", re.MULTILINE)))
)

# Only the names of types go against the order: nothing is loaded for them.
TYPES_FROM_BELOW = {
    ("eda_lint.config.settings", "eda_lint.rule"): "the type of an option's value",
    ("eda_lint.config.shapes", "eda_lint.rule"): "the type of an option's value",
}

OF_A_RULE = ("frozen", "rule", "finding", "location", "model", "value", "graph", "aws.facts")

LONGEST_FILE = 300
LONGEST_TEST = 500
LONGER = {
    "eda_lint/parse/code.py": "one grammar, read as one",
    "eda_lint/value.py": "one algebra: its forms, and what can be asked of any of them",
}

# What only some runs need, and only then pay for.
ON_DEMAND = ("asyncio", "http", "libcst", "networkx", "tree_sitter")

# What reaches beyond the files of a scan, and the one module that may: it asks git which files
# there are, and what of them changed.
BEYOND = frozenset({
    "boto3", "ftplib", "http", "multiprocessing", "requests", "runpy", "socket", "ssl",
    "subprocess", "urllib.request",
})  # fmt: skip
ALLOWED_BEYOND = {("eda_lint.git", "subprocess")}

# Files are opened where they are found, and for the lines that a report shows; and our own data.
OPENERS = {
    "eda_lint/bind/terraform/registry/__init__.py",
    "eda_lint/config/load.py",
    "eda_lint/discover.py",
    "eda_lint/files.py",
    "eda_lint/registry.py",
}
OPENING_PACKAGES = ("cli", "fix", "report")

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

SMALL = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
  Pack:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
"""


@dataclass(frozen=True)
class Import:
    """One import: `typing` for one that only type checkers do, `late` for one in a function."""

    module: str
    imported: str
    line: int
    typing: bool
    late: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.imported}"


def test_the_order_names_every_module_of_the_package() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or is_package(path)}
    assert set(ORDER) == there - {"__init__", "__main__", "rules"}


def test_a_module_imports_only_from_before_its_own_place() -> None:
    wrong = []
    for one in imports_of(PACKAGE):
        place, imported = place_of(one.module), place_of(one.imported)
        if place is None or imported is None or imported <= place:
            continue
        if not (one.typing and (one.module, one.imported) in TYPES_FROM_BELOW):
            wrong.append(str(one))
    assert not wrong


def test_every_exception_from_the_order_is_used() -> None:
    seen = {(one.module, one.imported) for one in imports_of(PACKAGE) if one.typing}
    assert set(TYPES_FROM_BELOW) <= seen


def test_only_the_way_in_imports_the_command_line() -> None:
    importing = {one.module for one in imports_of(PACKAGE) if in_package(one.imported, "cli")}
    assert {module for module in importing if not in_package(module, "cli")} == {
        "eda_lint.__main__"
    }


def test_no_module_needs_itself_to_be_imported() -> None:
    known = {module_name(path) for path in python_files(PACKAGE)}
    needs: dict[str, set[str]] = {name: set() for name in known}
    for one in imports_of(PACKAGE):
        at_start_up = not one.typing and not one.late
        if at_start_up and one.imported in known and one.imported != one.module:
            needs[one.module].add(one.imported)
    while ready := {name for name, others in needs.items() if not others & set(needs)}:
        needs = {name: others for name, others in needs.items() if name not in ready}
    assert not needs


def test_a_rule_imports_the_vocabulary_and_the_standard_library() -> None:
    allowed = tuple(f"eda_lint.{name}" for name in OF_A_RULE)
    wrong = [
        str(one)
        for one in imports_of(ROOT / "rules")
        if one.imported.split(".")[0] not in sys.stdlib_module_names
        and not any(one.imported == name or one.imported.startswith(f"{name}.") for name in allowed)
    ]
    assert not wrong


def test_a_room_holds_a_rule_and_its_page() -> None:
    rooms = [path for path in (ROOT / "rules").glob("*/*") if path.name != "__pycache__"]
    rooms = [room for room in rooms if room.is_dir()]
    assert rooms
    for room in rooms:
        names = {path.name for path in room.iterdir()} - {"__pycache__"}
        assert names == {"rule.py", "README.md"}, room


def test_no_file_is_long() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("eda_lint", "rules", "tests", "benchmarks")
        for path in python_files(ROOT / folder)
    }
    too_long = {
        name
        for name, lines in lengths.items()
        if lines > (LONGEST_TEST if name.startswith("tests/") else LONGEST_FILE)
    }
    # Equal, not a subset: an exception that is needed no longer is struck off.
    assert too_long == set(LONGER)


def test_only_a_broken_rule_is_caught_whatever_it_raises() -> None:
    catching = [
        f"{path.relative_to(ROOT).as_posix()}: {function}"
        for folder in ("eda_lint", "rules", "benchmarks")
        for path in python_files(ROOT / folder)
        for function in catching_everything(tree_of(path))
    ]
    assert catching == ["eda_lint/lint.py: _run"]


def test_nothing_runs_fetches_or_leaves() -> None:
    wrong = [
        str(one)
        for folder in (PACKAGE, ROOT / "rules")
        for one in imports_of(folder)
        if any(one.imported == name or one.imported.startswith(f"{name}.") for name in BEYOND)
        and (one.module, one.imported) not in ALLOWED_BEYOND
    ]
    assert not wrong


def test_files_are_opened_where_they_are_found() -> None:
    opening = {
        path.relative_to(ROOT).as_posix()
        for folder in (PACKAGE, ROOT / "rules")
        for path in python_files(folder)
        if opens_files(tree_of(path)) and path.relative_to(ROOT).parts[1] not in OPENING_PACKAGES
    }
    assert opening <= OPENERS


@pytest.mark.parametrize(
    "arguments", [["--version"], ["check", "--isolated", "."], ["graph", "--isolated", "."]]
)
def test_a_run_loads_only_what_it_needs(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "template.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "src/app.py").write_text("def handler(event, context):\n    return event\n")
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from eda_lint.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", start, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (0, 1)
    assert run.stdout
    loaded = set(re.findall(r"^import time:.*\| +(\S+)$", run.stderr, re.MULTILINE))
    assert "eda_lint.cli" in loaded
    assert not {name for name in loaded if name.split(".")[0] in ON_DEMAND}


def is_package(path: Path) -> bool:
    """Whether a folder holds modules."""
    return path.is_dir() and any(path.rglob("*.py"))


def place_of(module: str) -> int | None:
    """Where a module stands in the order; the version and `python -m` stand outside it."""
    first, _, rest = module.partition(".")
    name = rest.split(".")[0]
    return ORDER.index(name) if first == "eda_lint" and name in ORDER else None


def in_package(module: str, name: str) -> bool:
    """Whether a module is the package of that name, or in it."""
    return module.split(".")[:2] == ["eda_lint", name]


def module_name(path: Path) -> str:
    """The name that a file is imported by."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def python_files(folder: Path) -> list[Path]:
    """The Python files under a folder; fixtures are applications of others."""
    return [path for path in sorted(folder.rglob("*.py")) if "fixtures" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(folder: Path) -> Iterator[Import]:
    """Every import under a folder, those inside functions too."""
    for path in python_files(folder):
        yield from imports_in(path)


@cache
def imports_in(path: Path) -> tuple[Import, ...]:
    """Every import of a file."""
    tree = tree_of(path)
    typing = inside(node for node in ast.walk(tree) if guards_types(node))
    late = inside(node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))
    return tuple(
        Import(
            module_name(path),
            imported,
            getattr(node, "lineno", 1),
            typing=id(node) in typing,
            late=id(node) in late,
        )
        for node in ast.walk(tree)
        for imported in imported_by(node)
    )


def inside(nodes: Iterable[ast.AST]) -> set[int]:
    """The identities of everything in these nodes."""
    return {id(inner) for node in nodes for inner in ast.walk(node)}


def guards_types(node: ast.AST) -> bool:
    """Whether this is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def imported_by(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports."""
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(level=0, module=str() as module, names=names):
            for name in names:
                inner = ROOT.joinpath(*module.split("."), name.name)
                is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
                yield f"{module}.{name.name}" if is_module else module
        case ast.ImportFrom():
            yield "a relative module"


def catching_everything(tree: ast.Module) -> Iterator[str]:
    """The functions in which any exception at all is caught or suppressed."""
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            yield from (function.name for node in ast.walk(function) if catches_everything(node))


def catches_everything(node: ast.AST) -> bool:
    """`except:`, `except Exception`, `suppress(Exception)`, and the like."""
    match node:
        case ast.ExceptHandler(type=None):
            return True
        case ast.ExceptHandler(type=ast.expr() as caught):
            named = [caught]
        case ast.Call(func=ast.Name("suppress") | ast.Attribute(attr="suppress"), args=named):
            pass
        case _:
            return False
    names = {inner.id for one in named for inner in ast.walk(one) if isinstance(inner, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def opens_files(tree: ast.Module) -> bool:
    """Whether a module reads, writes or lists files."""
    methods = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob"}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("open")):
                return True
            case ast.Call(func=ast.Attribute(attr=method)) if method in methods:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name("os"), attr="walk" | "scandir")):
                return True
    return False
