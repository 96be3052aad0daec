"""Findings as SARIF, within what GitHub code scanning takes."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from eda_lint.finding import Related, Reported, Severity
from eda_lint.fix.edit import Edit, Fix
from eda_lint.graph.event_graph import EventGraph
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location
from eda_lint.report import sarif
from eda_lint.report.rule_page import RulePage
from eda_lint.report.sarif_places import uri
from eda_lint.rule import Rule
from tests.report.contracts import SARIF, assert_keeps_contract
from tests.report.example import TIMEOUT, VISIBILITY, finding, report

BROKEN = Diagnostic("broken.yaml", 3, 5, "expected a key")


def run_of(made: Report, *pages: RulePage, fixes: dict[str, Fix] | None = None) -> Any:
    """The one run of a report's SARIF, which keeps its schema."""
    written = sarif.render(made, pages, fixes or {})
    assert_keeps_contract(SARIF, written)
    document = json.loads(written)
    assert document["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = document["runs"]
    return run


def page(text: str = "", url: str = "") -> RulePage:
    """A page of the rule of the example's finding."""

    def check(graph: EventGraph) -> Any:
        return iter(())

    summary = "A queue hides a message for less time than its consumer may need"
    name = "visibility-timeout-too-short"
    return RulePage(Rule(name, "delivery", Severity.WARNING, summary, (), check), text, url)


def with_flow(*steps: Related) -> Reported:
    """The example's finding, on a way."""
    one = finding()
    return replace(one, finding=replace(one.finding, flows=(steps,)))


def test_a_result(tmp_path: Path) -> None:
    (result,) = run_of(report(tmp_path, [finding()]))["results"]
    place = {"artifactLocation": {"uri": "template.yaml", "uriBaseId": "%SRCROOT%"}}
    assert result == {
        "ruleId": "visibility-timeout-too-short",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "Orders hides a message for 30 s, needs 360 s; [Ship may run for 60 s](1)"
        },
        "locations": [
            {
                "physicalLocation": {
                    **place,
                    "region": {"startLine": 5, "startColumn": 7, "endLine": 5, "endColumn": 28},
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    **place,
                    "region": {"startLine": 9, "startColumn": 7, "endLine": 9, "endColumn": 14},
                },
                "message": {"text": "Ship may run for 60 s"},
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": "0123456789abcdef:1",
            "edaLintFingerprint/v1": "0123456789abcdef",
        },
        "properties": {
            "confidence": "certain",
            "subject": {"id": "template.yaml#Orders", "name": "Orders", "kind": "queue"},
        },
    }


def test_a_rule_is_told_with_its_page(tmp_path: Path) -> None:
    text = (
        "# visibility-timeout-too-short\n\nA message that is\nstill at work comes back.\n\n"
        '## Avoid\n\n```yaml template.yaml\nOrders: # expect: a-rule "text"\n```\n\n'
        "## Elsewhere\n\nNobody needs this.\n"
    )
    (rule,) = run_of(report(tmp_path), page(text, "https://rules.example/page"))["tool"]["driver"][
        "rules"
    ]
    assert rule == {
        "id": "visibility-timeout-too-short",
        "name": "VisibilityTimeoutTooShort",
        "shortDescription": {
            "text": "A queue hides a message for less time than its consumer may need"
        },
        "fullDescription": {"text": "A message that is still at work comes back."},
        "help": {
            "text": "A message that is still at work comes back.",
            "markdown": "A message that is\nstill at work comes back.\n\n## Avoid\n\n"
            "`template.yaml`\n\n```yaml\nOrders:\n```",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "tags": ["aws", "event-driven", "serverless", "delivery"],
            "precision": "high",
            "problem.severity": "warning",
        },
        "helpUri": "https://rules.example/page",
    }


def test_a_rule_without_a_page_is_told_by_its_summary(tmp_path: Path) -> None:
    (rule,) = run_of(report(tmp_path), page())["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"] == rule["shortDescription"]["text"]
    assert "helpUri" not in rule


def test_a_long_description_is_cut_where_code_scanning_would_cut_it(tmp_path: Path) -> None:
    (rule,) = run_of(report(tmp_path), page(f"# x\n\n{'long ' * 400}"))["tool"]["driver"]["rules"]
    assert len(rule["fullDescription"]["text"]) <= 1024
    assert rule["fullDescription"]["text"].endswith("…")


def test_results_name_their_rule_by_its_index(tmp_path: Path) -> None:
    unused = Diagnostic("template.yaml", 7, 1, "unused suppression of every rule")
    made = report(tmp_path, [finding()], diagnostics=(BROKEN,), unused=(unused,))
    run = run_of(made, page())
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["visibility-timeout-too-short", "parse-error", "unused-suppression"]
    assert [one["ruleId"] for one in run["results"]] == [
        rules[one["ruleIndex"]] for one in run["results"]
    ]
    assert [one["level"] for one in run["results"]] == ["error", "error", "note"]


def test_a_place_on_several_lines_is_told_by_its_first(tmp_path: Path) -> None:
    (result,) = run_of(report(tmp_path, [finding(at=Location("a.py", 3, 5, 6, 2))]))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5, "endLine": 3}


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("src/app.py", "src/app.py"),
        ("a b/ü%20#?.yaml", "a%20b/%C3%BC%2520%23%3F.yaml"),
        ("c:x.yaml", "c%3Ax.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
        ("\ud800.yaml", "%EF%BF%BD.yaml"),
    ],
)
def test_paths_are_relative_uris(path: str, written: str) -> None:
    assert uri(path) == written


