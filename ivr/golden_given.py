"""What a golden call takes as given: the caller, and what the world answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from ivr.issue import Issue, error
from ivr.rehearsal import DIAL_ENDS, NO_ANSWER, Given, GivenCode
from ivr.source_tree import Scalar, Table, Tree

BY_ARGUMENT = ("service_card", "case_status", "knowledge", "directory", "free_slots", "knowledge_doubt")
WHOLE = ("caller_history",)
CONNECTORS = "http"
GIVEN = (*BY_ARGUMENT, *WHOLE, CONNECTORS, "caller", "submit", "message", "callback", "dial", "verify", "hours_always")
VERIFY = ("code", "sms", "call_back")
FOLDER = "calls/given"
NUMBER = "+6281200000000"


def given_in(written: Any, files: Mapping[str, Any]) -> Given:
    """`files` are plain values by file name, for answers that stand apart in calls/given/. What makes no sense is passed over."""
    given = written if isinstance(written, Mapping) else {}
    caller = {"number": NUMBER, "mobile": True, "anonymous": False, "calls_this_week": 0}
    caller.update(_table(given.get("caller")))
    lookups = {name: _answers(_table(given.get(name)), files) for name in BY_ARGUMENT if name in given}
    whole = {**{name: given[name] for name in WHOLE if name in given}, **_table(given.get(CONNECTORS))}
    submit = given.get("submit", {})
    case = {"reference": submit} if isinstance(submit, str) else _table(submit)
    return Given(
        lookups,
        case,
        given.get("message") is not False,
        _table(given.get("callback")),
        caller,
        given.get("hours_always") is True,
        _answers(whole, files),
        next((end for end in DIAL_ENDS if end == given.get("dial")), "answered"),
        _code(_table(given.get("verify"))),
    )


def wrongly_given(tree: Tree, files: Mapping[str, Any]) -> Iterator[Issue]:
    """A key that nobody reads, or a file that is not there."""
    if not isinstance(tree, Table):
        yield error(tree.mark, "'given' is a table: what the world answers")
        return
    for key, mark in tree.keys.items():
        if key not in GIVEN:
            near = get_close_matches(key, GIVEN, 1)
            mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(GIVEN)}"
            yield error(mark, f"nothing called '{key[:40]}' can be given; {mend}")
    yield from _not_among(tree, "dial", DIAL_ENDS)
    verify = tree.entries.get("verify")
    for key, mark in verify.keys.items() if isinstance(verify, Table) else ():
        if key not in VERIFY:
            yield error(mark, f"of a verification {', '.join(VERIFY)} can be given, not '{key[:40]}'")
    for source in (*BY_ARGUMENT, CONNECTORS):
        answers = tree.entries.get(source)
        for answer in answers.entries.values() if isinstance(answers, Table) else ():
            if isinstance(answer, Scalar) and answer.raw not in (*NO_ANSWER, *files):
                yield error(
                    answer.mark, f"'{answer.raw[:60]}' is no file in {FOLDER}, and neither of {', '.join(NO_ANSWER)}"
                )


def _not_among(tree: Table, key: str, known: tuple[str, ...]) -> Iterator[Issue]:
    written = tree.entries.get(key)
    if written is not None and not (isinstance(written, Scalar) and written.raw in known):
        yield error(written.mark, f"'{key}' is one of {', '.join(known)}")


def _code(written: Mapping[str, Any]) -> GivenCode:
    """`{code: "123456", sms: false, call_back: false}`, each as it goes well when left out."""
    code = str(written.get("code", GivenCode.code))
    return GivenCode(code, written.get("sms") is not False, written.get("call_back") is not False)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _answers(written: Mapping[str, Any], files: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key): files.get(value, value) if isinstance(value, str) else value for key, value in written.items()}
