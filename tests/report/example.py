"""A small order application as graph and report, built by hand: reports are tested without lint."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eda_lint.finding import Confidence, Finding, Related, Reported, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location, UnknownFact
from eda_lint.model import (
    Edge,
    EdgeKind,
    EventSourceMapping,
    Evidence,
    Function,
    Node,
    Queue,
    Redrive,
    SdkCall,
    Topic,
)
from eda_lint.model.behaviour import Moment
from eda_lint.value import ABSENT, Unknown

TEMPLATE = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 60
"""

ORDERS = Queue(
    id="template.yaml#Orders",
    name="Orders",
    at=Location("template.yaml", 2, 3, 2, 9),
    visibility_timeout=30,
)
FAILED = Queue(
    id="template.yaml#Failed",
    name="Failed",
    at=Location("template.yaml", 12, 3, 12, 9),
    retention=Unknown("settled at deployment"),
)
SHIP = Function(
    id="template.yaml#Ship",
    name="Ship",
    at=Location("template.yaml", 6, 3, 6, 7),
    runtime="python3.12",
    timeout=60,
    memory=Unknown("settled at deployment"),
    reserved_concurrency=5,
)
SHIPPED = Topic(
    id="external#topic:shipped",
    name="shipped",
    at=Location("src/ship.py", 4, 5),
    external=True,
)


def mapping(line: int, *, enabled: bool = True, confidence: Confidence | None = None) -> Edge:
    """`Orders` triggers `Ship`, as written on a line of the template."""
    at = Location("template.yaml", line, 7)
    return Edge(
        source=ORDERS.id,
        target=SHIP.id,
        kind=EdgeKind.TRIGGER,
        carrier=EventSourceMapping(at, batch_size=10, enabled=enabled),
        evidence=Evidence("template", at, "event source mapping, batch size 10"),
        confidence=confidence or Confidence.CERTAIN,
    )


def redrive() -> Edge:
    """`Orders` hands what fails to `Failed`."""
    at = Location("template.yaml", 3, 7)
    evidence = Evidence("template", at, "redrive policy, 3 receives")
    return Edge(ORDERS.id, FAILED.id, EdgeKind.DEAD_LETTER, Redrive(at, 3), evidence)


def publish(path: str = "src/ship.py") -> Edge:
    """`Ship` publishes to a topic that the scan does not declare."""
    at = Location(path, 4, 5)
    call = SdkCall("sns", "Publish", ABSENT, at, Moment.INVOCATION)
    return Edge(
        SHIP.id,
        SHIPPED.id,
        EdgeKind.PUBLISH,
        call,
        Evidence("code", at, "sns Publish"),
        Confidence.LIKELY,
    )


def graph(
    nodes: Iterable[Node] = (ORDERS, FAILED, SHIP, SHIPPED),
    edges: Iterable[Edge] | None = None,
) -> EventGraph:
    """The order application's graph, or one with other nodes and edges."""
    unknown = UnknownFact("memory of Ship", "parameter Memory", Location("template.yaml", 6, 3))
    flows = (mapping(9), redrive(), publish()) if edges is None else edges
    return EventGraph(nodes, flows, {}, unknown=(unknown,))


VISIBILITY = Location("template.yaml", 5, 7, 5, 28)
TIMEOUT = Location("template.yaml", 9, 7, 9, 14)


def finding(
    rule: str = "visibility-timeout-too-short",
    *,
    severity: Severity = Severity.ERROR,
    at: Location = VISIBILITY,
    message: str = "Orders hides a message for 30 s, needs 360 s",
    related: tuple[Related, ...] = (Related(TIMEOUT, "Ship may run for 60 s"),),
    subject: Node = ORDERS,
    fingerprint: str = "0123456789abcdef",
) -> Reported:
    """A finding as a run reports it."""
    found = Finding(at=at, subject=subject, message=message, related=related)
    return Reported(rule, "delivery", severity, found, fingerprint)


def report(
    folder: Path,
    findings: Iterable[Reported] = (),
    *,
    diagnostics: tuple[Diagnostic, ...] = (),
    unused: tuple[Diagnostic, ...] = (),
    failures: tuple[Diagnostic, ...] = (),
    sources: dict[str, str] | None = None,
    of: EventGraph | None = None,
) -> Report:
    """A report whose source files are written to `folder`."""
    files = {"template.yaml": TEMPLATE} if sources is None else sources
    paths = {path: folder / f"source-{number}" for number, path in enumerate(files)}
    for path, text in files.items():
        paths[path].write_text(text, encoding="utf-8")
    return Report(
        base=folder,
        graph=of or graph(),
        findings=tuple(findings),
        suppressed=0,
        unused_suppressions=unused,
        diagnostics=diagnostics,
        failures=failures,
        files=2,
        sources=paths,
    )
