"""What an agency's staff sees of its cases and does with what was given up, each in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agent_desktop.answers import texts
from agent_desktop.backoffice_bodies import ListQuery
from agent_desktop.refused import Refused
from casework import officers
from casework.case_file import case_file
from casework.changes import UnknownCase
from casework.filed_answers import revealed
from casework.labels import KINDS, STAFF
from casework.office import Office
from casework.officers import Overtaken
from casework.states import MACHINES
from casework.undelivered import is_seen_by, undelivered
from casework.worklist import Wanted, by_reference, worklist
from knowledge_base.catalogue import Knowledge
from runtime import accounts, dead_letters
from runtime.accounts import Account
from runtime.i18n import LANGUAGES

Plain = dict[str, Any]


@dataclass(frozen=True)
class BackOffice:
    """An officer has an agency and sees its cases alone; the account of anybody else has none, and sees all."""

    knowledge: Knowledge
    office: Office

    def words(self, who: Account) -> Plain:
        """Names of agencies, kinds and the services of whoever looks, by code."""
        known = self.knowledge.current()
        own = [one for one in known.services.values() if who.agency in (None, one["agency"])]
        return {
            "agencies": {code: agency["name"] for code, agency in known.agencies.items()},
            "kinds": KINDS,
            "services": [{"code": one["code"], "name": one["name"], "agency": one["agency"]} for one in own],
        }

    def listed(self, conn: Connection, now: datetime, who: Account, asked: ListQuery) -> Plain:
        """Raises BadKey."""
        agency = who.agency or asked.agency
        if asked.reference.strip():
            page = by_reference(conn, now, agency, asked.reference)
        else:
            page = worklist(conn, now, Wanted(agency, asked.group, asked.kind, asked.service, asked.mark), asked.after)
        return {"cases": page.rows, "following": page.following, "now": now.isoformat()}

    def file(self, conn: Connection, now: datetime, who: Account, reference: str) -> Plain:
        """Raises UnknownCase."""
        case = officers.found(conn, reference, who.agency)
        known = self.knowledge.current()
        service = known.services.get(case["service"] or "", {})
        asked = [one.get("text", one) for one in service.get("requirements", ())]
        told = case_file(conn, now, case, known, self.office, of_agency=who.agency is not None)
        return {**told, "requirements": asked, "now": now.isoformat()}

    def after(self, conn: Connection, now: datetime, who: Account, reference: str) -> Plain:
        """The case after a press; `gone` when it is another agency's now."""
        try:
            return self.file(conn, now, who, reference)
        except UnknownCase:
            return {"gone": True}

    def reveal(self, conn: Connection, now: datetime, who: Account, reference: str, name: str) -> Plain:
        """A hidden answer in words, logged. Raises UnknownCase; Refused where there is none to be seen."""
        case = officers.found(conn, reference, who.agency)
        service = self.knowledge.current().services.get(case["service"] or "")
        value = revealed(case, service, name, of_agency=who.agency is not None)
        if value is None:
            raise Refused("nothing_hidden")
        officers.shown(conn, now, case, who.id, name)
        return value

    def check_agency(self, code: str) -> None:
        if code not in self.knowledge.current().agencies:
            raise Refused("no_such_agency")

    def letters(self, conn: Connection, who: Account, after: int | None) -> Plain:
        page = undelivered(conn, who.agency, after)
        return {"letters": page.rows, "following": page.following}

    def resend(self, conn: Connection, now: datetime, who: Account, number: int) -> None:
        """Raises Refused for what is not there, or not of the own agency."""
        if not is_seen_by(conn, number, who.agency) or not dead_letters.resend(conn, now, number, who.id):
            raise Refused("no_such_letter")


def overtaken(conn: Connection, error: Overtaken) -> dict[str, str]:
    """Who was faster and what they did, in both languages."""
    entry, actor = error.entry, error.entry.actor or ""
    named = accounts.names(conn, [actor])
    step = MACHINES[error.case["kind"]].transitions.get(entry.data.get("transition", ""))
    told = {}
    for language in LANGUAGES:
        what = step.label[language] if step else ""
        who = named.get(actor) or texts.text("cases.somebody", language)
        state = STAFF[error.case["state"]][language]
        told[language] = texts.text("refused.overtaken", language, who=who, what=what, state=state)
    return told
