"""eda-lint: a linter for event-driven AWS serverless applications."""

__version__ = "0.1.0"
