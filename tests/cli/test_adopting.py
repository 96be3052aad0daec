"""`--baseline` and its kin, and `--changed-since`: a gate that begins today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eda_lint.cli import main
from tests.report.contracts import assert_keeps_contract
from tests.repository import Repository, repository

QUEUE = """\
  {name}:
    Type: AWS::SQS::Queue
  {name}Reader:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Events:
        Messages:
          Type: SQS
          Properties:
            Queue: !GetAtt {name}.Arn
            BatchSize: 1
"""
HEAD = """\
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.13
    Handler: app.handler
Resources:
  News:
    Type: AWS::SNS::Topic
"""
READER = """
resource "aws_lambda_function" "reader" {
  function_name = "reader"
  role          = "arn:aws:iam::123456789012:role/reader"
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn = aws_sqs_queue.this.arn
  function_name    = aws_lambda_function.reader.arn
  batch_size       = 1
}
"""
CONFIGURATION = 'select = ["queue-without-dlq"]\n'


def template(*names: str) -> str:
    """A template with queues that have no dead-letter queue."""
    return HEAD + "".join(QUEUE.format(name=name) for name in names)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with two old findings, in which the command line stands."""
    files = {
        "template.yaml": template("Orders", "Parcels"),
        "src/app.py": "def handler(event, context):\n    return None\n",
        "eda-lint.toml": CONFIGURATION,
    }
    made = repository(tmp_path / "work", files)
    monkeypatch.chdir(made.folder)
    return made


def check(*arguments: str, status: int = 0) -> Result:
    """Run `eda-lint check`, which must exit with this status."""
    result = CliRunner().invoke(main, ["check", *arguments], prog_name="eda-lint")
    assert result.exit_code == status, result.output
    return result


def refused(*arguments: str) -> str:
    """What is said where the check could not run."""
    result = check(*arguments, status=2)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("error: ").rstrip("\n")


def test_the_whole_life_of_a_baseline(work: Repository) -> None:
    check(status=1)
    wrote = check("--write-baseline", "known.json")
    assert wrote.stderr == "wrote 2 findings to known.json\n"
    assert wrote.stdout.startswith("no findings in ")

    known = check("--baseline", "known.json")
    assert "2 findings set aside by the baseline" in known.stdout

    work.write({"eda-lint.toml": f'{CONFIGURATION}baseline = "known.json"\n'})
    check()
    assert "Orders has no redrive policy" in check("--no-baseline", status=1).stdout

    work.write({"template.yaml": template("Payments", "Orders", "Parcels")})
    new = check(status=1).stdout
    assert "Payments has no redrive policy" in new
    assert "Orders has no redrive policy" not in new

    work.write({"template.yaml": template("Parcels")})
    told = check()
    assert "1 entry of the baseline is fixed; --prune-baseline removes it" in told.stdout
    pruned = check("--prune-baseline")
    assert pruned.stderr == "removed 1 fixed finding from known.json\n"
    assert "is fixed" not in pruned.stdout
    assert [one["subject"] for one in entries()] == ["Parcels"]
    assert "fixed" not in check().stdout

    work.write({"template.yaml": template("Orders", "Parcels")})
    assert "Orders has no redrive policy" in check(status=1).stdout


