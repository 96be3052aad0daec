"""SAM's Globals: what every resource of a kind is given that does not say otherwise."""

from __future__ import annotations

from eda_lint.value import Entry, Items, Record, Value, field_of, text_of

TRANSFORM = "AWS::Serverless-2016-10-31"
_NAMESPACE = "AWS::Serverless::"
_SECTIONS = frozenset(
    {
        "Function",
        "Api",
        "HttpApi",
        "WebSocketApi",
        "SimpleTable",
        "StateMachine",
        "LayerVersion",
        "CapacityProvider",
    }
)
"""The kinds of resources that SAM knows Globals for; it refuses other sections."""
_OWN = frozenset({"Events", "Policies", "Connectors"})
"""What no Globals may hold for any kind: a resource's own count."""


def of_fragment(kind: str, properties: Value) -> Value:
    """The properties of a SAM resource in a template that does not announce SAM's transform.

    Such a file cannot be deployed: a build step puts its resources into the template that has the
    transform, whose Globals may add to whatever they say.
    """
    section = kind.removeprefix(_NAMESPACE)
    if section == kind or section not in _SECTIONS:
        return properties
    return _perhaps_more(properties)


def _perhaps_more(value: Value) -> Value:
    if isinstance(value, Record):
        entries = (
            e if e.key in _OWN else Entry(e.key, _perhaps_more(e.value), e.at)
            for e in value.entries
        )
        return Record(tuple(entries), open=True, at=value.at)
    if isinstance(value, Items):
        return Items(value.items, open=True, at=value.at)
    return value


def with_globals(kind: str, properties: Value, global_sections: Value, ignored: Value) -> Value:
    """A resource's properties with those of Globals for its kind merged in.

    `ignored` is the resource's `IgnoreGlobals`: "*", a list of property names, or Absent.
    Properties that are not a plain map stay what they are.
    """
    section = kind.removeprefix(_NAMESPACE)
    if section == kind or section not in _SECTIONS or text_of(ignored) == "*":
        return properties
    given = field_of(global_sections, section)
    if not isinstance(given, Record) or not isinstance(properties, Record):
        return properties
    left_out = {text_of(name) for name in _items(ignored)}
    kept = tuple(entry for entry in given.entries if entry.key not in left_out)
    return _merged(Record(kept, given.open, given.at), properties)


def _items(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, Items) else ()


def _merged(general: Value, own: Value) -> Value:
    """SAM's own rules: maps merge key by key, lists follow on, of anything else the own counts."""
    if isinstance(general, Record) and isinstance(own, Record):
        return _merged_maps(general, own)
    if isinstance(general, Items) and isinstance(own, Items):
        return Items((*general.items, *own.items), general.open or own.open, own.at)
    return own


def _merged_maps(general: Record, own: Record) -> Record:
    owned = {entry.key: entry for entry in own.entries}
    merged = {entry.key: entry for entry in general.entries}
    for key, entry in owned.items():
        if key in merged:
            entry = Entry(key, _merged(merged[key].value, entry.value), entry.at)
        merged[key] = entry
    return Record(tuple(merged.values()), general.open or own.open, own.at)
