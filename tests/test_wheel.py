"""The wheel, which is what users have: what it holds, and that it runs far from the checkout.

Building and installing take packages from the package index, so these tests need a network.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPLICATION = ROOT / "examples/payments/before"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our wheel, built as for a release."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    run(command, folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of an environment that holds nothing but the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    run([str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel)], folder)
    return scripts / "eda-lint"


def test_holds_every_rule_with_its_page_and_nothing_that_users_do_not_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rooms = [path for path in (ROOT / "rules").glob("*/*/*") if path.suffix in (".py", ".md")]
    expected = {f"eda_lint/{path.relative_to(ROOT).as_posix()}" for path in rooms}
    assert expected
    assert {
        name for name in names if name.startswith("eda_lint/rules/") and name.count("/") > 3
    } == (expected)
    assert "eda_lint/py.typed" in names
    folders = {name.split("/")[0] for name in names}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"eda_lint"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_lints_from_another_folder(installed: Path, tmp_path: Path) -> None:
    checked = run([str(installed), "check", str(APPLICATION)], tmp_path, expected=1)
    assert "error[queue-without-dlq]" in checked
    assert "error[direct-invoke]" in checked


def test_explains_a_rule_by_its_page(installed: Path, tmp_path: Path) -> None:
    page = run([str(installed), "explain", "queue-without-dlq"], tmp_path)
    assert "queue-without-dlq" in page


def test_names_the_rules_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    listed = run([str(installed), "rules"], tmp_path)
    for room in (ROOT / "rules").glob("*/*/rule.py"):
        assert room.parent.name.replace("_", "-") in listed


def run(command: list[str], folder: Path, expected: int = 0) -> str:
    """What a command writes, run in a folder, without the checkout on Python's path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == expected, ended.stdout + ended.stderr
    return ended.stdout
