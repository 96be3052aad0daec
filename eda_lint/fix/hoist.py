"""Moves constructions of clients, resources and sessions to module level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from eda_lint.fix.edit import Edit, FileFix, Fix
from eda_lint.fix.group import Group, Grouping
from eda_lint.fix.layout import Layout, parses
from eda_lint.fix.scope import read_names
from eda_lint.fix.site import Request, Site, Survey
from eda_lint.fix.text import Replacement, Span, Text
from eda_lint.fix.tree import Tree, parse_tree

_MARK = "\ufeff"


class Hoist:
    """The constructions of one file that can move, and the edits that move some of them."""

    def __init__(
        self,
        path: str,
        content: str,
        tree: Tree,
        sites: Mapping[str, Site],
        groups: Iterable[Group],
    ) -> None:
        self._path = path
        self._content = content
        self._text = Text(content.removeprefix(_MARK))
        self._tree = tree
        self._layout = Layout(self._text, tree)
        self._groups = tuple(groups)
        self._group_of = {site: group for group in self._groups for site in group.sites}
        self._sites = {name: site for name, site in sites.items() if site in self._group_of}

    def fixes(self) -> Mapping[str, Fix]:
        """The fix of each finding, by fingerprint."""
        found = {}
        for fingerprint, site in self._sites.items():
            edits = self._replacements({site, *site.before}, self._all(unsafe=not site.safe))
            if parses(self._text.replaced(edits)):
                placed = tuple(self._edit(edit) for edit in edits)
                found[fingerprint] = Fix("safe" if site.safe else "unsafe", placed)
        return found

    def mended(self, *, unsafe: bool) -> FileFix | None:
        """The file with all fixes made, None if there are none."""
        sites = self._all(unsafe=unsafe)
        after = self._text.replaced(self._replacements(sites, sites, joined=True))
        if not sites or not parses(after):
            return None
        mark = _MARK if self._content.startswith(_MARK) else ""
        return FileFix(self._path, self._content, f"{mark}{after}")

    def _all(self, *, unsafe: bool) -> frozenset[Site]:
        return frozenset(site for site in self._group_of if site.safe or unsafe)

    def _edit(self, replacement: Replacement) -> Edit:
        span = replacement.span
        return Edit(
            self._path, span.line, span.column, span.end_line, span.end_column, replacement.text
        )

    def _replacements(
        self, moving: Collection[Site], together: Collection[Site], *, joined: bool = False
    ) -> tuple[Replacement, ...]:
        """What moves some sites, in the order of the text.

        The new lines speak for all sites that can go `together`, so that every fix adds the same
        lines; where they are `joined`, no blank line stands between them.
        """
        statements = [site.variable.statement for site in moving if site.variable is not None]
        gone = list(self._layout.removed(statements))
        expressions = [
            Replacement(self._tree.span(site.call), self._group_of[site].name)
            for site in moving
            if site.variable is None
        ]
        moved = [replacement.span for replacement in (*gone, *expressions)]
        renamed = [
            renaming
            for site in moving
            for renaming in self._renamed(site)
            if not any(span.covers(renaming.span) for span in moved)
        ]
        new = self._new_lines(moving, together, joined)
        edits = (*new, *sorted((*gone, *expressions, *renamed), key=lambda edit: edit.span))
        return tuple(sorted(edits, key=lambda edit: edit.span.start))

    def _renamed(self, site: Site) -> Iterator[Replacement]:
        """The readings of a variable whose construction has another name at module level."""
        name = self._group_of[site].name
        if site.variable is not None and site.variable.name != name:
            for reading in site.variable.readings:
                yield Replacement(self._tree.span(reading), name)

    def _new_lines(
        self, moving: Collection[Site], together: Collection[Site], joined: bool
    ) -> Iterator[Replacement]:
        places: set[Span] = set()
        for group in self._groups:
            if group.exists or not any(site in moving for site in group.sites):
                continue
            place, apart = self._layout.place_after(group.after)
            lines = self._lines(group, [site for site in group.sites if site in together])
            text = "".join(f"{line}{self._text.newline}" for line in lines)
            yield Replacement(place, text if joined and place in places else f"{apart}{text}")
            places.add(place)

    def _lines(self, group: Group, sites: Collection[Site]) -> tuple[str, ...]:
        """A group's statement at module level, under the comments of all that it replaces."""
        statement = next((s for s in sites if s.variable is not None), None)
        above: dict[str, None] = {}
        beside = ""
        for site in sites:
            if site.variable is None:
                continue
            own = site.variable.statement
            above.update(dict.fromkeys(self._layout.comments(own)))
            trailing = own.trailing_whitespace
            if trailing.comment is None:
                continue
            if site is statement:
                beside = f"{trailing.whitespace.value}{trailing.comment.value}"
            elif not beside.endswith(trailing.comment.value):
                above.setdefault(trailing.comment.value)
        model = statement or next(iter(sites))
        names = [
            Replacement(self._tree.span(name), self._group_of[other].name)
            for name, other in model.held
        ]
        if model.variable is None:
            written = self._layout.assignment(group.name, model.call, names)
        else:
            names.append(Replacement(self._tree.span(model.variable.target), group.name))
            written = self._layout.without_indent(model.variable.statement, names)
        return (*above, f"{written}{beside}")


def read_hoist(path: str, content: str, requests: Iterable[Request]) -> Hoist | None:
    """What of a file's constructions can move, None where the file cannot be parsed."""
    text = Text(content.removeprefix(_MARK))
    tree = parse_tree(text.content)
    names = read_names(tree, text.content) if tree is not None else None
    if tree is None or names is None:
        return None
    sites = Survey(text, tree, names).sites(requests)
    groups = Grouping(text, tree, names).groups(dict.fromkeys(sites.values()))
    return Hoist(path, content, tree, sites, groups)
