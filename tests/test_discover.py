"""Which files a scan reads, in a git work tree and outside of one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from eda_lint.discover import Discovery, Source, SourceKind, discover, read_text
from eda_lint.errors import NothingToAnalyse, UsageError
from eda_lint.location import Diagnostic

Tree = Callable[..., Path]


@pytest.fixture(params=["git", "no git"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Tree:
    """Makes a folder of files, by their paths, as a git work tree and as a plain folder."""

    def make(*paths: str, ignored: str = "") -> Path:
        root = tmp_path / "root"
        for path in paths:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("# a file\n", encoding="utf-8")
        if ignored:
            (root / ".gitignore").write_text(ignored, encoding="utf-8")
        if request.param == "git":
            git(root, "init", "--quiet")
            git(root, "add", "--all")
        return root

    return make


def git(folder: Path, *arguments: str) -> None:
    """Run git, whatever its user has configured."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def found(root: Path, *roots: str, exclude: tuple[str, ...] = ()) -> Discovery:
    """What is found from a folder, under it unless told."""
    paths = [Path(one) for one in roots or (".",)]
    return discover(paths, working_directory=root, exclude=exclude)


def names(root: Path, *roots: str, exclude: tuple[str, ...] = ()) -> list[str]:
    """The paths of the sources that are found."""
    return [source.path for source in found(root, *roots, exclude=exclude).sources]


def test_a_file_is_what_its_name_says(tree: Tree) -> None:
    root = tree("a.yaml", "b.yml", "c.template", "d.json", "e.py", "F.YAML", "g.txt", "h.go")
    kinds = {source.path: source.kind for source in found(root).sources}
    assert kinds == {
        "a.yaml": SourceKind.YAML,
        "b.yml": SourceKind.YAML,
        "c.template": SourceKind.YAML,
        "d.json": SourceKind.JSON,
        "e.py": SourceKind.PYTHON,
        "F.YAML": SourceKind.YAML,
    }


def test_sources_are_ordered_by_path_and_taken_once(tree: Tree) -> None:
    root = tree("b/template.yaml", "a/src/app.py", "a/template.yaml")
    everything = ["a/src/app.py", "a/template.yaml", "b/template.yaml"]
    assert names(root) == everything
    assert names(root, "b", ".", "a", "a/src/app.py") == everything


def test_paths_start_from_the_working_directory(tree: Tree) -> None:
    root = tree("a/template.yaml", "b/src/app.py")
    outside = discover([root / "a"], working_directory=root / "b")
    assert [source.path for source in outside.sources] == ["../a/template.yaml"]
    assert outside.base == (root / "b").resolve()


def test_names_with_blanks_and_any_letters(tree: Tree) -> None:
    root = tree("die Vorlage.yaml", "src/größe.py", 'a"b.yaml', "line\nbreak.yaml")
    assert len(names(root)) == 4


def test_ignored_files_are_left_out(tree: Tree) -> None:
    root = tree(
        "template.yaml",
        "secret.yaml",
        "build/template.yaml",
        "src/generated/app.py",
        "src/app.py",
        ignored="build/\n/secret.yaml\n**/generated/\n",
    )
    assert names(root) == ["src/app.py", "template.yaml"]


def test_what_a_gitignore_takes_back_is_read(tree: Tree) -> None:
    root = tree("a.yaml", "kept.yaml", ignored="*.yaml\n!kept.yaml\n")
    assert names(root) == ["kept.yaml"]


def test_a_gitignore_speaks_for_its_own_folder(tree: Tree) -> None:
    root = tree("a/local.yaml", "b/local.yaml", "b/template.yaml")
    (root / "b/.gitignore").write_text("local.yaml\n", encoding="utf-8")
    assert names(root) == ["a/local.yaml", "b/template.yaml"] or (root / ".git").is_dir()


def test_a_line_of_a_gitignore_that_is_no_pattern_is_passed_over(tree: Tree) -> None:
    root = tree("a.yaml", "b.yaml", ignored="!\na.yaml\nb\\\n")
    assert names(root) == ["b.yaml"]


def test_an_ignored_folder_that_is_asked_for_is_read(tree: Tree) -> None:
    root = tree("template.yaml", "build/template.yaml", ignored="build/\n")
    assert names(root, "build") == ["build/template.yaml"]


def test_files_that_are_not_committed_yet_are_read(tree: Tree) -> None:
    root = tree("template.yaml")
    (root / "new.yaml").write_text("", encoding="utf-8")
    assert names(root) == ["new.yaml", "template.yaml"]


def test_files_that_are_deleted_but_not_committed_are_not(tree: Tree) -> None:
    root = tree("template.yaml", "gone.yaml")
    (root / "gone.yaml").unlink()
    assert names(root) == ["template.yaml"]


