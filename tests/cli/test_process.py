"""eda-lint as a process: start-up, pipes, and runs that cannot be done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "ast",
    "asyncio",
    "difflib",
    "email",
    "http",
    "importlib.metadata",
    "json",
    "libcst",
    "networkx",
    "tree_sitter",
    "yaml",
    "eda_lint.lint",
    "eda_lint.parse",
}

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
"""


def eda_lint(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run eda-lint in a process of its own, on the code beside these tests."""
    command = [sys.executable, "-c", _START, str(ROOT), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


_START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from eda_lint.cli import main
main(prog_name="eda-lint")
"""

_PROCESS = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from eda_lint.cli.process import run
run()
"""


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_start_up_loads_nothing_that_it_does_not_need(arguments: list[str]) -> None:
    # What click itself loads is the floor: this is about what we add to it.
    script = f"""
import sys
import click
before = set(sys.modules)
sys.path.insert(0, {str(ROOT)!r})
from eda_lint.cli import main
try:
    main({arguments!r}, prog_name="eda-lint")
except SystemExit as ended:
    assert not ended.code
print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "eda-lint" in run.stdout
    assert not HEAVY & set(run.stderr.split())


def test_version() -> None:
    from eda_lint import __version__

    assert eda_lint("--version").stdout == f"eda-lint {__version__}\n"


def test_nothing_to_analyse_could_not_run(tmp_path: Path) -> None:
    run = eda_lint("check", str(tmp_path), folder=tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("error: ")
    assert run.stderr.count("\n") == 1


def test_a_path_that_is_not_there_could_not_run(tmp_path: Path) -> None:
    run = eda_lint("check", "no/such/folder", folder=tmp_path)
    assert run.returncode == 2
    assert "no/such/folder" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_clean_application(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    run = eda_lint("check", "--isolated", folder=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "no findings in 1 file (0 functions)" in run.stdout


def test_a_template_that_cannot_be_parsed(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(f"{TEMPLATE}  Broken: [\n", encoding="utf-8")
    run = eda_lint("check", "template.yaml", folder=tmp_path)
    assert run.returncode == 1
    assert "error[parse-error]" in run.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -c '{_START}' {ROOT} rules --help"
    # The reader is gone before the first line is written.
    pipeline = f"{{ sleep 0.3; {command}; }} | true"
    run = subprocess.run(
        ["bash", "-c", pipeline], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert run.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
@pytest.mark.parametrize("format", ["text", "json", "sarif", "github", "junit"])
def test_a_report_into_a_closed_pipe_ends_as_the_signal_would(tmp_path: Path, format: str) -> None:
    (tmp_path / "template.yaml").write_text(f"{TEMPLATE}  Broken: [\n", encoding="utf-8")
    command = f"{sys.executable} -c '{_START}' {ROOT} check --format {format}"
    pipeline = f"{{ sleep 0.3; {command}; echo status $? >&2; }} | true"
    run = subprocess.run(
        ["bash", "-c", pipeline], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert run.stderr == "status 141\n"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_what_is_closed_from_the_start_takes_nothing(tmp_path: Path, closed: str) -> None:
    (tmp_path / "template.yaml").write_text(f"{TEMPLATE}  Broken: [\n", encoding="utf-8")
    command = f"{sys.executable} -m eda_lint check --output json:report.json {closed}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert "not valid YAML" in (tmp_path / "report.json").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_standard_output_that_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    command = [sys.executable, "-c", _PROCESS, str(ROOT), "check", "--isolated"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert run.returncode == 2
    assert run.stderr.startswith("error: cannot write to standard output: ")
