"""What an agency's staff does to a case: one press of a button, carried out once, and only on the case as it was seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from casework import documents, requests
from casework import reference as references
from casework.case_history import version
from casework.changes import Case, NotAllowed, UnknownCase, change, claim
from casework.delivery import reconciling
from casework.fees import AtTheCounter
from casework.machine import OFFICER, Transition
from casework.models import case_change_keys, cases
from casework.office import Office
from casework.states import MACHINES
from runtime import event_log
from runtime.db import insert_into
from runtime.event_log import Entry

FORMS: Mapping[str, str] = {
    "request_documents": "documents",
    "receive_documents": "received",
    "reroute": "agency",
    "forward": "agency",
    "merge": "reference",
}
"""Steps for which more is asked than a reason, and the form that asks it."""
NOT_HERE = frozenset({"correct", "split", "book", "part_received"})
"""Steps that take a conversation with the citizen, or that another step brings about."""
RARE = frozenset({"reject", "archive", "expire", "miss", "not_ours", "merge", "reroute", "withdraw"})
REASONED = frozenset({"reject", "not_ours", "archive", "extend", "answer", "withdraw", "reroute"})


class Overtaken(Exception):
    """Somebody has changed the case since it was seen: `entry` of the log tells who and how."""

    def __init__(self, entry: Entry, case: Case) -> None:
        super().__init__(entry.id)
        self.entry, self.case = entry, case


class NeedsReason(ValueError):
    """This step is written down with its reason, or not at all."""


@dataclass(frozen=True)
class Press:
    """`agency` None: of whoever may work for all. `seen`: the entry of the log that made the case what the page shows. `key`:
    one for each press, the same when it is sent again."""

    actor: str
    agency: str | None
    seen: int
    key: str


@dataclass(frozen=True)
class Wanted:
    """What a citizen is asked for: labels (id and en), by when, why."""

    labels: Sequence[Mapping[str, str]]
    until: date | None = None
    reason: str = ""


Work = Callable[[Case, str], object]


def found(conn: Connection, typed: str, agency: str | None) -> Case:
    """The case with this reference, if the agency has it. Raises UnknownCase."""
    digits = references.parse(typed)
    row = conn.execute(select(cases).where(cases.c.reference == (digits or ""))).mappings().first()
    if row is None or agency not in (None, row["agency"]):
        raise UnknownCase(references.MAX_TYPED)
    return dict(row)


def steps(case: Mapping[str, Any]) -> list[Transition]:
    """What may be done next by a button of its own, what is done rarely last."""
    allowed = MACHINES[case["kind"]].allowed(case["state"])
    may = [step for step in allowed if OFFICER in step.may and step.name not in NOT_HERE and _fits(step.name, case)]
    return sorted(may, key=lambda step: step.name in RARE)


def form_of(name: str, case: Mapping[str, Any]) -> str:
    """The form without which a step cannot be taken, "" for one that is taken by its name."""
    return "" if name == "receive_documents" and not case["owes"] else FORMS.get(name, "")


def carry_out(conn: Connection, typed: str, press: Press, work: Work) -> bool:
    """`work(case, key)` on the locked case, unless this press was carried out before: then nothing, and False.

    Raises UnknownCase, Overtaken, and what `work` raises.
    """
    key = f"officer:{press.actor}:{press.key}"
    case = claim(conn, found(conn, typed, press.agency)["id"])
    if press.agency not in (None, case["agency"]):
        raise UnknownCase(case["id"])
    if conn.execute(select(case_change_keys.c.key).where(case_change_keys.c.key == key)).first():
        return False
    latest = version(event_log.of_case(conn, case["id"]))
    if latest.id != press.seen:
        raise Overtaken(latest, case)
    work(case, key)
    return True


def move(conn: Connection, now: datetime, press: Press, name: str, reason: str, office: Office) -> Work:
    """One step of the case's machine. Raises NeedsReason; NotAllowed for a step that this case does not have here."""
    if name in REASONED and not reason.strip():
        raise NeedsReason(name)

    def work(case: Case, key: str) -> None:
        if form_of(name, case) or name not in {step.name for step in steps(case)}:
            raise NotAllowed(case["kind"], case["state"], name)
        change(conn, now, case["id"], name, actor=press.actor, reason=reason.strip(), key=key, office=office)

    return work


