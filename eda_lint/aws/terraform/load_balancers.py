"""Load balancers in Terraform; each type has an older name, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.terraform.interface import Part, Translation
from eda_lint.aws.terraform.shape import Shape, blocks, translated

_ACTION: Shape = {
    "TargetGroupArn": "target_group_arn",
    "ForwardConfig.TargetGroups": blocks("forward.target_group", {"TargetGroupArn": "arn"}),
}
_TRANSLATIONS: Mapping[str, Translation] = {
    "": translated("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Name": "name"}, arn="Ref"),
    "_target_group": translated(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "Name": "name",
            "TargetType": "target_type",
            "Targets": blocks("attachment", {"Id": "target_id"}),
        },
        arn="Ref",
    ),
    "_listener": translated(
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "LoadBalancerArn": "load_balancer_arn",
            "DefaultActions": blocks("default_action", _ACTION),
        },
        arn="Ref",
    ),
    "_listener_rule": translated(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        {"ListenerArn": "listener_arn", "Actions": blocks("action", _ACTION)},
        arn="Ref",
    ),
}
_ATTACHMENT = Part(
    ("aws_lb_target_group", "aws_alb_target_group"), "target_group_arn", "attachment"
)


def _named(name: str) -> Iterator[str]:
    yield f"aws_lb{name}"
    yield f"aws_alb{name}"


RESOURCES: Mapping[str, Translation] = {
    spelled: translation for name, translation in _TRANSLATIONS.items() for spelled in _named(name)
}

PARTS: Mapping[str, Part] = dict.fromkeys(_named("_target_group_attachment"), _ATTACHMENT)
