"""The tree of one root module: modules called, each name in them evaluated when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from eda_lint.aws.terraform.catalogue import attribute_of, data_sources, identifies
from eda_lint.bind.paths import below, join
from eda_lint.bind.settle import replace_at
from eda_lint.bind.terraform.evaluate import Failed, block_arguments, evaluate
from eda_lint.bind.terraform.evaluate.conversions import is_null
from eda_lint.bind.terraform.folders import Folder
from eda_lint.bind.terraform.instances import Instance
from eda_lint.bind.terraform.modules import Called, Made, Module
from eda_lint.bind.terraform.remote_states import REMOTE_STATE, read_by
from eda_lint.bind.terraform.sources import Absence, Sourced, Sources
from eda_lint.bind.terraform.template_files import RENDERED, TEMPLATE_FILE, rendered_file
from eda_lint.bind.terraform.unsettled import Handed
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.form import Argument, Block
from eda_lint.value import (
    Absent,
    Concat,
    Entry,
    Input,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    field_of,
    inside,
)

DEEPEST = 30
"""How deep modules may call each other. Real ones stay below 6."""
MOST_MODULES = 2000
"""Calls of modules under one root, instances counted."""

_MADE_OF = {("aws_signer_signing_job", "signed_object"): "source"}
"""Attributes that stand for an argument: code that is signed is the code still."""
_ARCHIVED = ("archive_file", "output_path")


class Tree:
    """All module instances under a root module, and what of them is found by id.

    `absent` says of each module that is called and not there where the call stands, and why.
    `given` are the values of the root module's variables, `perhaps` those of each file that may be
    chosen to give others, `wrapped` the names of what may be given otherwise. `others` are all
    trees of the scan, whose outputs this one may read from their states; `paths` are all its files,
    and `read` gives the text of one.
    """

    def __init__(
        self,
        root: Folder,
        sources: Sources,
        given: Mapping[str, Argument],
        read: Callable[[str], str | None],
        paths: Sequence[str] = (),
        perhaps: Sequence[Mapping[str, Argument]] = (),
        wrapped: frozenset[str] = frozenset(),
    ) -> None:
        self.root = root
        self.stack = root.path or "."
        self.given = given
        self.perhaps = perhaps
        self.wrapped = wrapped
        self.diagnostics: list[Diagnostic] = []
        self.absent: dict[str, tuple[Location, str]] = {}
        self.others: tuple[Tree, ...] = ()
        self._sources = sources
        self._read = read
        self._paths = paths
        self._modules: dict[str, Module] = {}
        self._made: dict[str, Made] = {}
        self._arguments: dict[str, Value] = {}
        self._texts: dict[Reference, Value] = {}
        self._unseen: list[tuple[str, Module, Block, Instance]] = []
        self.top = Module(self, root)

    def id_of(self, address: str) -> str:
        """The id of what has an address under this root."""
        return f"{self.stack}#{address}"

    def read(self, path: str) -> str | None:
        """The text of a file by its path as Terraform, run in the root module's folder, has it."""
        return self._read(join(self.root.path, path))

    def files(self, folder: str) -> Iterator[str]:
        """The paths from a folder to the files below it; its own path is as for `read`."""
        of = join(self.root.path, folder)
        seen = (below(path, of) for path in self._paths)
        return (path for path in seen if path)

    def all(self) -> Iterator[Made]:
        """Every instance of every resource and data source."""
        waiting = [self.top]
        while waiting:
            module = waiting.pop(0)
            yield from module.all_made()
            waiting.extend(module.all_children())

    def arguments(self, made: Made) -> Value:
        """The arguments of an instance, evaluated."""
        known = self._arguments.get(made.id)
        if known is None:
            self._arguments[made.id] = Unknown(f"{made.address} depends on itself")
            known = _evaluated(made)
            self._arguments[made.id] = known
        return known

    def text_of(self, name: Reference) -> Value:
        """What an attribute of a resource is as text, where its configuration says that."""
        known = self._texts.get(name)
        if known is None:
            self._texts[name] = name
            known = self._texts[name] = self._written(name)
        return known

    def _written(self, name: Reference) -> Value:
        made = self._made.get(name.resource)
        if made is None or made.is_data:
            return name
        for argument in made.block.arguments:
            if identifies(made.type, argument.name) and (
                attribute_of(made.type, argument.name) == name.attribute
            ):
                text = evaluate(argument.value, made.module.scope(made.bindings))
                is_text = all(isinstance(p, Literal | Input | Concat) for p in inside(text))
                return replace_at(text, name.at) if is_text and not is_null(text) else name
        return name

    def handed(self) -> Iterator[Handed]:
        """What the modules are given that are not there, and that may hold anything."""
        for identity, caller, call, instance in self._unseen:
            for given in inside(block_arguments(call, caller.scope(instance.bindings))):
                if isinstance(given, Reference) and given.resource in self._made:
                    yield Handed(given.resource, identity, call.at)
                elif isinstance(given, Literal | Concat | Input):
                    yield Handed("", identity, call.at, given)

    def attribute(self, of: Reference, name: str, at: Location) -> Value:
        """An attribute of a resource, a data source or a module."""
        module = self._modules.get(of.resource)
        if module is not None:
            return replace_at(module.output(name), at)
        if of.resource in self.absent:
            return Input(self._of_absent(of.resource, name), at=at)
        made = self._made.get(of.resource)
        if made is not None:
            return self._attribute(made, name, at)
        # An output of another root may be a whole resource.
        elsewhere = (one for one in self.others if of.resource.startswith(f"{one.stack}#"))
        for other in elsewhere:
            if other is not self:
                return other.attribute(of, name, at)
        return Failed(f"{of.resource} is not there", at)

    def _attribute(self, made: Made, name: str, at: Location) -> Value:
        if made.type == REMOTE_STATE and name == "outputs":
            return self._outputs_of(made, at)
        if made.is_data and made.type == TEMPLATE_FILE and name == RENDERED:
            return rendered_file(self.arguments(made), made.module.scope(), at)
        if made.is_data:
            attributes = data_sources().get(made.type)
            found = None if attributes is None else attributes(self.arguments(made)).get(name)
            if found is not None:
                return replace_at(found, at)
        elif identifies(made.type, name):
            return Reference(made.id, attribute_of(made.type, name), at)
        written = field_of(self.arguments(made), _MADE_OF.get((made.type, name), name))
        if isinstance(written, Absent | Unknown) or _names_only_itself(made, name, written):
            return Reference(made.id, attribute_of(made.type, name), at)
        return replace_at(written, at)

    def _of_absent(self, module: str, output: str) -> str:
        """The name of an output of a module that is not there: other roots may have one like it."""
        address = module.partition("#")[2]
        return f"{address}.{output}" + (f" ({self.root.path})" if self.root.path else "")

    def _outputs_of(self, state: Made, at: Location) -> Value:
        """The outputs of the root module whose state a data source reads, as they are there."""
        roots = (tree.top for tree in self.others if tree is not self)
        read = read_by(self.arguments(state), roots)
        if read is None:
            return Unknown("a state that is kept outside the scan", at)
        entries = tuple(Entry(name, read.output(name)) for name in read.folder.outputs)
        return Record(entries, at=at)

    def take(self, made: Made) -> None:
        """Let an instance be found by its id."""
        self._made[made.id] = made

    def call(self, caller: Module, name: str, call: Block, instance: Instance) -> Module | None:
        """The module that an instance of a call leads to, None where it cannot be followed."""
        address = caller.address_of(f"module.{name}{instance.index}")
        key = f"{caller.key}.{name}" if caller.key else name
        found = self._sources.of(call, caller.folder.path, self.root.path, key)
        if isinstance(found, Sourced):
            why = self._refusal(caller, found.folder)
            found = Absence(why, expected=True) if why else found
        if isinstance(found, Absence):
            self.absent[self.id_of(address)] = (call.at, found.why)
            if found.why:
                self._unseen.append((self.id_of(address), caller, call, instance))
            if found.expected:
                self._tell(call.at, f"module {name} is not followed: {found.why}")
            return None
        at = caller.stands_at or call.at
        module = Module(
            self,
            found.folder,
            address,
            key,
            caller,
            call,
            instance.bindings,
            (*caller.called_from, Called(address, at)),
            instance.only_when or caller.only_when,
            caller.stands_at or (at if found.known_by else None),
        )
        self._modules[self.id_of(address)] = module
        return module

    def _refusal(self, caller: Module, folder: Folder) -> str:
        """Why a module is not called any further; "" where it is."""
        chain = list(caller.chain())
        if any(one.folder is folder for one in chain):
            return "it calls itself"
        if len(chain) > DEEPEST:
            return f"modules call each other more than {DEEPEST} levels deep"
        if len(self._modules) >= MOST_MODULES:
            return f"more than {MOST_MODULES} calls of modules"
        return ""

    def _tell(self, at: Location, message: str) -> None:
        diagnostic = Diagnostic(at.path, at.line, at.column, message)
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)


def _names_only_itself(made: Made, name: str, written: Value) -> bool:
    """Whether the path of an archive, with a time stamp in it, can only be told by the archive."""
    return (made.type, name) == _ARCHIVED and any(isinstance(p, Unknown) for p in inside(written))


def _evaluated(made: Made) -> Value:
    try:
        return block_arguments(made.block, made.module.scope(made.bindings))
    except RecursionError:
        return Unknown("nested too deeply", made.block.at)
