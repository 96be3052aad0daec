"""A baseline's file: what is written is read, and what is no baseline is told."""

from __future__ import annotations

import json

import pytest

from eda_lint import __version__
from eda_lint.baseline import Baseline, Entry, read, written
from eda_lint.errors import BaselineError

ENTRY = Entry(
    "a.yaml", "queue-without-dlq", "Orders", "Pack", "Orders has none", "0123456789abcdef"
)
HOSTILE = Entry("b\ud800\n.yaml", "x", "\x1b[2J", "", "</script>]]>::error::", "f" * 16)


def test_what_is_written_is_read() -> None:
    baseline = Baseline((ENTRY, HOSTILE))
    text = written(baseline)
    assert read(text, "known.json") == baseline
    text.encode()
    assert json.loads(text)["version"] == 1
    assert json.loads(text)["tool"] == {"name": "eda-lint", "version": __version__}


def test_entries_are_ordered_however_they_stand_in_the_file() -> None:
    document = json.loads(written(Baseline((ENTRY, HOSTILE))))
    document["entries"].reverse()
    assert read(json.dumps(document), "known.json").entries == (ENTRY, HOSTILE)


def test_it_holds_no_line_of_a_file() -> None:
    assert not {"line", "column"} & set(json.loads(written(Baseline((ENTRY,))))["entries"][0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "known.json:1:1: not a baseline, not JSON: Expecting value"),
        ("{\n  'version': 1}", "known.json:2:3: not a baseline, not JSON: "),
        ("[" * 100_000, "known.json: not a baseline, JSON out of all proportion"),
        ("[]", "known.json: not a baseline: it has no version"),
        ("{}", "known.json: not a baseline: it has no version"),
        (
            '{"version": 2, "entries": []}',
            "known.json: a baseline of version 2, this eda-lint reads",
        ),
        ('{"version": "1", "entries": []}', "known.json: a baseline of version '1'"),
        ('{"version": true, "entries": []}', "known.json: a baseline of version True"),
        ('{"version": 1}', "known.json: not a baseline: its entries are no list"),
        ('{"version": 1, "entries": {}}', "known.json: not a baseline: its entries are no list"),
        ('{"version": 1, "entries": [1]}', "known.json: entries[0] is no object"),
        ('{"version": 1, "entries": [{}]}', "known.json: entries[0] has no rule"),
        (
            '{"version": 1, "entries": [{"rule": "x", "path": "y"}]}',
            "known.json: entries[0] has no fingerprint",
        ),
        (
            '{"version": 1, "entries": [{"rule": 1}]}',
            "known.json: entries[0]: rule must be a text, not 1",
        ),
    ],
)
def test_what_is_no_baseline(text: str, said: str) -> None:
    with pytest.raises(BaselineError) as error:
        read(text, "known.json")
    assert str(error.value).startswith(said)


def test_another_version_is_told_with_what_to_do() -> None:
    with pytest.raises(BaselineError, match=r"reads version 1; write it again with --write-bas"):
        read('{"version": 2, "entries": []}', "known.json")
