"""Configuration: `eda-lint.toml`, or `[tool.eda-lint]` in pyproject.toml."""

from eda_lint.config.load import load_config
from eda_lint.config.settings import Config, PathSettings

__all__ = ["Config", "PathSettings", "load_config"]