@pytest.mark.parametrize("where", ["", "infra/"])
def test_what_the_cdk_synthesised_is_read_although_it_is_ignored(tree: Tree, where: str) -> None:
    root = tree(
        f"{where}app.py",
        f"{where}cdk.out/Orders.template.json",
        f"{where}cdk.out/asset.0123/index.py",
        f"{where}cdk.out/.gitignore",
        ignored="cdk.out/\n",
    )
    (root / f"{where}cdk.out/.gitignore").write_text("*\n", encoding="utf-8")
    assert names(root) == [
        f"{where}app.py",
        f"{where}cdk.out/Orders.template.json",
        f"{where}cdk.out/asset.0123/index.py",
    ]
    assert len(names(root, f"{where}cdk.out")) == 2


@pytest.mark.parametrize(
    "folder",
    ["node_modules", ".venv", "venv", ".aws-sam", "site-packages", ".terraform", "__pycache__"],
)
def test_vendored_and_built_folders_are_left_out(tree: Tree, folder: str) -> None:
    root = tree("template.yaml", f"{folder}/x/template.yaml", f"src/{folder}/app.py")
    assert names(root) == ["template.yaml"]


def test_a_vendored_folder_that_is_asked_for_is_read(tree: Tree) -> None:
    root = tree("template.yaml", ".aws-sam/build/template.yaml")
    assert names(root, ".aws-sam/build") == [".aws-sam/build/template.yaml"]


def test_a_file_may_have_the_name_of_a_vendored_folder(tree: Tree) -> None:
    assert names(tree("template.yaml", "src/venv.py")) == ["src/venv.py", "template.yaml"]


def test_links_in_a_circle_end(tree: Tree) -> None:
    root = tree("template.yaml", "src/app.py")
    (root / "src/again").symlink_to(root, target_is_directory=True)
    (root / "self.yaml").symlink_to("self.yaml")
    assert names(root) == ["src/app.py", "template.yaml"]


def test_a_link_inside_is_read_as_what_it_leads_to(tree: Tree) -> None:
    root = tree("shared/util.py", "src/app.py")
    (root / "src/util.py").symlink_to("../shared/util.py")
    assert "shared/util.py" in names(root)
    assert len(names(root)) == 2


def test_links_that_lead_out_are_not_followed(tree: Tree, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.yaml").write_text("", encoding="utf-8")
    root = tree("template.yaml", "infra/app.py")
    (root / "file.yaml").symlink_to(outside / "other.yaml")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    assert names(root) == ["infra/app.py", "template.yaml"]


@pytest.mark.parametrize("inside", [True, False])
def test_a_cdk_output_that_leads_out_is_not_followed(
    tree: Tree, tmp_path: Path, inside: bool
) -> None:
    root = tree("template.yaml", "built/Other.template.json", ignored="built/\ncdk.out\n")
    target = root / "built" if inside else tmp_path / "outside"
    target.mkdir(exist_ok=True)
    (target / "Other.template.json").write_text("{}", encoding="utf-8")
    (root / "cdk.out").symlink_to(target, target_is_directory=True)
    assert [name for name in names(root) if not name.startswith(("built", "cdk"))] == (
        ["template.yaml"]
    )
    assert inside or names(root) == ["template.yaml"]


def test_a_repository_in_a_repository_is_read(tree: Tree) -> None:
    root = tree("template.yaml")
    inner = root / "services/orders"
    inner.mkdir(parents=True)
    (inner / "template.yaml").write_text("", encoding="utf-8")
    git(inner, "init", "--quiet")
    assert names(root) == ["services/orders/template.yaml", "template.yaml"]


def test_a_submodule_that_is_not_checked_out_is_empty(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "services/orders").mkdir(parents=True)
    (root / "template.yaml").write_text("", encoding="utf-8")
    git(root, "init", "--quiet")
    entry = f"160000,{'1' * 40},services/orders"
    git(root, "update-index", "--add", "--cacheinfo", entry)
    assert names(root) == ["template.yaml"]
    with pytest.raises(NothingToAnalyse):
        found(root, "services/orders")


def test_git_variables_of_a_hook_play_no_part(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree("services/template.yaml", "other.yaml")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere/index"))
    assert names(root, "services") == ["services/template.yaml"]


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        (("legacy/",), ["app.py", "src/app.py", "src/legacy.yaml"]),
        (("*.yaml",), ["app.py", "legacy/app.py", "src/app.py"]),
        (("/app.py",), ["legacy/app.py", "legacy/a.yaml", "src/app.py", "src/legacy.yaml"]),
        (("src", "legacy/*.py"), ["app.py", "legacy/a.yaml"]),
    ],
)
def test_excluded_files_are_left_out(tree: Tree, exclude: tuple[str, ...], left: list[str]) -> None:
    root = tree("app.py", "src/app.py", "src/legacy.yaml", "legacy/app.py", "legacy/a.yaml")
    assert names(root, exclude=exclude) == sorted(left)


