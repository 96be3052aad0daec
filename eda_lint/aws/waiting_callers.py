"""Services that wait for what a function answers and have no kind of their own.

Each is something external. It gets the failure itself, so that no event is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eda_lint.aws.interface import FUNCTION, End, Flow, Reader, Resource, Statement
from eda_lint.aws.reading import identity, itself, place
from eda_lint.model import EdgeKind, External, Hook
from eda_lint.value import Value, field_of, items_of, text_of

_ASSOCIATED = "LambdaFunctionAssociations.LambdaFunctionARN"
_OF_FUNCTIONS = "LAMBDA"


def _waiting(what: str, *paths: str) -> Reader:
    """A reader of resources that name functions at these paths, through lists on the way."""
    steps = tuple(tuple(path.split(".")) for path in paths)

    def read(resource: Resource) -> Iterator[Statement]:
        called = [one for path in steps for one in _all_at(resource.properties, path)]
        if called:
            yield External(**identity(resource))
        for function in called:
            hook = Hook(place(function, resource.at), what, asynchronous=False)
            end = End(function, FUNCTION)
            yield Flow(EdgeKind.TRIGGER, itself(resource, External), end, hook, what)

    return read


def _all_at(value: Value, path: Sequence[str]) -> Iterator[Value]:
    for one in items_of(value):
        if path:
            yield from _all_at(field_of(one, path[0]), path[1:])
        else:
            yield one


def _target_group(resource: Resource) -> Iterator[Statement]:
    if text_of(resource.property("Type")) == _OF_FUNCTIONS:
        yield from _waiting("VPC Lattice target group", "Targets.Id")(resource)


RESOURCES: Mapping[str, Reader] = {
    "AWS::CloudFront::Distribution": _waiting(
        "CloudFront event",
        f"DistributionConfig.DefaultCacheBehavior.{_ASSOCIATED}",
        f"DistributionConfig.CacheBehaviors.{_ASSOCIATED}",
    ),
    "AWS::Bedrock::Agent": _waiting(
        "action group of the agent", "ActionGroups.ActionGroupExecutor.Lambda"
    ),
    "AWS::S3ObjectLambda::AccessPoint": _waiting(
        "S3 Object Lambda",
        "ObjectLambdaConfiguration.TransformationConfigurations"
        ".ContentTransformation.AwsLambda.FunctionArn",
    ),
    "AWS::Transfer::Server": _waiting(
        "Transfer identity provider", "IdentityProviderDetails.Function"
    ),
    "AWS::VpcLattice::TargetGroup": _target_group,
}
