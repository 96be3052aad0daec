"""Which files are JavaScript or TypeScript, and what is read of them in a scan."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from eda_lint.discover import SourceKind, discover
from eda_lint.errors import NothingToAnalyse
from eda_lint.parse.code import Language
from eda_lint.parse.ecmascript import LARGEST_FILE
from eda_lint.parse.files import ParsedFiles, parse


def parsed(folder: Path, *named: str) -> ParsedFiles:
    """What is parsed of a folder, or of the files in it that are named."""
    roots = [Path(name) for name in named or (".",)]
    return parse(discover(roots, working_directory=folder))


def test_kinds(tmp_path: Path) -> None:
    names = ("a.js", "b.mjs", "c.cjs", "d.jsx", "e.ts", "f.mts", "g.cts", "h.tsx", "I.TS")
    for name in (*names, "j.d.ts", "k.d.mts", "l.d.cts", "m.vue", "n.json5"):
        (tmp_path / name).write_text("a()\n", encoding="utf-8")
    found = discover([Path()], working_directory=tmp_path).sources
    kinds = {source.path: source.kind for source in found}
    assert sorted(kinds) == sorted(names)
    assert {name for name, kind in kinds.items() if kind is SourceKind.JAVASCRIPT} == set(names[:4])


def test_declarations_of_types_are_nothing_to_analyse(tmp_path: Path) -> None:
    (tmp_path / "a.d.ts").write_text("declare const a: string\n", encoding="utf-8")
    with pytest.raises(NothingToAnalyse):
        discover([Path()], working_directory=tmp_path)


def test_files_are_parsed_in_their_languages(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("a(<B />)\n", encoding="utf-8")
    (tmp_path / "b.ts").write_text("const a = <string>b\n", encoding="utf-8")
    (tmp_path / "c.tsx").write_text("const a = <B /> as C\n", encoding="utf-8")
    files = parsed(tmp_path)
    assert files.diagnostics == ()
    assert {path: facts.language for path, facts in files.code.items()} == {
        "a.js": Language.JAVASCRIPT,
        "b.ts": Language.TYPESCRIPT,
        "c.tsx": Language.TYPESCRIPT,
    }


def test_a_large_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "bundle.js").write_text("a();\n" * (LARGEST_FILE // 4), encoding="utf-8")
    files = parsed(tmp_path)
    assert files.diagnostics == ()
    assert files.code["bundle.js"].unread == "0.6 MB, the limit is 0.5 MB"


def test_a_large_file_that_is_named_is_told(tmp_path: Path) -> None:
    (tmp_path / "bundle.js").write_text("a();\n" * (LARGEST_FILE // 4), encoding="utf-8")
    (told,) = parsed(tmp_path, "bundle.js").diagnostics
    assert told.message == "not analysed: 0.6 MB, the limit is 0.5 MB"


def test_other_encodings_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b'a("\xe4")\n')
    (told,) = parsed(tmp_path).diagnostics
    assert (told.line, told.column, told.message) == (1, 4, "not UTF-8 text")


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"\xef\xbb\xbfa()\n")
    files = parsed(tmp_path)
    assert files.diagnostics == ()
    assert files.code["a.js"].body[0].at.column == 1


def test_grammars_are_loaded_where_there_is_such_code(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a()\n", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path\n"
        "from eda_lint.discover import discover; from eda_lint.parse.files import parse\n"
        "parse(discover([Path()], working_directory=Path(sys.argv[1])))\n"
        "assert 'tree_sitter' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
