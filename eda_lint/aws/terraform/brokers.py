"""Kafka and DocumentDB clusters, and MQ brokers, in Terraform."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import translated

_BOOTSTRAP = {
    f"bootstrap_brokers{how}": "BootstrapBrokers"
    for how in ("", "_tls", "_sasl_iam", "_sasl_scram", "_public_sasl_iam", "_public_sasl_scram")
}

RESOURCES: Mapping[str, Translation] = {
    "aws_msk_cluster": translated(
        "AWS::MSK::Cluster", {"ClusterName": "cluster_name"}, cluster_name="Ref", **_BOOTSTRAP
    ),
    "aws_msk_serverless_cluster": translated(
        "AWS::MSK::ServerlessCluster",
        {"ClusterName": "cluster_name"},
        cluster_name="Ref",
        **_BOOTSTRAP,
    ),
    "aws_mq_broker": translated(
        "AWS::AmazonMQ::Broker", {"BrokerName": "broker_name"}, broker_name="Ref"
    ),
    "aws_docdb_cluster": translated(
        "AWS::DocDB::DBCluster",
        {"DBClusterIdentifier": "cluster_identifier"},
        cluster_identifier="Ref",
    ),
}
