"""The command as a process of its own."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from eda_lint.cli.group import main


def run() -> None:
    """Run the command, and end without freeing first what the system frees at once.

    Taking the facts of a repository apart, object by object, would be a tenth of the run.
    """
    try:
        main(prog_name="eda-lint")
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        with suppress(OSError):  # whoever read the output may have gone
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:  # or have closed it before
                    stream.flush()
        os._exit(status)
