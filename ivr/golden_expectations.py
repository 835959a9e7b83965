"""What a golden call may expect of a call so far: its queue, slots, language, what was filed, texted or answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from ivr.source_tree import Table, Tree

SEEN: Mapping[str, str] = {
    "queue": "the queue the call waits in, or ''",
    "slots": "what is known by now",
    "language": "the caller's",
    "node": "where the call stands: flow.node",
    "passed": "the nodes that the call has passed, flow.node each",
    "trail": "the nodes since the caller last did something: flow.node > flow.node",
    "intent": "what was understood last",
    "wait": "what the call waits for",
    "ended": "whether the call is over",
    "case": "what was filed: kind, service, slots",
    "message": "the texts that were sent",
    "survey": "scores by element",
    "verified": "the level at which it is known who calls",
    "dialled": "the number that the call was transferred to",
    "callback": "what was booked last: number, queue, service, from, until, reason",
    "voicemail": "what was kept last: queue, service, seconds",
    "owed": "what is to be shown later",
}


def bare(text: str) -> str:
    return " ".join(text.casefold().split())


def wrongly_expected(tree: Tree) -> str:
    """What is wrong with the keys of an expectation, or ""."""
    if not isinstance(tree, Table) or not tree.entries:
        return "here stands a table: what is expected, and its value"
    for key in tree.entries:
        if key not in SEEN:
            near = get_close_matches(key, SEEN, 1)
            mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(SEEN)}"
            return f"nothing called '{key[:40]}' can be expected; {mend}"
    return ""


def differences(key: str, wanted: Any, found: Any) -> Iterator[str]:
    """Of tables only the keys that are wanted count, and {} wants nothing there; a text wanted of a list of texts must be
    in one of them, and so must each of a list."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping) and wanted:
        for name, value in wanted.items():
            yield from differences(f"{key}.{name}", value, found.get(name))
    elif isinstance(found, list) and isinstance(wanted, list) and wanted:
        for each in wanted:
            yield from differences(key, each, found)
    elif isinstance(found, list) and isinstance(wanted, str):
        if not any(bare(wanted) in bare(str(item)) for item in found):
            yield f"{key}: wanted '{wanted}', found {found}"
    elif wanted != found and str(wanted) != str(found):
        yield f"{key}: wanted '{wanted}', found '{found}'"
