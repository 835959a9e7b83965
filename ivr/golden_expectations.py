"""What a golden call may expect of a call so far: its queue, slots, language, what was filed, texted or answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ivr.effects import RecordSurvey, SendMessage, SubmitCase
from ivr.rehearsal import Rehearsal
from ivr.source_tree import Table, Tree, plain


class StepFailed(Exception):
    """A step that went otherwise; the text says how."""


def bare(text: str) -> str:
    return " ".join(text.casefold().split())


def expect(rehearsal: Rehearsal, tree: Tree) -> None:
    if not isinstance(tree, Table):
        raise StepFailed("'expect' is a table")
    for key, inner in tree.entries.items():
        seen = _SEEN.get(key)
        if seen is None:
            raise StepFailed(f"nothing called '{key[:40]}' can be expected; there are {', '.join(_SEEN)}")
        for problem in _differences(key, plain(inner), seen(rehearsal)):
            raise StepFailed(problem)


def _differences(key: str, wanted: Any, found: Any) -> Iterator[str]:
    """Of tables only the keys that are wanted count; a text wanted of a list of texts must be in one of them."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for name, value in wanted.items():
            yield from _differences(f"{key}.{name}", value, found.get(name))
    elif isinstance(found, list) and isinstance(wanted, str):
        if not any(bare(wanted) in bare(str(item)) for item in found):
            yield f"{key}: wanted '{wanted}', found {found}"
    elif wanted != found and str(wanted) != str(found):
        yield f"{key}: wanted '{wanted}', found '{found}'"


def _last(rehearsal: Rehearsal, kind: type[Any]) -> Any:
    return next((effect for effect in reversed(rehearsal.effects) if isinstance(effect, kind)), None)


def _filed(rehearsal: Rehearsal) -> Any:
    case = _last(rehearsal, SubmitCase)
    return {} if case is None else {"kind": case.kind, "service": case.service, "slots": case.slots}


def _messages(rehearsal: Rehearsal) -> list[str]:
    return [effect.text for effect in rehearsal.effects if isinstance(effect, SendMessage)]


def _survey(rehearsal: Rehearsal) -> Any:
    survey = _last(rehearsal, RecordSurvey)
    return {} if survey is None else {answer["element"]: answer["score"] for answer in survey.answers}


_SEEN: Mapping[str, Callable[[Rehearsal], Any]] = {
    "queue": lambda rehearsal: rehearsal.queue,
    "slots": lambda rehearsal: rehearsal.session.slots,
    "language": lambda rehearsal: rehearsal.session.language,
    "node": lambda rehearsal: f"{rehearsal.session.graph}.{rehearsal.session.node}",
    "intent": lambda rehearsal: rehearsal.session.intent,
    "wait": lambda rehearsal: rehearsal.session.wait.kind,
    "ended": lambda rehearsal: rehearsal.ended,
    "filed": _filed,
    "message": _messages,
    "survey": _survey,
    "owed": lambda rehearsal: list(rehearsal.session.owed),
}
