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


def test_holds_every_rule_with_its_page_and_nothing_that_users_do_not_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rooms = [path for path in (ROOT / "rules").glob("*/*/*") if path.suffix in (".py", ".md")]
    expected = {f"eda_lint/{path.relative_to(ROOT).as_posix()}" for path in rooms}
    assert expected
    assert {
        name for name in names if name.startswith("eda_lint/rules/") and name.count("/") > 3
    } == (expected)
    stand_ins = {path.relative_to(ROOT).as_posix() for path in (ROOT / "eda_lint").rglob("*.tf")}
    assert stand_ins
    assert stand_ins <= names
    assert "eda_lint/py.typed" in names
    folders = {name.split("/")[0] for name in names}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"eda_lint"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    environment, elsewhere = tmp_path / "environment", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    run([str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel)], elsewhere)
    installed = str(scripts / "eda-lint")

    checked = run([installed, "check", str(APPLICATION)], elsewhere, expected=1)
    assert "error[queue-without-dlq]" in checked
    assert "error[direct-invoke]" in checked

    listed = run([installed, "rules"], elsewhere)
    for room in (ROOT / "rules").glob("*/*/rule.py"):
        assert room.parent.name.replace("_", "-") in listed

    page = (ROOT / "rules/delivery/queue_without_dlq/README.md").read_text(encoding="utf-8")
    assert run([installed, "explain", "queue-without-dlq"], elsewhere) == page


def run(command: list[str], folder: Path, expected: int = 0) -> str:
    """What a command writes, run in a folder, without the checkout on Python's path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == expected, ended.stdout + ended.stderr
    return ended.stdout
