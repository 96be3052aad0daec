"""Which configuration of the AWS provider a resource is made by, and in which region.

Root modules with several of them deploy to several regions or accounts: what is of one name, or
shares one limit, in the one has nothing to do with the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.bind.terraform.evaluate import Scope, evaluate
from eda_lint.bind.terraform.evaluate.spelling import spelled, spelled_value
from eda_lint.bind.terraform.folders import argument
from eda_lint.bind.terraform.modules import Made, Module
from eda_lint.frozen import frozen
from eda_lint.parse.terraform.form import Block, Constant, Expression, Index, ObjectExpression
from eda_lint.value import Value, text_of

_DEFAULT = "aws"


@frozen
class Configured:
    """The provider that makes a resource: its name, "" for a root module's default one.

    `region` is "" where it is not known.
    """

    name: str
    region: str


def provider_of(made: Made) -> Configured:
    """The provider configuration of a resource, and its region.

    A resource that names a region of its own is named after that, too.
    """
    scope = made.module.scope(made.bindings)
    stated = argument(made.block, "provider")
    name = _DEFAULT if stated is None else _name(stated.value, scope)
    module, name = _handed_down(made.module, name)
    own = argument(made.block, "region")
    if own is not None:
        region = evaluate(own.value, scope)
        return Configured(f"{_shown(module, name)} {spelled_value(region)}", _text(region))
    return Configured(_shown(module, name), _region(module, name))


def _name(expression: Expression, scope: Scope) -> str:
    """`aws.us` as it is written, in JSON as text; an instance by its key."""
    match expression:
        case Constant():
            return str(expression.value)
        case Index():
            return f"{spelled(expression.of)}[{spelled_value(evaluate(expression.key, scope))}]"
    return spelled(expression)


def _handed_down(module: Module, name: str) -> tuple[Module, str]:
    """The module that a provider is configured in, and its name there."""
    while module.parent is not None and module.by is not None:
        passed = _passed(module.by, module.parent.scope(module.bindings))
        if name in passed:
            name = passed[name]
        elif name in module.folder.providers or name != _DEFAULT:
            break
        module = module.parent
    return module, name


def _passed(call: Block, scope: Scope) -> Mapping[str, str]:
    """The providers that a call of a module gives it, by their names there."""
    given = argument(call, "providers")
    if given is None or not isinstance(given.value, ObjectExpression):
        return {}
    return {_name(pair.key, scope): _name(pair.value, scope) for pair in given.value.pairs}


def _shown(module: Module, name: str) -> str:
    if module.address:
        return f"{module.address}.{name}"
    return "" if name == _DEFAULT else name


def _region(module: Module, name: str) -> str:
    block = module.folder.providers.get(name)
    region = None if block is None else argument(block, "region")
    return "" if region is None else _text(evaluate(region.value, module.scope()))


def _text(region: Value) -> str:
    return text_of(region) or ""
