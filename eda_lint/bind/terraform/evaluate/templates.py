"""Text put together from values."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.alternatives import spread
from eda_lint.bind.terraform.evaluate.conversions import as_text, is_null
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.json_text import constant_json
from eda_lint.bind.terraform.evaluate.limits import longest_text
from eda_lint.bind.terraform.evaluate.named import within_text
from eda_lint.bind.terraform.evaluate.scope import Scope
from eda_lint.location import Location
from eda_lint.value import Concat, Literal, Unknown, Value, concat


def text_of_parts(parts: tuple[Value, ...], at: Location | None, scope: Scope) -> Value:
    """The text that parts make together; a Choice among them makes a Choice of texts.

    What is not known stays a part of it, as its neighbours may say enough.
    """

    def joined(values: tuple[Value, ...]) -> Value:
        texts = tuple(as_text(constant_json(value)) for value in values)
        for text in texts:
            if isinstance(text, Failed):
                return text
            if is_null(text):
                return Failed("null in a text", at)
        if sum(map(_length, texts)) > longest_text(scope.room):
            return Unknown("too long a text", at)
        return concat(within_text(texts, scope), at)

    return spread(parts, joined, at, otherwise=joined)


def _length(text: Value) -> int:
    if isinstance(text, Literal):
        return len(str(text.value))
    return sum(map(_length, text.parts)) if isinstance(text, Concat) else 1
