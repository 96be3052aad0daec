"""What can keep a run from being done at all; everything else is a diagnostic of its file.

EdaLintError                the message says what is wrong, for the person who ran the command
├── UsageError              an option, an argument or a name that means nothing
├── ConfigurationError      a configuration file that cannot be read, or a key that is wrong
├── BaselineError           a baseline that cannot be read, or that another version wrote
├── NothingToAnalyse        no file under the given paths is one that we read
└── RuleLoadError           a rule's folder that cannot be loaded
"""

from __future__ import annotations


class EdaLintError(Exception):
    """A run that cannot be done; the command line exits with 2."""


class UsageError(EdaLintError):
    """An option, an argument or a name that means nothing."""


class ConfigurationError(EdaLintError):
    """A configuration file that cannot be read, or a key in it that is wrong."""


class BaselineError(EdaLintError):
    """A file that is no baseline, or one of a version that is not read."""


class NothingToAnalyse(EdaLintError):
    """No file under the given paths is one that we read."""


class RuleLoadError(EdaLintError):
    """A rule's folder that cannot be loaded."""
