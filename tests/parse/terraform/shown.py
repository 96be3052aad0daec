"""Plans and states: those that Terraform printed, and small ones written by hand.

The recorded ones are what terraform 1.11 printed (`show -json`) of the configuration beside them,
with a provider that has the schemas of these resources: `plan.json` before anything was there,
`state.json` and `terraform.tfstate` once it was applied, `again.json` a plan of that state with one
more queue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from eda_lint.parse.terraform.planned import PlanFacts, PlannedResource
from eda_lint.parse.terraform.shown import parse_shown
from eda_lint.value import Record, Unknown, Value, field_of

RECORDED = Path(__file__).with_name("recorded")
SECRET = "sk_live_51_never_shown"
_SUFFIX = ".txt"  # so that nothing takes them for files of this project


def recorded(name: str) -> str:
    """The text of a recorded file."""
    return (RECORDED / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def shop(*names: str) -> dict[str, str]:
    """The recorded files of these names; without any, the sources."""
    paths = (path.relative_to(RECORDED).as_posix() for path in RECORDED.rglob(f"*{_SUFFIX}"))
    all_names = [path.removesuffix(_SUFFIX) for path in paths]
    sources = [name for name in all_names if name.endswith((".tf", ".py"))]
    return {name: recorded(name) for name in names or sources}


def facts_of(text: str | Mapping[str, object], path: str = "plan.json") -> PlanFacts:
    """The facts of a plan or a state."""
    return parse_shown(path, text if isinstance(text, str) else json.dumps(text))


def resource(facts: PlanFacts, address: str) -> PlannedResource:
    """The instance at an address."""
    (found,) = (one for one in facts.resources if one.address == address)
    return found


def at(value: Value, *path: str) -> Value:
    """The value at a path of arguments, into the first of each list."""
    for step in path:
        items = getattr(value, "items", None)
        value = field_of(items[0] if items else value, step)
    return value


def unknown(record: Value) -> set[str]:
    """The names of the arguments that are unknown."""
    assert isinstance(record, Record)
    return {entry.key for entry in record.entries if isinstance(entry.value, Unknown)}


def planned(
    *instances: Mapping[str, object],
    written: Iterable[Mapping[str, object]] = (),
    **more: object,
) -> dict[str, object]:
    """A plan with instances that `instance` makes, written as `block` says."""
    values = [{k: v for k, v in one.items() if k != "change"} for one in instances]
    changes = [
        {**{k: one[k] for k in ("address", "mode", "type", "name")}, "change": one["change"]}
        for one in instances
        if one["change"] is not None
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": values}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": list(written)}},
        **more,
    }


def instance(
    address: str,
    values: Mapping[str, object],
    after_unknown: object = None,
    actions: Iterable[str] = ("create",),
    **more: object,
) -> dict[str, object]:
    """An instance of a plan, of whose change nothing is said where `after_unknown` is None."""
    mode, _, rest = address.partition("data.") if address.startswith("data.") else ("", "", address)
    type_name, name = rest.split("[")[0].split(".")[-2:]
    change = {"actions": list(actions), "after": dict(values), "after_unknown": after_unknown}
    return {
        "address": address,
        "mode": "data" if mode or address.startswith("data.") else "managed",
        "type": type_name,
        "name": name,
        "values": dict(values),
        "sensitive_values": {},
        "change": None if after_unknown is None else change,
        **more,
    }


def block(address: str, **references: Iterable[str]) -> dict[str, object]:
    """How a resource is written: for each argument what it refers to, as fully as it does."""
    type_name, name = address.split(".")
    return {
        "address": address,
        "mode": "managed",
        "type": type_name,
        "name": name,
        "expressions": {
            argument: {"references": [step for one in names for step in _steps(one)]}
            for argument, names in references.items()
        },
    }


def _steps(reference: str) -> list[str]:
    """A reference, and its beginnings: Terraform lists them all."""
    parts = reference.split(".")
    return [".".join(parts[:end]) for end in range(len(parts), 1, -1)]
