"""The sections of a template, each to its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.cloudformation import suppressions
from eda_lint.parse.cloudformation.conditions import Outcomes, implied
from eda_lint.parse.cloudformation.document import PLAIN
from eda_lint.parse.cloudformation.intrinsics import LOOP
from eda_lint.parse.cloudformation.intrinsics import TRANSFORM as TRANSFORM_KEY
from eda_lint.parse.cloudformation.lowering import Lowering, Pair
from eda_lint.parse.cloudformation.names import Names, given
from eda_lint.parse.cloudformation.sam import TRANSFORM, of_fragment, with_globals
from eda_lint.parse.cloudformation.scalars import resolve
from eda_lint.parse.facts import (
    EMPTY,
    Condition,
    Declaration,
    Dialect,
    Output,
    Parameter,
    Suppression,
    TemplateFacts,
)
from eda_lint.value import (
    ABSENT,
    Absent,
    Items,
    Literal,
    Value,
    field_of,
    items_of,
    text_of,
)

_HARMLESS = frozenset({TRANSFORM, "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen"})
"""Transforms that write nothing but what the template's own text announces."""


@frozen
class _Entry:
    """An entry of a section whose value is a map, by the keys of that map."""

    name: str
    key: yaml.ScalarNode
    at: Location
    span: Location
    fields: Mapping[str, Pair]


def template_facts(root: yaml.MappingNode, lowering: Lowering) -> TemplateFacts:
    """The facts of a template, without the suppressions in its comments."""
    sections = lowering.pairs(root)
    transforms = set(map(text_of, items_of(_section_value(sections, "Transform", lowering))))
    dialect = Dialect.SAM if TRANSFORM in transforms else Dialect.CLOUDFORMATION
    resources = _section(sections, "Resources", lowering)
    unseen = (
        not transforms <= _HARMLESS
        or TRANSFORM_KEY in sections
        or any(map(_is_written_elsewhere, resources))
    )
    parameters = tuple(_parameters(sections, lowering))
    lowering.names = Names(
        {parameter.name: given(parameter) for parameter in parameters},
        frozenset(resources),
        {n: lowering.value(v) for n, (_, v) in _section(sections, "Mappings", lowering).items()},
        complete=dialect is Dialect.CLOUDFORMATION and not unseen,
    )
    conditions = {
        name: (lowering.at(key), lowering.value(value))
        for name, (key, value) in _section(sections, "Conditions", lowering).items()
        if not _is_written_elsewhere(name)
    }
    meanings = {name: value for name, (_, value) in conditions.items()}
    outcomes = Outcomes(meanings)
    shared = _section_value(sections, "Globals", lowering)
    _require_resources(root, sections, lowering)
    declarations = []
    suppressed: list[Suppression] = []
    for entry in _entries(resources, "resource", lowering):
        declaration = _declaration(entry, lowering, meanings, dialect, shared)
        if declaration is not None:
            declarations.append(declaration)
            suppressed.extend(suppressions.declared(declaration.metadata, entry.span))
    return TemplateFacts(
        path=lowering.path,
        dialect=dialect,
        parameters=parameters,
        conditions=tuple(Condition(n, outcomes.of(n), at) for n, (at, _) in conditions.items()),
        declarations=tuple(declarations),
        outputs=tuple(_outputs(sections, lowering, meanings)),
        suppressions=tuple(suppressed),
        diagnostics=lowering.reported(),
        open=unseen,
    )


def _section(sections: Mapping[str, Pair], name: str, lowering: Lowering) -> Mapping[str, Pair]:
    """The entries of a section; none where it is missing, empty or no map."""
    if name not in sections:
        return {}
    node = sections[name][1]
    if isinstance(node, yaml.MappingNode):
        return lowering.pairs(node)
    if not _is_null(node):
        lowering.report(node, f"{name} is not a map")
    return {}


def _section_value(sections: Mapping[str, Pair], name: str, lowering: Lowering) -> Value:
    return lowering.value(sections[name][1]) if name in sections else ABSENT


