"""What an agency tells about its own cases: one transition of one case, once for each message."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from casework import reference as references
from casework.changes import Case, NotAllowed, change
from casework.machine import OFFICER
from casework.models import case_change_keys, cases
from casework.office import Office
from casework.states import MACHINES

NEEDS_MORE = frozenset({"correct", "merge", "reroute", "split"})
"""Transitions that are more than a word: a person makes them, on the page of the agency's staff."""


class UnknownReference(LookupError):
    """The agency has no case of this reference: there is none, or another agency has it."""


class OtherMessage(ValueError):
    """The message's id was used for another case."""


class Impossible(Exception):
    """`state` is the case's, `possible` the transitions that the agency may make from it."""

    def __init__(self, state: str, possible: tuple[str, ...]) -> None:
        super().__init__(state)
        self.state, self.possible = state, possible


@dataclass(frozen=True)
class Moved:
    """`already`: the message had been taken before; the case is as it stands now."""

    case: Case
    already: bool


def move(
    conn: Connection,
    now: datetime,
    agency: str,
    reference: str,
    transition: str,
    message_id: str,
    *,
    reason: str = "",
    stage: str | None = None,
    office: Office | None = None,
) -> Moved:
    """`reference` may be written in any way. Raises UnknownReference, OtherMessage, Impossible; ValueError for too long a reason."""
    case_id, kind = _of_agency(conn, agency, reference)
    key = f"agency:{agency}:{message_id}"
    before = conn.execute(select(case_change_keys.c.case_id).where(case_change_keys.c.key == key)).scalar()
    if before not in (None, case_id):
        raise OtherMessage(message_id)
    try:
        if before is None and transition not in _of_staff(kind):
            raise NotAllowed(kind, "", transition)
        data = {"stage": stage} if stage else None
        case = change(
            conn, now, case_id, transition, actor=f"agency:{agency}", reason=reason, data=data, key=key, office=office
        )
    except NotAllowed as error:
        state = conn.execute(select(cases.c.state).where(cases.c.id == case_id)).scalar_one()
        raise Impossible(state, possible(kind, state)) from error
    return Moved(case, before is not None)


def possible(kind: str, state: str) -> tuple[str, ...]:
    """The transitions that an agency may make by message."""
    return tuple(step.name for step in MACHINES[kind].allowed(state) if step.name in _of_staff(kind))


def _of_staff(kind: str) -> frozenset[str]:
    steps = MACHINES[kind].transitions.values()
    return frozenset(step.name for step in steps if OFFICER in step.may) - NEEDS_MORE


def _of_agency(conn: Connection, agency: str, reference: str) -> tuple[str, str]:
    digits = references.parse(reference)
    mine = (cases.c.reference == digits, cases.c.agency == agency)
    row = conn.execute(select(cases.c.id, cases.c.kind).where(*mine)).first() if digits else None
    if row is None:
        raise UnknownReference(reference[: references.MAX_TYPED])
    return row.id, row.kind
