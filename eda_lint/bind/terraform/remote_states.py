"""Remote states: a root module that reads the outputs of another one by where its state is kept."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.bind.terraform.evaluate import block_arguments
from eda_lint.bind.terraform.modules import Module
from eda_lint.value import Absent, Literal, Value, field_of, text_of

REMOTE_STATE = "terraform_remote_state"
_PLACES = {
    # What tells one state of a backend from another, the first of which must be given.
    "s3": ("key", "bucket"),
    "local": ("path",),
    "gcs": ("prefix", "bucket"),
    "azurerm": ("key", "container_name", "storage_account_name"),
    "http": ("address",),
}


def kept_at(root: Module) -> tuple[str, Value] | None:
    """The backend of a root module's state and its arguments; None where none is written."""
    for settings in root.folder.settings:
        for block in settings.blocks:
            if block.type == "backend" and block.labels:
                return block.labels[0], block_arguments(block, root.scope())
    return None


def read_by(arguments: Value, roots: Iterable[Module]) -> Module | None:
    """The root module whose state a data source reads, if exactly one of the scan fits."""
    backend, config = text_of(field_of(arguments, "backend")), field_of(arguments, "config")
    found = [root for root in roots if backend and _is_kept(root, backend, config)]
    return found[0] if len(found) == 1 else None


def _is_kept(root: Module, backend: str, config: Value) -> bool:
    kept = kept_at(root)
    if kept is None or kept[0] != backend or backend not in _PLACES:
        return False
    first, *others = _PLACES[backend]
    place = field_of(kept[1], first)
    if not isinstance(place, Literal) or place != field_of(config, first):
        return False
    return all(_agree(field_of(kept[1], name), field_of(config, name)) for name in others)


def _agree(one: Value, other: Value) -> bool:
    """Whether two values may be the same: what is not written here is given at the command line."""
    texts = text_of(one), text_of(other)
    return isinstance(one, Absent) or isinstance(other, Absent) or None in texts or one == other
