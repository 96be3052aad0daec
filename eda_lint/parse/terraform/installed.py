"""`.terraform/modules/modules.json`: where Terraform has put the modules that it installed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from eda_lint.location import Diagnostic
from eda_lint.parse.terraform.form import InstalledModules


def parse_installed(path: str, text: str) -> InstalledModules:
    """The folders of the installed modules by their keys; the root module has the key ""."""
    try:
        listing: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        diagnostic = Diagnostic(path, 1, 1, f"not read: {error}")
        return InstalledModules(path, (), (diagnostic,))
    return InstalledModules(path, tuple(_folders(listing)))


def _folders(listing: object) -> Iterator[tuple[str, str]]:
    modules = listing.get("Modules") if isinstance(listing, dict) else None
    for module in modules if isinstance(modules, list) else ():
        match module:
            case {"Key": str() as key, "Dir": str() as folder}:
                yield key, folder
