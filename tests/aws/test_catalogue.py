"""The catalogue gathers every service module by itself."""

from __future__ import annotations

import pytest

from eda_lint.aws.catalogue import catalogue, merged
from tests.aws.declared import function_with, read


def test_gathers_what_the_modules_of_the_folder_declare() -> None:
    found = catalogue()
    assert "AWS::SQS::Queue" in found.resources
    assert "SQS" in found.sam_events
    assert ("sqs", "SendMessage") in found.operations
    assert found.handles["sqs", "Queue"] == ("QueueUrl",)


def test_is_made_once() -> None:
    assert catalogue() is catalogue()


def test_two_modules_that_claim_one_key_are_an_error() -> None:
    with pytest.raises(ValueError, match="'Queue' is claimed by two"):
        merged([{"Queue": 1}, {"Queue": 2}])


@pytest.mark.parametrize("kind", sorted(catalogue().resources))
def test_every_reader_takes_a_resource_without_properties(kind: str) -> None:
    read(kind, {})


@pytest.mark.parametrize("kind", sorted(catalogue().sam_events))
def test_every_event_reader_takes_an_event_without_properties(kind: str) -> None:
    function_with({"Type": kind})


def test_an_event_of_an_unknown_type_states_nothing() -> None:
    assert len(function_with({"Type": "Telepathy"})) == 1
