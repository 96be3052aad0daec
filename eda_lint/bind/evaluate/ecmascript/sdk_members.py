"""Properties of SDK objects, where JavaScript's differ from Python's, and the SDK's constants."""

from __future__ import annotations

from eda_lint.bind.evaluate.sdk_objects import Sdk, SdkAnswer, SdkClient, SdkCommand
from eda_lint.bind.evaluate.things import Foreign, Member, Thing
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import Literal

# Constants of the SDK's third version that say how a call is made: each is called as it reads.
_CONSTANTS = {"@aws-sdk/client-lambda.InvocationType": words("DryRun Event RequestResponse")}


def sdk_member(thing: Sdk, name: str) -> Thing | None:
    """An attribute of an SDK object; None where it is what it is in any language."""
    match thing:
        case SdkAnswer(path=()) if name in ("promise", "send", "on", "createReadStream"):
            return Member(thing, name)
        case SdkClient() if name in ("config", "middlewareStack", "client"):
            return Foreign(f"aws-sdk.{name}")
        case SdkClient():
            return Member(thing, name)
        case SdkCommand() if name == "input":
            return thing.arguments
    return None


def sdk_constant(thing: Foreign, name: str, at: Location) -> Literal | None:
    """`InvocationType.Event`: the text that it stands for; None where it is no such constant."""
    return Literal(name, at) if name in _CONSTANTS.get(thing.path, ()) else None
