"""Lambda: functions, their aliases and versions, and who may invoke them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws import facts
from eda_lint.aws.failures import dead_letter
from eda_lint.aws.function_urls import function_url_statements
from eda_lint.aws.interface import (
    FUNCTION,
    Attached,
    End,
    Operation,
    Reader,
    Resource,
    Statement,
    Synonym,
    member,
)
from eda_lint.aws.invoke_configs import sam_invoke_config
from eda_lint.aws.reading import (
    first_set,
    identity,
    itself,
    optional_integer,
    place_of,
    qualifier_of,
)
from eda_lint.aws.sam import events
from eda_lint.model import (
    EdgeKind,
    Function,
    NodeType,
    Permission,
    Provisioning,
    Queue,
    Topic,
)
from eda_lint.value import (
    Absent,
    Reference,
    Unknown,
    Value,
    integer_of,
    text_of,
)


def _plain_function(resource: Resource) -> Iterator[Statement]:
    dead_letter = resource.property("DeadLetterConfig", "TargetArn")
    tracing = resource.property("TracingConfig", "Mode")
    yield _function(resource, dead_letter, tracing, alias="")
    yield from _dead_letters(resource, dead_letter)


def _sam_function(resource: Resource) -> Iterator[Statement]:
    dead_letter = resource.property("DeadLetterQueue", "TargetArn")
    published = resource.property("AutoPublishAlias")
    alias = "" if isinstance(published, Absent) else qualifier_of(published)
    known = alias if isinstance(alias, str) else ""
    yield _function(resource, dead_letter, resource.property("Tracing"), alias=known)
    yield from _dead_letters(resource, dead_letter)
    target = itself(resource, Function)
    if not isinstance(published, Absent):
        name = _alias_name(resource, known)
        yield Synonym(resource.sibling(name), target, alias)
        yield Synonym(resource.sibling(f"{resource.name}.Alias"), target, alias)
        # Every publication makes a new version.
        yield Synonym(
            resource.sibling(f"{resource.name}.Version"), target, Unknown("numbered by Lambda")
        )
        invoked = End(Reference(resource.sibling(name), at=resource.at), FUNCTION)
    else:
        invoked = target
    yield from _provisioned(resource, target, known)
    yield from sam_invoke_config(resource, target, alias)
    yield from function_url_statements(resource, invoked)
    yield from events(resource, invoked)


def _alias_name(resource: Resource, alias: str) -> str:
    """The logical id that SAM gives to the alias, "" being one whose name is not settled."""
    return f"{resource.name}Alias{alias.replace('-', 'D').replace('_', 'U')}"


def _function(resource: Resource, dead_letter: Value, tracing: Value, *, alias: str) -> Function:
    properties = resource.properties
    reserved = resource.property("ReservedConcurrentExecutions")
    return Function(
        **identity(resource, "FunctionName"),
        runtime=text_of(resource.property("Runtime")) or "",
        timeout=integer_of(resource.property("Timeout"), facts.FUNCTION_TIMEOUT_SECONDS),
        memory=integer_of(resource.property("MemorySize"), facts.FUNCTION_MEMORY_MB),
        reserved_concurrency=optional_integer(reserved),
        reserved_concurrency_at=(
            None
            if isinstance(reserved, Absent)
            else place_of(properties, "ReservedConcurrentExecutions", resource.at)
        ),
        dead_letter=dead_letter,
        alias=alias,
        environment=resource.property("Environment", "Variables"),
        role=resource.property("Role"),
        layers=resource.property("Layers"),
        tags=resource.property("Tags"),
        tracing=tracing,
        recursion_allowed=text_of(resource.property("RecursiveLoop")) == "Allow",
    )


def _dead_letters(resource: Resource, target: Value) -> Iterator[Statement]:
    stated = text_of(resource.property("DeadLetterQueue", "Type"))
    kinds = _DEAD_LETTER_KINDS.get(stated or "", (Queue, Topic))
    yield from dead_letter(itself(resource, Function), target, "function", resource.at, kinds)


_DEAD_LETTER_KINDS: Mapping[str, tuple[NodeType, ...]] = {"SQS": (Queue,), "SNS": (Topic,)}


def _provisioned(resource: Resource, function: End, qualifier: str) -> Iterator[Statement]:
    config = resource.property("ProvisionedConcurrencyConfig")
    executions = first_set(
        config, ("ProvisionedConcurrentExecutions",), ("ProvisionedConcurrency",)
    )
    if not isinstance(executions, Absent):
        at = place_of(resource.properties, "ProvisionedConcurrencyConfig", resource.at)
        count = integer_of(executions, Unknown("not written"))
        yield Attached(function, Provisioning(at, qualifier, count))


def _alias(resource: Resource) -> Iterator[Statement]:
    function = End(resource.property("FunctionName"), FUNCTION)
    qualifier = qualifier_of(resource.property("Name"))
    yield Synonym(resource.id, function, qualifier)
    known = qualifier if isinstance(qualifier, str) else resource.name
    yield from _provisioned(resource, function, known)


def _version(resource: Resource) -> Iterator[Statement]:
    function = End(resource.property("FunctionName"), FUNCTION)
    yield Synonym(resource.id, function, Unknown("numbered by Lambda"))
    yield from _provisioned(resource, function, resource.name)


def _permission(resource: Resource) -> Iterator[Statement]:
    principal = text_of(resource.property("Principal")) or ""
    source = first_set(resource.properties, ("SourceArn",), ("SourceAccount",))
    yield Attached(
        End(resource.property("FunctionName"), FUNCTION),
        Permission(resource.at, principal, source),
    )


RESOURCES: Mapping[str, Reader] = {
    "AWS::Lambda::Function": _plain_function,
    "AWS::Serverless::Function": _sam_function,
    "AWS::Lambda::Alias": _alias,
    "AWS::Lambda::Version": _version,
    "AWS::Lambda::Permission": _permission,
}

_INVOKE = Operation(EdgeKind.INVOKE, FUNCTION, member("FunctionName"))

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("lambda", "Invoke"): _INVOKE,
    ("lambda", "InvokeAsync"): _INVOKE,
    ("lambda", "InvokeWithResponseStream"): _INVOKE,
}
