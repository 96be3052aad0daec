"""Plans and states in a scan: by themselves, and beside the sources that they were made of."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from eda_lint.cli import main
from eda_lint.lint import Report
from tests.applications import report_on, write
from tests.parse.terraform.shown import SECRET, block, instance, planned, shop
from tests.regenerate import graph_text

GIVEN = 'stage = "prod"\nregions = ["eu", "us"]\n'
CODE = ("src/app.py",)
PRINTED = ("plan.json", "again.json", "state.json", "terraform.tfstate")
HIDDEN_IN_A_LOCAL = "dead_letter aws_sqs_queue.refunds -> aws_sqs_queue.dead_letters\n"


def report(folder: Path, files: dict[str, str]) -> Report:
    """The report on a folder with these files only."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write(files, folder)
    found = report_on(folder)
    assert not found.failures
    return found


def findings(found: Report) -> set[tuple[str, str]]:
    """Each finding by its rule and message."""
    return {(one.rule, one.finding.message) for one in found.findings}


def told_without_keys(rule: str, message: str) -> tuple[str, str]:
    """A finding as it is of any instance of its block."""
    return rule, re.sub(r'\["\w+"\]', "", message).partition("; the same holds for")[0]


@pytest.fixture
def sources(tmp_path: Path) -> Report:
    """The report on the sources of the recorded application, with the values of its plan."""
    return report(tmp_path / "sources", {**shop(), "terraform.tfvars": GIVEN})


@pytest.mark.parametrize("name", PRINTED)
def test_a_plan_or_a_state_by_itself_is_the_same_application(
    name: str, sources: Report, tmp_path: Path
) -> None:
    alone = report(tmp_path / "alone", shop(name, *CODE))
    assert not alone.diagnostics
    lost = HIDDEN_IN_A_LOCAL if name == "plan.json" else ""
    assert graph_text(alone) == graph_text(sources).replace(lost, "", 1 if lost else 0)
    # In a plan each instance has a place of its own; in the sources they share their block.
    assert {told_without_keys(*one) for one in findings(alone)} == {
        told_without_keys(*one) for one in findings(sources)
    }
    assert {one.finding.at.path for one in alone.findings} == {name}


def test_the_sources_find_something(sources: Report) -> None:
    assert {"queue-without-dlq", "visibility-timeout-too-short"} <= {
        rule for rule, _ in findings(sources)
    }
    assert HIDDEN_IN_A_LOCAL in graph_text(sources)


@pytest.mark.parametrize("name", PRINTED)
def test_beside_its_sources_it_is_one_application_in_their_places(
    name: str, sources: Report, tmp_path: Path
) -> None:
    # Without values of their own, sources do not know the keys of `for_each`.
    both = report(tmp_path / "both", {**shop(), **shop(name)})
    assert not both.diagnostics
    assert graph_text(both) == graph_text(sources)
    placed = {(one.rule, one.finding.message, one.finding.at) for one in both.findings}
    assert placed == {(o.rule, o.finding.message, o.finding.at) for o in sources.findings}


def test_without_the_plan_sources_know_less(sources: Report, tmp_path: Path) -> None:
    assert graph_text(report(tmp_path / "less", shop())) != graph_text(sources)


def test_a_plan_in_another_folder_finds_its_root(sources: Report, tmp_path: Path) -> None:
    infra = {f"infra/{path}": text for path, text in shop().items()}
    other = {"tools/main.tf": 'resource "aws_sqs_queue" "tools" {}\n'}
    plan = {"ci/out/plan.json": shop("plan.json")["plan.json"]}
    found = report(tmp_path / "apart", {**infra, **other, **plan})
    assert graph_text(found) == graph_text(sources)
    assert {node.id.partition("#")[0] for node in found.graph.nodes.values()} == {"infra", "tools"}


def test_of_several_plans_of_one_root_one_is_taken_and_the_others_told(tmp_path: Path) -> None:
    plan = shop("plan.json")["plan.json"]
    found = report(tmp_path / "two", {**shop(), "a.json": plan, "b.json": plan})
    assert [fact.what for fact in found.graph.unknown] == ["plan b.json"]
    assert len([n for n in found.graph.nodes.values() if n.name == "aws_sqs_queue.orders"]) == 1


