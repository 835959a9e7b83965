"""Telephone numbers lead to flows that are there, in a language that they speak."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.issue import Issue, error
from ivr.library import Library
from ivr.nearest import suggestion


def check_numbers(library: Library) -> Iterator[Issue]:
    for number in library.numbers.values():
        flow = library.flows.get(number.flow)
        if flow is None:
            mend = suggestion(number.flow, library.flows)
            yield error(number.mark, f"there is no flow '{number.flow[:40]}'; {mend}")
        elif number.language and number.language not in flow.languages:
            spoken = ", ".join(flow.languages)
            yield error(number.mark, f"the flow '{flow.name}' speaks {spoken}, not '{number.language[:20]}'")
