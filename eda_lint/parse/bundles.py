"""What built JavaScript says of its sources: source maps, and the comments of bundlers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from eda_lint.frozen import frozen
from eda_lint.parse.projects import read_json

_MARKS = ("__defProp", "__commonJS", "__toESM", "__webpack_require__", "__toCommonJS")
# esbuild names each file that it puts into a bundle, in the order in which they run.
_NAMED = re.compile(r"^// (\S+\.[cm]?[jt]sx?)$", re.MULTILINE)
_WEBPACK = re.compile(r"^webpack://[^/]*/")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:")
_INSTALLED = "node_modules/"


@frozen
class BundleFacts:
    """A built file: `path` is the JavaScript, `sources` what it is made of, the entry last.

    Sources are paths from the folder that `path` lies in (`relative`), or from one that only the
    build knows. Where they are not `ordered`, the entry may be any of them.
    """

    path: str
    sources: tuple[str, ...]
    relative: bool
    ordered: bool = True


def parse_source_map(path: str, text: str) -> BundleFacts | None:
    """The sources that a source map names, packages left out."""
    body = read_json(text)
    if not isinstance(body, dict):
        return None
    root, sources = body.get("sourceRoot"), body.get("sources")
    if not isinstance(sources, list):
        return None
    start = root if isinstance(root, str) else ""
    names = [posixpath.join(start, name) for name in sources if isinstance(name, str)]
    by_webpack = any(name.startswith("webpack://") for name in names)
    own = tuple(_own(names))
    built = path[: -len(".map")]
    return BundleFacts(built, own, not by_webpack, not by_webpack) if own else None


def parse_bundle(path: str, text: str) -> BundleFacts | None:
    """The sources that a bundle's comments name; None where the text is no bundle."""
    if not any(mark in text for mark in _MARKS):
        return None
    own = tuple(_own(_NAMED.findall(text)))
    return BundleFacts(path, own, relative=False) if own else None


def _own(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        plain = _WEBPACK.sub("", name).partition("?")[0]
        if _INSTALLED not in plain and not _SCHEME.match(plain) and not plain.startswith("("):
            yield posixpath.normpath(plain)
