"""Handlers that are no Python, and inline code that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input.scan import FUNCTION, HANDLER, SAM, Content, assert_told, check

DEEP = 10_000
NOT_FOUND = "template.yaml:7:16 handler-not-found"
SENDS = """\
import boto3

sqs = boto3.client("sqs")


def handler(event, context):
    sqs.send_message(QueueUrl="q", MessageBody="")
"""

BROKEN: dict[str, tuple[Content, str]] = {
    "syntax": ("def handler(event, context)\n    pass\n", "1:28 not valid syntax for Python 3..."),
    "an open bracket": (f"{HANDLER}x = (1,\n", "3:5 not valid syntax...was never closed"),
    "Python 2": (
        "def handler(event, context):\n    print 'x'\n",
        "2:5 not valid syntax...Missing parentheses in call to 'print'...",
    ),
    "Python 2's errors": (
        "try:\n    pass\nexcept KeyError, error:\n    pass\n",
        "3:8 not valid syntax...",
    ),
    "tabs and blanks": (
        "def handler(event, context):\n        pass\n\tpass\n",
        "3:...not valid syntax...",
    ),
    "a null byte": (f"{HANDLER}x = 'a\0'\n", "3:7 not Python source text: a null byte"),
    "nothing but null bytes": (bytes(100), "1:1 not Python source text: a null byte"),
    "UTF-16": (HANDLER.encode("utf-16"), "1:1 not UTF-8 text"),
    "Latin-1": (f"# größe\n{HANDLER}".encode("latin-1"), "1:5 not UTF-8 text"),
    "an encoding that nobody knows": (
        f"# coding: klingon\n# größe\n{HANDLER}".encode("latin-1"),
        "2:5 not UTF-8 text",
    ),
    "an encoding that always fails": (
        f"# coding: undefined\n# größe\n{HANDLER}".encode("latin-1"),
        "2:5 not UTF-8 text",
    ),
    "an encoding of no text": (
        f"# coding: hex\n# größe\n{HANDLER}".encode("latin-1"),
        "2:5 not UTF-8 text",
    ),
    "brackets": (f"x = {'[' * DEEP}{']' * DEEP}\n", "1:...too many nested parentheses"),
    "blocks": (
        "".join(" " * n + "if x:\n" for n in range(200)) + " " * 200 + "pass\n",
        "...too many levels of indentation",
    ),
    "a number that is too long": (f"x = {'9' * DEEP}\n", "1:...Exceeds the limit..."),
    **{
        name: (f"x = {text}\n", "1:1 not analysed: its expressions are nested too deeply")
        for name, text in {
            "negations": "not " * DEEP + "1",
            "signs": "-" * DEEP + "1",
            "sums": "1 + " * DEEP + "1",
            "powers": "1" + " ** 1" * DEEP,
            "attributes": "x" + ".x" * DEEP,
            "calls": "x" + "()" * DEEP,
            "lambdas": "lambda: " * DEEP + "1",
            "conditionals": "1 if x else " * DEEP + "1",
        }.items()
    },
    "else ifs": (
        "if x:\n    pass\n" + "elif x:\n    pass\n" * DEEP,
        "1:1 not analysed: its expressions are nested too deeply",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_handler(name: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[name]
    seen = check(tmp_path, {"template.yaml": FUNCTION, "app.py": text})
    assert_told(seen, [f"app.py:{wanted}"])


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_module_beside_the_handler(name: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[name]
    files = {"template.yaml": FUNCTION, "app.py": f"import other\n{HANDLER}", "other.py": text}
    assert_told(check(tmp_path, files), [f"other.py:{wanted}"])


READ: dict[str, Content] = {
    "a byte order mark": b"\xef\xbb\xbf" + SENDS.encode(),
    "CRLF": SENDS.replace("\n", "\r\n"),
    "CR": SENDS.replace("\n", "\r"),
    "Latin-1 that is declared": f"# coding: latin-1\n# größe\n{SENDS}".encode("latin-1"),
    "an encoding that nobody knows": f"# coding: klingon\n{SENDS}",
    "half a character": f"{SENDS}    sqs.send_message(QueueUrl='\\ud83d', MessageBody='\\udc00')\n",
    "a large number": f"X = 0x{'f' * DEEP}\n{SENDS}    print(f'{{X}} {{-X}}', X)\n",
    "a number that is computed": f"{SENDS}    x = 10 ** 10 ** 10 + (1 << 10 ** 10)\n",
    "a text that is repeated": f"{SENDS}    x = 'a' * 10 ** 10 + '%9999999999d' % 1\n",
    "a text that doubles": f"{SENDS}    s = event['s']\n" + "    s = f'{s} {s}'\n" * 60,
    "a text that branches double": f"{SENDS}    s = ''\n"
    + "".join(f"    if event.get({n}):\n        s = s + event['{n}']\n" for n in range(60)),
    "digits that are none": f"{SENDS}    int('²'), int('--1'), int('{'9' * DEEP}')\n",
    "calls of nothing": f"{SENDS}    map(), zip(), filter(), dict(), getattr(), next(), print()\n",
    "conjunctions": f"{SENDS}    x = {'x and ' * DEEP}x\n",
    "comparisons": f"{SENDS}    x = {'x < ' * DEEP}x\n",
    "statements": SENDS + "    x = 1\n" * DEEP,
}


@pytest.mark.parametrize("name", READ)
def test_a_strange_handler_is_read(name: str, tmp_path: Path) -> None:
    seen = check(tmp_path, {"template.yaml": FUNCTION, "app.py": READ[name]})
    assert seen.diagnostics == ()


INLINE = FUNCTION.replace("app.handler", "index.handler").replace(
    "      CodeUri: .\n", "      InlineCode: |\n"
)


def test_inline_code_with_a_syntax_error(tmp_path: Path) -> None:
    text = f"{INLINE}        def handler(event, context):\n            return (\n"
    seen = check(tmp_path, {"template.yaml": text})
    assert_told(seen, ["template.yaml:10:...not valid syntax...was never closed"])


@pytest.mark.parametrize(
    "text", ["e" + ".a" * 300, "not " * 150 + "e", "1 + " * 700 + "e", "e" + "[0]" * 300]
)
def test_inline_code_that_is_nested_deeply(text: str, tmp_path: Path) -> None:
    inline = f"{INLINE}        def handler(e, c):\n            return {text}\n"
    assert check(tmp_path, {"template.yaml": inline}).diagnostics == ()


@pytest.mark.parametrize("outside", ["../../../etc", "../..", "/etc"])
def test_code_out_of_the_scan(outside: str, tmp_path: Path) -> None:
    text = FUNCTION.replace("CodeUri: .", f"CodeUri: {outside}")
    seen = check(tmp_path, {"template.yaml": text})
    assert_told(seen, [f"template.yaml:8:16 code path {outside} leads outside the scan"])


@pytest.mark.parametrize("handler", ["app", ".", "..", ".handler", "app."])
def test_a_handler_that_names_no_function(handler: str, tmp_path: Path) -> None:
    text = FUNCTION.replace("app.handler", f"'{handler}'")
    seen = check(tmp_path, {"template.yaml": text, "app.py": HANDLER})
    assert seen.diagnostics == ()
    assert seen.findings == (NOT_FOUND,)


@pytest.mark.parametrize("handler", ["missing.handler", "app.missing", "a..b", "/etc/passwd.x"])
def test_a_handler_where_no_code_is_in_the_scan(handler: str, tmp_path: Path) -> None:
    text = FUNCTION.replace("app.handler", f"'{handler}'")
    seen = check(tmp_path, {"template.yaml": text})
    assert seen.diagnostics == seen.findings == ()


@pytest.mark.parametrize("handler", ["a..b", "/etc/passwd.x"])
def test_a_handler_in_a_folder_that_the_scan_has_not(handler: str, tmp_path: Path) -> None:
    text = FUNCTION.replace("app.handler", f"'{handler}'")
    seen = check(tmp_path, {"template.yaml": text, "app.py": HANDLER})
    assert seen.diagnostics == seen.findings == ()


@pytest.mark.parametrize("handler", ["missing.handler", "app.missing"])
def test_a_handler_that_is_not_there(handler: str, tmp_path: Path) -> None:
    text = FUNCTION.replace("app.handler", f"'{handler}'")
    seen = check(tmp_path, {"template.yaml": text, "app.py": HANDLER})
    assert seen.diagnostics == ()
    assert seen.findings == (NOT_FOUND,)


def test_code_in_a_circle(tmp_path: Path) -> None:
    files = {
        "template.yaml": FUNCTION,
        "app.py": f"from a import x\nfrom app import handler as again\n{HANDLER}\n    x(again)\n",
        "a.py": "from b import *\nfrom a import x\n",
        "b.py": "import a\nfrom a import *\ndef x(y):\n    a.x(y)\n    y(x)\n",
    }
    assert check(tmp_path, files).diagnostics == ()


def test_modules_that_import_each_other_in_a_long_row(tmp_path: Path) -> None:
    row = {
        f"m{n}.py": f"from m{n + 1} import f{n + 1}\ndef f{n}(x):\n    return f{n + 1}(x)\n"
        for n in range(300)
    }
    app = f"from m0 import f0\n{HANDLER}\n    f0(event)\n"
    assert check(tmp_path, {"template.yaml": FUNCTION, "app.py": app, **row}).diagnostics == ()


def test_a_template_without_code(tmp_path: Path) -> None:
    assert check(tmp_path, {"template.yaml": f"{SAM}Resources: {{}}\n"}).diagnostics == ()
