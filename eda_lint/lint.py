"""The sentence: discover, parse, bind, graph, rules."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from eda_lint.aws import facts
from eda_lint.bind.application import bind
from eda_lint.config import Config
from eda_lint.discover import Discovery, discover
from eda_lint.finding import Finding, Related, Reported
from eda_lint.frozen import frozen
from eda_lint.graph.build import build
from eda_lint.graph.event_graph import EventGraph, Perspective
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.files import ParsedFiles, parse
from eda_lint.registry import Selection
from eda_lint.rule import Rule
from eda_lint.suppress import apply_suppressions

Progress = Callable[[str, int, int], None]


@frozen
class Report:
    """Everything a run says. `base` is the folder that all paths are relative to.

    `failures` name the rules that broke; `files` counts the files with facts; `sources` gives each
    path's file, for code frames.
    """

    base: Path
    graph: EventGraph
    findings: tuple[Reported, ...]
    suppressed: int
    unused_suppressions: tuple[Diagnostic, ...]
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Diagnostic, ...]
    files: int
    sources: Mapping[str, Path]


def lint(
    paths: Sequence[Path],
    config: Config,
    selection: Selection,
    working: Path,
    progress: Progress | None = None,
) -> Report:
    """Lint the application under `paths`; paths in the report start from `working`.

    Raises NothingToAnalyse and UsageError (both EdaLintError).
    """
    found = discovered(paths, config, working)
    files = parse(found, progress)
    application = bind(files, progress)
    graph = build(application, perspective(config))
    return judge(graph, files, selection)


def discovered(paths: Sequence[Path], config: Config, working: Path) -> Discovery:
    """The sources under `paths` that the configuration leaves in. Raises as `lint` does."""
    return discover(
        (*paths, *config.var_files),
        exclude=config.exclude,
        exclude_from=config.folder or working,
        working_directory=working,
    )


def perspective(config: Config) -> Perspective:
    """What the configuration says of the application, for the graph's classifications."""
    return Perspective(
        financial=config.financial,
        financial_words=config.financial_words,
        critical=config.critical,
        concurrency_limit=config.account_concurrency_limit or facts.ACCOUNT_CONCURRENCY,
    )


def judge(graph: EventGraph, files: ParsedFiles, selection: Selection) -> Report:
    """Run the selected rules over a graph, and set aside what is suppressed."""
    failures: list[Diagnostic] = []
    found = [
        (rule, _where_it_is_made(_under_its_condition(finding, graph), graph))
        for rule in selection.rules
        for finding in _run(rule, graph, selection, failures)
    ]
    found.sort(key=lambda pair: (pair[1].at, pair[0].id, pair[1].message))
    reported = _fingerprinted(_told_once(found))
    families = {rule.id: rule.family for rule in selection.rules}
    kept = apply_suppressions(reported, files.suppressions, families)
    return Report(
        base=files.base,
        graph=graph,
        findings=kept.kept,
        suppressed=len(kept.suppressed),
        unused_suppressions=kept.unused,
        diagnostics=(*files.diagnostics, *graph.diagnostics),
        failures=tuple(failures),
        files=sum(
            len(facts)
            for facts in (
                files.templates,
                files.documents,
                files.code,
                files.configurations,
                files.plans,
            )
        ),
        # A plan may be one line of 100 MB, in which what is sensitive stands in the open.
        sources={path: at for path, at in files.paths.items() if path not in files.plans},
    )


def _under_its_condition(finding: Finding, graph: EventGraph) -> Finding:
    """A finding that names the condition under which its subject is deployed at all."""
    node = graph.nodes.get(finding.subject.id)
    if node is None or not node.only_when:
        return finding
    return replace(finding, message=f"when {node.only_when} holds: {finding.message}")


def _where_it_is_made(finding: Finding, graph: EventGraph) -> Finding:
    """A finding inside a module, with the calls that make its subject, the nearest first."""
    node = graph.nodes.get(finding.subject.id)
    if node is None or not node.called_from:
        return finding
    calls = (Related(at, f"made by the call {name}") for name, at in reversed(node.called_from))
    return replace(finding, related=(*finding.related, *calls))


def _told_once(found: Sequence[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """Findings whose words and place are the same, once, with what is related to each of them.

    They are about one resource as written, which several stacks or root modules make.
    """
    told: dict[tuple[str, Location, str], tuple[Rule, Finding]] = {}
    for rule, finding in found:
        key = (rule.id, finding.at, finding.message)
        if key in told:
            first = told[key][1]
            related = dict.fromkeys((*first.related, *finding.related))
            finding = replace(first, related=tuple(related))
        told[key] = (rule, finding)
    return list(told.values())


def _run(
    rule: Rule, graph: EventGraph, selection: Selection, failures: list[Diagnostic]
) -> tuple[Finding, ...]:
    """A rule's findings. A rule that breaks is named, and the others still run."""
    try:
        return tuple(rule.findings(graph, selection.options.get(rule.id, {})))
    # A user's own rule may raise anything; it is reported, with why.
    except Exception as broken:  # noqa: BLE001
        place = _innermost(broken)
        failures.append(Diagnostic(rule.id, place, 1, f"{type(broken).__name__}: {broken}"))
        return ()


def _innermost(broken: Exception) -> int:
    """The line at which an exception was raised."""
    traceback, line = broken.__traceback__, 1
    while traceback is not None:
        line, traceback = traceback.tb_lineno, traceback.tb_next
    return line


def _fingerprinted(found: Sequence[tuple[Rule, Finding]]) -> tuple[Reported, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    reported = []
    for rule, finding in found:
        key = (rule.id, finding.subject.id, finding.other)
        # A file's name, and text in code, may hold half a character.
        text = "\0".join((*key, str(counts[key]))).encode(errors="surrogatepass")
        counts[key] += 1
        reported.append(
            Reported(
                rule=rule.id,
                family=rule.family,
                severity=finding.severity or rule.severity,
                finding=finding,
                fingerprint=hashlib.sha256(text).hexdigest()[:16],
            )
        )
    return tuple(reported)
