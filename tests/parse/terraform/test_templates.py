"""Text: escapes, interpolations, heredocs, directives, what `~` strips, whole files."""

from __future__ import annotations

import pytest

from eda_lint.parse.terraform.form import Constant, Template, Unreadable
from eda_lint.parse.terraform.template_files import parse_template_text
from tests.parse.terraform.written import expression, read, span, value, written


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r'"a\nb\tc\r\"\\"', 'a\nb\tc\r"\\'),
        (r'"\u00e9\U0001F600"', "é😀"),
        (r'"\ud83d"', "\ufffd"),
        ('"$${a} %%{b}"', "${a} %{b}"),
        ('"$ $$ % %% $a {b}"', "$ $$ % %% $a {b}"),
        ('"$$${a}"', "$${a}"),
        ('"größe 😀"', "größe 😀"),
        ('""', ""),
        ('"  # no comment // /* "', "  # no comment // /* "),
    ],
)
def test_text_in_quotes(text: str, meant: str) -> None:
    assert value(text) == meant


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"${var.env}-orders"', 'text(var.env, "-orders")'),
        ('"a ${b} c"', 'text("a ", b, " c")'),
        ('"${a}${b}"', "text(a, b)"),
        ('"${a}"', "a"),
        ('"${"b"}"', '"b"'),
        ('"${a ? "b" : "c-${d}"}"', '(a ? "b" : text("c-", d))'),
        ('"${a}#${b}//${c}/*${d}"', 'text(a, "#", b, "//", c, "/*", d)'),
        ('"é${a}ü"', 'text("é", a, "ü")'),
        (r'"${a}\n$${b}"', r'text(a, "\n${b}")'),
        ('"a  ${~ b ~}  c"', 'text("a", b, "c")'),
        ('"  ${~ b}"', "text(b)"),
        (r'"a \n ${~ b ~} \n c"', 'text("a", b, "c")'),
    ],
)
def test_interpolations(text: str, form: str) -> None:
    assert read(text) == form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"%{ if a }b%{ endif }"', 'text((a ? "b" : ""))'),
        ('"%{ if a }b%{ else }c ${d}%{ endif }"', 'text((a ? "b" : text("c ", d)))'),
        ('"x %{~ if a ~} b %{~ endif ~} y"', 'text("x", (a ? "b" : ""), "y")'),
        ('"%{ for x in a }${x},%{ endfor }"', 'text(join("", [for x in a : text(x, ",")]))'),
        ('"%{ for k, x in a }${k}%{ endfor }"', 'text(join("", [for k, x in a : text(k)]))'),
        (
            '"%{ for x in a }%{ if x }b%{ endif }%{ endfor }"',
            'text(join("", [for x in a : text((x ? "b" : ""))]))',
        ),
    ],
)
def test_directives(text: str, form: str) -> None:
    assert read(text) == form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<<EOT\na\n  b\nEOT", '"a\\n  b\\n"'),
        ("<<EOT\nEOT", '""'),
        ("<<EOT\n${a}\nEOT", 'text(a, "\\n")'),
        ('<<EOT\n"a" \\n $${b} # c\nEOT', r'"\"a\" \\n ${b} # c\n"'),
        ("<<-EOT\n    a\n      b\n    EOT", '"a\\n  b\\n"'),
        ("<<-EOT\n    a\n\n  b\nEOT", '"  a\\n\\nb\\n"'),
        ("<<-EOT\n    a\n   \n    b\nEOT", '"a\\n   \\nb\\n"'),
        ("<<-EOT\n  ${a}\n    b ${c}\n  EOT", 'text(a, "\\n  b ", c, "\\n")'),
        ("<<-EOT\n    a\n${b}\nEOT", 'text("    a\\n", b, "\\n")'),
        ("<<-EOT\n\ta\n\t\tb\nEOT", '"a\\n\\tb\\n"'),
        ("<<-EOT\n  é\n    ü${a}\nEOT", 'text("é\\n  ü", a, "\\n")'),
        (
            "<<EOT\n%{ if a ~}\n  b\n%{ endif ~}\nc\nEOT",
            'text((a ? "  b\\n" : ""), "c\\n")',
        ),
        (
            "<<-EOT\n  %{ for x in a ~}\n    - ${x}\n  %{ endfor ~}\n  c\nEOT",
            'text(join("", [for x in a : text("    - ", x, "\\n")]), "  c\\n")',
        ),
        ("<<EOT\r\na\r\n${b}\r\nEOT", 'text("a\\r\\n", b, "\\r\\n")'),
    ],
)
def test_heredocs(text: str, form: str) -> None:
    assert read(text) == form


def test_text_has_its_places() -> None:
    template = expression('"é ${var.env} b"')
    assert isinstance(template, Template)
    assert span(template.at) == "2:9-2:25"
    assert [span(part.at) for part in template.parts] == ["2:10-2:12", "2:14-2:21", "2:22-2:24"]


def test_a_heredoc_has_its_places() -> None:
    template = expression("<<-EOT\n  a\n  é ${b}\n  EOT")
    assert isinstance(template, Template)
    assert [span(part.at) for part in template.parts] == ["3:1-4:5", "4:7-4:8", "4:9-5:1"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("plain\n", '"plain\\n"'),
        ("", '""'),
        ("a ${b}\n", 'text("a ", b, "\\n")'),
        ("${b}", "b"),
        ("${b}\n", 'text(b, "\\n")'),
        ("\n\n${b}\n\n", 'text("\\n\\n", b, "\\n\\n")'),
        (
            '{"a": "${b}", "c": "\\"$${d}\\""}',
            r'text("{\"a\": \"", b, "\", \"c\": \"\\\"${d}\\\"\"}")',
        ),
        ("a\n%{ if b ~}\n  c\n%{ endif ~}\nd", 'text("a\\n", (b ? "  c\\n" : ""), "d")'),
        ("TEMPLATE\n${a}\nTEMPLATE_\n", 'text("TEMPLATE\\n", a, "\\nTEMPLATE_\\n")'),
        ("a\r\n${b}\r\n", 'text("a\\r\\n", b, "\\r\\n")'),
    ],
)
def test_files_that_are_templates(text: str, form: str) -> None:
    assert written(parse_template_text("t.tftpl", text)) == form


def test_a_template_file_has_its_own_places() -> None:
    template = parse_template_text("t.tftpl", "é ${a}\n ${b}")
    assert isinstance(template, Template)
    assert template.at.path == "t.tftpl"
    assert [span(part.at) for part in template.parts] == [
        "1:1-1:3",
        "1:5-1:6",
        "1:7-2:2",
        "2:4-2:5",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a\nb ${c.}\n", "2:3"), ("a ${\n", "1:1"), ("a\n%{ if b }c", "1:1"), ("%{ endif }", "1:1")],
)
def test_a_text_that_is_no_template(text: str, place: str) -> None:
    template = parse_template_text("t.tftpl", text)
    assert isinstance(template, Unreadable)
    assert f"{template.at.line}:{template.at.column}" == place


def test_a_large_template_file() -> None:
    template = parse_template_text("t.tftpl", '{"a": "${b}"}\n' * 20_000)
    assert isinstance(template, Template)
    assert len(template.parts) == 40_001
    assert isinstance(template.parts[-1], Constant)
    assert template.parts[-1].at.end_line == 20_001
