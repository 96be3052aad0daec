"""`extends`: what a configuration takes from another, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.config import Config, PathSettings, load_config
from eda_lint.errors import ConfigurationError
from eda_lint.finding import Severity


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a work tree in a folder that is not its own."""
    (tmp_path / "repository/.git").mkdir(parents=True)
    return tmp_path / "repository"


def write(root: Path, **texts: str) -> Path:
    """Files by their paths (`__` for `/`), each a TOML file; the folder of the last one."""
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.parent


def loaded(root: Path, name: str = "own") -> Config:
    """The configuration of a file."""
    return load_config(root, root / f"{name.replace('__', '/')}.toml")


def refused(root: Path, name: str = "own") -> str:
    """Why a file is refused."""
    with pytest.raises(ConfigurationError) as error:
        loaded(root, name)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_a_file_does_not_say_the_extended_one_says(root: Path) -> None:
    write(
        root,
        base='ignore = ["a"]\nselect = ["b"]\nfail-on = "error"\n',
        own='extends = "base.toml"\nignore = ["c"]\n',
    )
    config = loaded(root)
    assert (config.ignore, config.select) == (("c",), ("b",))
    assert config.fail_on is Severity.ERROR


def test_a_chain_and_tables_that_are_merged(root: Path) -> None:
    write(
        root,
        first='[severity]\na = "error"\nb = "error"\n[rule-options.x]\np = 1\nq = 1\n',
        second='extends = "first.toml"\n[severity]\nb = "info"\n[rule-options.x]\nq = 2\n',
        own='extends = "second.toml"\n[severity]\nc = "warning"\n[rule-options.y]\np = 3\n',
    )
    config = loaded(root)
    assert config.severity == {
        "a": Severity.ERROR,
        "b": Severity.INFO,
        "c": Severity.WARNING,
    }
    assert config.rule_options == {"x": {"p": 1, "q": 2}, "y": {"p": 3}}


def test_a_pattern_is_replaced_as_a_whole(root: Path) -> None:
    write(
        root,
        base='[per-path.x]\nignore = ["a"]\n[per-path.y]\nignore = ["b"]\n',
        own='extends = "base.toml"\n[per-path.x]\nseverity.c = "info"\n',
    )
    assert loaded(root).per_path == {
        "x": PathSettings((), {"c": Severity.INFO}),
        "y": PathSettings(("b",), {}),
    }


def test_files_count_from_where_they_are_named_and_patterns_from_the_file_that_was_found(
    root: Path,
) -> None:
    service = write(
        root,
        base='rules = ["lint-rules"]\nbaseline = "known.json"\nexclude = ["legacy/"]\n',
        services__orders__own='extends = "../../base.toml"\n',
    )
    config = loaded(root, "services__orders__own")
    assert [path.resolve() for path in config.rules] == [root / "lint-rules"]
    assert config.baseline is not None
    assert config.baseline.resolve() == root / "known.json"
    assert (config.exclude, config.folder) == (("legacy/",), service)


def test_a_table_of_pyproject_is_extended(root: Path) -> None:
    (root / "pyproject.toml").write_text('[tool.eda-lint]\nignore = ["a"]\n', encoding="utf-8")
    write(root, own='extends = "pyproject.toml"\n')
    assert loaded(root).ignore == ("a",)


def test_a_circle_is_told(root: Path) -> None:
    write(root, a='extends = "b.toml"\n', b='extends = "a.toml"\n', own='extends = "a.toml"\n')
    message = refused(root)
    assert "b.toml:1: extends leads in a circle: " in message
    assert [name for name in message.split() if name.endswith(".toml")][-3:] == [
        str(root / "a.toml"),
        str(root / "b.toml"),
        str(root / "a.toml"),
    ]
    write(root, own='extends = "own.toml"\n')
    assert "extends leads in a circle" in refused(root)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('extends = "missing.toml"', "missing.toml cannot be read: No such file"),
        ('extends = ["a.toml"]', "extends must be a text, not ['a.toml']"),
        ('extends = ""', "extends must be a text, not ''"),
        ('extends = "../outside.toml"', "outside.toml lies outside of"),
        ('extends = "/etc/passwd"', "/etc/passwd lies outside of"),
        ('extends = "pyproject.toml"', "pyproject.toml has no table [tool.eda-lint]"),
        ('extends = "broken.toml"', "broken.toml is not valid TOML"),
        ('extends = "wrong.toml"', "wrong.toml:2: no key is named 'ingore'"),
    ],
)
def test_what_cannot_be_extended(root: Path, text: str, said: str) -> None:
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    write(root, broken="[\n", wrong="\ningore = []\n", own=f"{text}\n")
    (root.parent / "outside.toml").write_text("ignore = []\n", encoding="utf-8")
    assert said in refused(root)


def test_what_is_outside_is_so_by_a_link_too(root: Path) -> None:
    (root.parent / "outside.toml").write_text("ignore = []\n", encoding="utf-8")
    (root / "link.toml").symlink_to(root.parent / "outside.toml")
    write(root, own='extends = "link.toml"\n')
    assert "lies outside of" in refused(root)


def test_without_a_repository_only_the_own_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, base="ignore = []\n", folder__base="", folder__own='extends = "base.toml"\n')
    assert loaded(tmp_path, "folder__own").ignore == ()
    write(tmp_path, folder__own='extends = "../base.toml"\n')
    assert "lies outside of" in refused(tmp_path, "folder__own")
