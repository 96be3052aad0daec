"""What counts as staged, asked of real repositories."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from eda_lint.changed import Changes, changes_staged
from eda_lint.errors import UsageError
from tests.repository import Repository, repository

LINES = "".join(f"Line{number}: was{number}\n" for number in range(1, 11))


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """A repository with two templates of ten lines and a handler."""
    files = {"a.yaml": LINES, "b.yaml": LINES, "src/app.py": "x = 1\n", ".gitignore": "cdk.out/\n"}
    return repository(tmp_path / "work", files)


def staged(work: Repository) -> Changes:
    """What is staged in the repository."""
    return changes_staged([work.folder])


def lines(work: Repository, path: str) -> list[tuple[int, int]] | None:
    """Start and count of what changed in a file; None where all of it did."""
    hunks = staged(work).in_file(work.folder / path)
    return None if hunks is None else [(hunk.start, hunk.count) for hunk in hunks]


def test_a_file_of_which_nothing_is_staged_is_as_it_was(work: Repository) -> None:
    work.replace("a.yaml", "Line3: was3", "Line3: edited")
    work.replace("src/app.py", "x = 1", "x = 2")
    work.write({"new.yaml": LINES, "cdk.out/stack.template.json": "{}\n"})
    for path in ("a.yaml", "b.yaml", "src/app.py", "new.yaml", "cdk.out/stack.template.json"):
        assert lines(work, path) == []
    assert staged(work).removed == frozenset()


def test_lines_of_a_template_and_all_of_a_handler_are_staged(work: Repository) -> None:
    work.replace("a.yaml", "Line3: was3", "Line3: there")
    work.replace("src/app.py", "x = 1", "x = 2")
    work.write({"new.yaml": LINES})
    work.git("add", "--all")
    work.replace("b.yaml", "Line5: was5\n", "Line5: edited\n")
    assert lines(work, "a.yaml") == [(3, 1)]
    assert lines(work, "new.yaml") == [(1, 10)]
    assert lines(work, "src/app.py") is None
    assert lines(work, "b.yaml") == []
    assert staged(work).removed == {"was3"}


def test_lines_are_counted_in_the_file_as_it_is(work: Repository) -> None:
    work.replace("a.yaml", "Line8: was8", "Line8: staged")
    work.git("add", "a.yaml")
    work.replace("a.yaml", "Line2: was2", "Line2: edited\nMore: 1")
    assert lines(work, "a.yaml") == [(2, 2), (9, 1)]


def test_files_that_are_renamed_or_gone(work: Repository) -> None:
    work.git("mv", "a.yaml", "c.yaml")
    work.git("rm", "--quiet", "src/app.py")
    (work.folder / "b.yaml").unlink()
    assert lines(work, "c.yaml") == []
    assert staged(work).gone == {work.folder / "a.yaml", work.folder / "src/app.py"}


def test_before_the_first_commit_what_is_staged_is_new(tmp_path: Path) -> None:
    fresh = repository(tmp_path / "fresh")
    fresh.write({"a.yaml": LINES, "b.yaml": LINES})
    fresh.git("add", "a.yaml")
    assert lines(fresh, "a.yaml") == [(1, 10)]
    assert lines(fresh, "b.yaml") == []


def test_what_a_merge_takes_as_it_is_was_not_made_here(work: Repository) -> None:
    work.git("checkout", "--quiet", "-b", "theirs")
    work.replace("a.yaml", "Line2: was2", "Line2: theirs")
    work.replace("b.yaml", "Line2: was2", "Line2: theirs")
    work.commit()
    work.git("checkout", "--quiet", "main")
    work.replace("a.yaml", "Line9: was9", "Line9: ours")
    work.commit()
    work.git("merge", "--quiet", "--no-commit", "theirs")
    assert lines(work, "b.yaml") == []
    assert lines(work, "a.yaml") == [(2, 1)]


def test_a_commit_with_an_index_of_its_own(
    work: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`git commit -a` stages into one that only its hooks are told of."""
    work.replace("a.yaml", "Line3: was3", "Line3: there")
    work.git("add", "a.yaml")
    shutil.copy(work.folder / ".git/index", work.folder / ".git/next-index")
    work.git("reset", "--quiet")
    assert lines(work, "a.yaml") == []
    monkeypatch.chdir(work.folder)
    for named in (".git/next-index", str(work.folder / ".git/next-index")):
        monkeypatch.setenv("GIT_INDEX_FILE", named)
        assert lines(work, "a.yaml") == [(3, 1)]

    other = repository(tmp_path / "other", {"c.yaml": LINES})
    assert lines(other, "c.yaml") == []


def test_a_folder_in_no_work_tree(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is in no git work tree"):
        changes_staged([tmp_path])
