"""Files that cannot be read, links that lead nowhere, and nothing to read at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.scan import FUNCTION, GOOD, HANDLER, KNOWN, Content, check, place, run
from tests.bad_input.test_python import BROKEN
from tests.bad_input.test_templates import JSON, YAML

as_root = hasattr(os, "geteuid") and os.geteuid() == 0
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights")


@pytest.mark.skipif(as_root or sys.platform == "win32", reason="root may read everything")
@pytest.mark.parametrize("name", ["template.yaml", "app.py", "data.json"])
def test_a_file_that_must_not_be_read(name: str, tmp_path: Path) -> None:
    place(tmp_path / "bad", {name: FUNCTION})
    (tmp_path / "bad" / name).chmod(0)
    seen = check(tmp_path, {})
    assert (seen.status, seen.diagnostics) == (
        1,
        (f"{name}:1:1 cannot be read: Permission denied",),
    )


@pytest.mark.skipif(as_root or sys.platform == "win32", reason="root may read everything")
def test_a_folder_that_must_not_be_read(tmp_path: Path) -> None:
    place(tmp_path / "bad" / "closed", {"template.yaml": FUNCTION})
    (tmp_path / "bad" / "closed").chmod(0)
    try:
        assert check(tmp_path, {}).diagnostics == ()
    finally:
        (tmp_path / "bad" / "closed").chmod(0o700)


def _links(folder: Path) -> None:
    folder.joinpath("circle.yaml").symlink_to("circle.yaml")
    folder.joinpath("one.py").symlink_to("other.py")
    folder.joinpath("other.py").symlink_to("one.py")
    folder.joinpath("nowhere.yaml").symlink_to("missing.yaml")
    folder.joinpath("self").symlink_to(".")
    folder.joinpath("above").symlink_to("..")
    folder.joinpath("passwords.yaml").symlink_to("/etc/passwd")


def _folders(folder: Path) -> None:
    for name in ("template.yaml", "app.py", "package.json", "cdk.out/x.template.json"):
        folder.joinpath(name).mkdir(parents=True)


def _pipe(folder: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "template.yaml")


@needs_links
@pytest.mark.parametrize("version_controlled", [False, True])
@pytest.mark.parametrize("make", [_links, _folders, _pipe])
def test_what_is_no_file(
    make: Callable[[Path], None], version_controlled: bool, tmp_path: Path
) -> None:
    (tmp_path / "bad").mkdir()
    make(tmp_path / "bad")
    if version_controlled:
        subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    assert check(tmp_path, {}).diagnostics == ()


@needs_links
@pytest.mark.parametrize(
    ("root", "message"),
    [
        ("circle.yaml", "circle.yaml is a link that leads back to itself"),
        ("nowhere.yaml", "nowhere.yaml is not there: No such file or directory"),
        ("missing", "missing is not there: No such file or directory"),
        ("self/circle.yaml/x", "self/circle.yaml/x is a link that leads back to itself"),
        ("a.txt/x", "a.txt/x is not there: Not a directory"),
        ("x" * 5000, "x is not there: File name too long"),
        ("pipe", "pipe is neither a file nor a folder"),
    ],
)
def test_a_root_that_is_no_file(root: str, message: str, tmp_path: Path) -> None:
    _links(tmp_path)
    (tmp_path / "a.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    ran = run(tmp_path, "check", "--isolated", root)
    assert (ran.exit_code, ran.stdout) == (2, "")
    said = ran.stderr.replace("x" * 5000, "x")
    # Python 3.13 tells of a circle as the system does.
    circle = message.replace("a link that leads back to itself", "not there: Too many levels")
    assert said.startswith((f"error: {message}", f"error: {circle}"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_names_that_are_no_text(format: str, tmp_path: Path) -> None:
    place(tmp_path, {"good/pack.py": HANDLER, "ok/x.json": "{}"})
    for name, text in ((b"caf\xe9.yaml", GOOD), (b"br\xe9ken.yaml", "Resources: [\n" + GOOD)):
        Path(os.fsdecode(os.fsencode(tmp_path / "good") + b"/" + name)).write_text(text)
    written = tmp_path / "report"
    for output in ((), ("--output", str(written))):
        ran = run(tmp_path, "check", "--isolated", "--format", format, *output, ".")
        assert isinstance(ran.exception, SystemExit), ran.exception
        assert (ran.exit_code, ran.stderr) == (1, "")
        text = written.read_text(encoding="utf-8") if output else ran.stdout
        assert "queue-without-dlq" in text
        assert "not valid YAML" in text


NOTHING: dict[str, dict[str, Content]] = {
    "no files": {},
    "files of other kinds": {"main.go": "package main", "README.md": "# hello"},
    "an empty template": {"template.yaml": ""},
    "other YAML and JSON": {"pod.yaml": "kind: Pod\n", "package.json": '{"name": "x"}'},
    "left out": {"node_modules/x/template.yaml": GOOD, ".venv/x.py": HANDLER},
}


@pytest.mark.parametrize("command", ["check", "graph"])
@pytest.mark.parametrize("name", NOTHING)
def test_nothing_to_analyse(name: str, command: str, tmp_path: Path) -> None:
    place(tmp_path / "empty", NOTHING[name])
    ran = run(tmp_path, command, "--isolated", "empty")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: nothing to analyse under empty: looked for SAM and Cloud")
    for looked_for in (".yaml", ".yml", ".json", ".template", ".tf", ".tofu", "plans", ".py"):
        assert looked_for in ran.stderr


def test_code_alone_is_something(tmp_path: Path) -> None:
    place(tmp_path / "code", {"app.py": HANDLER})
    assert run(tmp_path, "check", "--isolated", "code").exit_code == 0


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format=json"), ("graph",)])
def test_everything_that_is_broken_at_once(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """In a process of its own, as people run it: it ends in order, and all is said."""
    place(tmp_path / "good", {"template.yaml": GOOD, "pack.py": HANDLER})
    broken: dict[str, Content] = {"python/template.yaml": FUNCTION}
    broken |= {f"yaml/{n}.yaml": text for n, (text, _) in enumerate(YAML.values())}
    broken |= {f"json/{n}.json": text for n, (text, _) in enumerate(JSON.values())}
    broken |= {f"python/m{n}.py": text for n, (text, _) in enumerate(BROKEN.values())}
    place(tmp_path / "bad", broken)
    command = [sys.executable, "-m", "eda_lint", *arguments, "--isolated", "."]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    said = ran.stderr if "graph" in arguments else ran.stdout
    assert not [name for name in broken if f"bad/{name}" not in said and "template" not in name]
    if "graph" in arguments:
        assert ran.returncode == 0
    else:
        assert ran.returncode == 1
        assert KNOWN.partition(":")[0] in said
        assert "queue-without-dlq" in said
