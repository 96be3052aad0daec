"""A scan of what is broken, beside an application that is not and that has one known finding."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from eda_lint.cli import main

Content = str | bytes

SAM = "Transform: AWS::Serverless-2016-10-31\n"
GOOD = f"""\
{SAM}Resources:
  Orders:
    Type: AWS::SQS::Queue
  Pack:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: pack.handler
      CodeUri: .
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
"""
HANDLER = "def handler(event, context):\n    return event['Records']\n"
KNOWN = "good/template.yaml:3:3: error[queue-without-dlq]"
PARSE_ERROR = "parse-error"
_LINE = re.compile(
    r"(?:bad/)?(?P<place>.+?:[1-9]\d*:[1-9]\d*): \w+\[(?P<rule>[\w-]+)\] (?P<message>.+)"
)

QUEUE = f"{SAM}Resources:\n  Stock:\n    Type: AWS::SQS::Queue\n"
"""The property of a queue goes behind it, six blanks in, after `    Properties:`."""
FUNCTION = f"""\
{SAM}Resources:
  Count:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: .
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scan said of the broken files, their paths without the folder that they lie in."""

    status: int
    diagnostics: tuple[str, ...]
    findings: tuple[str, ...]


def check(folder: Path, files: Mapping[str, Content], *paths: str) -> Seen:
    """Check these files through the command, with the good application beside them.

    It is asserted that the command ends in order, that the good application's finding is there,
    and that every diagnostic has a place.
    """
    place(folder / "good", {"template.yaml": GOOD, "pack.py": HANDLER})
    place(folder / "bad", files)
    ran = run(folder, "check", "--isolated", "--format", "concise", "good", *(paths or ("bad",)))
    assert isinstance(ran.exception, SystemExit | None), ran.exception
    assert ran.stderr == ""
    lines = ran.stdout.splitlines()
    assert any(line.startswith(KNOWN) for line in lines)
    told = [found for line in lines if (found := _LINE.fullmatch(line))]
    assert len(told) == len(lines)
    ours = [found for found in told if not found["place"].startswith("good/")]
    return Seen(
        ran.exit_code,
        tuple(f"{f['place']} {f['message']}" for f in ours if f["rule"] == PARSE_ERROR),
        tuple(f"{f['place']} {f['rule']}" for f in ours if f["rule"] != PARSE_ERROR),
    )


def run(folder: Path, *arguments: str) -> Result:
    """Run `eda-lint` in a folder; what it does to the garbage collector is undone."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(main, arguments, prog_name="eda-lint")
    finally:
        os.chdir(before)
        gc.enable()


def place(folder: Path, files: Mapping[str, Content]) -> None:
    """Write files into a folder, which is made."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)


def assert_told(seen: Seen, wanted: Sequence[str]) -> None:
    """Each of these, and nothing else, is said, in order; `...` stands for any text."""
    assert seen.status == 1
    assert len(seen.diagnostics) == len(wanted), seen.diagnostics
    for said, pattern in zip(seen.diagnostics, wanted, strict=True):
        expression = ".*".join(map(re.escape, pattern.split("...")))
        assert re.fullmatch(expression, said), said
