"""What Terraform adds to an application."""

from __future__ import annotations

from eda_lint.aws.interface import Resource
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, UnknownFact


@frozen
class Configured:
    """What all root modules of a scan declare."""

    resources: tuple[Resource, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unknown: tuple[UnknownFact, ...] = ()
