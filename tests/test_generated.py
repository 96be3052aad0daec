"""What documents quote from the tool is what the tool says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.generated import ROOT, documents


@pytest.fixture(autouse=True)
def in_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(
    ("path", "text"),
    [pytest.param(path, text, id=path.name) for path, text in documents()],
)
def test_nothing_is_stale(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "stale: run `make docs`"
