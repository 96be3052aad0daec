"""A module as it is written: what all files of one folder declare together."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from eda_lint.frozen import frozen
from eda_lint.parse.terraform.form import Argument, Block, ConfigurationFacts, Constant

_OVERRIDES = ("override.tf", "override.tf.json", "override.tofu", "override.tofu.json")
_FOR_TOFU = re.compile(r"\.tofu(\.json)?$")


@frozen
class Folder:
    """The declarations of a module by their names. `path` is "" for the base of the scan.

    `resources` and `data` are found by type and name, `providers` by their own with the alias
    (`aws.us`).
    """

    path: str
    variables: Mapping[str, Block] = field(default_factory=dict)
    values: Mapping[str, Argument] = field(default_factory=dict)
    resources: Mapping[tuple[str, str], Block] = field(default_factory=dict)
    data: Mapping[tuple[str, str], Block] = field(default_factory=dict)
    calls: Mapping[str, Block] = field(default_factory=dict)
    outputs: Mapping[str, Block] = field(default_factory=dict)
    providers: Mapping[str, Block] = field(default_factory=dict)
    settings: tuple[Block, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it makes anything."""
        return not (self.resources or self.data or self.calls or self.outputs)


def folders_of(configurations: Mapping[str, ConfigurationFacts]) -> dict[str, Folder]:
    """Every folder with configuration files, by its path.

    Where a file is there for OpenTofu, the one of the same name for Terraform is not read.
    """
    files: dict[str, list[ConfigurationFacts]] = defaultdict(list)
    twins = {_FOR_TOFU.sub(r".tf\1", path) for path in configurations if _FOR_TOFU.search(path)}
    for path in sorted(configurations.keys() - twins):
        files[posixpath.dirname(path)].append(configurations[path])
    return {path: folder_of(path, here) for path, here in files.items()}


def folder_of(path: str, files: Iterable[ConfigurationFacts]) -> Folder:
    """A folder of these files; what override files say replaces what the others do."""
    plain: list[ConfigurationFacts] = []
    overriding: list[ConfigurationFacts] = []
    for facts in files:
        (overriding if _overrides(facts.path) else plain).append(facts)
    blocks: dict[tuple[str, ...], Block] = {}
    values: dict[str, Argument] = {}
    settings: list[Block] = []
    providers: dict[str, Block] = {}
    for block in _blocks(plain):
        if block.type == "locals":
            for argument in block.arguments:
                values.setdefault(argument.name, argument)
        elif block.type == "provider" and block.labels:
            providers.setdefault(_provider(block), block)
        elif block.labels:
            blocks.setdefault((block.type, *block.labels), block)
        else:
            settings.append(block)
    for block in _blocks(overriding):
        if block.type == "locals":
            values.update((argument.name, argument) for argument in block.arguments)
        elif block.type == "provider" and block.labels:
            name = _provider(block)
            known = providers.get(name)
            providers[name] = block if known is None else _overridden(known, block)
        elif block.labels:
            key = (block.type, *block.labels)
            blocks[key] = _overridden(blocks[key], block) if key in blocks else block
    return Folder(
        path,
        variables=_of_kind("variable", blocks),
        values=values,
        resources=_of_two_labels("resource", blocks),
        data=_of_two_labels("data", blocks),
        calls=_of_kind("module", blocks),
        outputs=_of_kind("output", blocks),
        providers=providers,
        settings=tuple(settings),
    )


def _provider(block: Block) -> str:
    alias = constant_text(block, "alias")
    return ".".join((block.labels[0], alias) if alias else block.labels[:1])


def _overrides(path: str) -> bool:
    name = posixpath.basename(path)
    return name in _OVERRIDES or name.endswith(tuple(f"_{one}" for one in _OVERRIDES))


def _blocks(files: Iterable[ConfigurationFacts]) -> Iterator[Block]:
    for facts in files:
        yield from facts.blocks


def _overridden(block: Block, by: Block) -> Block:
    """A block whose arguments, and nested blocks type by type, another one replaces."""
    given = {argument.name for argument in by.arguments}
    nested = {inner.type for inner in by.blocks}
    return replace(
        block,
        arguments=(*(a for a in block.arguments if a.name not in given), *by.arguments),
        blocks=(*(b for b in block.blocks if b.type not in nested), *by.blocks),
    )


def _of_kind(kind: str, blocks: Mapping[tuple[str, ...], Block]) -> dict[str, Block]:
    return {key[1]: block for key, block in blocks.items() if key[0] == kind and len(key) == 2}


def _of_two_labels(
    kind: str, blocks: Mapping[tuple[str, ...], Block]
) -> dict[tuple[str, str], Block]:
    return {
        (key[1], key[2]): block for key, block in blocks.items() if key[0] == kind and len(key) == 3
    }


def argument(block: Block, name: str) -> Argument | None:
    """An argument of a block by its name."""
    return next((one for one in block.arguments if one.name == name), None)


def constant_text(block: Block, name: str) -> str | None:
    """The text of an argument that is written out, None for anything else."""
    found = argument(block, name)
    if found is not None and isinstance(found.value, Constant):
        return found.value.value if isinstance(found.value.value, str) else None
    return None