def test_an_excluded_folder_that_is_asked_for_is_read(tree: Tree) -> None:
    root = tree("app.py", "examples/before/template.yaml", "examples/before/src/app.py")
    exclude = ("examples/before",)
    assert names(root, exclude=exclude) == ["app.py"]
    assert len(names(root, "examples/before", exclude=exclude)) == 2


def test_exclusions_start_from_the_folder_of_their_configuration(tree: Tree) -> None:
    root = tree("a/skip/app.py", "a/app.py", "skip/app.py")
    inner = discover([Path()], working_directory=root / "a", exclude=("/skip/",), exclude_from=root)
    assert [source.path for source in inner.sources] == ["app.py", "skip/app.py"]


def test_a_named_file_is_read_whatever_is_ignored_or_excluded(tree: Tree) -> None:
    root = tree("a.yaml", "b.yaml", "node_modules/c.yaml", ignored="a.yaml\n")
    assert names(root, "a.yaml", "b.yaml", "node_modules/c.yaml", exclude=("*",)) == [
        "a.yaml",
        "b.yaml",
        "node_modules/c.yaml",
    ]
    assert all(source.explicit for source in found(root, "a.yaml", "b.yaml").sources)
    assert not any(source.explicit for source in found(root).sources)


def test_a_named_file_of_another_kind_is_told(tree: Tree) -> None:
    root = tree("main.go")
    (diagnostic,) = found(root, "main.go").diagnostics
    assert (diagnostic.path, diagnostic.line) == ("main.go", 1)
    assert ".yaml" in diagnostic.message


def test_a_root_that_is_not_there(tree: Tree) -> None:
    with pytest.raises(UsageError, match="no/such"):
        found(tree("a.yaml"), "a.yaml", "no/such")


def test_nothing_to_analyse_says_what_was_looked_for(tree: Tree) -> None:
    root = tree("README.md", "src/main.go", "node_modules/a.yaml")
    with pytest.raises(NothingToAnalyse) as error:
        found(root, "src", ".")
    message = str(error.value)
    assert "under src, ." in message
    for looked_for in ("SAM", "CloudFormation", ".yaml", ".json", "Python", ".py"):
        assert looked_for in message


def source(path: Path, data: bytes, kind: SourceKind = SourceKind.YAML) -> Source:
    """A source that holds these bytes."""
    path.write_bytes(data)
    return Source("dir/name", path, kind, len(data), explicit=False)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff\xfe", 1, 1),
        (b"a: 1\nb: caf\xe9\n", 2, 7),
        ("größe: ".encode() + b"\xe9\n", 1, 8),
        (b"\xef\xbb\xbfa: 1\nb: \xe9\n", 2, 4),
    ],
)
def test_text_that_is_not_utf_8_is_a_diagnostic(
    tmp_path: Path, data: bytes, line: int, column: int
) -> None:
    text = read_text(source(tmp_path / "a.yaml", data))
    assert text == Diagnostic("dir/name", line, column, "not UTF-8 text")


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    assert read_text(source(tmp_path / "a.yaml", b"\xef\xbb\xbfa: 1\n")) == "a: 1\n"


def test_python_may_declare_its_encoding(tmp_path: Path) -> None:
    data = b"# -*- coding: latin-1 -*-\nname = 'caf\xe9'\n"
    assert read_text(source(tmp_path / "a.py", data, SourceKind.PYTHON)) == data.decode("latin-1")
    assert isinstance(read_text(source(tmp_path / "a.yaml", data)), Diagnostic)


def test_a_file_of_another_kind_of_size_is_a_diagnostic(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    with path.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    (large,) = discover([tmp_path], working_directory=tmp_path).sources
    text = read_text(large)
    assert isinstance(text, Diagnostic)
    assert "the limit is 10 MB" in text.message
    assert text.path == "data.json"


def test_a_file_that_is_gone_when_it_is_read_is_a_diagnostic(tmp_path: Path) -> None:
    gone = source(tmp_path / "a.yaml", b"a: 1\n")
    gone.absolute.unlink()
    text = read_text(gone)
    assert isinstance(text, Diagnostic)
    assert "cannot be read" in text.message


def test_what_stands_around_code_is_read_beside_it(tree: Tree) -> None:
    root = tree("app.py", "Dockerfile", "fn/Dockerfile.fn", "api.dockerfile", "dist/a.js.map")
    kinds = {source.path: source.kind for source in found(root).sources}
    assert kinds == {
        "Dockerfile": SourceKind.DOCKERFILE,
        "api.dockerfile": SourceKind.DOCKERFILE,
        "app.py": SourceKind.PYTHON,
        "dist/a.js.map": SourceKind.SOURCE_MAP,
        "fn/Dockerfile.fn": SourceKind.DOCKERFILE,
    }
    (diagnostic,) = found(root, "Dockerfile", "app.py").diagnostics
    assert diagnostic.message.startswith("not a file that is read")
