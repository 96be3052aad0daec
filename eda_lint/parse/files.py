"""Every source file of a scan, parsed into facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import TypeAlias

from eda_lint.discover import (
    LARGEST_FILE,
    Discovery,
    Source,
    SourceKind,
    nothing_to_analyse,
    read_text,
)
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic
from eda_lint.parse.bundles import BundleFacts, parse_bundle, parse_source_map
from eda_lint.parse.cloudformation.template import parse_template
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.parse.facts import DocumentFacts, Suppression, TemplateFacts
from eda_lint.parse.images import ImageFacts, parse_dockerfile
from eda_lint.parse.projects import CompilerFacts, ProjectFacts, is_project, parse_project
from eda_lint.parse.python import parse_python
from eda_lint.parse.surroundings import Surrounding, Surroundings

Progress = Callable[[str, int, int], None]
Facts: TypeAlias = TemplateFacts | DocumentFacts | CodeFacts | Surrounding

_ECMASCRIPT = {
    SourceKind.JAVASCRIPT: Language.JAVASCRIPT,
    SourceKind.TYPESCRIPT: Language.TYPESCRIPT,
}


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
    surroundings: Surroundings = field(default_factory=Surroundings)


def parse(found: Discovery, progress: Progress | None = None) -> ParsedFiles:
    """Parse every source that was found. Files of no use to an event graph leave no facts.

    Raises NothingToAnalyse where all of them are of no use.
    """
    templates: dict[str, TemplateFacts] = {}
    documents: dict[str, DocumentFacts] = {}
    code: dict[str, CodeFacts] = {}
    around: list[Surrounding] = []
    diagnostics = list(found.diagnostics)
    for done, source in enumerate(found.sources):
        if progress is not None:
            progress("reading", done, len(found.sources))
        for facts in _facts(source):
            match facts:
                case Diagnostic():
                    diagnostics.append(facts)
                case TemplateFacts():
                    templates[source.path] = facts
                    diagnostics.extend(facts.diagnostics)
                case DocumentFacts():
                    documents[source.path] = facts
                    diagnostics.extend(facts.diagnostics)
                case CodeFacts():
                    code[source.path] = facts
                    diagnostics.extend(facts.diagnostics)
                case ProjectFacts() | CompilerFacts() | ImageFacts() | BundleFacts():
                    around.append(facts)
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
        surroundings=Surroundings.of(around),
    )


def _facts(source: Source) -> Iterator[Facts | Diagnostic]:
    """What a file states; built code states what it is made of, too."""
    language = _ECMASCRIPT.get(source.kind)
    if language is not None:
        yield from _ecmascript(source, language)
        return
    if source.kind is SourceKind.SOURCE_MAP and source.size > LARGEST_FILE:
        return
    text = read_text(source)
    facts = text if isinstance(text, Diagnostic) else _of_other_kind(source, text)
    if facts is not None:
        yield facts


def _of_other_kind(source: Source, text: str) -> Facts | None:
    match source.kind:
        case SourceKind.YAML | SourceKind.JSON:
            project = None
            if is_project(source.path) and not source.explicit:
                project = parse_project(source.path, text)
            return project or parse_template(source.path, text, explicit=source.explicit)
        case SourceKind.PYTHON:
            return parse_python(source.path, text)
        case SourceKind.DOCKERFILE:
            return parse_dockerfile(source.path, text)
        case SourceKind.SOURCE_MAP:
            return parse_source_map(source.path, text)
        case _:
            return None


def _ecmascript(source: Source, language: Language) -> Iterator[Facts | Diagnostic]:
    from eda_lint.parse import ecmascript  # its grammars are only loaded where there is such code

    too_large = source.size > ecmascript.LARGEST_FILE
    if too_large:
        reason = ecmascript.too_large(source.size)
        yield ecmascript.unread(source.path, language, reason, explicit=source.explicit)
        if source.size > LARGEST_FILE:
            return
    text = read_text(source)
    if not isinstance(text, Diagnostic):
        if not too_large:
            yield ecmascript.parse_ecmascript(source.path, text, language, explicit=source.explicit)
        bundle = parse_bundle(source.path, text)
        if bundle is not None:
            yield bundle
    elif not too_large:
        yield text
