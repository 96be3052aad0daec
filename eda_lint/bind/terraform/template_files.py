"""Data sources `template_file`: a text with names of its own, as templates were first written."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate import Scope, evaluate
from eda_lint.bind.terraform.evaluate.alternatives import spread
from eda_lint.bind.terraform.evaluate.rendering import rendered
from eda_lint.location import Location
from eda_lint.parse.terraform.template_files import parse_template_text
from eda_lint.value import Absent, Concat, Literal, Record, Unknown, Value, field_of

TEMPLATE_FILE = "template_file"
RENDERED = "rendered"
_MARKS = ("${", "%{")


def rendered_file(arguments: Value, scope: Scope, at: Location) -> Value:
    """What a data source of the type gives: its `template`, rendered with its `vars`."""

    def one(values: tuple[Value, ...]) -> Value:
        template, given = values
        if isinstance(template, Literal):
            text = parse_template_text(at.path, str(template.value))
            names = Record(()) if isinstance(given, Absent) else given
            return rendered(text, names, scope, at, evaluate)
        if isinstance(template, Concat) and not _has_names(template):
            return template
        return Unknown("a template that is not known", at)

    written = (field_of(arguments, "template"), field_of(arguments, "vars"))
    return spread(written, one, at)


def _has_names(template: Concat) -> bool:
    texts = [str(part.value) for part in template.parts if isinstance(part, Literal)]
    return any(mark in text for text in texts for mark in _MARKS)
