"""What a golden call takes as given, in a house that answers by itself: what it can have is put there, the rest is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from agent_desktop import follow_ups
from casework import reference as references
from casework.models import case_counters, cases
from casework.stages import STAGES
from casework.states import DELIVERED, LABELS
from deploy.golden.house import House
from deploy.golden.running_house import RunningHouse
from ivr.golden import GoldenCall
from ivr.questions.case_reference import reference_of
from knowledge_base.cards import card
from telephony import calls
from telephony.region import country_of
from telephony.twilio import requests

FACTS = ("name", "fee", "time_limit", "identity_level", "can_apply", "where")
NUMBERS = range(1, 1000)


class Impossible(Exception):
    """A house cannot have what is given; the text says what."""


def origin(call: GoldenCall) -> str:
    """Who phones, as a carrier says it."""
    return "anonymous" if call.given.caller.get("anonymous") else str(call.given.caller.get("number", ""))


def put(house: House | RunningHouse, call: GoldenCall) -> None:
    """Into a house that has begun anew. Raises Impossible."""
    given = call.given
    if given.hours_always:
        raise Impossible("its hours are those of the calendars")
    if not given.message_ok:
        raise Impossible("its messages do not fail")
    if given.submit.get("result", "done") != "done":
        raise Impossible(f"filing does not end as '{given.submit['result']}' by itself")
    if given.callback.get("result", "booked") != "booked":
        raise Impossible("whether a number is rung is decided by the number")
    if any(step.word == "agent" and step.value == "closed" for step in call.steps):
        raise Impossible("a queue does not close while somebody waits in it")
    _check_caller(house, call)
    for source, answers in given.lookups.items():
        for key, answer in answers.items():
            _check_answer(house, source, key, answer)
    if not given.verify.sms:
        raise Impossible("its messages do not fail")
    house.parts.new_code = lambda: given.verify.code
    history = given.answers.get("caller_history", "not_found")
    if set(given.answers) - {"caller_history"} or history == "failed":
        raise Impossible("what a lookup outside answers cannot be put into it")
    with house.parts.database.begin() as conn:
        for row in _cases(house, call):
            conn.execute(cases.insert().values(row))
        _count_cases(conn, call)
        _book_callbacks(conn, house, call)
        _earlier_calls(conn, house, call)


def _check_caller(house: House | RunningHouse, call: GoldenCall) -> None:
    caller = requests.caller(origin(call), country_of(house.settings.timezone_name))
    for name, found in (("mobile", caller.mobile), ("anonymous", caller.anonymous), ("number", caller.number)):
        wanted = call.given.caller.get(name, found)
        if wanted != found:
            raise Impossible(f"a caller of that number has {name} {found}, not {wanted}")


def _check_answer(house: House | RunningHouse, source: str, key: str, answer: Any) -> None:
    if answer == "failed" or (answer == "not_found" and source != "case_status"):
        raise Impossible(f"its own {source} does not answer '{answer}'")
    if source == "service_card" and isinstance(answer, Mapping):
        service = house.parts.catalogue.services.get(key)
        cards = [card(service, language) for language in service["name"]] if service is not None else []
        if not any(_agrees(answer, own) for own in cards):
            raise Impossible(f"its own card of {key} says otherwise")


def _agrees(given: Any, own: Any) -> bool:
    """Whether what is given is what the house has; it need not be all of it."""
    if isinstance(given, Mapping) and isinstance(own, Mapping):
        return all(_agrees(value, own.get(name)) for name, value in given.items() if name in FACTS or name in own)
    return isinstance(given, list) or bool(given == own)


def _cases(house: House | RunningHouse, call: GoldenCall) -> Iterator[dict[str, Any]]:
    """A row for each reference that is told of: by the history it is the caller's own."""
    history = call.given.answers.get("caller_history")
    told: dict[str, dict[str, Any]] = {}
    if isinstance(history, Mapping) and not call.given.caller.get("anonymous"):
        last = history.get("last", {})
        told[str(last.get("reference"))] = {**last, "phone": call.given.caller.get("number")}
    for reference, status in call.given.lookups.get("case_status", {}).items():
        if isinstance(status, Mapping):
            told[reference] = {**told.get(reference, {}), **status}
    for reference, known in told.items():
        yield _row(house, reference, known, call.at)


