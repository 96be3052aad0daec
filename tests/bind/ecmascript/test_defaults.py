"""Default parameters: a variable that the template sets is there, whatever it holds."""

from __future__ import annotations

import pytest

from eda_lint.value import Input, Literal, Operation, Value
from tests.bind.ecmascript.scripts import behaviour_of
from tests.bind.evaluated import written

SOURCE = """
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
const sqs = new SQSClient({});
const send = (url = "other") => sqs.send(new SendMessageCommand({ QueueUrl: url }));
export const handler = async () => send(process.env.NEXT);
"""


@pytest.mark.parametrize(
    "given", [Operation("ImportValue", (Literal("next"),)), Input("Next")], ids=["import", "input"]
)
def test_a_default_is_not_taken_for_what_the_template_sets(given: Value) -> None:
    calls = behaviour_of(SOURCE, variables={"NEXT": given}).calls
    assert calls
    assert not any("other" in written(call) for call in calls)


def test_a_default_is_taken_where_nothing_is_set() -> None:
    assert any("other" in written(call) for call in behaviour_of(SOURCE, variables={}).calls)
