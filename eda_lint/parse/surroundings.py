"""What stands around code and says where it goes or comes from: projects, images, bundles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.parse.bundles import BundleFacts
from eda_lint.parse.images import ImageFacts
from eda_lint.parse.projects import CompilerFacts, ProjectFacts
from eda_lint.parse.requirements import RequirementsFacts

Surrounding: TypeAlias = ProjectFacts | CompilerFacts | ImageFacts | BundleFacts | RequirementsFacts


@frozen
class Surroundings:
    """The facts of files that are no code and no template, each by its path.

    `bundles` go by the path of the built file: a source map's word counts before a comment's.
    """

    projects: Mapping[str, ProjectFacts] = field(default_factory=dict)
    compilers: Mapping[str, CompilerFacts] = field(default_factory=dict)
    images: Mapping[str, ImageFacts] = field(default_factory=dict)
    bundles: Mapping[str, BundleFacts] = field(default_factory=dict)
    requirements: Mapping[str, RequirementsFacts] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Surrounding]) -> Surroundings:
        """All of them, sorted by kind."""
        projects: dict[str, ProjectFacts] = {}
        compilers: dict[str, CompilerFacts] = {}
        images: dict[str, ImageFacts] = {}
        bundles: dict[str, BundleFacts] = {}
        requirements: dict[str, RequirementsFacts] = {}
        for one in facts:
            match one:
                case ProjectFacts():
                    projects[one.path] = one
                case CompilerFacts():
                    compilers[one.path] = one
                case ImageFacts():
                    images[one.path] = one
                case BundleFacts():
                    if one.relative or one.path not in bundles:
                        bundles[one.path] = one
                case RequirementsFacts():
                    requirements[one.path] = one
        return cls(projects, compilers, images, bundles, requirements)
