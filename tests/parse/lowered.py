"""Small templates, and what their expressions mean."""

from __future__ import annotations

from textwrap import dedent, indent

from eda_lint.parse.cloudformation.template import parse_template
from eda_lint.parse.facts import Declaration, DocumentFacts, TemplateFacts
from eda_lint.value import Value, field_of

PATH = "template.yaml"


def template(text: str, *, explicit: bool = False) -> TemplateFacts:
    """The facts of a template."""
    facts = parse_template(PATH, dedent(text), explicit=explicit)
    assert isinstance(facts, TemplateFacts)
    return facts


def document(text: str, path: str = "workflow.asl.json") -> DocumentFacts:
    """The facts of an OpenAPI document or a state machine."""
    facts = parse_template(path, dedent(text))
    assert isinstance(facts, DocumentFacts)
    return facts


def declaration(facts: TemplateFacts, name: str) -> Declaration:
    """One resource of a template."""
    return next(d for d in facts.declarations if d.name == name)


def meaning(expression: str, around: str = "") -> Value:
    """What a YAML expression means beside a queue `Orders` and the sections of `around`."""
    text = (
        "Resources:\n"
        "  Orders:\n"
        "    Type: AWS::SQS::Queue\n"
        "  Under:\n"
        "    Type: AWS::SQS::Queue\n"
        "    Properties:\n"
        "      Value:\n" + indent(dedent(expression).strip("\n"), " " * 8) + "\n"
    )
    facts = template(text + dedent(around))
    assert facts.diagnostics == ()
    return field_of(declaration(facts, "Under").properties, "Value")


def messages(text: str, *, explicit: bool = False) -> list[str]:
    """The diagnostics of a text, each as "line:column message"."""
    facts = parse_template(PATH, dedent(text), explicit=explicit)
    assert facts is not None
    return [f"{d.line}:{d.column} {d.message}" for d in facts.diagnostics]