def entries(path: str = "known.json") -> list[dict[str, str]]:
    """The entries of a baseline's file."""
    document: dict[str, list[dict[str, str]]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return document["entries"]


def test_pruning_what_is_not_fixed_leaves_the_file_alone(work: Repository) -> None:
    check("--write-baseline", "known.json")
    before = Path("known.json").stat().st_mtime_ns
    check("--baseline", "known.json", "--prune-baseline")
    assert Path("known.json").stat().st_mtime_ns == before


def test_what_a_run_leaves_out_is_not_fixed(work: Repository) -> None:
    work.write({"other/template.yaml": template("Letters")})
    check("--write-baseline", "known.json")
    work.write({"template.yaml": template()})
    for partly in (["other"], ["--select", "direct-invoke"]):
        told = check("--baseline", "known.json", "--prune-baseline", *partly)
        assert told.stderr == "removed 0 fixed findings from known.json\n"
    assert len(entries()) == 3
    check("--baseline", "known.json", "--prune-baseline")
    assert [one["subject"] for one in entries()] == ["Letters"]


def test_entries_of_a_file_that_is_gone_are_fixed(work: Repository) -> None:
    work.write({"other/template.yaml": template("Letters")})
    check("--write-baseline", "known.json")
    Path("other/template.yaml").unlink()
    check("--baseline", "known.json", "--prune-baseline")
    assert {one["subject"] for one in entries()} == {"Orders", "Parcels"}


def test_a_baseline_counts_from_its_own_folder(
    work: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.write({"services/template.yaml": template("Letters"), "services/src/app.py": "x = 1\n"})
    (work.folder / "ci").mkdir()
    check("--write-baseline", "ci/known.json")
    assert entries("ci/known.json")[0]["path"] == "../services/template.yaml"
    check("--baseline", "ci/known.json")
    work.write({"eda-lint.toml": f'{CONFIGURATION}baseline = "ci/known.json"\n'})
    monkeypatch.chdir(work.folder / "services")
    told = check().stdout
    assert "1 finding set aside by the baseline" in told
    assert "fixed" not in told


def test_a_file_that_cannot_be_read_can_be_set_aside(work: Repository) -> None:
    work.write({"old.yaml": f"{template('Old')}  Broken: [\n"})
    check(status=1)
    check("--write-baseline", "known.json")
    check("--baseline", "known.json")
    work.write({"new.yaml": f"{template('New')}  Broken: [\n"})
    told = check("--baseline", "known.json", status=1).stdout
    assert "new.yaml" in told
    assert "old.yaml" not in told


def test_json_says_what_was_set_aside(work: Repository) -> None:
    check("--write-baseline", "known.json")
    work.write({"template.yaml": template("Parcels", "Payments")})
    result = check("--baseline", "known.json", "--format", "json", status=1)
    assert_keeps_contract("check", result.stdout)
    assert json.loads(result.stdout)["summary"]["baseline"] == {"set_aside": 1, "fixed": 1}
    assert result.stderr == (
        "1 finding set aside by the baseline\n"
        "1 entry of the baseline is fixed; --prune-baseline removes it\n"
    )
    assert check("--baseline", "known.json", "-q", "--format", "json", status=1).stderr == ""


def test_a_fix_leaves_alone_what_is_set_aside(work: Repository) -> None:
    code = "import boto3\n\n\ndef handler(event, context):\n    ses = boto3.client('ses')\n"
    work.write({"src/app.py": code, "template.yaml": template("Orders")})
    check("--select", "init-in-handler", "--write-baseline", "known.json")
    told = check("--select", "init-in-handler", "--baseline", "known.json", "--fix")
    assert told.stderr == "0 fixed\n"
    assert Path("src/app.py").read_text(encoding="utf-8") == code
    assert check("--select", "init-in-handler", "--fix").stderr == "1 fixed\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--baseline", "no.json"), "no.json cannot be read: No such file or directory; --write-"),
        (("--baseline", "src"), "src cannot be read: Is a directory"),
        (("--baseline", "src/app.py"), "src/app.py:1:1: not a baseline, not JSON"),
        (("--baseline", "image"), "image: not a baseline, not UTF-8 text"),
        (
            ("--baseline", "v9.json"),
            "v9.json: a baseline of version 9, this eda-lint reads version",
        ),
        (("--write-baseline", "template.yaml"), "template.yaml is there and is no baseline, so it"),
        (("--write-baseline", "package.json"), "package.json is there and is no baseline"),
        (("--write-baseline", "no/known.json"), "cannot write no/known.json: No such file"),
        (("--prune-baseline",), "--prune-baseline needs a baseline: --baseline FILE, or the conf"),
        (("--baseline", "a", "--no-baseline"), "--baseline and --no-baseline exclude each other"),
        (("--baseline", "a", "--write-baseline", "b"), "--write-baseline and --baseline exclude"),
        (("--write-baseline", "b", "--prune-baseline"), "--write-baseline and --prune-baseline"),
        (("--write-baseline", "b", "--changed-since", "main"), "--write-baseline and --changed"),
        (("--changed-since", "mian"), "git knows no commit 'mian', did you mean 'main'?"),
    ],
)
def test_what_cannot_be_done(work: Repository, arguments: tuple[str, ...], said: str) -> None:
    work.write({"v9.json": '{"version": 9, "entries": []}', "package.json": '{"version": "1.0"}'})
    (work.folder / "image").write_bytes(b"\xff\xd8\xff")
    assert refused(*arguments).startswith(said)


def test_a_baseline_of_another_version_may_be_written_over(work: Repository) -> None:
    work.write({"v9.json": '{"version": 9, "entries": []}', "empty.json": ""})
    for name in ("v9.json", "empty.json"):
        check("--write-baseline", name)
        assert len(entries(name)) == 2


def test_a_baseline_that_the_configuration_names_and_that_is_not_there(work: Repository) -> None:
    work.write({"eda-lint.toml": 'baseline = "known.json"\n'})
    assert "known.json cannot be read" in refused()
    check("--isolated", "--write-baseline", "known.json")
    check()


def test_only_what_a_branch_touches_is_reported(work: Repository) -> None:
    work.git("checkout", "--quiet", "-b", "payments")
    work.write({"template.yaml": template("Orders", "Parcels", "Payments")})
    work.commit()
    told = check("--changed-since", "main", status=1).stdout
    assert "Payments has no redrive policy" in told
    assert "Parcels has no redrive policy" not in told
    assert "2 findings left out, which no change touches" in told

    work.git("checkout", "--quiet", "main")
    work.replace("src/app.py", "None", "1")
    work.commit()
    assert "3 findings" not in check("--changed-since", "payments").stdout


def test_a_dirty_tree_counts(work: Repository) -> None:
    check("--changed-since", "HEAD")
    work.write({"new/template.yaml": template("Letters")})
    assert "Letters" in check("--changed-since", "HEAD", status=1).stdout
    work.git("add", "--all")
    assert "Letters" in check("--changed-since", "HEAD", status=1).stdout


