"""Every source file of a scan, parsed into facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from eda_lint.discover import Discovery, Source, SourceKind, nothing_to_analyse, read_text
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic
from eda_lint.parse.cloudformation.template import parse_template
from eda_lint.parse.code import CodeFacts
from eda_lint.parse.facts import DocumentFacts, Suppression, TemplateFacts
from eda_lint.parse.python import parse_python

Progress = Callable[[str, int, int], None]


@frozen
class ParsedFiles:
    """The facts of all files, by path. `paths` are the files that were found, parsed or not."""

    base: Path
    templates: Mapping[str, TemplateFacts]
    documents: Mapping[str, DocumentFacts]
    code: Mapping[str, CodeFacts]
    paths: Mapping[str, Path]
    suppressions: tuple[Suppression, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(found: Discovery, progress: Progress | None = None) -> ParsedFiles:
    """Parse every source that was found. Files of no use to an event graph leave no facts.

    Raises NothingToAnalyse where all of them are of no use.
    """
    templates: dict[str, TemplateFacts] = {}
    documents: dict[str, DocumentFacts] = {}
    code: dict[str, CodeFacts] = {}
    diagnostics = list(found.diagnostics)
    for done, source in enumerate(found.sources):
        if progress is not None:
            progress("reading", done, len(found.sources))
        text = read_text(source)
        if isinstance(text, Diagnostic):
            diagnostics.append(text)
            continue
        match _facts(source, text):
            case TemplateFacts() as facts:
                templates[source.path] = facts
                diagnostics.extend(facts.diagnostics)
            case DocumentFacts() as facts:
                documents[source.path] = facts
                diagnostics.extend(facts.diagnostics)
            case CodeFacts() as facts:
                code[source.path] = facts
                diagnostics.extend(facts.diagnostics)
    if not (templates or documents or code or diagnostics):
        raise nothing_to_analyse(found.roots)
    suppressions = (
        *(one for facts in templates.values() for one in facts.suppressions),
        *(one for facts in code.values() for one in facts.suppressions),
    )
    return ParsedFiles(
        base=found.base,
        templates=templates,
        documents=documents,
        code=code,
        paths={source.path: source.absolute for source in found.sources},
        suppressions=suppressions,
        diagnostics=tuple(sorted(diagnostics)),
    )


def _facts(source: Source, text: str) -> TemplateFacts | DocumentFacts | CodeFacts | None:
    match source.kind:
        case SourceKind.YAML | SourceKind.JSON:
            return parse_template(source.path, text, explicit=source.explicit)
        case SourceKind.PYTHON:
            return parse_python(source.path, text)
        case _:
            return None