def _require_resources(root: yaml.Node, sections: Mapping[str, Pair], lowering: Lowering) -> None:
    if "Resources" not in sections:
        if TRANSFORM_KEY not in sections:
            lowering.report(root, "the template has no Resources")
    elif _is_null(sections["Resources"][1]):
        lowering.report(sections["Resources"][0], "Resources is empty")


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == PLAIN and resolve(node.value) is None


def _is_written_elsewhere(name: str) -> bool:
    """Whether a key of a section stands for entries that a macro or a loop writes."""
    return name == TRANSFORM_KEY or name.startswith(LOOP)


def _entries(section: Mapping[str, Pair], kind: str, lowering: Lowering) -> Iterator[_Entry]:
    """The entries of a section that are maps; the others are reported."""
    for name, (key, node) in section.items():
        if _is_written_elsewhere(name):
            continue
        if isinstance(node, yaml.MappingNode):
            at, end = lowering.at(key), lowering.at(node)
            span = Location(at.path, at.line, at.column, end.end_line, end.end_column)
            yield _Entry(name, key, at, span, lowering.pairs(node))
        else:
            lowering.report(key, f"{kind} {name} is not a map")


def _parameters(sections: Mapping[str, Pair], lowering: Lowering) -> Iterator[Parameter]:
    for entry in _entries(_section(sections, "Parameters", lowering), "parameter", lowering):
        kind = text_of(_field(entry, "Type", lowering)) or "String"
        default = _field(entry, "Default", lowering)
        if default == Literal(None):
            default = ABSENT
        yield Parameter(
            name=entry.name,
            type=kind,
            default=_listed(default) if _is_list(kind) else default,
            allowed=items_of(_field(entry, "AllowedValues", lowering)),
            at=entry.at,
        )


def _is_list(kind: str) -> bool:
    return kind == "CommaDelimitedList" or kind.startswith("List<")


def _listed(default: Value) -> Value:
    """The default of a list, which is written as text with commas."""
    text = text_of(default)
    if text is None:
        return default
    return Items(
        tuple(Literal(item.strip(), default.at) for item in text.split(",")), at=default.at
    )


def _declaration(
    entry: _Entry,
    lowering: Lowering,
    conditions: Mapping[str, Value],
    dialect: Dialect,
    shared: Value,
) -> Declaration | None:
    kind = text_of(_field(entry, "Type", lowering))
    if kind is None:
        if TRANSFORM_KEY not in entry.fields:
            lowering.report(entry.key, f"resource {entry.name} has no Type")
        return None
    condition = text_of(_field(entry, "Condition", lowering)) or ""
    lowering.assumed = implied(condition, conditions) if condition else {}
    properties = _field(entry, "Properties", lowering)
    metadata = _field(entry, "Metadata", lowering)
    ignored = _field(entry, "IgnoreGlobals", lowering)
    lowering.assumed = {}
    if isinstance(properties, Absent) or properties == Literal(None):
        properties = EMPTY
    elif isinstance(properties, Items | Literal):
        lowering.report(entry.fields["Properties"][0], f"Properties of {entry.name} is not a map")
        properties = EMPTY
    if dialect is Dialect.SAM:
        properties = with_globals(kind, properties, shared, ignored)
    else:
        properties = of_fragment(kind, properties)
    return Declaration(
        name=entry.name,
        type=kind,
        properties=properties,
        metadata=metadata,
        at=entry.at,
        condition=condition,
    )


def _outputs(
    sections: Mapping[str, Pair], lowering: Lowering, conditions: Mapping[str, Value]
) -> Iterator[Output]:
    for entry in _entries(_section(sections, "Outputs", lowering), "output", lowering):
        condition = text_of(_field(entry, "Condition", lowering)) or ""
        lowering.assumed = implied(condition, conditions) if condition else {}
        value = _field(entry, "Value", lowering)
        export = field_of(_field(entry, "Export", lowering), "Name")
        lowering.assumed = {}
        yield Output(entry.name, value, export, entry.at)


def _field(entry: _Entry, name: str, lowering: Lowering) -> Value:
    return lowering.value(entry.fields[name][1]) if name in entry.fields else ABSENT
