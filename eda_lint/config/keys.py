"""The keys of a configuration: each is declared here, and the reader and the schema follow."""

from __future__ import annotations

from eda_lint.config.shapes import (
    ABOVE_ZERO,
    FILE,
    FILES,
    OPTIONS,
    PER_PATH,
    SEVERITIES,
    SEVERITY,
    TEXT,
    TEXTS,
    JsonObject,
    Key,
    table_of,
)

EXTENDS = "extends"

KEYS = (
    Key(EXTENDS, TEXT, "another configuration file, whose settings hold where this one has none"),
    Key("select", TEXTS, "rules and families to run, all unless given"),
    Key("extend-select", TEXTS, "rules and families to run as well"),
    Key("ignore", TEXTS, "rules and families to leave out"),
    Key("exclude", TEXTS, "files and folders to leave out, in the syntax of .gitignore"),
    Key(
        "fail-on", SEVERITY, "the severity from which on findings fail a run, warning unless given"
    ),
    Key("severity", SEVERITIES, "the severity of findings, by rule or family"),
    Key("per-path", PER_PATH, "what holds for findings under a path, by a pattern of .gitignore"),
    Key("baseline", FILE, "the file of known findings, which are set aside"),
    Key("rules", FILES, "folders with rules of your own"),
    Key("financial", TEXTS, "globs of the names of functions that handle money"),
    Key("financial-words", TEXTS, "the words that mark money in names, instead of ours"),
    Key("critical", TEXTS, "globs of the names of functions that must never starve"),
    Key("account-concurrency-limit", ABOVE_ZERO, "concurrent executions of the account, at most"),
    Key("var-files", FILES, "files of values for Terraform's variables, the last of which wins"),
    Key("rule-options", OPTIONS, "the options of rules, by rule"),
)


def schema() -> JsonObject:
    """The JSON schema of a configuration file, whichever rules there are."""
    return table_of(KEYS)
