"""A bench for the tests of commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.bench import Bench, bench


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The command line on hand-built reports, in an empty folder."""
    return bench(tmp_path, monkeypatch)
