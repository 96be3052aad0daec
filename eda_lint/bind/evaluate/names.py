"""From the names of boto3's methods to those of the AWS APIs."""

from __future__ import annotations

# Transfer methods keep their own names; these are their positional parameters.
TRANSFERS: dict[str, tuple[str, ...]] = {
    "upload_file": ("Filename", "Bucket", "Key", "ExtraArgs"),
    "upload_fileobj": ("Fileobj", "Bucket", "Key", "ExtraArgs"),
    "download_file": ("Bucket", "Key", "Filename", "ExtraArgs"),
    "download_fileobj": ("Bucket", "Key", "Fileobj", "ExtraArgs"),
    "copy": ("CopySource", "Bucket", "Key", "ExtraArgs"),
}

NOT_API = frozenset(
    {
        "can_paginate",
        "close",
        "generate_presigned_post",
        "generate_presigned_url",
        "__exit__",
        "__aexit__",
    }
)

_HANDLE_OPERATIONS: dict[tuple[str, str], dict[str, str]] = {
    ("s3", "Object"): {
        "put": "PutObject",
        "get": "GetObject",
        "delete": "DeleteObject",
        "copy_from": "CopyObject",
        "initiate_multipart_upload": "CreateMultipartUpload",
    },
    ("s3", "Bucket"): {"delete": "DeleteBucket", "create": "CreateBucket"},
    ("s3", "ObjectSummary"): {
        "put": "PutObject",
        "get": "GetObject",
        "delete": "DeleteObject",
        "copy_from": "CopyObject",
    },
    ("sqs", "Queue"): {
        "send_messages": "SendMessageBatch",
        "receive_messages": "ReceiveMessage",
        "delete_messages": "DeleteMessageBatch",
        "purge": "PurgeQueue",
        "delete": "DeleteQueue",
    },
    ("sqs", "Message"): {"delete": "DeleteMessage"},
    ("sns", "Topic"): {"delete": "DeleteTopic"},
    ("sns", "PlatformEndpoint"): {"publish": "Publish"},
    ("dynamodb", "Table"): {"delete": "DeleteTable"},
}


def api_name(method: str) -> str:
    """`put_item` -> `PutItem`; a name that is in PascalCase already stays."""
    if "_" not in method and method[:1].isupper():
        return method
    return "".join(part[:1].upper() + part[1:] for part in method.split("_"))


def operation_of_handle(service: str, kind: str, method: str) -> str:
    """The API operation that a method of a resource object calls."""
    known = _HANDLE_OPERATIONS.get((service, kind), {}).get(method)
    if known is not None:
        return known
    return method if method in TRANSFERS else api_name(method)
