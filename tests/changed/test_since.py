"""What counts as changed since a commit, asked of real repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eda_lint.changed import Changes, changes_since
from eda_lint.errors import UsageError
from tests.repository import Repository, repository

LINES = "".join(f"Line{number}: here\n" for number in range(1, 11))


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """A repository with a template of ten lines and a handler, on the branch `work`."""
    made = repository(
        tmp_path / "work", {"a.yaml": LINES, "src/app.py": "x = 1\n", ".gitignore": "cdk.out/\n"}
    )
    made.git("checkout", "--quiet", "-b", "work")
    return made


def since(work: Repository, ref: str = "main") -> Changes:
    """The changes since `main`."""
    return changes_since(ref, [work.folder])


def lines(work: Repository, path: str = "a.yaml") -> list[tuple[int, int]] | None:
    """Start and count of what changed in a file; None where all of it did."""
    hunks = since(work).in_file(work.folder / path)
    return None if hunks is None else [(hunk.start, hunk.count) for hunk in hunks]


def test_nothing_changed(work: Repository) -> None:
    assert lines(work) == []
    assert lines(work, "src/app.py") == []


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Line3: here\n", "Line3: there\n", [(3, 1)]),
        ("Line3: here\n", "Line3: here\nNew: 1\nNewer: 2\n", [(4, 2)]),
        ("Line3: here\nLine4: here\n", "", [(2, 0)]),
        ("Line1: here\n", "--- a/b.yaml\n+++ b/b.yaml\n", [(1, 2)]),
    ],
)
def test_lines_of_a_template(
    work: Repository, old: str, new: str, changed: list[tuple[int, int]]
) -> None:
    work.replace("a.yaml", old, new)
    assert lines(work) == changed


def test_committed_staged_and_edited_lines_are_all_changed(work: Repository) -> None:
    work.replace("a.yaml", "Line1: here", "Line1: committed")
    work.commit()
    work.replace("a.yaml", "Line5: here", "Line5: staged")
    work.git("add", "a.yaml")
    work.replace("a.yaml", "Line9: here", "Line9: edited")
    assert lines(work) == [(1, 1), (5, 1), (9, 1)]


def test_what_git_does_not_track_is_changed_as_a_whole(work: Repository) -> None:
    work.write({"new.yaml": LINES, "src/new.py": "x = 1\n"})
    assert lines(work, "new.yaml") is None
    assert lines(work, "src/new.py") is None


def test_code_is_changed_as_a_whole(work: Repository) -> None:
    work.replace("src/app.py", "x = 1\n", "x = 1\ny = 2\n")
    assert lines(work, "src/app.py") is None


def test_what_changed_on_the_other_branch_is_not_ours(work: Repository) -> None:
    work.replace("a.yaml", "Line5: here", "Line5: ours")
    work.commit()
    work.git("checkout", "--quiet", "main")
    work.replace("a.yaml", "Line9: here", "Line9: theirs")
    work.commit()
    work.git("checkout", "--quiet", "work")
    assert lines(work) == [(5, 1)]


def test_a_renamed_file_changed_in_its_lines(work: Repository) -> None:
    work.git("mv", "a.yaml", "b.yaml")
    assert lines(work, "b.yaml") == []
    work.replace("b.yaml", "Line9: here", "Line9: there")
    assert lines(work, "b.yaml") == [(9, 1)]
    assert since(work).gone == {work.folder / "a.yaml"}


def test_what_was_removed_is_remembered_by_its_words(work: Repository) -> None:
    work.write({"gone.tf": 'queue = aws_sqs_queue.orders.arn # "Orders"\n'})
    work.commit()
    work.git("checkout", "--quiet", "-b", "more")
    (work.folder / "gone.tf").unlink()
    changes = since(work, "work")
    assert changes.gone == {work.folder / "gone.tf"}
    assert {"aws_sqs_queue.orders", "orders.arn", "Orders"} <= changes.removed


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("      Queue: !GetAtt Orders.Arn", {"GetAtt", "Orders", "Arn", "Orders.Arn"}),
        ("  - Name: QueueName", {"QueueName"}),
        ('  "Queue": {"Fn::GetAtt": ["Orders", "Arn"]},', {"Fn", "GetAtt", "Orders", "Arn"}),
        (
            "  queue = aws_sqs_queue.a.arn",
            {"aws_sqs_queue.a", "a.arn", "aws_sqs_queue", "a", "arn"},
        ),
        ("    - !Ref Orders", {"Ref", "Orders"}),
        ("  Orders:", set()),
        ("", set()),
    ],
)
def test_a_key_is_no_name_of_a_resource(work: Repository, line: str, names: set[str]) -> None:
    work.replace("a.yaml", "Line5: here\n", f"{line}\n")
    work.commit()
    work.git("branch", "--force", "main")
    work.replace("a.yaml", f"Line4: here\n{line}\n", "Line4: here\n")
    assert since(work).removed == names


def test_what_git_ignores_counts_as_changed(work: Repository) -> None:
    work.write({"cdk.out/stack.template.json": "{}\n"})
    assert lines(work, "cdk.out/stack.template.json") is None


@pytest.mark.parametrize(
    "name", ["caf\u00e9 au lait.yaml", 'quo"ted.yaml', "tab\tbed.yaml", "back\\slash.yaml"]
)
def test_any_name_of_a_file(work: Repository, name: str) -> None:
    if os.name == "nt":
        pytest.skip("names that Windows has not")
    work.write({name: LINES})
    work.commit()
    work.git("branch", "--force", "main")
    work.replace(name, "Line4: here", "Line4: there")
    assert lines(work, name) == [(4, 1)]


def test_a_file_without_text_is_changed_as_a_whole(work: Repository) -> None:
    work.write({".gitattributes": "*.json binary\n", "a.json": "{}\n"})
    work.commit()
    work.git("branch", "--force", "main")
    work.replace("a.json", "{}\n", '{"a": 1}\n')
    assert lines(work, "a.json") is None


def test_a_submodule_is_changed_as_a_whole_or_not_at_all(work: Repository, tmp_path: Path) -> None:
    repository(tmp_path / "other", {"b.yaml": LINES})
    allowed = ("-c", "protocol.file.allow=always")
    work.git(*allowed, "submodule", "--quiet", "add", str(tmp_path / "other"), "other")
    work.commit()
    work.git("branch", "--force", "main")
    assert lines(work, "other/b.yaml") == []
    (work.folder / "other/b.yaml").write_text("Changed: 1\n", encoding="utf-8")
    assert lines(work, "other/b.yaml") is None


def test_a_configuration_of_git_changes_nothing(work: Repository) -> None:
    for name, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.external": "false",
        "diff.context": "9",
        "diff.interHunkContext": "9",
        "diff.renames": "false",
        "color.ui": "always",
        "core.quotePath": "false",
        "diff.submodule": "log",
    }.items():
        work.git("config", name, value)
    work.replace("a.yaml", "Line2: here", "Line2: there")
    work.replace("a.yaml", "Line5: here", "Line5: there")
    assert lines(work) == [(2, 1), (5, 1)]


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    fresh = repository(tmp_path / "fresh")
    fresh.write({"a.yaml": LINES, "b.yaml": LINES})
    fresh.git("add", "a.yaml")
    changes = since(fresh, "HEAD")
    assert changes.in_file(fresh.folder / "a.yaml") != ()
    assert changes.in_file(fresh.folder / "b.yaml") is None


def test_roots_in_two_repositories(work: Repository, tmp_path: Path) -> None:
    other = repository(tmp_path / "other", {"b.yaml": LINES})
    other.replace("b.yaml", "Line1: here", "Line1: there")
    changes = changes_since("main", [work.folder / "src", other.folder / "b.yaml"])
    assert changes.in_file(work.folder / "a.yaml") == ()
    hunks = changes.in_file(other.folder / "b.yaml")
    assert hunks is not None
    assert [hunk.start for hunk in hunks] == [1]


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("mian", "git knows no commit 'mian', did you mean 'main'?"),
        ("0000000000000000000000000000000000000000", "git knows no commit '0000"),
        ("", "git knows no commit ''"),
        ("--output=x", "git knows no commit '--output=x'"),
        ("-", "git knows no commit '-'"),
        ("main^{tree}", "git knows no commit"),
    ],
)
def test_a_ref_that_is_none(work: Repository, ref: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        since(work, ref)
    assert str(error.value).startswith(said)
    assert "shallow" not in str(error.value)


def test_branches_that_have_nothing_in_common(work: Repository) -> None:
    work.git("checkout", "--quiet", "--orphan", "apart")
    work.commit("Apart")
    with pytest.raises(UsageError, match=r"^main and HEAD have no commit in common$"):
        since(work)


def test_a_shallow_clone_asks_for_more_history(work: Repository, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        work.write({f"{number}.yaml": LINES})
        work.commit()
    clone = Repository(tmp_path / "clone")
    url = work.folder.as_uri()
    work.git("clone", "--quiet", "--depth=1", "--no-single-branch", url, str(clone.folder))
    clone.git("checkout", "--quiet", "work")
    with pytest.raises(UsageError, match=r"no commit in common; this clone is shallow: .*depth: 0"):
        changes_since("origin/main", [clone.folder])
    with pytest.raises(UsageError, match=r"no commit 'v1'; this clone is shallow: fetch more"):
        changes_since("v1", [clone.folder])
    clone.git("fetch", "--quiet", "--unshallow")
    changes = changes_since("origin/main", [clone.folder])
    assert changes.in_file(clone.folder / "3.yaml") != ()
    assert changes.in_file(clone.folder / "a.yaml") == ()


def test_a_folder_in_no_work_tree(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is in no git work tree: not a git repository"):
        changes_since("main", [tmp_path])


def test_no_git_at_all(work: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(work.folder))
    with pytest.raises(UsageError, match="git cannot be run"):
        since(work)


def test_what_terraform_has_installed_changes_with_its_call(tmp_path: Path) -> None:
    work = repository(tmp_path / "work", {".gitignore": ".terraform\ncdk.out\n", "main.tf": ""})
    work.write({".terraform/modules/q/main.tf": "", "cdk.out/a.json": "{}"})
    changes = changes_since("main", [work.folder])
    assert changes.in_file(work.folder / ".terraform/modules/q/main.tf") == ()
    assert changes.in_file(work.folder / "cdk.out/a.json") is None
    work.write({".gitignore": "", ".terraform/modules/q/main.tf": "locals {}\n"})
    assert (
        changes_since("main", [work.folder]).in_file(work.folder / ".terraform/modules/q/main.tf")
        is None
    )
