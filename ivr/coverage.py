"""Which nodes and exits of each flow golden calls reach, and which no call can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.flow import Flow
from ivr.issue import Mark
from ivr.nodes.call import Call
from ivr.nodes.form import Form
from ivr.nodes.queue import Queue
from ivr.nodes.queue_offer import DONE
from ivr.nodes.submit import Submit
from ivr.nodes.survey import Survey
from ivr.ways import Way, all_ways


@dataclass(frozen=True)
class Missed:
    """A node (`exit` "") or an exit that no call reached; `why` says why none can, "" where one could."""

    mark: Mark
    node: str
    exit: str
    target: str
    why: str

    def __str__(self) -> str:
        name = f"{self.node} {self.exit} -> {self.target}" if self.exit else f"the node {self.node}"
        told = f"cannot be reached: {name} ({self.why})" if self.why else f"not reached: {name}"
        return f"{self.mark.file}:{self.mark.line}:{self.mark.column}: {told}"


@dataclass(frozen=True)
class FlowCoverage:
    """`nodes` and `exits` are (reached, all); what cannot be reached counts among all."""

    flow: str
    nodes: tuple[int, int]
    exits: tuple[int, int]
    missed: tuple[Missed, ...]

    def __str__(self) -> str:
        nodes, exits = (f"{reached} of {every}" for reached, every in (self.nodes, self.exits))
        return f"{self.flow:<20} {nodes} nodes, {exits} exits"

    def to_json(self) -> dict[str, Any]:
        missed = [
            {"file": m.mark.file, "line": m.mark.line, "node": m.node, "exit": m.exit, "target": m.target, "why": m.why}
            for m in self.missed
        ]
        return {"flow": self.flow, "nodes": self.nodes, "exits": self.exits, "missed": missed}


def coverage(flows: Mapping[str, Flow], passed: Iterable[str], taken: Iterable[Way]) -> Iterator[FlowCoverage]:
    """`passed` are nodes as flow.node, `taken` ways through traced flows; of all calls together."""
    nodes, ways = frozenset(passed), frozenset(taken)
    every = all_ways(flows)
    for name, flow in flows.items():
        missed: list[Missed] = []
        written = {key: node for key, node in flow.nodes.items() if not key.startswith("@")}
        for key, node in written.items():
            if f"{name}.{key}" not in nodes:
                missed.append(Missed(node.place.mark, key, "", "", ""))
        own = [way for way in every if way.flow == name]
        for way in own:
            if way not in ways:
                exit = every[way]
                mark = exit.mark if exit.mark.line else flow.mark
                missed.append(Missed(mark, way.node, way.exit, exit.target, impossible(flow, way)))
        reached = sum(f"{name}.{key}" in nodes for key in written)
        yield FlowCoverage(name, (reached, len(written)), (sum(way in ways for way in own), len(own)), tuple(missed))


def impossible(flow: Flow, way: Way) -> str:
    """Why no call can take this way, or ""."""
    node = flow.nodes.get(way.node)
    if isinstance(node, Call) and way.exit == "failed" and not _calls_itself(flow, node.flow):
        return "the flow that it calls is there"
    for offered, exit in DONE.items():
        if isinstance(node, Queue) and way.exit == exit and offered not in node.offers:
            return f"no {offered} is offered"
    if isinstance(node, Submit) and way.exit == "full" and node.kind == "complaint":
        return "a complaint has no appointment"
    if isinstance(node, Survey) and way.exit == "silent":
        return "silence ends a survey"
    if isinstance(node, Form) and way.exit == "not_understood" and _recorded(node):
        return "a recording is never misunderstood"
    return ""


def _recorded(form: Form) -> bool:
    return form.service is None and all(field.recorded for field in form.fields)


def _calls_itself(flow: Flow, name: str) -> bool:
    """Whether the calls of `name` can come back to it: only then may they lie too deep."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        called = flow.library.flows.get(waiting.pop())
        for node in called.nodes.values() if called is not None else ():
            if isinstance(node, Call) and node.flow not in seen:
                seen.add(node.flow)
                waiting.append(node.flow)
    return name in seen
