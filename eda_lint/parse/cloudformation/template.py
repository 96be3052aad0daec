"""One file's text to the facts of a template, or of a document that templates refer to."""

from __future__ import annotations

from eda_lint.parse.cloudformation.sniff import Kind, sniff
from eda_lint.parse.facts import DocumentFacts, TemplateFacts


def parse_template(
    path: str, text: str, *, explicit: bool = False
) -> TemplateFacts | DocumentFacts | None:
    """The facts of a CloudFormation or SAM template, an OpenAPI document or a state machine.

    None where the text is none of them. A text that is meant to be a template and cannot be read
    gives facts with nothing but the diagnostic; where the file was named (`explicit`), so does
    every other text. Nothing is raised.
    """
    kind = sniff(text)
    if kind is Kind.OTHER and not explicit:
        return None
    # PyYAML takes longer to import than most repositories' templates to parse; many files of
    # other kinds come this way and need none of it.
    from eda_lint.parse.cloudformation.reader import read

    return read(path, text, explicit=explicit, template_expected=kind is Kind.TEMPLATE)
