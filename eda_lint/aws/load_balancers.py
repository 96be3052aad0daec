"""Load balancers whose requests functions answer.

A target group names the function, a listener names the load balancer and the target group. The
target group stands for the load balancer until a listener of the scan says which one it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import (
    FUNCTION,
    End,
    Flow,
    Reader,
    Resource,
    Statement,
    Synonym,
    node_id,
)
from eda_lint.aws.reading import identity, itself, place
from eda_lint.model import EdgeKind, LoadBalancer, Route
from eda_lint.value import Value, field_of, items_of, text_of

LOAD_BALANCER = (LoadBalancer,)


def _load_balancer(resource: Resource) -> Iterator[Statement]:
    yield LoadBalancer(**identity(resource, "Name"))


def _target_group(resource: Resource) -> Iterator[Statement]:
    if text_of(resource.property("TargetType")) != "lambda":
        return
    yield LoadBalancer(**identity(resource, "Name"))
    group = itself(resource, LoadBalancer)
    for target in items_of(resource.property("Targets")):
        function = End(field_of(target, "Id"), FUNCTION)
        route = Route(place(target, resource.at))
        yield Flow(EdgeKind.TRIGGER, group, function, route, "target group")


def _listener(resource: Resource) -> Iterator[Statement]:
    balancer = End(resource.property("LoadBalancerArn"), LOAD_BALANCER)
    yield Synonym(resource.id, balancer)
    yield from _forwarded(resource.property("DefaultActions"), balancer)


def _listener_rule(resource: Resource) -> Iterator[Statement]:
    listener = End(resource.property("ListenerArn"), LOAD_BALANCER)
    yield from _forwarded(resource.property("Actions"), listener)


def _forwarded(actions: Value, balancer: End) -> Iterator[Synonym]:
    """The target groups that actions forward to, if they and the balancer are in the scan."""
    if node_id(balancer.value) is None:
        return
    for action in items_of(actions):
        several = items_of(field_of(action, "ForwardConfig", "TargetGroups"))
        for forward in (action, *several):
            group = node_id(field_of(forward, "TargetGroupArn"))
            if group is not None:
                yield Synonym(group, balancer)


RESOURCES: Mapping[str, Reader] = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": _load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": _target_group,
    "AWS::ElasticLoadBalancingV2::Listener": _listener,
    "AWS::ElasticLoadBalancingV2::ListenerRule": _listener_rule,
}
