"""What a configuration says, once it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from eda_lint.finding import Severity
from eda_lint.frozen import frozen

if TYPE_CHECKING:
    from eda_lint.rule import OptionValue


@frozen
class PathSettings:
    """What holds for findings under a path: rules and families to ignore, other severities."""

    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@frozen(kw_only=True)
class Config:
    """What a configuration file may say; every field but `folder` is a key of the file.

    `select`, `extend_select` and `ignore` name rules and families, `exclude` holds patterns in
    .gitignore's syntax, `rules` folders with rooms of the user's own. `financial` and `critical`
    are globs of function names, `financial_words` replaces the words that mark money,
    `account_concurrency_limit` is the account's limit of concurrent executions (AWS's default
    unless given), `var_files` Terraform's files of variables, the last of which wins.
    `rule_options` maps a rule's id to its options, `severity` a rule or family to
    the severity of its findings, `per_path` a pattern to what holds there. `baseline` is the file
    of known findings. `folder` is where the file stands, None without a file; patterns count from
    there.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_path: Mapping[str, PathSettings] = field(default_factory=dict)
    baseline: Path | None = None
    rules: tuple[Path, ...] = ()
    financial: tuple[str, ...] = ()
    financial_words: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    account_concurrency_limit: int | None = None
    var_files: tuple[Path, ...] = ()
    rule_options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    folder: Path | None = None
