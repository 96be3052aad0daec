"""What counts as the same finding, in an application that goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eda_lint.baseline import Baseline, Comparison, Entry, baseline_of, compare
from eda_lint.lint import Report
from eda_lint.location import Diagnostic
from tests.applications import report_on
from tests.repository import Repository

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
  Pack:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src
      Timeout: 60
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 1
"""
CODE = """\
import boto3


def handler(event, context):
    boto3.client("ses").send_email(Source="x")
    boto3.client("sns").publish(TopicArn="x", Message="x")
"""
RULES = ("queue-without-dlq", "visibility-timeout-too-short", "init-in-handler")
Change = Callable[[Repository], None]


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """The application: two findings on its queue, two in its code."""
    made = Repository(tmp_path)
    made.write({"template.yaml": TEMPLATE, "src/app.py": CODE})
    return made


def checked(work: Repository) -> Report:
    """A run over the application."""
    return report_on(work.folder, *RULES)


def known(report: Report) -> Baseline:
    """A baseline of a run."""
    return baseline_of(report.findings, report.diagnostics, report.graph)


def beside(
    baseline: Baseline, report: Report, looked_at: Callable[[Entry], bool] = lambda _: True
) -> Comparison:
    """A run beside a baseline."""
    return compare(baseline, report.findings, report.diagnostics, report.graph, looked_at)


def outcome(work: Repository, change: Change) -> tuple[list[str], list[str]]:
    """What is new after a change, and which entries are fixed; by rule and path."""
    baseline = known(checked(work))
    assert len(baseline.entries) == 4
    change(work)
    told = beside(baseline, checked(work))
    assert told.set_aside + len(told.fixed) == 4
    return (
        [f"{one.rule} {one.finding.at.path}" for one in told.findings],
        [f"{one.rule} {one.path}" for one in told.fixed],
    )


def rewritten(path: str, old: str, new: str) -> Change:
    """A change of a file."""
    return lambda work: work.replace(path, old, new)


def renamed(*pairs: tuple[str, str]) -> Change:
    """Files that have other names now."""

    def rename(work: Repository) -> None:
        for old, new in pairs:
            (work.folder / new).parent.mkdir(parents=True, exist_ok=True)
            (work.folder / old).rename(work.folder / new)

    return rename


def several(*changes: Change) -> Change:
    """One change after another."""

    def all_of_them(work: Repository) -> None:
        for change in changes:
            change(work)

    return all_of_them


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda work: None, id="nothing"),
        pytest.param(rewritten("src/app.py", "import boto3", "# new\n\nimport boto3"), id="lines"),
        pytest.param(
            rewritten(
                "template.yaml", "Resources:\n", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n"
            ),
            id="a resource above",
        ),
        pytest.param(
            rewritten("template.yaml", "VisibilityTimeout: 30", "VisibilityTimeout: 20"),
            id="another number in the message",
        ),
        pytest.param(
            rewritten(
                "src/app.py",
                CODE[CODE.index("    boto3") :],
                '    boto3.client("sns").publish(TopicArn="x", Message="x")\n'
                '    boto3.client("ses").send_email(Source="x")\n',
            ),
            id="another order",
        ),
        pytest.param(renamed(("template.yaml", "app.yaml")), id="the template's name"),
        pytest.param(
            renamed(("template.yaml", "services/orders/t.yaml"), ("src", "services/orders/src")),
            id="the whole application elsewhere",
        ),
        pytest.param(
            several(
                renamed(("src/app.py", "src/main.py")),
                rewritten("template.yaml", "app.handler", "main.handler"),
            ),
            id="the code's name",
        ),
    ],
)
def test_what_keeps_all_findings(work: Repository, change: Change) -> None:
    assert outcome(work, change) == ([], [])


@pytest.mark.parametrize(
    ("change", "new", "fixed"),
    [
        pytest.param(
            rewritten("template.yaml", "VisibilityTimeout: 30", "VisibilityTimeout: 600"),
            [],
            ["visibility-timeout-too-short template.yaml"],
            id="one is mended",
        ),
        pytest.param(
            rewritten(
                "src/app.py",
                '    boto3.client("ses")',
                '    boto3.client("s3").list_buckets()\n    boto3.client("ses")',
            ),
            ["init-in-handler src/app.py"],
            [],
            id="one more on the same subject",
        ),
        pytest.param(
            lambda work: work.write({"more/template.yaml": TEMPLATE, "more/src/app.py": CODE}),
            [
                "init-in-handler more/src/app.py",
                "init-in-handler more/src/app.py",
                "queue-without-dlq more/template.yaml",
                "visibility-timeout-too-short more/template.yaml",
            ],
            [],
            id="a copy, while the old one still has them",
        ),
        pytest.param(
            rewritten("template.yaml", "  Orders:\n    Type", "  Parcels:\n    Type"),
            [],
            ["queue-without-dlq template.yaml", "visibility-timeout-too-short template.yaml"],
            id="a subject that is gone",
        ),
    ],
)
def test_what_is_new_and_what_is_fixed(
    work: Repository, change: Change, new: list[str], fixed: list[str]
) -> None:
    assert outcome(work, change) == (new, fixed)


def test_the_one_that_is_new_is_told_not_one_that_was_there(work: Repository) -> None:
    baseline = known(checked(work))
    work.replace(
        "src/app.py",
        '    boto3.client("ses")',
        '    boto3.client("s3").list_buckets()\n    boto3.client("ses")',
    )
    (new,) = beside(baseline, checked(work)).findings
    assert "boto3.client('s3')" in new.finding.message
    assert new.finding.at.line == 5


