"""`python app.py outbox` and `python app.py agency`: what did not reach an agency, and sending it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlalchemy import Connection, select

from casework import reference as references
from casework.delivery import reconciling
from casework.models import cases
from casework.office import Office
from runtime import dead_letters
from runtime.clock import SystemClock
from runtime.config import Settings
from runtime.db import Database
from runtime.flow_versions.people import at_terminal


def show_given_up(settings: Settings) -> int:
    """A line for each: number, kind, reference, since when, attempts, the last error."""
    with Database(settings.database_url).read() as conn:
        letters = dead_letters.given_up(conn)
        for letter in letters:
            written = _reference(conn, letter.case_id)
            since = letter.given_up_at.astimezone(settings.timezone).strftime("%Y-%m-%d %H:%M")
            print(
                f"{letter.id:>8}  {letter.kind}  {written}  since {since}, {letter.attempts} attempts: {letter.last_error}"
            )
    print(f"{len(letters)} given up; python app.py outbox resend NUMBER ... sends again, --all every one of them")
    return 0


def resend(settings: Settings, numbers: Sequence[int], everything: bool) -> int:
    """1 when one of the numbers cannot be sent again; the others are."""
    with Database(settings.database_url).begin() as conn:
        wanted = [letter.id for letter in dead_letters.given_up(conn)] if everything else numbers
        now, person = SystemClock().now(), at_terminal().name
        lost = [number for number in wanted if not dead_letters.resend(conn, now, number, person)]
    print(f"{len(wanted) - len(lost)} will be sent within a second or two")
    for number in lost:
        print(f"{number}: there is no such delivery, or its content was erased on arrival", file=sys.stderr)
    return 1 if lost else 0


def compare(settings: Settings, agency: str, send_missing: bool) -> int:
    """How the agency's last list differs from our cases; 1 when it has sent none."""
    with Database(settings.database_url).begin() as conn:
        found = reconciling.differences(conn, agency, Office(settings.timezone))
        if found is None:
            print(f"{agency} has sent no list (see docs/agencies.md)", file=sys.stderr)
            return 1
        print(f"{agency}, cases filed {found.first} to {found.last}, listed {found.listed_at:%Y-%m-%d %H:%M} UTC")
        for one in found.missing:
            print(f"missing there  {references.format(one)}")
        for other in found.differing:
            print(f"stands otherwise  {references.format(other.reference)}: here {other.ours}, there {other.theirs}")
        for unknown in found.unknown:
            print(f"not known here  {unknown[:40]}")
        if send_missing:
            sent = reconciling.send_missing(conn, SystemClock().now(), found, at_terminal().name)
            print(f"{sent} will be sent again")
    return 0


def _reference(conn: Connection, case_id: str | None) -> str:
    found = conn.execute(select(cases.c.reference).where(cases.c.id == case_id)).scalar() if case_id else None
    return references.format(found) if found else "-"
