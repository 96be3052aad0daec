"""From Terraform's expressions, as written, to Values."""

from eda_lint.bind.terraform.evaluate.blocks import block_arguments
from eda_lint.bind.terraform.evaluate.expressions import evaluate
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.scope import Scope

__all__ = ["Failed", "Scope", "block_arguments", "evaluate"]