def ask_for(conn: Connection, now: datetime, press: Press, wanted: Wanted, office: Office) -> Work:
    """Asks the citizen for what is missing. Raises ValueError as `documents.request` does."""
    named = {f"asked-{sha256(label['id'].encode()).hexdigest()[:12]}": label for label in wanted.labels}

    def work(case: Case, key: str) -> None:
        documents.request(
            conn,
            now,
            case["id"],
            named,
            actor=press.actor,
            until=wanted.until,
            reason=wanted.reason.strip(),
            key=key,
            office=office,
        )

    return work


def receive(conn: Connection, now: datetime, press: Press, names: Sequence[str], office: Office) -> Work:
    """What was owed has come, all or some of it. Raises ValueError for what is not owed."""

    def work(case: Case, key: str) -> None:
        documents.hand_in(conn, now, case["id"], names, actor=press.actor, key=key, office=office)

    return work


def pass_on(conn: Connection, now: datetime, press: Press, name: str, agency: str, reason: str, office: Office) -> Work:
    """`reroute` to another agency, or `forward` of a verified complaint to the one that answers it, which gets it delivered. Raises
    NeedsReason; ValueError when it is there already."""
    if name in REASONED and not reason.strip():
        raise NeedsReason(name)

    def work(case: Case, key: str) -> None:
        told = {"transition": name, "reason": reason.strip()}
        requests.pass_on(conn, now, case["id"], agency, actor=press.actor, key=key, office=office, **told)

    return work


def merge(conn: Connection, now: datetime, press: Press, into: str, reason: str) -> Work:
    """Ends the case in favour of the one with the reference `into`, of the same agency. Raises UnknownCase."""

    def work(case: Case, key: str) -> None:
        other = found(conn, into, press.agency)
        requests.merge(conn, now, case["id"], other["id"], actor=press.actor, reason=reason.strip(), key=key)

    return work


def pay(conn: Connection, now: datetime, press: Press, amount: int, receipt: str) -> Work:
    """The officer has the money, or saw it on the account. Raises NothingOwed, AlreadyPaid; ValueError for a receipt that is none."""

    def work(case: Case, key: str) -> None:
        mark(conn, now, case, key)
        AtTheCounter().paid(conn, now, case["id"], amount, receipt, actor=press.actor)

    return work


def note(conn: Connection, now: datetime, press: Press, text: str) -> Work:
    """Words for the colleagues; the citizen does not see them. Raises NeedsReason when there are none."""
    if not text.strip():
        raise NeedsReason("note")

    def work(case: Case, key: str) -> None:
        mark(conn, now, case, key)
        _log(conn, now, case, "case_noted", press.actor, {"text": text.strip()})

    return work


def send_again(conn: Connection, now: datetime, press: Press) -> Work:
    """The case leaves for its agency once more."""

    def work(case: Case, key: str) -> None:
        mark(conn, now, case, key)
        reconciling.send_again(conn, now, case["id"], press.actor)

    return work


def shown(conn: Connection, now: datetime, case: Case, actor: str, field: str) -> None:
    """Somebody has looked at a hidden answer: its field is logged, not the answer."""
    _log(conn, now, case, "case_value_shown", actor, {"field": field})


def mark(conn: Connection, now: datetime, case: Case, key: str) -> None:
    """A press is carried out by something else than a change of state, which marks its key itself."""
    row = {"key": key, "case_id": case["id"], "at": now}
    conn.execute(insert_into(conn, case_change_keys).values(row))


def _fits(name: str, case: Mapping[str, Any]) -> bool:
    """Papers are received where some are owed, or the case waits for them."""
    return name != "receive_documents" or bool(case["owes"]) or case["state"] == "waiting"


def _log(conn: Connection, now: datetime, case: Case, kind: str, actor: str, data: dict[str, Any]) -> None:
    event_log.append(conn, now, kind, call_id=case["call_id"], case_id=case["id"], actor=actor, data=data)
