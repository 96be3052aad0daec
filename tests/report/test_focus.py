"""The part of a graph around one node."""

from __future__ import annotations

import pytest

from eda_lint.errors import UsageError
from eda_lint.report.focus import focus
from eda_lint.report.view import GraphView, view_of
from tests.report.example import FAILED, ORDERS, SHIP, SHIPPED, graph


def names(view: GraphView) -> set[str]:
    """The names of all nodes of a view."""
    return {node.name for node in view.nodes}


def test_what_reaches_a_node_and_what_it_reaches() -> None:
    # Failed hangs on Orders beside Ship: neither reaches the other.
    assert names(focus(view_of(graph()), "Ship")) == {"Orders", "Ship", "shipped"}
    assert names(focus(view_of(graph()), "Orders")) == {"Orders", "Ship", "Failed", "shipped"}


def test_depth_counts_steps() -> None:
    view = view_of(graph())
    assert names(focus(view, "Orders", 1)) == {"Orders", "Ship", "Failed"}
    assert names(focus(view, "Orders", 0)) == {"Orders"}
    assert focus(view, "Orders", 0).arrows == ()


def test_by_id() -> None:
    assert names(focus(view_of(graph()), SHIPPED.id, 1)) == {"Ship", "shipped"}


def test_what_is_unknown_stays_in_view() -> None:
    view = view_of(graph())
    assert focus(view, FAILED.name).unknown == view.unknown


@pytest.mark.parametrize(("wrong", "meant"), [("orders", ORDERS.name), ("Shp", SHIP.name)])
def test_an_unknown_name_suggests_the_nearest(wrong: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"no node is named '{wrong}', did you mean '{meant}'?"):
        focus(view_of(graph()), wrong)


def test_an_unknown_name_with_nothing_near() -> None:
    with pytest.raises(UsageError, match=r"^no node is named 'zzzzzz'$"):
        focus(view_of(graph()), "zzzzzz")