def test_a_broken_file_is_reported_by_those_who_touch_it(work: Repository) -> None:
    work.write({"old.yaml": f"{template('Old')}  Broken: [\n"})
    work.commit()
    assert "1 finding" not in check("--changed-since", "HEAD").stdout.splitlines()[0]
    work.replace("old.yaml", "Runtime: python3.13", "Runtime: python3.12")
    assert "parse-error" in check("--changed-since", "HEAD", status=1).stdout


def test_what_is_told_of_suppressions_belongs_to_its_place(work: Repository) -> None:
    topic = "    Type: AWS::SNS::Topic\n"
    unused = f"  Topic: # eda-lint: ignore[queue-without-dlq]\n{topic}"
    expired = f"  Other: # eda-lint: ignore[queue-without-dlq] until=2020-01-01\n{topic}"
    work.write({"template.yaml": template("Orders") + unused + expired})
    work.commit()
    assert "suppression" not in check("--changed-since", "HEAD").stdout
    work.replace("template.yaml", "  Topic: #", "  Topics: #")
    told = check("--changed-since", "HEAD").stdout
    assert "info[unused-suppression]" in told
    assert "expired" not in told
    work.replace("template.yaml", "  Other: #", "  Others: #")
    assert "warning[expired-suppression]" in check("--changed-since", "HEAD", status=1).stdout


def test_a_baseline_and_changes_go_together(work: Repository) -> None:
    check("--write-baseline", "known.json")
    work.commit()
    work.write({"template.yaml": template("Orders", "Payments", "Parcels")})
    both = check("--changed-since", "HEAD", "--baseline", "known.json", status=1).stdout
    assert "Payments" in both
    assert "2 findings set aside by the baseline" in both
    work.replace("template.yaml", "  Orders:\n", "  Orders: # changed\n")
    assert "Orders has" in check("--changed-since", "HEAD", status=1).stdout
    assert (
        "Orders has"
        not in check("--changed-since", "HEAD", "--baseline", "known.json", status=1).stdout
    )


def test_without_git_nobody_knows_what_changed(
    work: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "template.yaml").write_text(template("Orders"), encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert "is in no git work tree: not a git repository" in refused("--changed-since", "main")
    monkeypatch.setenv("PATH", str(elsewhere))
    assert refused("--changed-since", "main").startswith("git cannot be run")


def test_a_path_that_is_not_there_is_told_as_ever(work: Repository) -> None:
    assert refused("no/such", "--changed-since", "main").startswith("no/such is not there")


def test_an_empty_name_of_a_commit_is_no_leave_to_report_everything(work: Repository) -> None:
    assert refused("--changed-since", "") == "git knows no commit ''"


def test_code_without_its_template_is_not_mended(
    work: Repository,
) -> None:
    client = (
        "import boto3\n\n\ndef handler(event, context):\n    boto3.client('s3').list_buckets()\n"
    )
    work.write({"src/app.py": client, "eda-lint.toml": 'select = ["init-in-handler"]\n'})
    check("--write-baseline", "known.json")
    assert {one["path"] for one in entries()} == {"src/app.py"}
    for arguments in (["src"], ["src/app.py"]):
        told = check(*arguments, "--baseline", "known.json", "--prune-baseline")
        assert told.stderr == "removed 0 fixed findings from known.json\n"
    work.write({"src/app.py": "def handler(event, context):\n    return None\n"})
    check("template.yaml", "src", "--baseline", "known.json", "--prune-baseline")
    assert entries() == []


def test_a_module_without_its_root_is_not_mended(work: Repository) -> None:
    queue = 'resource "aws_sqs_queue" "this" {}\n' + READER
    call = 'module "orders" {\n  source = "../modules/queue"\n}\n'
    work.write({"infra/modules/queue/main.tf": queue, "infra/live/main.tf": call})
    check("infra", "--write-baseline", "known.json")
    assert [one["subject"] for one in entries()] == ["module.orders.aws_sqs_queue.this"]
    check("infra/modules", "--baseline", "known.json", "--prune-baseline", status=1)
    assert len(entries()) == 1
    work.write({"infra/live/main.tf": ""})
    check("--baseline", "known.json", "--prune-baseline", status=1)
    assert entries() == []


def test_what_is_fixed_in_a_plan_can_be_pruned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Path(__file__).parents[1] / "fixtures/dialects/plan/plan.json"
    text = plan.read_text(encoding="utf-8")
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    check("--select", "visibility-timeout-too-short", "--write-baseline", "known.json")
    assert [one["path"] for one in entries()] == ["plan.json"]
    mended = text.replace('"visibility_timeout_seconds": 30', '"visibility_timeout_seconds": 900')
    assert mended != text
    (tmp_path / "plan.json").write_text(mended, encoding="utf-8")
    check(
        "--select", "visibility-timeout-too-short", "--baseline", "known.json", "--prune-baseline"
    )
    assert entries() == []
