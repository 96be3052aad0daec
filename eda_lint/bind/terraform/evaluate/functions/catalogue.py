"""Every function that is evaluated, by its name.

What is not here is Unknown: random, of the hour, or nothing that architecture depends on.
"""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.functions import (
    arithmetic,
    choosing,
    documents,
    encoding,
    file_sets,
    files,
    formatting,
    maps,
    patterns,
    sequences,
    sets,
    texts,
    types,
)
from eda_lint.bind.terraform.evaluate.functions.signature import Functions

FUNCTIONS: Functions = {
    **arithmetic.FUNCTIONS,
    **choosing.FUNCTIONS,
    **documents.FUNCTIONS,
    **encoding.FUNCTIONS,
    **file_sets.FUNCTIONS,
    **files.FUNCTIONS,
    **formatting.FUNCTIONS,
    **maps.FUNCTIONS,
    **patterns.FUNCTIONS,
    **sequences.FUNCTIONS,
    **sets.FUNCTIONS,
    **texts.FUNCTIONS,
    **types.FUNCTIONS,
}

FORGIVING = frozenset({"can", "try"})
"""Functions that look at what fails, where others fail themselves."""
