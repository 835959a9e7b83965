"""Sub-flows that never come back, and returns where there is nothing to come back to."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.checks.targets import written_nodes
from ivr.issue import Issue, warning
from ivr.library import Library
from ivr.nodes.call import Call
from ivr.nodes.node import RETURN


def returns(library: Library) -> Iterator[Issue]:
    ends = {
        name: [exit for node in written_nodes(flow) for exit in node.targets() if exit.target == RETURN]
        for name, flow in library.flows.items()
    }
    calls = [node for flow in library.flows.values() for node in written_nodes(flow) if isinstance(node, Call)]
    for call in calls:
        if call.flow in ends and not ends[call.flow]:
            yield warning(call.place.mark, f"'{call.flow}' never returns: lead its ends to 'goto: return'")
    called = {call.flow for call in calls}
    for name, exits in ends.items():
        if exits and name not in called:
            yield warning(exits[0].mark, f"nothing calls the flow '{name}', so that 'return' would end the call")
