"""The formats of reports over whole applications."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eda_lint.cli.outputs import FORMATS
from eda_lint.registry import load_rooms
from eda_lint.report import sarif
from eda_lint.report.rule_page import pages_of
from tests.applications import CONFIGURATION, report_on, write
from tests.golden_reports import FIXTURE, GOLDEN, golden_reports
from tests.regenerate import FIXTURES, files_of, fixtures
from tests.report.contracts import SARIF, assert_keeps_contract

each_fixture = pytest.mark.parametrize("folder", fixtures(), ids=lambda folder: folder.name)


def test_each_format_is_as_its_golden_file_has_it(tmp_path: Path) -> None:
    write(files_of(FIXTURES / FIXTURE), tmp_path)
    now = golden_reports(report_on(tmp_path))
    golden = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.iterdir()}
    assert set(golden) == set(now)
    told = "if this is right: python -m tests.regenerate"
    assert [name for name in now if now[name] != golden[name]] == [], told


@each_fixture
def test_sarif_keeps_its_schema(folder: Path, tmp_path: Path) -> None:
    write(files_of(folder), tmp_path)
    assert_keeps_contract(SARIF, sarif.render(report_on(tmp_path), pages_of(load_rooms(), "")))


@pytest.mark.parametrize(
    ("fixture", "rule", "way"),
    [
        (
            "newsroom",
            "recursive-loop",
            [
                ("desk/src/desk.py", 31, "TellTheWorld sends to bus NewsBus"),
                ("desk/template.yaml", 50, "delivers to RefreshRelated"),
                ("desk/src/desk.py", 41, "RefreshRelated writes to table Articles"),
                ("desk/template.yaml", 36, "table Articles delivers to TellTheWorld"),
            ],
        ),
        (
            "bakery",
            "direct-invoke",
            [
                ("src/shop/place_order.py", 17, "by way of ask, called here"),
                ("layers/common/python/bakery_common/remote.py", 12, "calls QuotePrice"),
                ("template.yaml", 74, "QuotePrice runs"),
            ],
        ),
        (
            "auction",
            "financial-path-without-idempotency",
            [
                ("template.yaml", 188, "a client of Shopfront may repeat its request"),
                ("app/auction/payments.py", 41, "PayLot handles it"),
                ("app/auction/payments.py", 42, "by way of pay, called here"),
                ("app/auction/payments.py", 24, "stripe Charge.create is done again"),
            ],
        ),
        (
            "hotel",
            "duplicate-side-effect",
            [
                ("root.yaml", 69, "GuestsTopic delivers at least once"),
                ("root.yaml", 56, "WelcomeGuest handles it"),
                ("root.yaml", 62, "asks the third party again"),
            ],
        ),
    ],
)
def test_what_lies_on_a_way_tells_it_in_order(
    fixture: str, rule: str, way: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    write(files_of(FIXTURES / fixture), tmp_path)
    (found,) = [one for one in report_on(tmp_path, rule).findings if one.rule == rule]
    (flow,) = found.finding.flows
    assert [(step.at.path, step.at.line) for step in flow] == [step[:2] for step in way]
    assert all(step.message.endswith(told) for step, (_, _, told) in zip(flow, way, strict=True))


@each_fixture
def test_reports_depend_on_neither_hash_seed_nor_order(folder: Path, tmp_path: Path) -> None:
    application = tmp_path / "application"
    application.mkdir()
    write(files_of(folder), application)
    paths = sorted(path.name for path in application.iterdir() if path.name != CONFIGURATION)
    first = outputs(paths, application, tmp_path / "first", seed="0")
    assert set(first) == {*FORMATS, "summary", "terminal"}
    assert first == outputs(paths[::-1], application, tmp_path / "second", seed="4711")


def outputs(paths: list[str], folder: Path, into: Path, seed: str) -> dict[str, bytes]:
    """What a process of its own writes in every format at once, and what it prints."""
    into.mkdir()
    several = [f"--output={format}:{into / format}" for format in FORMATS]
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "GITHUB_STEP_SUMMARY": str(into / "summary"),
    }
    run = subprocess.run(
        [sys.executable, "-m", "eda_lint", "check", *paths, *several],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    written = {path.name: path.read_bytes() for path in into.iterdir()}
    return {**written, "terminal": run.stdout}