def test_plans_of_one_folder_without_sources_are_applications_each(tmp_path: Path) -> None:
    plan = shop("plan.json")["plan.json"]
    found = report(tmp_path / "two", {"dev.json": plan, "prod.json": plan})
    ids = {node.id for node in found.graph.nodes.values() if node.name == "aws_sqs_queue.orders"}
    assert ids == {"dev.json#aws_sqs_queue.orders", "prod.json#aws_sqs_queue.orders"}


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(
    "command", [["check"], ["check", "--format", "json"], ["graph"], ["graph", "--format", "json"]]
)
def test_what_is_sensitive_is_in_no_output(
    name: str, beside: bool, command: list[str], tmp_path: Path
) -> None:
    files = {**(shop() if beside else {}), **shop(name)}
    assert SECRET in files[name]
    folder = tmp_path / "scan"
    report(folder, files)
    unknown = ["--show-unknown"] if command == ["check"] else []
    run = CliRunner().invoke(main, [*command, *unknown, "--isolated", str(folder)])
    assert run.exit_code in (0, 1)
    assert "orders" in run.output
    assert SECRET not in run.output


def test_without_any_code_none_is_missed(tmp_path: Path) -> None:
    bare = report(tmp_path / "bare", shop("plan.json"))
    assert not bare.diagnostics
    assert findings(bare) >= findings(report(tmp_path / "code", shop("plan.json", *CODE)))


def test_a_plan_that_is_cut_off_is_told_and_says_nothing_wrong(tmp_path: Path) -> None:
    cut = shop("plan.json")["plan.json"][:16_000]
    found = report(tmp_path / "cut", {"plan.json": cut})
    assert [one.message for one in found.diagnostics] == ["not read to its end: it ends too early"]
    assert not found.findings


def queue(label: str, /, **arguments: object) -> str:
    """A queue in HCL, its arguments as they are written."""
    lines = "".join(f"  {key} = {value}\n" for key, value in arguments.items())
    return f'resource "aws_sqs_queue" "{label}" {{\n{lines}}}\n'


def merged(folder: Path, text: str, plan: dict[str, object], rule: str) -> list[str]:
    """The findings of a rule where a plan lies beside a `main.tf`: line and message."""
    write({"main.tf": text, "plan.json": json.dumps(plan)}, folder)
    found = report_on(folder, rule)
    assert not found.failures
    return [f"{one.finding.at.line}: {one.finding.message}" for one in found.findings]


CONSUMER = """\
resource "aws_lambda_function" "f" {
  function_name = "f"
  timeout       = 10
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.f.arn
}
"""
TOO_SHORT = "visibility-timeout-too-short"


def consumer(**values: object) -> list[dict[str, object]]:
    """The instances of a plan of a queue `q` with these values and its consumer."""
    computed = {"arn": True, "id": True}
    return [
        instance("aws_lambda_function.f", {"function_name": "f", "timeout": 10}, computed),
        instance("aws_lambda_event_source_mapping.m", {},
            {"event_source_arn": True, "function_name": True}),
        instance("aws_sqs_queue.q", {"name": "q", **values}, computed),
    ]  # fmt: skip


def test_the_value_of_a_plan_wins_in_the_place_of_the_source(tmp_path: Path) -> None:
    text = 'variable "seconds" { default = 5 }\n' + CONSUMER
    text += queue("q", visibility_timeout_seconds="var.seconds")
    short = merged(tmp_path, text, planned(*consumer(visibility_timeout_seconds=20)), TOO_SHORT)
    assert len(short) == 1
    assert short[0].startswith("10: aws_sqs_queue.q hides a message for 20 s")
    assert not merged(tmp_path, text, planned(*consumer(visibility_timeout_seconds=60)), TOO_SHORT)


