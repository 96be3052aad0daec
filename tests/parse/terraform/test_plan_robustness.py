"""Plans that are cut off, broken, of another version, or large."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eda_lint import discover as discovery
from eda_lint.discover import discover
from eda_lint.parse import files
from eda_lint.parse.files import parse
from eda_lint.parse.terraform.json_stream import BrokenJson, JsonStream
from eda_lint.parse.terraform.planned import PlanFacts
from eda_lint.parse.terraform.shown import parse_shown
from tests.parse.terraform.shown import SECRET, facts_of, instance, planned, recorded

PLAN = recorded("plan.json").rstrip()
RAW = recorded("terraform.tfstate")
WHOLE = {one.address for one in parse_shown("plan.json", PLAN).resources}


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2.0", "plan format version 2.0 is not supported (1.x is)"),
        ("1.99", None),
        ("1.0", None),
        ("0.2", None),
        ("x", "plan format version x is not supported (1.x is)"),
    ],
)
def test_versions(version: str, message: str | None) -> None:
    plan = planned(instance("aws_sqs_queue.a", {}, {}))
    facts = facts_of({**plan, "format_version": version})
    assert [one.message for one in facts.diagnostics] == ([message] if message else [])
    assert len(facts.resources) == (0 if message else 1)
    assert facts.complete is (message is None)


def test_a_version_is_told_where_it_stands() -> None:
    (told,) = facts_of('{\n  "format_version": "3.1",\n  "planned_values": {}}').diagnostics
    assert (told.path, told.line, told.column) == ("plan.json", 2, 21)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9, 0.99999])
def test_what_is_cut_off_is_told_and_what_came_before_is_kept(share: float) -> None:
    cut = PLAN[: int(len(PLAN) * share)]
    facts = facts_of(cut)
    (told,) = facts.diagnostics
    assert told.message == "not read to its end: it ends too early"
    assert (told.line, told.column) == (1, len(cut) + 1)
    assert not facts.complete
    named = {one for one in WHOLE if one.startswith("aws_")}
    seen = {one.address for one in facts.resources}
    assert seen <= WHOLE
    assert len(seen) > len(named) / 4 or share < 0.2


def test_of_what_is_cut_off_nothing_is_taken_for_not_set() -> None:
    # The instances are there, but not what is unknown of them.
    cut = PLAN[: PLAN.index('"resource_changes"')]
    for one in facts_of(cut).resources:
        assert getattr(one.values, "open", False) or one.is_data


@settings(max_examples=150, deadline=None)
@given(cut=st.integers(0, len(PLAN)))
def test_a_plan_cut_anywhere_says_so(cut: int) -> None:
    facts = parse_shown("plan.json", PLAN[:60], [PLAN[60 : max(60, cut)]])
    assert {one.address for one in facts.resources} <= WHOLE
    assert facts.diagnostics or cut >= len(PLAN.rstrip())
    assert SECRET not in repr(facts)


@settings(max_examples=300, deadline=None)
@given(
    text=st.sampled_from([PLAN, RAW]),
    places=st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(list('{}[]",:\\0tn-e. \n'))), max_size=4
    ),
    size=st.sampled_from([97, 4096, 10**6]),
)
def test_nothing_that_is_changed_in_a_plan_raises(
    text: str, places: list[tuple[float, str]], size: int
) -> None:
    characters = list(text)
    for share, character in places:
        characters[min(int(share * len(text)), len(text) - 1)] = character
    changed = "".join(characters)
    parts = (changed[at : at + size] for at in range(300, len(changed), size))
    facts = parse_shown("plan.json", changed[:300], parts)
    assert isinstance(facts, PlanFacts)
    assert repr(facts)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
_ODD: st.SearchStrategy[object] = _JSON | st.sampled_from(
    [{}, [], "", None, True, {"root_module": []}, {"resources": {}}]
)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_shape_of_a_plan_raises(data: st.DataObject) -> None:
    plan = json.loads(PLAN)
    for _ in range(data.draw(st.integers(1, 3))):
        at: object = plan
        while True:
            keys = (
                list(at) if isinstance(at, dict) else range(len(at)) if isinstance(at, list) else []
            )
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if data.draw(st.integers(0, 5)) == 0 or not isinstance(at[key], dict | list):  # type: ignore[index]
                at[key] = deepcopy(data.draw(_ODD))  # type: ignore[index]
                break
            at = at[key]  # type: ignore[index]
    assert isinstance(facts_of(plan), PlanFacts)


@settings(max_examples=300, deadline=None)
@given(value=_JSON, size=st.integers(1, 40), indent=st.none() | st.integers(0, 3))
def test_a_stream_reads_what_json_does(value: object, size: int, indent: int | None) -> None:
    text = json.dumps([value, {"a": value, "b": 12}, 34], indent=indent)
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    stream = JsonStream(parts)
    found: list[object] = []
    for number, _ in enumerate(stream.elements()):
        if number == 1:
            found.extend(stream.read() for key in stream.members() if key == "b")
        elif number == 2:
            found.append(stream.read())
    assert found == [12, 34]
    assert JsonStream(parts).read() == json.loads(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "9" * 5000, "NaN", "", "{"])
def test_what_no_decoder_takes_is_broken(text: str) -> None:
    stream = JsonStream([text])
    with pytest.raises(BrokenJson):
        stream.read()


def test_nesting_without_end_is_a_diagnostic() -> None:
    modules = '{"child_modules":[' * 50_000
    text = '{"format_version":"1.2","planned_values":{"root_module":' + modules
    (told,) = facts_of(text).diagnostics
    assert told.message in {
        "not read to its end: nested too deeply",
        "not read to its end: it ends too early",
    }


def test_values_that_nest_without_end_are_unknown() -> None:
    deep: object = "leaf"
    for _ in range(200):
        deep = {"inner": deep}
    facts = facts_of(planned(instance("aws_sqs_queue.a", {"deep": deep, "name": "a"}, {})))
    assert "nested too deeply" in repr(facts)


def large(megabytes: int) -> Iterator[str]:
    """The text of a plan of that size, in parts: mostly what nothing here is interested in."""
    filler = "x" * 1000
    other = instance("random_password.p", {"result": filler, "keepers": {"a": filler}}, {})
    queue = instance("aws_sqs_queue.q", {"name": filler}, {"arn": True})
    plan = planned(other, queue, written=[])
    start, _, end = json.dumps(plan).partition('"resource_changes": [')
    yield start
    yield '"prior_state": {"values": {"root_module": {"resources": ['
    yield ",".join(json.dumps(other) for _ in range(300)) + ","
    many = ",".join(json.dumps(other) for _ in range(300)) + ","
    yield from islice(iter(lambda: many, ""), megabytes * 1_000_000 // len(many))
    yield json.dumps(other) + ']}}}, "resource_changes": [' + end


def test_only_what_is_of_use_is_in_memory() -> None:
    parts = large(megabytes=20)
    start = next(parts)
    tracemalloc.start()
    facts = parse_shown("plan.json", start, parts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.address for one in facts.resources] == ["aws_sqs_queue.q"]
    assert facts.complete
    # Of 20 MB: a few parts, and what they are made into.
    assert peak < 10_000_000


def test_facts_are_smaller_than_the_plan() -> None:
    queues = [
        instance(f'aws_sqs_queue.q["{number}"]', {"name": f"queue-{number}", "fifo_queue": False,
            "delay_seconds": 0, "policy": None, "visibility_timeout_seconds": 30,
            "message_retention_seconds": 345600}, {"arn": True, "id": True, "redrive_policy": True})
        for number in range(5000)
    ]  # fmt: skip
    text = json.dumps(planned(*queues, written=[]))
    parts = [text[at : at + 2**16] for at in range(200, len(text), 2**16)]
    del queues
    tracemalloc.start()
    facts = parse_shown("plan.json", text[:200], parts)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(facts.resources) == 5000
    assert peak < 2.5 * len(text)
    assert kept < 2 * len(text)


def write(folder: Path, name: str, data: bytes) -> None:
    """A file in a folder."""
    (folder / name).write_bytes(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("limit", [10**7, 10])
def test_any_encoding_that_shells_redirect_into(
    encoding: str, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files beyond the limit of others are read in parts.
    monkeypatch.setattr(files, "LARGEST_FILE", limit)
    monkeypatch.setattr(discovery, "_PART", 4096)
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    write(tmp_path, "plan.json", f"{mark}{PLAN}".encode(encoding))
    parsed = parse(discover([tmp_path], working_directory=tmp_path))
    assert parsed.diagnostics == ()
    assert {one.address for one in parsed.plans["plan.json"].resources} == WHOLE


def test_a_large_file_that_is_no_plan_is_told_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    monkeypatch.setattr(discovery, "LARGEST_FILE", 10)
    write(tmp_path, "data.json", b'{"Resources": {"a": 1}}' + b" " * 2**20)
    (told,) = parse(discover([tmp_path], working_directory=tmp_path)).diagnostics
    assert told.message.startswith("not read: 1 MB")


def test_a_broken_plan_does_not_keep_others_from_being_read(tmp_path: Path) -> None:
    write(tmp_path, "a.json", PLAN[:20_000].encode())
    write(tmp_path, "b.json", PLAN.encode())
    write(tmp_path, "c.json", PLAN.replace('"1.2"', '"2.0"', 1).encode())
    parsed = parse(discover([tmp_path], working_directory=tmp_path))
    assert [one.path for one in parsed.diagnostics] == ["a.json", "c.json"]
    assert parsed.plans["b.json"].complete
