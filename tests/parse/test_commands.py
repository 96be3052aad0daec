"""What shell commands pack and build, as far as they can be read plainly."""

from __future__ import annotations

import time

import pytest

from eda_lint.parse.commands import LONGEST, Copied, Imaged, Scripted, Zipped, commands


@pytest.mark.parametrize(
    ("text", "archive", "folder"),
    [
        ("zip -r fn.zip .", "fn.zip", "."),
        ("zip fn index.js", "fn.zip", "."),
        ("zip -r9 fn.zip src", "fn.zip", "."),
        ("cd src && zip -qr ../fn.zip .", "fn.zip", "src"),
        ("cd src; zip -r ../out/fn.zip * -x 'tests/*'", "out/fn.zip", "src"),
        ("(cd src && npm ci) && zip fn.zip x.js", "fn.zip", "."),
        ("(cd src && cd deep && ls); zip fn.zip x.js", "fn.zip", "."),
        ("pushd src > /dev/null; zip -r ../fn.zip *; popd", "fn.zip", "src"),
        ("cd ../../src && zip -r ../infra/fn.zip .", "../../infra/fn.zip", "../../src"),
        ("zip -j fn.zip src/app.py src/util.py", "fn.zip", "src"),
        ("zip -rj fn.zip src/*.py", "fn.zip", "src"),
        ("npx bestzip ../fn.zip *", "../fn.zip", "."),
        ("cd src && \\\n  zip -r ../fn.zip .", "fn.zip", "src"),
        ("NAME=fn\nzip -r $NAME.zip ${NAME}", "fn.zip", "."),
        ("zip -r /tmp/fn.zip src", "/tmp/fn.zip", "."),
        ("set -e\nif true; then zip fn.zip x.py; fi", "fn.zip", "."),
        ("OUT=$(pwd)/out\nzip $OUT/fn.zip x.py", "out/fn.zip", "."),
    ],
)
def test_zip(text: str, archive: str, folder: str) -> None:
    assert commands(text) == [Zipped(archive, folder)]


@pytest.mark.parametrize(
    "text",
    [
        "zip",
        "zip -r $OUT .",
        "cd $SOURCE && zip -r fn.zip .",
        "cd $(ls -d x*) && zip -r fn.zip .",
        "echo zip -r fn.zip .",
        "# zip -r fn.zip .",
        "unzip fn.zip",
        "zip -r 'fn.zip",
        "for f in *; do zip $f.zip $f; done",
    ],
)
def test_what_a_shell_would_work_out_first_is_not_read(text: str) -> None:
    assert [one for one in commands(text) if isinstance(one, Zipped)] == []


def test_archives_are_followed_where_they_are_moved() -> None:
    text = "cp -r *.py build\ncd build\nzip -r fn.zip *\ncd ..\nmv build/fn.zip ."
    assert commands(text) == [
        Copied(".", "build"),
        Zipped("build/fn.zip", "build"),
        Zipped("fn.zip", "build"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("docker build -t x fn", Imaged("fn")),
        ("docker build --platform linux/amd64 --tag=x:1 .", Imaged(".")),
        (
            "docker buildx build -f docker/fn.Dockerfile -t x . --push",
            Imaged(".", "docker/fn.Dockerfile"),
        ),
        (
            "cd fn && docker build --target run -t x -f Dockerfile ..",
            Imaged(".", "fn/Dockerfile", "run"),
        ),
        ("docker push x", None),
        ("docker build -t x $CONTEXT", None),
    ],
)
def test_docker(text: str, expected: Imaged | None) -> None:
    assert commands(text) == ([] if expected is None else [expected])


def test_a_script_that_is_run() -> None:
    assert commands("cd x && bash ../bin/pack.sh a 'b c'") == [
        Scripted("bin/pack.sh", ("a", "b c"), "x")
    ]
    assert commands("./pack.sh") == [Scripted("pack.sh", (), ".")]


def test_arguments_and_the_own_folder_of_a_script() -> None:
    text = 'HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ncd "$1"\nzip -r "$HERE/$2" .'
    found = commands(text, arguments=("src", "fn.zip"), script="bin/pack.sh")
    assert found == [Zipped("bin/fn.zip", "src")]


def test_each_line_of_a_makefile_begins_anew() -> None:
    text = "all:\n\t@cd src && zip -r ../$(NAME).zip .\n\tzip b.zip $(FILES)\nNAME := fn\n"
    assert commands(text, recipes=True) == [Zipped("fn.zip", "src"), Zipped("b.zip", ".")]


@pytest.mark.parametrize("piece", ["$(cd ", "$(dirname ", "((", "A=", "'", "$(", "zip a ", "\\\n"])
def test_reading_takes_no_longer_than_the_text_is_long(piece: str) -> None:
    text = piece * (LONGEST // len(piece))
    began = time.perf_counter()
    commands(text)
    assert time.perf_counter() - began < 5
    assert commands(text + " " * LONGEST) == []
