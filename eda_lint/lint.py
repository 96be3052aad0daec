"""The sentence: discover, parse, bind, graph, rules."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from eda_lint.aws import facts
from eda_lint.baseline import Comparison
from eda_lint.bind.application import bind
from eda_lint.config import Config
from eda_lint.discover import Discovery, discover
from eda_lint.finding import Finding, Related, Reported, Severity
from eda_lint.frozen import frozen
from eda_lint.graph.build import build
from eda_lint.graph.event_graph import EventGraph, Perspective
from eda_lint.location import Diagnostic
from eda_lint.notices import EXPIRED_SUPPRESSION, OF_SUPPRESSIONS, UNUSED_SUPPRESSION
from eda_lint.overrides import Overrides
from eda_lint.parse.files import ParsedFiles, parse
from eda_lint.registry import Selection
from eda_lint.repeated import told_once
from eda_lint.rule import Rule
from eda_lint.suppress import apply_suppressions

Progress = Callable[[str, int, int], None]


@frozen
class Report:
    """Everything a run says. `base` is the folder that all paths are relative to.

    `failures` name the rules that broke; `files` counts the files with facts; `sources` gives each
    path's file, for code frames; `plans` are the files that were read besides and are never shown.
    `moved` gives the address that a resource or module of Terraform has by the one that it had.
    `severities` are those of what is told of suppressions.
    `baseline` is what one has set aside, None without one; `untouched` counts the findings that are
    left out since nothing that was changed touches them.
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
    plans: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    expired_suppressions: tuple[Diagnostic, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=lambda: OF_SUPPRESSIONS)
    baseline: Comparison | None = None
    untouched: int = 0


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
    overrides = Overrides.of(config, working)
    found = discovered(paths, config, working)
    files = parse(found, progress)
    application = bind(files, progress)
    graph = build(application, perspective(config))
    return judge(graph, files, selection, overrides, progress)


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


def judge(
    graph: EventGraph,
    files: ParsedFiles,
    selection: Selection,
    overrides: Overrides,
    progress: Progress | None = None,
) -> Report:
    """Run the selected rules over a graph, and set aside what is suppressed."""
    failures: list[Diagnostic] = []
    found: list[tuple[Rule, Finding]] = []
    for done, rule in enumerate(selection.rules):
        if progress is not None:
            progress("checking", done, len(selection.rules))
        findings = _run(rule, graph, selection, failures)
        found.extend(
            (rule, _where_it_is_made(_under_its_condition(finding, graph), graph))
            for finding in findings
        )
    found.sort(key=lambda pair: (pair[1].at, pair[0].id, pair[1].message))
    reported = _fingerprinted(told_once(found))
    families = {rule.id: rule.family for rule in selection.rules}
    kept = apply_suppressions(
        reported, files.suppressions, families, selection.today, selection.known
    )

    def told(rule: str, of_suppressions: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        if rule in selection.ignored:
            return ()
        return tuple(overrides.told(rule, of_suppressions, files.paths))

    return Report(
        base=files.base,
        graph=graph,
        findings=tuple(overrides.applied(kept.kept, files.paths)),
        suppressed=len(kept.suppressed),
        unused_suppressions=told(UNUSED_SUPPRESSION, kept.unused),
        expired_suppressions=told(EXPIRED_SUPPRESSION, kept.expired),
        severities={**OF_SUPPRESSIONS, **overrides.severity},
        diagnostics=(*files.diagnostics, *graph.diagnostics, *kept.diagnostics),
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
        plans=frozenset(files.plans),
        moved=_moved(files),
    )


def _moved(files: ParsedFiles) -> Mapping[str, str]:
    """What Terraform's `moved` blocks say. Without Terraform, nothing is loaded for it."""
    if not files.configurations:
        return {}
    from eda_lint.bind.terraform.moved import moved_addresses

    return moved_addresses(files.configurations.values())


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
