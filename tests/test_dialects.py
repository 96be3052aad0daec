"""One application written several times: in SAM, in HCL, as Terraform's plan, and as its state.

`plan.json` and `state.json` are what Terraform 1.11 prints of the HCL (`terraform show -json`),
laid out in lines; recorded with a provider of example.com that has the schemas of these resources,
and creates nothing. Record them again when the HCL changes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.lint import Report
from eda_lint.report.view import view_of
from tests.applications import report_on, write
from tests.regenerate import FIXTURES, files_of

DIALECTS = FIXTURES / "dialects"
NAMES = {
    "ParcelApi": "aws_apigatewayv2_api.parcels",
    "Create": "aws_lambda_function.create",
    "Parcels": "aws_dynamodb_table.parcels",
    "Changed": 'aws_lambda_function.plain["changed"]',
    "ParcelTopic": "aws_sns_topic.parcels",
    "Labels": "module.labels.aws_sqs_queue.this",
    "LabelsDeadLetters": "module.labels.aws_sqs_queue.dead_letters",
    "PrintLabel": "aws_lambda_function.print_label",
    "LabelBucket": "aws_s3_bucket.labels",
    "Price": 'aws_lambda_function.plain["price"]',
    "ParcelBus": "aws_cloudwatch_event_bus.parcels",
    "Report": "aws_lambda_function.report",
    "Nightly": "aws_cloudwatch_event_rule.nightly",
    "Notify": 'aws_lambda_function.plain["notify"]',
}
TERRAFORM = {name: name for name in NAMES.values()}
IN_TERRAFORM = ("terraform", "plan", "state", "plan terraform")

in_terraform = pytest.mark.parametrize("folders", IN_TERRAFORM)


def report(folders: str, into: Path, *, code: bool = True) -> Report:
    """The report on the application as these folders have it, with its code."""
    files: dict[str, str] = {}
    for folder in folders.split():
        files |= files_of(DIALECTS / folder)
    if code:
        functions = files_of(DIALECTS / "functions")
        files |= {f"functions/{path}": text for path, text in functions.items()}
    into.mkdir(exist_ok=True)
    write(files, into)
    return report_on(into)


def edges(told: Report, names: dict[str, str]) -> set[tuple[str, str, str, str]]:
    """Every edge, its ends by the names that they have in Terraform."""
    view = view_of(told.graph)
    known = {node.id: names[node.name] for node in view.nodes if node.name in names}
    return {
        (arrow.kind.value, known[arrow.source], known[arrow.target], arrow.confidence.value)
        for arrow in view.arrows
    }


def findings(told: Report, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Every finding by its rule, its subject and its severity."""
    return sorted(
        (one.rule, names[one.finding.subject.name], one.severity.value) for one in told.findings
    )


@in_terraform
def test_the_graph_is_the_same(folders: str, tmp_path: Path) -> None:
    sam, terraform = report("sam", tmp_path / "a"), report(folders, tmp_path / "b")
    assert len(edges(sam, NAMES)) == 12
    assert edges(terraform, TERRAFORM) == edges(sam, NAMES)


@in_terraform
def test_the_findings_are_the_same(folders: str, tmp_path: Path) -> None:
    sam, terraform = report("sam", tmp_path / "a"), report(folders, tmp_path / "b")
    assert len(sam.findings) == 13
    assert findings(terraform, TERRAFORM) == findings(sam, NAMES)


@pytest.mark.parametrize(
    ("folders", "places"),
    [
        ("terraform", {"main.tf", "messaging.tf", "modules/queue/main.tf"}),
        ("plan terraform", {"main.tf", "messaging.tf", "modules/queue/main.tf"}),
        ("plan", {"plan.json"}),
        ("state", {"state.json"}),
    ],
)
def test_a_finding_stands_in_the_sources_where_they_are_there(
    folders: str, places: set[str], tmp_path: Path
) -> None:
    told = report(folders, tmp_path)
    found = {one.finding.at.path for one in told.findings}
    assert {path for path in found if not path.startswith("functions/")} == places


@in_terraform
def test_without_code_only_what_is_declared_is_judged(folders: str, tmp_path: Path) -> None:
    told = report(folders, tmp_path / "a", code=False)
    declared = edges(report("sam", tmp_path / "b"), NAMES)
    assert edges(told, TERRAFORM) == {
        edge for edge in declared if edge[0] in ("trigger", "dead_letter")
    }
    assert {one.rule for one in told.findings} == {
        "async-function-without-dlq",
        "batch-without-partial-failure",
        "dlq-without-alarm",
        "rule-target-without-dlq",
        "stream-without-failure-destination",
        "subscription-without-dlq",
        "visibility-timeout-too-short",
    }
