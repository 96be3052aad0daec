"""Stand-ins for modules that people call from the registry and that a scan does not hold.

A folder of this package is one module of `terraform-aws-modules`, or a part of one: our own HCL,
written from the module's documented inputs and outputs, which makes the same resources under the
same names. It declares what an event graph reads, and nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_NAMESPACE = "terraform-aws-modules"
_REPOSITORY = "terraform-aws-"

_WITHOUT_EVENTS = frozenset({
    "acm", "autoscaling", "ec2_instance", "ecr", "ecs", "efs", "eks", "eks_pod_identity",
    "elasticache", "elb", "iam", "key_pair", "kms", "managed_service_grafana",
    "managed_service_prometheus", "opensearch", "rds", "rds_aurora", "rds_proxy", "redshift",
    "route53", "security_group", "transit_gateway", "vpc", "vpn_gateway", "wafv2",
    "cloudwatch_log_data_protection_policy", "cloudwatch_log_metric_filter",
    "cloudwatch_log_stream", "cloudwatch_query_definition", "lambda_deploy",
    "s3_bucket_account_public_access", "s3_bucket_object",
})  # fmt: skip


def stand_in(source: str) -> str | None:
    """The stand-in for a module source as a call writes it, None where there is none.

    The registry's form is known, and the repository's in each form that Terraform documents.
    """
    name = "_".join(_part(source))
    return name if name in _folders() else None


def holds_no_events(source: str) -> bool:
    """Whether a module is known to make nothing that an event graph holds: a network, a key."""
    part = _part(source)
    return not _WITHOUT_EVENTS.isdisjoint({*part[:1], "_".join(part)})


@functools.cache
def files(name: str) -> Mapping[str, str]:
    """The text of each file of a stand-in, by its name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(_files(name))}
    return MappingProxyType(texts)


def _files(name: str) -> tuple[Path, ...]:
    return tuple((Path(__file__).parent / name).glob("*.tf"))


@functools.cache
def _folders() -> frozenset[str]:
    return frozenset(path.parent.name for path in Path(__file__).parent.glob("*/main.tf"))


def _part(source: str) -> tuple[str, ...]:
    """The module that a source names, and the module inside of it where it names one.

    Both as folders are named: `("s3_bucket", "notification")`. Empty for any other source.
    """
    if source.startswith((".", "/")):
        return ()
    module, inside = _module(source.partition("?")[0])
    if not inside:
        return (_as_folder(module),) if module else ()
    folder, _, name = inside.partition("/")
    return (_as_folder(module), _as_folder(name)) if folder == "modules" else ()


def _as_folder(name: str) -> str:
    return name.replace("-", "_").strip("/")


def _module(address: str) -> tuple[str, str]:
    """The name of a module, "" where the address is of none of ours, and the path inside of it."""
    _, is_url, path = address.rpartition("://")
    place, _, inside = path.partition("//")
    words = place.replace(":", "/").split("/")
    match words[words.index(_NAMESPACE) + 1 :] if _NAMESPACE in words else ():
        case [module, "aws"] if not is_url:
            return module, inside
        case [repository, "archive", *_] if repository.startswith(_REPOSITORY):
            # An archive has a folder of its own around everything.
            return repository.removeprefix(_REPOSITORY), inside.partition("/")[2]
        case [repository, *rest] if repository.startswith(_REPOSITORY):
            module = repository.removeprefix(_REPOSITORY).removesuffix(".git")
            return module, inside or "/".join(rest)
    return "", ""
