"""Kafka and DocumentDB clusters, MQ brokers; a mapping or a pipe polls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Reader, Resource, Statement
from eda_lint.aws.reading import identity
from eda_lint.model import Broker


def _named(name_property: str) -> Reader:
    def read(resource: Resource) -> Iterator[Statement]:
        yield Broker(**identity(resource, name_property))

    return read


RESOURCES: Mapping[str, Reader] = {
    "AWS::MSK::Cluster": _named("ClusterName"),
    "AWS::MSK::ServerlessCluster": _named("ClusterName"),
    "AWS::AmazonMQ::Broker": _named("BrokerName"),
    "AWS::DocDB::DBCluster": _named("DBClusterIdentifier"),
}
