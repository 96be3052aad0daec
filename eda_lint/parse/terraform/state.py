"""A raw state as Terraform keeps it (`terraform.tfstate`, version 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.json_stream import JsonStream, told
from eda_lint.parse.terraform.plan_gathering import Gathered, is_wanted
from eda_lint.parse.terraform.planned import PlanFacts, PlanKind

VERSION = 4
_TYPE = re.compile(r'"type"\s*:\s*("(?:[^"\\]|\\.)*")')


def parse_state(
    path: str, parts: Iterable[str], wanted: Callable[[str], bool] = is_wanted
) -> PlanFacts:
    """The resources of wanted types in a raw state, whose text comes in parts."""
    gathered = Gathered(wanted)
    diagnostics = told(path, _read(path, JsonStream(parts), gathered))
    return PlanFacts(path, PlanKind.STATE, tuple(gathered.resources()), diagnostics)


def _read(path: str, stream: JsonStream, gathered: Gathered) -> Iterator[Diagnostic]:
    for key in stream.members():
        if key == "version":
            at = stream.place()
            version = stream.read()
            if version != VERSION:
                shown = version if isinstance(version, int) else "unknown"
                message = f"state format version {shown} is not supported ({VERSION} is)"
                yield Diagnostic(path, at.line, at.column, message)
                return
        elif key == "resources" and stream.opens() == "[":
            for _ in stream.elements():
                start = stream.place()
                resource = stream.read()
                at = stream.found(_TYPE) or start
                place = Location(path, at.line, at.column, at.line, at.end_column)
                for instance in _instances(resource):
                    gathered.take(instance, place)


def _instances(resource: object) -> Iterator[dict[str, object]]:
    """The instances of a resource, each as `terraform show -json` has it."""
    if not isinstance(resource, dict):
        return
    instances = resource.get("instances")
    for instance in instances if isinstance(instances, list) else ():
        # A deposed instance is one that was replaced.
        if isinstance(instance, dict) and "deposed" not in instance:
            yield {
                "address": _address(resource, instance.get("index_key")),
                "mode": resource.get("mode"),
                "type": resource.get("type"),
                "name": resource.get("name"),
                "values": instance.get("attributes"),
                "sensitive_values": _sensitive(instance.get("sensitive_attributes")),
            }


def _address(resource: dict[str, object], key: object) -> str:
    steps = [resource.get("module"), "data" if resource.get("mode") == "data" else None]
    steps += [resource.get("type"), resource.get("name")]
    address = ".".join(step for step in steps if isinstance(step, str))
    if isinstance(key, int):
        return f"{address}[{key}]"
    quoted = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return address if key is None else f'{address}["{quoted}"]'


def _sensitive(paths: object) -> dict[str, object]:
    """Paths of what is sensitive as a mask, in which items go by their number."""
    mask: dict[str, object] = {}
    for path in paths if isinstance(paths, list) else ():
        inner = mask
        *before, last = [_step(step) for step in path] if isinstance(path, list) and path else [""]
        for name in before:
            known = inner.setdefault(name, {})
            if not isinstance(known, dict):
                break  # all of it is sensitive
            inner = known
        else:
            inner[last] = True
    return mask


def _step(step: object) -> str:
    value = step.get("value") if isinstance(step, dict) else None
    return str(value.get("value") if isinstance(value, dict) else value)
