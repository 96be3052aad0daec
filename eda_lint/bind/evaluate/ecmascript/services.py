"""From the names of the JavaScript SDKs to those of boto3 and the AWS APIs."""

from __future__ import annotations

import re

# `@aws-sdk/client-...` where boto3's name is another.
_PACKAGES = {
    "api-gateway": "apigateway",
    "auto-scaling": "autoscaling",
    "cloudwatch-events": "events",
    "cloudwatch-logs": "logs",
    "cognito-identity-provider": "cognito-idp",
    "config-service": "config",
    "cost-explorer": "ce",
    "database-migration-service": "dms",
    "dynamodb-streams": "dynamodbstreams",
    "elastic-load-balancing": "elb",
    "elastic-load-balancing-v2": "elbv2",
    "elasticsearch-service": "es",
    "eventbridge": "events",
    "iot-data-plane": "iot-data",
    "lex-runtime-service": "lex-runtime",
    "resource-groups-tagging-api": "resourcegroupstaggingapi",
    "route-53": "route53",
    "secrets-manager": "secretsmanager",
    "sfn": "stepfunctions",
}
# Classes of the SDK before, where boto3's name is not the same in lower case.
_CLASSES = {
    "CloudWatchEvents": "events",
    "CloudWatchLogs": "logs",
    "CognitoIdentity": "cognito-identity",
    "CognitoIdentityServiceProvider": "cognito-idp",
    "ConfigService": "config",
    "CostExplorer": "ce",
    "EventBridge": "events",
    "IotData": "iot-data",
    "QLDBSession": "qldb-session",
    "RDSDataService": "rds-data",
    "RedshiftData": "redshift-data",
    "SageMakerRuntime": "sagemaker-runtime",
    "TimestreamQuery": "timestream-query",
    "TimestreamWrite": "timestream-write",
    "TranscribeService": "transcribe",
}
# What `require("aws-sdk/clients/...")` calls them.
_MODULES = {name.lower(): service for name, service in _CLASSES.items()}
# What the document client calls the operations of DynamoDB, in both SDKs.
_DOCUMENT = {
    "put": "PutItem",
    "get": "GetItem",
    "update": "UpdateItem",
    "delete": "DeleteItem",
    "batchWrite": "BatchWriteItem",
    "batchGet": "BatchGetItem",
    "transactWrite": "TransactWriteItems",
    "transactGet": "TransactGetItems",
}
_PACKAGE = re.compile(r"^@aws-sdk/(client-[\w-]+|lib-dynamodb)(?:/[\w/.-]*)?$")


def service_of_package(package: str) -> str | None:
    """The service that a package of the SDK's third version is for."""
    match = _PACKAGE.match(package)
    if match is None:
        return None
    if match[1] == "lib-dynamodb":
        return "dynamodb"
    name = match[1].removeprefix("client-")
    return _PACKAGES.get(name, name)


def service_of_class(name: str) -> str:
    """The service of a class of the SDK's second version."""
    return _CLASSES.get(name, name.lower())


def service_of_module(name: str) -> str:
    """The service of a module of the SDK's second version."""
    return _MODULES.get(name, name)


def operation_of(service: str, method: str) -> str:
    """The API operation that a method of a client calls."""
    if service == "dynamodb" and method in _DOCUMENT:
        return _DOCUMENT[method]
    return method[:1].upper() + method[1:]


def operation_of_command(service: str, command: str) -> str:
    """The API operation of `SendMessageCommand`, or of a document client's `PutCommand`."""
    name = command.removesuffix("Command")
    return operation_of(service, name[:1].lower() + name[1:])
