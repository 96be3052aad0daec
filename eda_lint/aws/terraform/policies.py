"""Resource policies of channels: an argument of the channel, or a resource that names it."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.interface import Declared, Translation
from eda_lint.aws.terraform.shape import Argument, Shape, given, resource, translated
from eda_lint.value import Absent, Entry, Items, Record, Reference, Value, entry_location


def own_policy(declared: Declared, policy_type: str, channels: str) -> Iterator[Resource]:
    """The policy that a channel's own argument `policy` holds, as a resource beside it."""
    document = given(declared.argument("policy"))
    if not isinstance(document, Absent):
        at = entry_location(declared.arguments, "policy") or declared.at
        itself = Items((Reference(declared.id, at=at),), at=at)
        entries = (Entry(channels, itself, at), Entry("PolicyDocument", document, at))
        yield resource(declared, policy_type, Record(entries, at=at), part=".policy")


def standing_policy(policy_type: str, channels: str, named_by: str) -> Translation:
    """The translation of a policy that stands by itself, for the channel that `named_by` names."""
    shape: Shape = {channels: Argument(named_by, _listed), "PolicyDocument": "policy"}
    return translated(policy_type, shape)


def _listed(channel: Value) -> Value:
    return Items((channel,), at=channel.at)
