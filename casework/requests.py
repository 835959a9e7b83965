"""What citizens and officers do to a case besides its ordinary steps: withdraw, correct, merge, split, pass on. Each ends in `change`."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from casework import identity, matters, privacy, reference
from casework.answers import Answers, check
from casework.cases import DELIVER, delivery_key
from casework.changes import Case, NotAllowed, change, claim
from casework.documents import Owed, of_field
from casework.models import cases
from casework.numbering import next_number
from casework.office import Office
from casework.opening import parted
from casework.states import MACHINES, SUBMITTED
from runtime import event_log, outbox

MOST_SPLIT_OFF = 4_000  # characters as JSON
MAX_KEY = 150
CITIZEN = "citizen"


def withdraw(
    conn: Connection,
    now: datetime,
    case_id: str,
    *,
    level: int,
    actor: str = CITIZEN,
    reason: str = "",
    key: str | None = None,
) -> Case:
    """At the citizen's wish; `level` as `identity.level_of` gives it, IN_PERSON for staff that knows the person.

    Raises NotProven; else as `change` does.
    """
    identity.check("withdraw", level)
    return change(conn, now, case_id, "withdraw", actor=actor, reason=reason, key=key)


def correct(
    conn: Connection,
    now: datetime,
    case_id: str,
    service: Mapping[str, Any],
    corrected: Mapping[str, Any],
    *,
    level: int,
    office: Office,
    actor: str = CITIZEN,
    key: str | None = None,
) -> Case:
    """Other answers to some fields, checked with the rest as when filing; the agency receives the case anew.

    Raises NotProven, InvalidFields; else as `change` does.
    """
    identity.check("correct", level)
    case = claim(conn, case_id)
    answers = _answers(service, case, dict(corrected), now, office)
    owes = _owed(service, case, answers, _answers(service, case, {}, now, office), now)
    hidden = privacy.withheld(service, answers.values) if case["anonymous"] else []
    still = {each["name"] for each in owes}
    later = [name for name in answers.shown_later if name in still]
    data = {"slots": answers.values, "withheld": hidden, "owes": owes, "shown_later": later}
    after = change(conn, now, case_id, "correct", actor=actor, data=data, key=key, office=office)
    if case["owes"] and not owes:
        after = change(conn, now, case_id, "receive_documents", actor=actor, office=office)
    matters.put(conn, now, case_id, matters.digests(service, case["kind"], answers.values, case["phone"]))
    _send_again(conn, now, after)
    return after


def _answers(
    service: Mapping[str, Any], case: Case, corrected: dict[str, Any], now: datetime, office: Office
) -> Answers:
    slots, alone = case["slots"] | corrected, case["actor"] is None
    local = office.local(now)
    return check(service, slots, case["channel"], case["language"], local, office.country, alone=alone)


def _owed(service: Mapping[str, Any], case: Case, answers: Answers, before: Answers, now: datetime) -> list[Owed]:
    """What was owed and still is, or has nothing to do with the fields; and what the corrected answers newly call for."""
    gone = set(before.shown_later) - set(answers.shown_later)
    new = [name for name in answers.shown_later if name not in before.shown_later]
    return [each for each in case["owes"] or () if each["name"] not in gone] + [
        of_field(service, name, now) for name in new
    ]


def merge(
    conn: Connection, now: datetime, case_id: str, into: str, *, actor: str, reason: str = "", key: str | None = None
) -> Case:
    """`case_id` ends; whoever asks for it is told of `into`, whose clock is not touched. Cases are locked in the order of
    their ids. Raises NotAllowed when `into` has ended or is the same case; else as `change` does."""
    for each in sorted({case_id, into}):
        claim(conn, each)
    target = claim(conn, into)
    if case_id == into or target["state"] in MACHINES[target["kind"]].ends:
        raise NotAllowed(target["kind"], target["state"], "merge")
    after = change(conn, now, case_id, "merge", actor=actor, reason=reason, data={"merged_into": into}, key=key)
    event_log.append(conn, now, "case_joined", case_id=into, actor=actor, data={"case": case_id})
    return after


def split(
    conn: Connection,
    now: datetime,
    new_id: Callable[[], str],
    case_id: str,
    slots: Mapping[str, Any],
    *,
    agency: str,
    actor: str,
    key: str,
    office: Office,
    reason: str = "",
) -> str:
    """Another matter of the same citizen gets a case of its own, for `agency`; its id. It keeps the moment of filing, its
    clock and all that the clock has measured. The same `key` splits once. Raises as `change` does; ValueError for no or too many slots."""
    if not slots or len(json.dumps(dict(slots))) > MOST_SPLIT_OFF or len(key) > MAX_KEY:
        raise ValueError(f"what is split off has at most {MOST_SPLIT_OFF} characters, a key {MAX_KEY}")
    claim(conn, case_id)
    done = conn.execute(select(cases.c.id).where(cases.c.key == f"split:{key}")).scalar()
    if done:
        return str(done)
    whole = change(conn, now, case_id, "split", actor=actor, reason=reason)
    year = office.local(now).year
    part = whole | {
        "id": new_id(),
        "reference": reference.of(year, next_number(conn, year)),
        "key": f"split:{key}",
        "agency": agency,
        "slots": dict(slots),
        "shown_later": [],
        "state": SUBMITTED,
        "state_since": now,
        "stage": None,
        "delivered_at": None,
        "parent": case_id,
        **parted(whole, agency, now, office),
    }
    conn.execute(cases.insert().values(part))
    outbox.put(conn, now, DELIVER, delivery_key(part["id"]), {"case_id": part["id"]})
    told = {name: part[name] for name in ("reference", "kind", "service", "agency", "channel", "parent")}
    event_log.append(conn, now, "case_filed", call_id=part["call_id"], case_id=part["id"], actor=actor, data=told)
    return str(part["id"])


def pass_on(
    conn: Connection,
    now: datetime,
    case_id: str,
    agency: str,
    *,
    actor: str,
    transition: str = "reroute",
    reason: str = "",
    key: str | None = None,
    office: Office | None = None,
) -> Case:
    """To another agency: `reroute` because the first has no authority (the clock runs on), or a complaint's `forward`.
    Delivered there as a case of its own delivery. Raises ValueError when it is there already; else as `change` does."""
    before = claim(conn, case_id)
    if transition == "reroute" and before["agency"] == agency:
        raise ValueError("the case is with this agency already")
    data = {"agency": agency}
    after = change(conn, now, case_id, transition, actor=actor, reason=reason, data=data, key=key, office=office)
    if before["agency"] != agency and after["agency"] == agency:
        _send_again(conn, now, after)
    return after


def _send_again(conn: Connection, now: datetime, case: Case) -> None:
    """A first delivery that has not happened takes the case as it is now; after it, another one is needed."""
    first = outbox.attempts_of(conn, delivery_key(case["id"]))
    if first is not None and first.delivered_at is None and first.count == 0:
        return
    again = f"{delivery_key(case['id'])}:{now.isoformat()}"
    outbox.put(conn, now, DELIVER, again, {"case_id": case["id"], "key": again})


def join(conn: Connection, now: datetime, case_id: str, call_id: str, *, actor: str) -> Case:
    """A citizen asks for what is being worked on already: noted at the case, nothing is filed. Raises UnknownCase."""
    case = claim(conn, case_id)
    event_log.append(conn, now, "case_joined", call_id=call_id, case_id=case_id, actor=actor, data={})
    return case