def _row(house: House | RunningHouse, reference: str, known: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    digits = references.parse(reference)
    if digits is None:
        raise Impossible(f"{reference} is no reference")
    code, service = _service(house, str(known.get("service_name", "")))
    state = _state(known.get("state_label"))
    filed, since = (_moment(known.get(name), now - timedelta(days=3)) for name in ("filed_at", "since"))
    return {
        "id": f"golden-{digits}",
        "reference": digits,
        "key": f"golden:{digits}",
        "kind": "application",
        "service": code,
        "service_name": service["name"],
        "agency": service["agency"],
        "state": state,
        "slots": {},
        "shown_later": [],
        "identity_level": 0,
        "identity_verified": False,
        "channel": "counter",
        "language": "id",
        "phone": known.get("phone"),
        "filed_at": filed if state == DELIVERED or "since" not in known else since,
        "delivered_at": since if state == DELIVERED else None,
        "state_since": since,
        "stage": _stage(known.get("stage_label")),
        "due_at": _moment(known["due_at"], now) if known.get("due_at") else None,
        "owes": [{"name": label, "label": {"id": label, "en": label}} for label in known.get("owes", ())],
    }


def _service(house: House | RunningHouse, name: str) -> tuple[str, Mapping[str, Any]]:
    for code, service in house.parts.catalogue.services.items():
        if name in service["name"].values():
            return code, service
    raise Impossible(f"no service of its is called '{name}'")


def _state(label: Any) -> str:
    for state, labels in LABELS.items():
        if label is None or label in labels.values():
            return state
    raise Impossible(f"no case of its is '{label}'")


def _stage(label: Any) -> str | None:
    for name, stage in STAGES.items():
        if label in stage.label.values():
            return name
    if label:
        raise Impossible(f"no stage of its is '{label}'")
    return None


def _moment(written: Any, otherwise: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(str(written))
    except ValueError:
        return otherwise
    return found if found.tzinfo is not None else found.replace(hour=12, tzinfo=UTC)


def _count_cases(conn: Connection, call: GoldenCall) -> None:
    """So that the next case gets the reference that is given."""
    wanted = call.given.submit.get("reference")
    if wanted is None:
        return
    number = next((n for n in NUMBERS if reference_of(call.at.year, n) == wanted), None)
    if number is None:
        raise Impossible(f"no case of the year gets the reference {wanted}")
    if number > 1:
        conn.execute(case_counters.insert().values(year=call.at.year, last=number - 1))


def _book_callbacks(conn: Connection, house: House | RunningHouse, call: GoldenCall) -> None:
    """One that stands already, in whatever queue the call asks for."""
    known = call.given.callback
    if not known.get("already"):
        return
    for queue in house.parts.flows.live().library.queues:
        values = {
            "id": f"golden-{queue}"[:32],
            "kind": "callback",
            "call_id": "golden",
            "number": str(call.given.caller.get("number")),
            "queue": queue,
            "skills": [],
            "language": "id",
            "not_before": _moment(known.get("from"), call.at),
            "not_after": _moment(known.get("until"), call.at),
        }
        follow_ups.add(conn, call.at, values)


def _earlier_calls(conn: Connection, house: House | RunningHouse, call: GoldenCall) -> None:
    caller = requests.caller(origin(call), country_of(house.settings.timezone_name))
    for number in range(min(int(call.given.caller.get("calls_this_week", 0)), NUMBERS.stop)):
        sid = f"CA{number:032x}"
        id = calls.call_id(house.settings.secret_key, sid)
        calls.open_call(conn, call.at - timedelta(days=1, minutes=number), id, sid, caller, call.dial)
