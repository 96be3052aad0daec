"""SAM's Globals."""

from __future__ import annotations

from eda_lint.parse.facts import Dialect
from eda_lint.value import (
    Absent,
    Items,
    Literal,
    Reference,
    Unknown,
    entries_of,
    field_of,
    text_of,
)
from tests.parse.lowered import declaration, template

TEXT = """\
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Globals:
  Function:
    Timeout: 10
    Runtime: python3.12
    Layers: [one]
    Tags: {team: orders, cost: low}
    Environment:
      Variables: {QUEUE: !Ref Queue, LEVEL: info}
  SimpleTable: {SSESpecification: {SSEEnabled: true}}
  Queue: {DelaySeconds: 5}
Resources:
  Queue:
    Type: AWS::SQS::Queue
  Table:
    Type: AWS::Serverless::SimpleTable
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 30
      Layers: [two]
      Tags: !Ref Queue
      Environment:
        Variables: {LEVEL: debug, NAME: fn}
  Bare:
    Type: AWS::Serverless::Function
  Alone:
    Type: AWS::Serverless::Function
    IgnoreGlobals: '*'
    Properties: {Handler: a.b}
  Partly:
    Type: AWS::Serverless::Function
    IgnoreGlobals: [Timeout, Layers]
  Plain:
    Type: AWS::Lambda::Function
"""


def test_merging() -> None:
    facts = template(TEXT)
    assert facts.dialect is Dialect.SAM
    assert facts.diagnostics == ()
    assert not facts.open
    properties = declaration(facts, "Fn").properties
    assert field_of(properties, "Timeout") == Literal(30)
    assert field_of(properties, "Runtime") == Literal("python3.12")
    # Lists follow on, what is global first; maps merge; a function counts as a scalar.
    assert field_of(properties, "Layers") == Items((Literal("one"), Literal("two")))
    assert field_of(properties, "Tags") == Reference("Queue")
    variables = field_of(properties, "Environment", "Variables")
    assert field_of(variables, "QUEUE") == Reference("Queue")
    assert field_of(variables, "LEVEL") == Literal("debug")
    assert field_of(variables, "NAME") == Literal("fn")


def test_a_resource_without_properties_is_given_them_all() -> None:
    facts = template(TEXT)
    bare = declaration(facts, "Bare").properties
    assert field_of(bare, "Timeout") == Literal(10)
    table = declaration(facts, "Table").properties
    assert field_of(table, "SSESpecification", "SSEEnabled") == Literal(True)


def test_globals_can_be_ignored() -> None:
    facts = template(TEXT)
    assert [e.key for e in entries_of(declaration(facts, "Alone").properties)] == ["Handler"]
    partly = declaration(facts, "Partly").properties
    assert isinstance(field_of(partly, "Timeout"), Absent)
    assert isinstance(field_of(partly, "Layers"), Absent)
    assert text_of(field_of(partly, "Runtime")) == "python3.12"


def test_other_resources_and_unknown_sections_are_left_alone() -> None:
    facts = template(TEXT)
    assert entries_of(declaration(facts, "Plain").properties) == ()
    assert entries_of(declaration(facts, "Queue").properties) == ()


def test_globals_mean_nothing_to_cloudformation() -> None:
    facts = template(TEXT.replace("[AWS::LanguageExtensions, AWS::Serverless-2016-10-31]", "Mine"))
    assert facts.dialect is Dialect.CLOUDFORMATION
    assert facts.open  # a macro may write anything
    assert entries_of(declaration(facts, "Bare").properties) == ()


def test_a_fragment_may_be_given_globals_by_the_template_that_it_is_put_into() -> None:
    facts = template(
        """
        AWSTemplateFormatVersion: '2010-09-09'
        Resources:
          Fn:
            Type: AWS::Serverless::Function
            Properties:
              Timeout: 30
              Environment: {Variables: {NAME: fn}}
              Events: {Daily: {Type: Schedule}}
          Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5}}
        """
    )
    function = declaration(facts, "Fn").properties
    assert field_of(function, "Timeout") == Literal(30)
    assert isinstance(field_of(function, "ReservedConcurrentExecutions"), Unknown)
    assert isinstance(field_of(function, "Environment", "Variables", "LEVEL"), Unknown)
    assert isinstance(field_of(function, "Events", "Nightly"), Absent)
    queue = declaration(facts, "Queue").properties
    assert isinstance(field_of(queue, "RedrivePolicy"), Absent)
