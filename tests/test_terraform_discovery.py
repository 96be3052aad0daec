"""Which of Terraform's files a scan reads, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.discover import LARGEST_FILE, Discovery, SourceKind, discover
from eda_lint.errors import NothingToAnalyse
from eda_lint.parse.files import ParsedFiles, parse
from tests.test_discover import git

LISTING = '{"Modules": [{"Key": "queue", "Dir": ".terraform/modules/queue"}]}'
QUEUE = 'resource "aws_sqs_queue" "orders" {}\n'


@pytest.fixture(params=["git", "no git"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An empty folder: a git work tree, and a plain one."""
    folder = tmp_path / "root"
    folder.mkdir()
    if request.param == "git":
        git(folder, "init", "--quiet")
    return folder


def write(root: Path, files: dict[str, str]) -> None:
    """Write files by their paths."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def found(root: Path, *roots: str) -> Discovery:
    """What is found from a folder, under it unless told."""
    return discover([Path(one) for one in roots or (".",)], working_directory=root)


def parsed(root: Path, *roots: str) -> ParsedFiles:
    """The facts of what is found."""
    return parse(found(root, *roots))


def test_a_file_is_what_its_name_says(root: Path) -> None:
    names = [
        "a.tf", "b.tf.json", "c.tofu", "d.tofu.json", "e.tfvars", "f.auto.tfvars", "g.tfvars.json",
        "h.tpl", "i.tftpl", "j.tmpl", "k.asl", "L.TF", ".hidden.tf", "m.tfstate", "n.tf.bak",
        "o.hcl", ".terraform.lock.hcl",
    ]  # fmt: skip
    write(root, dict.fromkeys(names, ""))
    configuration, variables = SourceKind.TERRAFORM, SourceKind.TERRAFORM_VARIABLES
    assert {one.path: one.kind for one in found(root).sources} == {
        **dict.fromkeys(("a.tf", "b.tf.json", "c.tofu", "d.tofu.json", "L.TF"), configuration),
        **dict.fromkeys(("e.tfvars", "f.auto.tfvars", "g.tfvars.json"), variables),
        **dict.fromkeys(("h.tpl", "i.tftpl", "j.tmpl", "k.asl"), SourceKind.TEXT),
        "m.tfstate": SourceKind.JSON,
        "o.hcl": SourceKind.TERRAFORM_WRAPPER,
    }


def test_of_terraforms_own_folder_only_the_installed_modules_are_read(root: Path) -> None:
    hidden = "infra/.terraform"
    write(
        root,
        {
            ".gitignore": ".terraform/\n",
            "infra/main.tf": QUEUE,
            f"{hidden}/modules/modules.json": LISTING,
            f"{hidden}/modules/queue/main.tf": QUEUE,
            f"{hidden}/modules/queue/nested/more.tf.json": "{}",
            f"{hidden}/modules/queue/src/app.py": "",
            f"{hidden}/modules/queue/package.json": "{}",
            f"{hidden}/modules/queue/node_modules/x/main.tf": QUEUE,
            f"{hidden}/providers/x.tf": QUEUE,
            f"{hidden}/environment.tf": QUEUE,
        },
    )
    assert [(one.path, one.kind) for one in found(root).sources] == [
        (f"{hidden}/modules/modules.json", SourceKind.TERRAFORM_MODULES),
        (f"{hidden}/modules/queue/main.tf", SourceKind.TERRAFORM),
        (f"{hidden}/modules/queue/nested/more.tf.json", SourceKind.TERRAFORM),
        ("infra/main.tf", SourceKind.TERRAFORM),
    ]


def test_installed_modules_that_lead_out_are_not_followed(root: Path, tmp_path: Path) -> None:
    write(root, {"main.tf": QUEUE})
    write(tmp_path / "outside", {"modules/x/main.tf": QUEUE})
    (root / ".terraform").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert [one.path for one in found(root).sources] == ["main.tf"]


def test_everything_is_parsed_by_what_it_is(root: Path) -> None:
    write(
        root,
        {
            "main.tf": f"# eda-lint: ignore[queue-without-dlq] drained by hand\n{QUEUE}",
            "more.tf.json": '{"locals": {"a": 1}}',
            "terraform.tfvars": "a = 1\n",
            "x.tfvars.json": '{"a": 2}',
            ".terraform/modules/modules.json": LISTING,
            "policy.tftpl": "${a}",
        },
    )
    files = parsed(root)
    assert files.diagnostics == ()
    assert list(files.configurations) == ["main.tf", "more.tf.json"]
    assert list(files.variables) == ["terraform.tfvars", "x.tfvars.json"]
    (installed,) = files.installed.values()
    assert installed.folders == (("queue", ".terraform/modules/queue"),)
    assert [(one.path, one.line) for one in files.suppressions] == [("main.tf", 2)]
    assert files.text("policy.tftpl") == "${a}"
    assert files.text("missing.tftpl") is None


def test_errors_are_told_of_every_kind(root: Path) -> None:
    write(root, {"a.tf": "a {", "b.tf.json": "{", "c.tfvars": "c = (", "d.tfvars.json": "{"})
    write(root, {".terraform/modules/modules.json": "{"})
    assert {one.path for one in parsed(root).diagnostics} == {
        "a.tf", "b.tf.json", "c.tfvars", "d.tfvars.json", ".terraform/modules/modules.json",
    }  # fmt: skip


def test_what_cannot_be_read_is_told(root: Path) -> None:
    (root / "a.tf").write_bytes(b"\xff")
    (root / "b.tf").write_bytes(b" " * (LARGEST_FILE + 1))
    assert [one.message for one in parsed(root).diagnostics] == [
        "not UTF-8 text",
        "not read: 10 MB, the limit is 10 MB",
    ]


@pytest.mark.parametrize("name", ["terraform.tfvars", "x.tfvars.json", "policy.tpl"])
def test_what_only_belongs_to_configurations_is_nothing_by_itself(root: Path, name: str) -> None:
    write(root, {name: "{}" if name.endswith("json") else "a = 1\n"})
    with pytest.raises(NothingToAnalyse, match=r"Terraform configurations \(\.tf, "):
        parsed(root)


def test_files_of_variables_that_are_named_are_chosen_in_their_order(root: Path) -> None:
    write(root, {"main.tf": QUEUE, "a.tfvars": "", "b.tfvars.json": "{}", "c.tfvars": ""})
    assert parsed(root).chosen == ()
    files = parsed(root, ".", "c.tfvars", "a.tfvars")
    assert files.diagnostics == ()
    assert files.chosen == ("c.tfvars", "a.tfvars")


def test_a_text_that_is_named_is_no_input(root: Path) -> None:
    write(root, {"policy.tpl": ""})
    (diagnostic,) = found(root, "policy.tpl").diagnostics
    assert diagnostic.message.startswith("not a file that is read (.yaml, ")
