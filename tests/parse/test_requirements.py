"""The local folders that a requirements.txt installs."""

from __future__ import annotations

import pytest

from eda_lint.parse.requirements import RequirementsFacts, is_requirements, parse_requirements

PATH = "tasks/copy/requirements.txt"


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("../../common", "../../common"),
        ("../../common[recovery, all]", "../../common"),
        ("./lib ; python_version > '3.9'", "lib"),
        ("-e ../common", "../common"),
        ("--editable=../common#egg=shared", "../common"),
        ("shared @ file:../common  # ours", "../common"),
        ("shared[all] @ ../common", "../common"),
        ("  ../common/", "../common"),
        (".", "."),
    ],
)
def test_a_folder(line: str, folder: str) -> None:
    text = f"boto3~=1.28\n{line}\n"
    assert parse_requirements(PATH, text) == RequirementsFacts(PATH, (folder,))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "boto3==1.28.76",
        "# ../common",
        "-r ../requirements.txt",
        "--find-links ../wheels",
        "shared @ https://example.com/shared.zip",
        "shared @ file:///srv/shared",
        ".hidden-package",
        "git+https://example.com/shared.git#subdirectory=../common",
    ],
)
def test_no_folder(line: str) -> None:
    assert parse_requirements(PATH, f"boto3\n{line}\n").folders == ()


def test_folders_are_told_once() -> None:
    found = parse_requirements(PATH, "../a\n../b\n-e ../a[test]\n")
    assert found == RequirementsFacts(PATH, ("../a", "../b"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [("requirements.txt", True), (PATH, True), ("requirements-dev.txt", False), ("a.txt", False)],
)
def test_how_it_is_called(path: str, expected: bool) -> None:
    assert is_requirements(path) is expected
