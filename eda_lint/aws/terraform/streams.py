"""Kinesis and Firehose in Terraform: streams, their consumers, delivery streams."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    block,
    blocks,
    each,
    first,
    shaped,
    translated,
    value_at,
)
from eda_lint.value import ABSENT, Unknown, Value, boolean_of

_PROCESSORS: Shape = {
    "Processors": blocks(
        "processors",
        {
            "Parameters": blocks(
                "parameters",
                {"ParameterName": "parameter_name", "ParameterValue": "parameter_value"},
            )
        },
    )
}


def _processing(configuration: Value) -> Value:
    """What transforms records; the provider switches nothing on that does not say `enabled`."""

    def read(written: Value) -> Value:
        enabled = boolean_of(value_at(written, "enabled"), default=False)
        if isinstance(enabled, Unknown):
            return enabled
        return shaped(_PROCESSORS, written) if enabled else ABSENT

    return each(first(configuration), read)


_DESTINATION: Shape = {
    "BucketARN": "bucket_arn",
    "S3Configuration.BucketARN": "s3_configuration.bucket_arn",
    "ProcessingConfiguration": Argument("processing_configuration", _processing),
}
_DELIVERY_STREAM: Shape = {
    "DeliveryStreamName": "name",
    "KinesisStreamSourceConfiguration.KinesisStreamARN": (
        "kinesis_source_configuration.kinesis_stream_arn"
    ),
    "MSKSourceConfiguration.MSKClusterARN": "msk_source_configuration.msk_cluster_arn",
    "ExtendedS3DestinationConfiguration": block("extended_s3_configuration", _DESTINATION),
    # As the provider had it before its version 5.
    "S3DestinationConfiguration": block("s3_configuration", _DESTINATION),
    "RedshiftDestinationConfiguration": block("redshift_configuration", _DESTINATION),
    "ElasticsearchDestinationConfiguration": block("elasticsearch_configuration", _DESTINATION),
    "AmazonopensearchserviceDestinationConfiguration": block(
        "opensearch_configuration", _DESTINATION
    ),
    "AmazonOpenSearchServerlessDestinationConfiguration": block(
        "opensearchserverless_configuration", _DESTINATION
    ),
    "SplunkDestinationConfiguration": block("splunk_configuration", _DESTINATION),
    "HttpEndpointDestinationConfiguration": block("http_endpoint_configuration", _DESTINATION),
    "SnowflakeDestinationConfiguration": block("snowflake_configuration", _DESTINATION),
    "IcebergDestinationConfiguration": block("iceberg_configuration", _DESTINATION),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_kinesis_stream": translated(
        "AWS::Kinesis::Stream",
        {"Name": "name", "RetentionPeriodHours": "retention_period"},
        name="Ref",
    ),
    "aws_kinesis_stream_consumer": translated(
        "AWS::Kinesis::StreamConsumer", {"StreamARN": "stream_arn"}
    ),
    "aws_kinesis_firehose_delivery_stream": translated(
        "AWS::KinesisFirehose::DeliveryStream", _DELIVERY_STREAM, name="Ref"
    ),
}
