"""A small application with one function: its code before and after its fixes."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

from eda_lint.config import Config
from eda_lint.fix import plan_fixes
from eda_lint.lint import Report, lint
from eda_lint.registry import Selection, load_rooms, select_rules

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.12
      Handler: app.handler
      CodeUri: .
"""


@cache
def _selection() -> Selection:
    return select_rules(
        load_rooms(()), select=("init-in-handler",), extend_select=(), ignore=(), options={}
    )


def checked(folder: Path, code: str | bytes | None = None, *, template: str = TEMPLATE) -> Report:
    """A run over `app.py` with this code, or with the code that is there."""
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    if code is not None:
        data = code if isinstance(code, bytes) else textwrap.dedent(code).encode()
        (folder / "app.py").write_bytes(data)
    report = lint((folder,), Config(), _selection(), folder)
    assert not report.failures
    assert not report.diagnostics
    return report


def mended(folder: Path, code: str | bytes, *, unsafe: bool = False) -> str | None:
    """The code after its fixes, None where nothing is mended. A second run must change nothing."""
    report = checked(folder, code)
    assert report.findings
    plan = plan_fixes(report, unsafe)
    if not plan:
        return None
    (fix,) = plan
    assert fix.path == "app.py"
    assert fix.before.encode() == (folder / "app.py").read_bytes()
    again = checked(folder, fix.after.encode())
    assert plan_fixes(again, unsafe) == ()
    assert len(again.findings) < len(report.findings)
    return fix.after


def dedented(code: str) -> str:
    """Code as it is in a file."""
    return textwrap.dedent(code)
