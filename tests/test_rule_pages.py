"""A rule's page is its test: each section is an application, linted with that rule alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.registry import Room, load_rooms
from tests.applications import Application, differences, expectations, report_on, sections, write

ROOMS = load_rooms()
SECTIONS = [
    pytest.param(room, application, id=f"{room.rule.id}: {application.title}")
    for room in ROOMS
    for application in sections(room.page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("room", "application"), SECTIONS)
def test_section(room: Room, application: Application, tmp_path: Path) -> None:
    write(application.files, tmp_path)
    report = report_on(tmp_path, room.rule.id)
    told = differences(report, expectations(application.files))
    assert not told, "\n".join([f"{room.page}:{application.line}", *told])


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.rule.id)
def test_page(room: Room) -> None:
    page = room.page.read_text(encoding="utf-8")
    assert page.startswith(f"# {room.rule.id}\n")
    by_title = {application.title: application for application in sections(page)}
    assert expectations(by_title["Avoid"].files), "Avoid must show what is found"
    assert not expectations(by_title["Prefer"].files), "Prefer must show what is right"
    others = {e.rule for one in by_title.values() for e in expectations(one.files)}
    assert others == {room.rule.id}, "a page speaks of its own rule"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.rule.id)
def test_options_are_told(room: Room) -> None:
    page = room.page.read_text(encoding="utf-8")
    for option in room.rule.options:
        assert f"`{option.name}`" in page, f"the page does not tell of {option.name}"
