"""The documents of a file, and the facts of the first that is one of ours."""

from __future__ import annotations

from dataclasses import replace

import yaml

from eda_lint.location import Diagnostic
from eda_lint.parse.cloudformation.document import compose
from eda_lint.parse.cloudformation.lowering import Lowering
from eda_lint.parse.cloudformation.recognise import recognise
from eda_lint.parse.cloudformation.sections import template_facts
from eda_lint.parse.cloudformation.sniff import Kind
from eda_lint.parse.cloudformation.suppressions import commented
from eda_lint.parse.facts import Dialect, DocumentFacts, TemplateFacts

_BYTE_ORDER_MARK = "\ufeff"


def read(
    path: str, text: str, *, explicit: bool, template_expected: bool
) -> TemplateFacts | DocumentFacts | None:
    """The facts of a text; see `parse_template`. A broken text matters where it is expected."""
    text = text.removeprefix(_BYTE_ORDER_MARK)
    documents = compose(path, text)
    if isinstance(documents, Diagnostic):
        return _unreadable(documents) if explicit or template_expected else None
    lowering = Lowering(path, text.splitlines())
    ours = [root for root in documents if _is_ours(root)]
    for other in ours[1:]:
        lowering.report(other, "only the first template or document of a file is read")
    if ours:
        return _facts(ours[0], lowering, text)
    if explicit:
        return _unreadable(Diagnostic(path, 1, 1, "not a CloudFormation template"))
    return None


def _unreadable(diagnostic: Diagnostic) -> TemplateFacts:
    return TemplateFacts(diagnostic.path, Dialect.CLOUDFORMATION, diagnostics=(diagnostic,))


def _is_ours(root: yaml.Node) -> bool:
    return recognise(root) is not Kind.OTHER or _lists_templates(root)


def _lists_templates(root: yaml.Node) -> bool:
    return isinstance(root, yaml.SequenceNode) and any(
        recognise(item) is Kind.TEMPLATE for item in root.value
    )


def _facts(root: yaml.Node, lowering: Lowering, text: str) -> TemplateFacts | DocumentFacts:
    if not isinstance(root, yaml.MappingNode):
        lowering.report(root, "a template is a map, and this is a list")
        return _unreadable(lowering.diagnostics[-1])
    if recognise(root) is Kind.DOCUMENT:
        body = lowering.value(root)
        return DocumentFacts(lowering.path, body, lowering.reported())
    facts = template_facts(root, lowering)
    comments = commented(lowering.path, text, lowering.lines)
    return replace(facts, suppressions=(*comments, *facts.suppressions))
