"""Which configuration file counts, and what it may say."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest

from eda_lint.config import Config, PathSettings, load_config
from eda_lint.errors import ConfigurationError
from eda_lint.finding import Severity

OWN = 'ignore = ["direct-invoke"]\n'
SHARED = '[tool.eda-lint]\nignore = ["init-in-handler"]\n'


def written(folder: Path, name: str, text: str) -> Path:
    """A file with this text, its folders made where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a work tree, so that no file above it plays a part."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def refused(root: Path, text: str) -> str:
    """Why a file of this text is refused."""
    path = written(root, "eda-lint.toml", text)
    with pytest.raises(ConfigurationError) as error:
        load_config(root)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)
    return str(error.value)


def test_without_a_file_everything_has_its_default(root: Path) -> None:
    assert load_config(root) == Config()


def test_all_that_a_file_may_say(root: Path) -> None:
    text = """\
select = ["delivery"]
extend-select = ["direct-invoke"]
ignore = ["queue-without-dlq"]
exclude = ["legacy/"]
fail-on = "error"
baseline = "known.json"
rules = ["lint-rules"]
financial = ["Charge*"]
financial-words = ["pay"]
critical = ["Checkout"]
account-concurrency-limit = 3000
var-files = ["production.tfvars"]

[severity]
dlq-without-alarm = "info"

[per-path."legacy/**"]
ignore = ["direct-invoke"]
severity = { delivery = "warning" }

[rule-options.receive-count-too-low]
minimum = 5

[rule-options.package-too-large]
warn = 40.5
strict = true
only = ["a", "b"]
name = "x"
"""
    written(root, "eda-lint.toml", text)
    config = load_config(root)
    assert config == Config(
        select=("delivery",),
        extend_select=("direct-invoke",),
        ignore=("queue-without-dlq",),
        exclude=("legacy/",),
        fail_on=Severity.ERROR,
        severity={"dlq-without-alarm": Severity.INFO},
        per_path={"legacy/**": PathSettings(("direct-invoke",), {"delivery": Severity.WARNING})},
        baseline=root / "known.json",
        rules=(root / "lint-rules",),
        financial=("Charge*",),
        financial_words=("pay",),
        critical=("Checkout",),
        account_concurrency_limit=3000,
        var_files=(root / "production.tfvars",),
        rule_options={
            "receive-count-too-low": {"minimum": 5},
            "package-too-large": {"warn": 40.5, "strict": True, "only": ("a", "b"), "name": "x"},
        },
        folder=root,
    )
    # Whoever adds a key adds it to this test.
    defaults = Config()
    assert all(getattr(config, one.name) != getattr(defaults, one.name) for one in fields(Config))


def test_keys_may_have_underscores(root: Path) -> None:
    written(root, "eda-lint.toml", "account_concurrency_limit = 50\n")
    assert load_config(root).account_concurrency_limit == 50


def test_a_table_of_pyproject(root: Path) -> None:
    written(root, "pyproject.toml", SHARED)
    assert load_config(root).ignore == ("init-in-handler",)


def test_our_own_file_comes_before_pyproject(root: Path) -> None:
    written(root, "eda-lint.toml", OWN)
    written(root, "pyproject.toml", SHARED)
    assert load_config(root).ignore == ("direct-invoke",)


def test_an_own_file_that_is_empty_counts(root: Path) -> None:
    written(root, "eda-lint.toml", "")
    written(root, "pyproject.toml", SHARED)
    assert load_config(root) == Config(folder=root)


def test_the_nearest_file_counts_alone(root: Path) -> None:
    written(root, "eda-lint.toml", 'ignore = ["far"]\nselect = ["delivery"]\n')
    service = written(root / "services/orders", "pyproject.toml", SHARED).parent
    config = load_config(service)
    assert (config.ignore, config.select) == (("init-in-handler",), ())
    assert config.folder == service


def test_a_pyproject_that_does_not_speak_of_us_is_passed_over(root: Path) -> None:
    written(root, "eda-lint.toml", OWN)
    service = written(root / "orders", "pyproject.toml", "[tool.ruff]\nline-length = 80\n").parent
    assert load_config(service).folder == root


def test_the_search_ends_at_the_root_of_a_work_tree(root: Path) -> None:
    written(root, "eda-lint.toml", OWN)
    (root / "clone/.git").mkdir(parents=True)
    assert load_config(root / "clone") == Config()
    # A linked work tree and a submodule have a file of that name.
    written(root / "submodule", ".git", "gitdir: ../.git/modules/submodule\n")
    assert load_config(root / "submodule") == Config()


def test_an_explicit_file_is_read_instead(root: Path) -> None:
    written(root, "eda-lint.toml", OWN)
    path = written(root / "ci", "strict.toml", 'ignore = ["swallowed-record-error"]\n')
    config = load_config(root, path)
    assert (config.ignore, config.folder) == (("swallowed-record-error",), root / "ci")


