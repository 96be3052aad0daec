"""Functions of maps."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate import steps
from eda_lint.bind.terraform.evaluate.alternatives import chosen_by
from eda_lint.bind.terraform.evaluate.conversions import as_text, is_null, is_whole
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.functions.listed import list_of, map_of
from eda_lint.bind.terraform.evaluate.functions.signature import Functions, Invocation
from eda_lint.bind.terraform.evaluate.lists import Representative
from eda_lint.bind.terraform.evaluate.named import spelled_out
from eda_lint.bind.terraform.evaluate.overwriting import perhaps_overwritten
from eda_lint.value import Entry, Input, Items, Literal, Record, Unknown, Value, choice


def _merge(call: Invocation) -> Value:
    """Later maps win. What a map that is not known may hold, it may have overwritten."""
    entries: dict[str, Entry] = {}
    is_open = False
    for argument in call.arguments:
        if is_null(argument):
            continue
        found = map_of(call, argument)
        if isinstance(found, Failed):
            return found
        if isinstance(found, Unknown) or found.open:
            entries = perhaps_overwritten(entries, Unknown())
            is_open = True
        if isinstance(found, Record):
            entries.update({entry.key: entry for entry in found.entries})
    return Record(tuple(entries.values()), is_open, call.at)


def _keys(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    found = map_of(call, call.arguments[0])
    if isinstance(found, Unknown):
        return found
    keys = sorted(entry.key for entry in found.entries)
    return Items(tuple(Literal(key, call.at) for key in keys), found.open, call.at)


def _values(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    of = call.arguments[0]
    if is_whole(of):
        return Representative((of,), open=True, at=call.at)
    found = map_of(call, of)
    if isinstance(found, Unknown):
        return found
    ordered = sorted(found.entries, key=lambda entry: entry.key)
    return Items(tuple(entry.value for entry in ordered), found.open, call.at)


def _lookup(call: Invocation) -> Value:
    if len(call.arguments) not in (2, 3):
        return call.failed("not as many arguments")
    of, key, *defaults = call.arguments
    name = as_text(spelled_out(key, call.scope))
    if isinstance(of, Input) and isinstance(name, Literal):
        found = steps.index(of, name, call.at)
        return choice((found, *defaults), f"the value of var.{of.name}", call.at)
    known = map_of(call, of)
    if isinstance(known, Unknown) or isinstance(name, Failed) or is_null(name):
        return known if isinstance(known, Unknown) else call.failed("no key")
    if isinstance(name, Literal):
        value = steps.entry(known, str(name.value), call.at)
        return defaults[0] if isinstance(value, Failed) and defaults else value
    if known.open:
        return call.unknown("not all keys are known")
    return chosen_by(name, (*(entry.value for entry in known.entries), *defaults), call.at)


def _zipmap(call: Invocation) -> Value:
    if len(call.arguments) != 2:
        return call.failed("not as many arguments")
    keys, values = (list_of(call, argument) for argument in call.arguments)
    for found in (keys, values):
        if isinstance(found, Unknown):
            return found
    if not (isinstance(keys, Items) and isinstance(values, Items)) or keys.open or values.open:
        return call.unknown("not all elements are known")
    if len(keys.items) != len(values.items):
        return call.failed("lists of different lengths")
    entries: dict[str, Entry] = {}
    is_open = False
    for key, value in zip(keys.items, values.items, strict=True):
        name = as_text(spelled_out(key, call.scope))
        if isinstance(name, Literal) and isinstance(name.value, str):
            entries[name.value] = Entry(name.value, value, key.at)
        else:
            entries = perhaps_overwritten(entries, name)
            is_open = True
    return Record(tuple(entries.values()), is_open, call.at)


def _transpose(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    found = map_of(call, call.arguments[0])
    if isinstance(found, Unknown):
        return found
    if found.open:
        return call.unknown("not all keys are known")
    groups: dict[str, list[Value]] = {}
    for entry in sorted(found.entries, key=lambda entry: entry.key):
        if not isinstance(entry.value, Items) or entry.value.open:
            return call.unknown("not all elements are known")
        for item in entry.value.items:
            if not isinstance(item, Literal):
                return call.unknown("not all elements are known")
            groups.setdefault(str(item.value), []).append(Literal(entry.key, call.at))
    entries = (Entry(key, Items(tuple(groups[key]), at=call.at)) for key in sorted(groups))
    return Record(tuple(entries), at=call.at)


FUNCTIONS: Functions = {
    "keys": _keys,
    "lookup": _lookup,
    "merge": _merge,
    "transpose": _transpose,
    "values": _values,
    "zipmap": _zipmap,
}
