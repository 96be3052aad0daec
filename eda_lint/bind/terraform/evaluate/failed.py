"""Failed: where Terraform itself would stop with an error, which `try` and `can` look for."""

from __future__ import annotations

from eda_lint.frozen import frozen
from eda_lint.value import Unknown


@frozen
class Failed(Unknown):
    """What Terraform certainly would not evaluate, and why; to all else an Unknown."""