def test_what_lies_on_a_way_is_a_code_flow(tmp_path: Path) -> None:
    steps = (Related(VISIBILITY, "Orders delivers"), Related(TIMEOUT, "Ship sends back"))
    (result,) = run_of(report(tmp_path, [with_flow(*steps)]))["results"]
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    told = [
        (
            step["location"]["physicalLocation"]["region"]["startLine"],
            step["location"]["message"]["text"],
        )
        for step in thread["locations"]
    ]
    assert told == [(5, "Orders delivers"), (9, "Ship sends back")]


def test_a_way_with_too_many_steps_is_left_out(tmp_path: Path) -> None:
    steps = [Related(VISIBILITY, "on")] * 1001
    (result,) = run_of(report(tmp_path, [with_flow(*steps)]))["results"]
    assert "codeFlows" not in result


def test_related_places_keep_within_their_limit(tmp_path: Path) -> None:
    related = tuple(Related(Location("a.py", line), "and here") for line in range(1, 1200))
    (result,) = run_of(report(tmp_path, [finding(related=related)]))["results"]
    assert len(result["relatedLocations"]) == 99
    assert result["message"]["text"].count("](") == 12
    assert result["message"]["text"].endswith("; and 1187 more")


def test_the_worst_results_stay_within_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 2)
    severities = (Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.WARNING)
    found = [
        finding(severity=severity, at=Location("a.py", line), fingerprint=f"{line:016}")
        for line, severity in enumerate(severities, 1)
    ]
    run = run_of(report(tmp_path, found))
    places = [one["locations"][0]["physicalLocation"]["region"] for one in run["results"]]
    assert [place["startLine"] for place in places] == [2, 3]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["level"] == "warning"
    assert told["message"]["text"].startswith("the worst 2 of 4 results")


def test_a_file_that_an_upload_cannot_hold_loses_the_mildest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        finding(at=Location("a.py", line), fingerprint=f"{line * 7919:016x}")
        for line in range(1, 41)
    ]
    whole = sarif.render(report(tmp_path, found))
    monkeypatch.setattr(sarif, "BYTES", 1000)
    run = run_of(report(tmp_path, found))
    assert 0 < len(run["results"]) < 40 == len(json.loads(whole)["runs"][0]["results"])
    assert "of 40 results" in json.dumps(run["invocations"])


def test_what_could_not_be_read_is_told_twice(tmp_path: Path) -> None:
    run = run_of(report(tmp_path, diagnostics=(BROKEN,)))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"] == {"text": "expected a key"}
    assert told["associatedRule"] == {"id": "parse-error", "index": 0}
    # Code scanning shows results alone.
    assert [one["ruleId"] for one in run["results"]] == ["parse-error"]


def test_a_rule_that_broke_fails_the_execution(tmp_path: Path) -> None:
    failure = Diagnostic("visibility-timeout-too-short", 40, 1, "KeyError: 'x'")
    (invocation,) = run_of(report(tmp_path, failures=(failure,)), page())["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "rule visibility-timeout-too-short broke: KeyError: 'x'"
    assert told["associatedRule"] == {"id": "visibility-timeout-too-short", "index": 0}


def test_a_fix_is_a_change_of_its_file(tmp_path: Path) -> None:
    fix = Fix("safe", (Edit("template.yaml", 5, 26, 5, 28, "360"),))
    made = report(tmp_path, [finding()])
    (result,) = run_of(made, fixes={"0123456789abcdef": fix})["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "template.yaml"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 26, "endLine": 5, "endColumn": 28},
            "insertedContent": {"text": "360"},
        }
    ]


def test_the_order_of_findings_is_never_that_of_their_discovery(tmp_path: Path) -> None:
    found = [
        finding("b", at=Location("x.yaml", 1), fingerprint="1" * 16),
        finding("a", at=Location("x.yaml", 1, 9), fingerprint="2" * 16),
        finding("z", at=Location("a.yaml", 7), fingerprint="4" * 16),
    ]
    assert len({sarif.render(report(tmp_path, order)) for order in permutations(found)}) == 1
