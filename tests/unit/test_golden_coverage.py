"""The golden calls of the shipped flows reach every exit, and each exit that leads elsewhere makes one of them fail."""

from collections.abc import Mapping
from functools import cache
from random import Random

import pytest

from ivr.coverage import coverage
from ivr.flow import Flow, compile_sources
from ivr.golden import GoldenCall, Outcome, play_call
from ivr.golden_suite import read_suite
from ivr.nodes.node import RETURN, Exit
from ivr.ways import Way, all_ways, redirected, traced
from tests.unit.test_flows import sources

TARGETS = 8
NAMES = ("hotline", "service", "case_status", "complaint", "outside")


@cache
def flows() -> Mapping[str, Flow]:
    return compile_sources(sources().files, sources().services, sources().agencies).flows


@cache
def played() -> list[tuple[GoldenCall, Outcome]]:
    through = traced(flows())
    return [(script.call, play_call(script.call, through)) for script in read_suite(sources().files) if script.call]


def test_there_are_many() -> None:
    assert len(played()) >= 100
    assert set(flows()) == set(NAMES)


def test_every_node_and_every_exit_that_a_call_can_take_is_reached() -> None:
    nodes = {node for _, outcome in played() for node in outcome.nodes}
    ways = {way for _, outcome in played() for way in outcome.ways}
    missed = [missed for each in coverage(flows(), nodes, ways) for missed in each.missed]
    assert [str(one) for one in missed if not one.why] == []
    assert {(one.node, one.exit) for one in missed} == {
        ("service", "failed"),
        ("case_status", "failed"),
        ("complaint", "failed"),
        ("file", "full"),
        ("outside", "failed"),
        ("survey", "silent"),
        ("words", "not_understood"),
    }


def elsewhere(flow: Flow, way: Way, exit: Exit) -> list[str]:
    """Some other nodes of the flow, or the way back: not the same ones for each exit, and the same at each run."""
    back = [] if flow.name == "hotline" else [RETURN]
    others = [name for name in (*flow.nodes, *back) if not name.startswith("@") and name != exit.target]
    return Random(str(way)).sample(others, min(TARGETS, len(others)))


def survives(way: Way, target: str, calls: list[GoldenCall]) -> bool:
    """The calls that take this way go as written although it leads to another node."""
    lead = lambda other, exit: Exit(target, exit.mark) if other == way else exit  # noqa: E731
    mutant = redirected(flows(), lead, only=way)
    return not any(play_call(call, mutant).issues for call in calls)


@pytest.mark.parametrize("name", NAMES)
def test_an_exit_that_leads_elsewhere_makes_a_call_fail(name: str) -> None:
    """Each exit is led to some other nodes in turn; only the calls that take it are played, the shortest first."""
    shortest = sorted(played(), key=lambda pair: pair[1].steps)
    led, survivors = 0, []
    for way, exit in all_ways(flows()).items():
        calls = [call for call, outcome in shortest if way in outcome.ways]
        for target in elsewhere(flows()[name], way, exit) if way.flow == name and calls else ():
            led += 1
            if survives(way, target, calls):
                survivors.append(f"{way} -> {target} instead of {exit.target}")
    assert led > 100
    assert survivors == []
