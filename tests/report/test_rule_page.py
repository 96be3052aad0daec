"""Rules' pages as other tools show them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eda_lint.registry import Room, load_rooms, rules_folder
from eda_lint.report import rule_page
from eda_lint.report.rule_page import pages_of, published

ROOMS = load_rooms()
each_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.rule.id)


@each_room
def test_a_page_says_what_to_avoid_and_what_to_prefer(room: Room) -> None:
    (page,) = pages_of([room], "")
    headings = [line for line in page.help.splitlines() if line.startswith("## ")]
    assert headings[:2] == ["## Avoid", "## Prefer"]
    assert set(headings[2:]) <= {"## Options"}
    assert page.help.startswith(page.introduction[:20])
    assert page.introduction


@each_room
def test_what_tests_the_rule_is_not_shown(room: Room) -> None:
    (page,) = pages_of([room], "")
    assert "expect:" in page.text
    assert "expect:" not in page.help
    assert page.help.count("\n```") % 2 == 0


def test_pages_have_an_address_where_the_project_has_one() -> None:
    room = next(room for room in ROOMS if room.rule.id == "queue-without-dlq")
    elsewhere = replace(room, folder=Path("lint-rules/delivery/queue_without_dlq"))
    ours, theirs = pages_of([room, elsewhere], "https://example.org/rules")
    assert room.folder.is_relative_to(rules_folder())
    assert ours.url == "https://example.org/rules/delivery/queue_without_dlq/README.md"
    assert theirs.url == ""


def test_the_address_is_the_one_of_the_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    from email.message import Message

    metadata = Message()
    metadata["Project-URL"] = "Rules, https://example.org/rules/"
    monkeypatch.setattr(rule_page, "metadata", lambda name: metadata)
    assert published() == "https://example.org/rules"
    monkeypatch.setattr(rule_page, "metadata", lambda name: Message())
    assert published() == ""


def test_a_page_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    (page,) = pages_of([replace(ROOMS[0], folder=tmp_path)], "")
    assert (page.text, page.help, page.introduction) == ("", "", "")
