"""Where values lead that name no node: to something external, or nowhere."""

from __future__ import annotations

import pytest

from eda_lint.aws.arn import ANY_TARGET
from eda_lint.aws.interface import End
from eda_lint.graph.resolve import Directory, Near, destinations
from eda_lint.location import Location
from eda_lint.model import External, NodeType, Queue
from eda_lint.value import Reference

AT = Location("template.yaml", 1)
JOBS = External(id="template.yaml#Jobs", name="Jobs", at=AT)


def led(end: End, directory: Directory) -> list[str]:
    return [found.node for found in destinations(end, directory, Near("template.yaml"), AT)]


@pytest.mark.parametrize(("kinds", "found"), [(ANY_TARGET, [JOBS.id]), ((Queue,), [])])
def test_a_resource_that_no_module_reads(kinds: tuple[NodeType, ...], found: list[str]) -> None:
    directory = Directory(others={JOBS.id: JOBS})
    assert led(End(Reference(JOBS.id, "Arn"), kinds), directory) == found
    # It becomes a node once something leads there.
    assert list(directory.nodes) == found


def test_a_reference_to_nothing() -> None:
    assert led(End(Reference("template.yaml#Gone"), ANY_TARGET), Directory()) == []
