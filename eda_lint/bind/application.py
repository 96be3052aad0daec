"""Facts of many files become one application: bound resources, and what each handler does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.interface import Resource
from eda_lint.aws.lambda_code import function_code
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.handlers import bind_handler
from eda_lint.bind.stacks import bind_stacks
from eda_lint.bind.store import looked_up, stored_by
from eda_lint.bind.terraform.configured import Configured
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, UnknownFact
from eda_lint.model import Handler
from eda_lint.parse.files import ParsedFiles
from eda_lint.value import Unknown

Progress = Callable[[str, int, int], None]


@frozen
class Application:
    """One scan, bound. `handlers` gives each function's by the function's id."""

    resources: tuple[Resource, ...]
    handlers: Mapping[str, Handler | Unknown]
    diagnostics: tuple[Diagnostic, ...]
    unknown: tuple[UnknownFact, ...] = ()


def bind(files: ParsedFiles, progress: Progress | None = None) -> Application:
    """Bind templates and configurations, and the functions that they declare to their code."""
    base = CodeBase.of(files.code, files.surroundings)
    configured = _configured(files, base)
    stored = stored_by(configured.resources)
    in_stacks, cut = bind_stacks(files.templates, files.documents, stored)
    stored = stored_by((*configured.resources, *in_stacks))
    resources = (*in_stacks, *looked_up(configured.resources, stored))
    by_id = {resource.id: resource for resource in resources}
    handles = catalogue().handles
    codes = [code for r in resources if (code := function_code(r, by_id.get)) is not None]
    handlers: dict[str, Handler | Unknown] = {}
    diagnostics = [*cut, *configured.diagnostics]
    for done, code in enumerate(codes):
        if progress is not None:
            progress("following code", done, len(codes))
        bound = bind_handler(code, base, handles)
        if isinstance(bound, Diagnostic):
            diagnostics.append(bound)
            bound = Unknown(bound.message)
        handlers[code.function] = bound
    return Application(resources, handlers, tuple(diagnostics), configured.unknown)


def _configured(files: ParsedFiles, code: CodeBase) -> Configured:
    if not (files.configurations or files.plans):
        return Configured()
    # What reads Terraform is only loaded where there is any.
    from eda_lint.bind.terraform.configurations import Written, bind_configurations

    written = Written(
        files.configurations,
        files.variables,
        files.installed,
        files.text,
        files.chosen,
        files.plans,
        tuple(files.paths),
    )
    return bind_configurations(written, code)
