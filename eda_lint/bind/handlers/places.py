"""The folders that a function's code and its layers lie in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.paths import join
from eda_lint.location import Diagnostic, Location
from eda_lint.value import Absent, Record, Unknown, Value, field_of, text_of

ASSET_PATH = "aws:asset:path"
_ARCHIVE = re.compile(r"\.(zip|jar|war|tar|tar\.gz|tgz)$", re.IGNORECASE)
_REMOTE = re.compile(r"^(s3|https?)://")


def code_root(code: FunctionCode) -> str | Unknown | Diagnostic:
    """The folder that the handler's path starts from."""
    asset = text_of(field_of(code.metadata, ASSET_PATH))
    if asset is not None:
        written, at = asset, code.uri.at
        if _ARCHIVE.search(asset) or posixpath.isabs(asset):
            return Unknown(f"the asset {asset} is no folder of the scan", at)
    elif isinstance(code.uri, Absent):
        written, at = ".", code.handler.at
    else:
        text = text_of(code.uri)
        if text is None:
            return Unknown(_no_path(code.uri), code.uri.at)
        written, at = text, code.uri.at
        if _REMOTE.match(written):
            return Unknown("code in S3", at)
        if _ARCHIVE.search(written):
            return Unknown(f"an archive: {written}", at)
    return folder_from(code, written, at)


def folder_from(code: FunctionCode, written: str, at: Location | None) -> str | Diagnostic:
    """A folder as a template writes it, where it does not lead out of the scan."""
    folder = join(posixpath.dirname(code.base), written)
    if posixpath.isabs(written) or _leads_out(folder, code.base):
        place = at or Location(code.base, 1)
        message = f"code path {written} leads outside the scan"
        return Diagnostic(place.path, place.line, place.column, message)
    return folder


def _leads_out(folder: str, base: str) -> bool:
    """Whether a path climbs above the base of the scan, further than its own template stands."""
    return folder.split("/").count("..") > base.split("/").count("..")


def _no_path(uri: Value) -> str:
    if isinstance(uri, Record):
        return "an image" if any(e.key == "ImageUri" for e in uri.entries) else "code in S3"
    return uri.why if isinstance(uri, Unknown) else "an open code path"


def layer_roots(code: FunctionCode, files: CodeBase) -> Iterator[str]:
    """Folders that layers add to the import path."""
    for layer in code.layers:
        written = text_of(layer)
        if written is None or _REMOTE.match(written) or _ARCHIVE.search(written):
            continue
        folder = join(posixpath.dirname(code.base), written)
        if _leads_out(folder, code.base):
            continue
        yield f"{folder}/python" if folder else "python"
        yield folder
        versions = {
            found[0]
            for path in files.folders
            if path.startswith(f"{folder}/python/lib/python")
            and (found := re.match(r".*/python/lib/python[\d.]+/site-packages", path))
        }
        yield from sorted(versions)
