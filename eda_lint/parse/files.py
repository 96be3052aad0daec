"""Every source file of a scan, parsed into facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import TypeAlias, TypeVar

from eda_lint.discover import (
    LARGEST_FILE,
    Discovery,
    Source,
    SourceKind,
    nothing_to_analyse,
    parts_of,
    read_text,
    text_at,
)
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic
from eda_lint.parse.bundles import parse_bundle, parse_source_map
from eda_lint.parse.cloudformation.template import parse_template
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.parse.facts import DocumentFacts, Suppression, TemplateFacts
from eda_lint.parse.images import parse_dockerfile
from eda_lint.parse.projects import is_project, parse_project
from eda_lint.parse.python import parse_python
from eda_lint.parse.requirements import is_requirements, parse_requirements
from eda_lint.parse.surroundings import Surrounding, Surroundings
from eda_lint.parse.terraform.form import ConfigurationFacts, InstalledModules, VariableFacts
from eda_lint.parse.terraform.planned import PlanFacts
from eda_lint.parse.terraform.shown import LARGEST, is_shown, parse_shown

Progress = Callable[[str, int, int], None]
OfTerraform: TypeAlias = ConfigurationFacts | VariableFacts | InstalledModules | PlanFacts
Suppressing: TypeAlias = TemplateFacts | CodeFacts | ConfigurationFacts
Telling: TypeAlias = Suppressing | DocumentFacts | VariableFacts | InstalledModules | PlanFacts
Facts: TypeAlias = Telling | Surrounding

F = TypeVar("F", bound=Facts)

_ECMASCRIPT = {
    SourceKind.JAVASCRIPT: Language.JAVASCRIPT,
    SourceKind.TYPESCRIPT: Language.TYPESCRIPT,
}


@frozen
class ParsedFiles:
    """The facts of all files, by path. `paths` are the files that were found, parsed or not.

    `chosen` are the files of variables that were named themselves, in that order.
    """

    base: Path
    templates: Mapping[str, TemplateFacts]
    documents: Mapping[str, DocumentFacts]
    code: Mapping[str, CodeFacts]
    paths: Mapping[str, Path]
    suppressions: tuple[Suppression, ...]
    diagnostics: tuple[Diagnostic, ...]
    surroundings: Surroundings = field(default_factory=Surroundings)
    configurations: Mapping[str, ConfigurationFacts] = field(default_factory=dict)
    variables: Mapping[str, VariableFacts] = field(default_factory=dict)
    installed: Mapping[str, InstalledModules] = field(default_factory=dict)
    plans: Mapping[str, PlanFacts] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()

    @property
    def is_of_use(self) -> bool:
        """Whether anything in them says what there is, or what it does."""
        return bool(
            self.templates or self.documents or self.code or self.configurations or self.plans
        )

    def text(self, path: str) -> str | None:
        """The text of a file that was found, whatever its kind; None where it cannot be had."""
        absolute = self.paths.get(path)
        return None if absolute is None else text_at(absolute)


def parse(found: Discovery, progress: Progress | None = None) -> ParsedFiles:
    """Parse every source that was found. Files of no use to an event graph leave no facts.

    Raises NothingToAnalyse where all of them are of no use.
    """
    read = tuple(_read(found, progress))

    def every(kind: type[F]) -> dict[str, F]:
        return {path: facts for path, facts in read if isinstance(facts, kind)}

    told = [facts for _, facts in read if isinstance(facts, Telling)]
    files = ParsedFiles(
        base=found.base,
        templates=every(TemplateFacts),
        documents=every(DocumentFacts),
        code=every(CodeFacts),
        paths={source.path: source.absolute for source in found.sources},
        suppressions=tuple(
            suppression
            for facts in told
            if isinstance(facts, Suppressing)
            for suppression in facts.suppressions
        ),
        diagnostics=tuple(
            sorted(
                (
                    *found.diagnostics,
                    *(facts for _, facts in read if isinstance(facts, Diagnostic)),
                    *(diagnostic for facts in told for diagnostic in facts.diagnostics),
                )
            )
        ),
        surroundings=Surroundings.of(facts for _, facts in read if isinstance(facts, Surrounding)),
        configurations=every(ConfigurationFacts),
        variables=every(VariableFacts),
        installed=every(InstalledModules),
        plans=every(PlanFacts),
        chosen=_chosen(found),
    )
    if not (files.is_of_use or files.diagnostics):
        raise nothing_to_analyse(found.roots)
    return files


def _read(found: Discovery, progress: Progress | None) -> Iterator[tuple[str, Facts | Diagnostic]]:
    for done, source in enumerate(found.sources):
        if progress is not None:
            progress("reading", done, len(found.sources))
        for facts in _facts(source):
            yield source.path, facts


def _chosen(found: Discovery) -> tuple[str, ...]:
    kind = SourceKind.TERRAFORM_VARIABLES
    named = {one.absolute: one.path for one in found.sources if one.explicit and one.kind is kind}
    roots = dict.fromkeys((found.base / root).resolve() for root in found.roots)
    return tuple(named[root] for root in roots if root in named)


def _facts(source: Source) -> Iterator[Facts | Diagnostic]:
    """What a file states; built code states what it is made of, too."""
    language = _ECMASCRIPT.get(source.kind)
    if language is not None:
        yield from _ecmascript(source, language)
        return
    if source.kind is SourceKind.TEXT and not is_requirements(source.path):
        return
    if source.kind is SourceKind.SOURCE_MAP and source.size > LARGEST_FILE:
        return
    if source.kind is SourceKind.JSON and LARGEST_FILE < source.size <= LARGEST:
        parts = parts_of(source)
        start = next(parts, "")
        if is_shown(source.path, start):
            yield parse_shown(source.path, start, parts)
            return
    text = read_text(source)
    facts = text if isinstance(text, Diagnostic) else _of_other_kind(source, text)
    if facts is not None:
        yield facts


def _of_other_kind(source: Source, text: str) -> Facts | None:
    match source.kind:
        case SourceKind.YAML | SourceKind.JSON:
            return _structured(source, text)
        case SourceKind.PYTHON:
            return parse_python(source.path, text)
        case SourceKind.DOCKERFILE:
            return parse_dockerfile(source.path, text)
        case SourceKind.SOURCE_MAP:
            return parse_source_map(source.path, text)
        case SourceKind.TEXT:
            return parse_requirements(source.path, text)
        case (
            SourceKind.TERRAFORM
            | SourceKind.TERRAFORM_VARIABLES
            | SourceKind.TERRAFORM_MODULES
            | SourceKind.TERRAFORM_WRAPPER
        ):
            return _of_terraform(source, text)
        case _:
            return None


def _structured(source: Source, text: str) -> Facts | None:
    """What a file of YAML or JSON turns out to be."""
    if is_project(source.path) and not source.explicit:
        project = parse_project(source.path, text)
        if project is not None:
            return project
    if source.kind is SourceKind.JSON and is_shown(source.path, text):
        return parse_shown(source.path, text)
    return parse_template(source.path, text, explicit=source.explicit)


def _of_terraform(source: Source, text: str) -> OfTerraform:
    # The grammar is only loaded where there is such a file.
    from eda_lint.parse.terraform.configuration import parse_configuration
    from eda_lint.parse.terraform.installed import parse_installed
    from eda_lint.parse.terraform.json_syntax import parse_json_configuration
    from eda_lint.parse.terraform.variables import parse_variables
    from eda_lint.parse.terraform.wrappers import parse_wrapper

    if source.kind is SourceKind.TERRAFORM_MODULES:
        return parse_installed(source.path, text)
    if source.kind is SourceKind.TERRAFORM_WRAPPER:
        return parse_wrapper(source.path, text)
    if source.kind is SourceKind.TERRAFORM_VARIABLES:
        return parse_variables(source.path, text)
    if source.path.lower().endswith(".json"):
        return parse_json_configuration(source.path, text)
    return parse_configuration(source.path, text)


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
