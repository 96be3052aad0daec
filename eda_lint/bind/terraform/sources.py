"""Where the source of a module call lies: beside it, installed, in the registry, or elsewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from eda_lint.bind.paths import above, join
from eda_lint.bind.terraform.folders import Folder, constant_text, folder_of
from eda_lint.bind.terraform.registry import files, holds_no_events, stand_in
from eda_lint.frozen import frozen
from eda_lint.parse.terraform.configuration import parse_configuration
from eda_lint.parse.terraform.form import Block, InstalledModules

_MANIFEST = ".terraform/modules/modules.json"


@frozen
class Sourced:
    """What a call runs. `known_by` names the stand-in where the module itself is not there."""

    folder: Folder
    known_by: str = ""


@frozen
class Absence:
    """Why a module is not there, "" where that hides nothing of how events flow.

    `expected` where the scan should have held it.
    """

    why: str
    expected: bool = False


class Sources:
    """The modules that a scan has, by the calls that name them."""

    def __init__(
        self, folders: Mapping[str, Folder], installed: Mapping[str, InstalledModules]
    ) -> None:
        self._folders = folders
        self._installed = {
            path.removesuffix(_MANIFEST).rstrip("/"): dict(facts.folders)
            for path, facts in installed.items()
        }
        self._stand_ins: dict[str, Folder] = {}

    def of(self, call: Block, caller: str, root: str, key: str) -> Sourced | Absence:
        """What a call in the folder `caller` runs; `key` is its name as Terraform installs it."""
        source = constant_text(call, "source")
        if source is None:
            return Absence("a module whose source is not written out")
        if is_local(source):
            path = join(caller, source)
            folder = self._folders.get(path)
            if folder is not None:
                return Sourced(folder)
            outside = path.startswith("..")
            return Absence(f"no Terraform files under {path or '.'}", expected=not outside)
        place = self._installed.get(root, {}).get(key)
        if place is not None and join(root, place) in self._folders:
            return Sourced(self._folders[join(root, place)])
        name = stand_in(source)
        if name is not None:
            return Sourced(self._stand_in(name), name)
        return Absence("" if holds_no_events(source) else f"{source} is not part of the scan")

    def _stand_in(self, name: str) -> Folder:
        if name not in self._stand_ins:
            parsed = [
                parse_configuration(f"{name}/{file}", text) for file, text in files(name).items()
            ]
            self._stand_ins[name] = folder_of(name, parsed)
        return self._stand_ins[name]


def is_local(source: str) -> bool:
    """Whether a source is a path: only those that begin so are."""
    return source.startswith(("./", "../")) or source in (".", "..")


def called_folders(folders: Mapping[str, Folder]) -> set[str]:
    """The folders that calls of others lead to."""
    called: set[str] = set()
    for folder in folders.values():
        for call in folder.calls.values():
            source = constant_text(call, "source")
            if source is not None and is_local(source):
                path = join(folder.path, source)
                if path != folder.path:
                    called.add(path)
    return called


def is_installed(path: str) -> bool:
    """Whether a folder is one that `terraform init` made."""
    return ".terraform" in (posixpath.basename(one) for one in (path, *above(path)))
