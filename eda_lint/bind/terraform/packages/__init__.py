"""The code of functions and layers: archives, objects, images, and what these are made of."""

from eda_lint.bind.terraform.packages.code import with_code
from eda_lint.bind.terraform.packages.ignored import ignored_changes
from eda_lint.bind.terraform.packages.survey import CodePaths

__all__ = ["CodePaths", "ignored_changes", "with_code"]