def test_an_explicit_pyproject(root: Path) -> None:
    path = written(root / "ci", "pyproject.toml", SHARED)
    assert load_config(root, path).ignore == ("init-in-handler",)
    path.write_text("[project]\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"has no table \[tool\.eda-lint\]"):
        load_config(root, path)


def test_an_explicit_file_that_is_not_there(root: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"missing\.toml cannot be read: No such file"):
        load_config(root, root / "missing.toml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(root: Path) -> None:
    written(root, "eda-lint.toml", OWN).chmod(0)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_config(root)


def test_a_wrong_key_is_told_with_the_one_that_was_meant(root: Path) -> None:
    message = refused(root, '# ours\n\ningore = ["direct-invoke"]\n')
    assert "eda-lint.toml:3: " in message
    assert "'ingore'" in message
    assert "did you mean 'ignore'" in message
    assert "account-concurrency-limit" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('select = "delivery"\n', "select must be a list of texts, not 'delivery'"),
        ("ignore = [1]\n", "ignore must be a list of texts, not [1]"),
        ('rules = "lint-rules"\n', "rules must be a list of texts, not 'lint-rules'"),
        ('fail-on = "fatal"\n', "fail-on must be one of error, warning, info, not 'fatal'"),
        ("fail-on = 1\n", "fail-on must be one of error, warning, info, not 1"),
        ("fail-on = []\n", "fail-on must be one of error, warning, info, not []"),
        ("account-concurrency-limit = 0\n", "must be a whole number above 0, not 0"),
        ("account-concurrency-limit = true\n", "must be a whole number above 0, not True"),
        ("account-concurrency-limit = 10.5\n", "must be a whole number above 0, not 10.5"),
        ("rule-options = 1\n", "rule-options must be a table of tables"),
        ("[rule-options]\nx = 1\n", "rule-options.x must be a table of options"),
        ("[rule-options.x]\ny = 2026-01-01\n", "rule-options.x.y must be a text, a number"),
        ("[rule-options.x]\ny = [1]\n", "rule-options.x.y must be a list of texts, not [1]"),
        ("ignore = [\n", "is not valid TOML"),
        ("baseline = 1\n", "baseline must be a text, not 1"),
        ('baseline = ""\n', "baseline must be a text, not ''"),
        ('baseline = "../known.json"\n', "known.json lies outside of"),
        ("severity = 1\n", "severity must be a table of severities, by rule"),
        (
            '[severity]\nx = "fatal"\n',
            "severity.x must be one of error, warning, info, not 'fatal'",
        ),
        ("per-path = []\n", "per-path must be a table of tables, by pattern"),
        ('[per-path]\n"a/b" = 1\n', 'per-path."a/b" must be a table with ignore or severity'),
        ('[per-path.x]\nignore = "y"\n', "per-path.x.ignore must be a list of texts, not 'y'"),
        ("[per-path.x]\nignroe = []\n", "no key is named 'ignroe', did you mean 'ignore'?"),
    ],
)
def test_a_wrong_value_is_told(root: Path, text: str, said: str) -> None:
    assert said in refused(root, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('select = "x"\n', 1),
        ('\n\nselect = "x"\n', 3),
        ("[rule-options.x]\na = 1\n\n[rule-options.y]\na = 1\nb = [1]\n", 6),
        ('[severity]\n"queue-without-dlq" = "info"\ndirect-invoke = "no"\n', 3),
        ('[per-path."legacy/**"]\nignore = []\nseverity.x = "no"\n', 3),
        ('[per-path]\n"a.b".ignore = "x"\n', 2),
        ('severity = { a = "info", b = "no" }\n', 1),
        ("[ per-path . 'x y' ]\nselect = []\n", 2),
    ],
)
def test_a_wrong_value_is_told_with_its_line(root: Path, text: str, line: int) -> None:
    assert refused(root, text).startswith(f"{root / 'eda-lint.toml'}:{line}: ")


def test_a_line_of_pyproject_is_counted_from_its_top(root: Path) -> None:
    path = written(
        root, "pyproject.toml", '[tool.x]\nfail-on = 1\n[tool.eda-lint]\nfail-on = "no"\n'
    )
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml:4: fail-on must be one of"):
        load_config(root, path)


def test_a_table_of_pyproject_that_is_none(root: Path) -> None:
    written(root, "pyproject.toml", '[tool]\neda-lint = "on"\n')
    with pytest.raises(ConfigurationError, match=r"tool\.eda-lint must be a table"):
        load_config(root)


def test_a_file_that_is_not_text(root: Path) -> None:
    (root / "eda-lint.toml").write_bytes(b'ignore = ["caf\xe9"]\n')
    with pytest.raises(ConfigurationError, match="is not UTF-8 text"):
        load_config(root)


def test_a_key_that_is_given_in_both_spellings(root: Path) -> None:
    assert "twice" in refused(root, 'fail-on = "error"\nfail_on = "info"\n')