@given(
    st.lists(st.integers(0, TEMPLATE.count("\n")), max_size=5),
    st.lists(st.integers(0, CODE.count("\n")), max_size=5),
)
@settings(max_examples=25, deadline=None)
def test_lines_that_say_nothing_change_nothing(in_template: list[int], in_code: list[int]) -> None:
    with TemporaryDirectory() as folder:
        work = Repository(Path(folder).resolve())
        work.write({"template.yaml": TEMPLATE, "src/app.py": CODE})
        baseline = known(checked(work))
        work.write(
            {
                "template.yaml": with_comments(TEMPLATE, in_template),
                "src/app.py": with_comments(CODE, in_code),
            }
        )
        told = beside(baseline, checked(work))
    assert (told.findings, told.fixed, told.set_aside) == ((), (), 4)


def with_comments(text: str, before: list[int]) -> str:
    """A text with a comment before each of these lines."""
    lines = text.splitlines(keepends=True)
    for number in sorted(before, reverse=True):
        lines.insert(number, "# a comment\n")
    return "".join(lines)


def entry(path: str, subject: str = "Orders", rule: str = "x", message: str = "m") -> Entry:
    """An entry whose fingerprint nothing has."""
    return Entry(path, rule, subject, "", message, f"{path}{subject}".encode().hex())


def test_a_renamed_file_is_found_only_where_there_is_no_choice(work: Repository) -> None:
    report = checked(work)
    entries = known(report).entries
    queue = next(one for one in entries if one.rule == "queue-without-dlq")

    def set_aside(*old: Entry) -> int:
        return beside(Baseline(tuple(sorted(old))), report).set_aside

    def moved(path: str) -> Entry:
        return Entry(path, queue.rule, queue.subject, queue.other, "other", "f" * 16)

    assert set_aside(moved("old.yaml")) == 1
    assert set_aside(moved("old.yaml"), moved("older.yaml")) == 0
    # Of two, the one with the same name in another folder is nearer.
    assert set_aside(moved("old.yaml"), moved("old/template.yaml")) == 1
    # What is there still has its own finding.
    assert set_aside(queue, moved("template.yaml")) == 1


def test_what_was_not_looked_at_is_not_fixed(work: Repository) -> None:
    report = checked(work)
    old = Baseline((entry("a.yaml"), entry("b.yaml")))
    told = beside(old, report, lambda one: one.path == "a.yaml")
    assert [one.path for one in told.fixed] == ["a.yaml"]
    assert [one.path for one in told.pruned.entries] == ["b.yaml"]


def test_pruning_keeps_what_is_found_as_it_is_found_now(work: Repository) -> None:
    baseline = known(checked(work))
    renamed(("template.yaml", "app.yaml"))(work)
    work.replace("app.yaml", "VisibilityTimeout: 30", "VisibilityTimeout: 600")
    report = checked(work)
    pruned = beside(baseline, report).pruned
    assert pruned == known(report)
    assert len(pruned.entries) == 3


def test_a_file_that_cannot_be_read_is_known_too(work: Repository) -> None:
    work.write({"broken.yaml": f"{TEMPLATE}  Broken: [\n"})
    before = checked(work)
    assert len(before.diagnostics) == 1
    baseline = known(before)
    assert beside(baseline, checked(work)).diagnostics == ()
    work.write({"broken.yaml": f"{TEMPLATE}  Broken: &\n"})
    told = beside(baseline, checked(work))
    assert len(told.diagnostics) == 1


def test_nothing_is_fixed_while_a_file_cannot_be_read_that_could_be(work: Repository) -> None:
    baseline = known(checked(work))
    work.write({"template.yaml": f"{TEMPLATE}  Broken: [\n"})
    told = beside(baseline, checked(work))
    assert [one.path for one in told.diagnostics] == ["template.yaml"]
    assert told.fixed == ()
    assert told.pruned == baseline


def test_a_baseline_may_stand_in_another_folder_than_the_run(work: Repository) -> None:
    report = checked(work)
    above = known(report).moved(report.base, report.base.parent)
    assert {one.path for one in above.entries} == {
        f"{work.folder.name}/template.yaml",
        f"{work.folder.name}/src/app.py",
    }
    assert above.moved(report.base.parent, report.base) == known(report)


def test_a_run_in_a_folder_below_finds_its_entries(work: Repository) -> None:
    work.write({"services/a/template.yaml": TEMPLATE, "services/a/src/app.py": CODE})
    baseline = known(checked(work))
    below = report_on(work.folder / "services/a", *RULES)
    told = beside(baseline.moved(work.folder, below.base), below, lambda _: False)
    assert (told.findings, told.set_aside) == ((), 4)
    assert told.pruned.moved(below.base, work.folder).entries != ()


def test_two_broken_files_with_one_message_are_two() -> None:
    from tests.report.example import graph

    same = tuple(Diagnostic(path, 1, 1, "not UTF-8 text") for path in ("a.yaml", "b.yaml"))
    baseline = baseline_of((), same, graph())
    told = compare(baseline, (), (*same, Diagnostic("c.yaml", 1, 1, "no")), graph(), lambda _: True)
    assert [one.path for one in told.diagnostics] == ["c.yaml"]
    assert told.set_aside == 2