def test_instances_that_a_plan_does_not_have_are_gone(tmp_path: Path) -> None:
    gone = [one for one in consumer() if one["type"] != "aws_lambda_event_source_mapping"]
    text = CONSUMER + queue("q", visibility_timeout_seconds=20)
    assert not merged(tmp_path, text, planned(*gone), TOO_SHORT)
    assert merged(tmp_path, text, planned(*gone, complete=False), TOO_SHORT)
    assert merged(tmp_path, text, planned(), TOO_SHORT)


def test_what_a_plan_has_no_types_of_stays(tmp_path: Path) -> None:
    text = queue("q") + 'resource "terraform_data" "t" {}\ndata "aws_region" "here" {}\n'
    write({"main.tf": text, "plan.json": json.dumps(planned(*consumer()))}, tmp_path)
    assert not report_on(tmp_path).diagnostics


def test_an_argument_that_is_null_in_the_plan_is_not_set(tmp_path: Path) -> None:
    text = 'variable "dlq" {}\n' + CONSUMER + queue("q", redrive_policy="var.dlq")
    plan = planned(*consumer(redrive_policy=None))
    assert len(merged(tmp_path, text, plan, "queue-without-dlq")) == 1
    (tmp_path / "plan.json").unlink()
    assert not report_on(tmp_path, "queue-without-dlq").findings


def test_an_instance_that_only_the_plan_has_stands_at_its_block(tmp_path: Path) -> None:
    text = 'variable "names" { type = set(string) }\n'
    text += queue("q", for_each="var.names", name="each.key") + CONSUMER.replace(
        "aws_sqs_queue.q.arn", 'aws_sqs_queue.q["a"].arn'
    )
    instances = consumer(visibility_timeout_seconds=20)[:2]
    more = {"visibility_timeout_seconds": 20}
    instances += [
        instance(f'aws_sqs_queue.q["{key}"]', {"name": key, **more}, {"arn": True, "id": True})
        for key in "ab"
    ]
    written = [block("aws_lambda_event_source_mapping.m", event_source_arn=[],
        function_name=["aws_lambda_function.f.arn"])]  # fmt: skip
    written[0]["expressions"]["event_source_arn"] = {  # type: ignore[index]
        "references": ['aws_sqs_queue.q["a"].arn', 'aws_sqs_queue.q["a"]', "aws_sqs_queue.q"]
    }
    (found,) = merged(tmp_path, text, planned(*instances, written=written), TOO_SHORT)
    assert found.startswith('2: aws_sqs_queue.q["a"] hides a message for 20 s')


def test_resources_of_a_module_that_is_not_there_stand_at_its_call(tmp_path: Path) -> None:
    text = 'module "orders" {\n  source = "example.com/acme/queue/aws"\n}\n' + queue("other")
    function, _, orders = consumer(visibility_timeout_seconds=20)
    names = {
        "event_source_arn": "arn:aws:sqs:eu-west-1:123456789012:q",
        "function_name": "arn:aws:lambda:eu-west-1:123456789012:function:f",
    }
    mapping = instance("aws_lambda_event_source_mapping.m", names, {})
    inside = [
        {**one, "address": f"module.orders.{one['address']}"} for one in (function, mapping, orders)
    ]
    plan = planned(*inside, instance("aws_sqs_queue.other", {"name": "other"}, {}))
    write({"main.tf": text, "plan.json": json.dumps(plan)}, tmp_path)
    found = report_on(tmp_path, TOO_SHORT)
    assert [(one.finding.at.path, one.finding.at.line) for one in found.findings] == [
        ("main.tf", 1)
    ]


def test_of_a_state_only_what_sources_leave_open_is_taken(tmp_path: Path) -> None:
    state = planned(*consumer(visibility_timeout_seconds=20))
    values = state.pop("planned_values")
    state = {"format_version": "1.0", "terraform_version": "1.11.4", "values": values}
    head = 'variable "seconds" {}\n' + CONSUMER
    ahead = head + queue("q", visibility_timeout_seconds=60)
    assert not merged(tmp_path, ahead, state, TOO_SHORT)
    open_ = head + queue("q", visibility_timeout_seconds="var.seconds")
    assert len(merged(tmp_path, open_, state, TOO_SHORT)) == 1
