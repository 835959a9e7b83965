"""Filing a case at the desk, and telling the caller its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agent_desktop import call_file, desk_calls, dialogue
from agent_desktop.answers import texts
from agent_desktop.refused import Refused
from agent_desktop.request_bodies import CaseBody, PaymentBody
from casework import reference, status
from casework.cases import Filed, file_case
from casework.fees import AlreadyPaid, AtTheCounter, NothingOwed, Payments, told
from casework.office import Office
from knowledge_base.catalogue import Knowledge
from runtime import event_log, outbox
from runtime.accounts import Account, may_for
from runtime.i18n import LANGUAGES
from telephony import calls

Plain = dict[str, Any]


MOST_EARLIER = 8


@dataclass(frozen=True)
class CaseDesk:
    """What an agent does with cases, each in the caller's transaction."""

    knowledge: Knowledge
    office: Office
    new_id: Callable[[], str]
    payments: Payments = field(default_factory=AtTheCounter)

    def file(self, conn: Connection, now: datetime, agent: Account, body: CaseBody) -> Filed:
        """Raises Refused, or casework's InvalidFields. The same key of the same call gives the same case."""
        service = self.knowledge.current().services.get(body.service)
        if service is None:
            raise Refused("no_such_service")
        call_file.check_access(conn, body.call_id, agent.id)
        if desk_calls.latest_of(conn, body.call_id, agent.id) is None:
            raise Refused("not_accepted")
        return file_case(
            conn,
            now,
            self.new_id,
            service,
            body.slots,
            call_id=body.call_id,
            channel="phone",
            actor=agent.id,
            key=f"desk:{body.call_id}:{body.key}",
            language=_language(conn, body.call_id, agent),
            phone=_number(conn, body.call_id),
            identity_verified=dialogue.of_call(conn, body.call_id).verified >= max(1, service["identity"]),
            office=self.office,
            places=self.knowledge.current().locations,
        )

    def of_call(self, conn: Connection, call_id: str, language: str) -> list[Plain]:
        """The cases filed in a call, oldest first, then the last ones that were filed before from the caller's number."""
        found = status.of_call(conn, call_id, language, self.knowledge.current().agencies)
        earlier = status.of_number(
            conn, _number(conn, call_id) or "", language, self.knowledge.current().agencies, MOST_EARLIER, secret=True
        )
        return list({case["reference"]: _shown(case) for case in (*found, *earlier)}.values())

    def find(self, conn: Connection, typed: str, language: str) -> Plain:
        """State and delivery of a case, by a reference written in any way. Raises Refused no_such_case."""
        found = status.status(conn, typed, language, self.knowledge.current().agencies, known=True)
        if found is None:
            raise Refused("no_such_case")
        sent = status.delivery(conn, typed)
        attempts = {"count": sent.count if sent else 0, "failed": bool(sent and sent.last_error)}
        return {
            **_shown(found),
            "agency": found["agency"],
            "shown_later": found["shown_later"],
            "fee": found["fee"],
            "attempts": attempts,
        }

    def pay(self, conn: Connection, now: datetime, account: Account, typed: str, body: PaymentBody) -> Plain:
        """What the fee of a case is after its payment was noted; the same receipt again changes nothing. Raises Refused."""
        case = status.row(conn, typed)
        if case is None:
            raise Refused("no_such_case")
        if not may_for(account, "work_on_cases", case["agency"]):
            raise Refused("not_your_agency")
        try:
            paid = self.payments.paid(conn, now, case["id"], body.amount, body.receipt, actor=account.id)
        except NothingOwed as error:
            raise Refused("nothing_owed") from error
        except AlreadyPaid as error:
            raise Refused("already_paid") from error
        return {"fee": told(paid["fee"], account.language)}

    def send_reference(self, conn: Connection, now: datetime, agent: Account, call_id: str, typed: str) -> None:
        """An SMS to the caller with the reference of a case filed in this call; once, however often it is asked.

        Raises Refused.
        """
        call_file.check_access(conn, call_id, agent.id)
        language = _language(conn, call_id, agent)
        digits = reference.parse(typed)
        case = next((c for c in status.of_call(conn, call_id, language) if c["reference"] == digits), None)
        if case is None:
            raise Refused("no_such_case")
        row = calls.get(conn, call_id)
        if row is None or not row._mapping["mobile"] or not row._mapping["from_number"]:
            raise Refused("no_number")
        named = {"service": case["service_name"], "reference": case["written"], "page": self.office.status_page}
        words = texts.text("message.reference", language, **named)
        payload = {"to": row._mapping["from_number"], "text": words, "call_id": call_id}
        if outbox.put(conn, now, "send_message", f"sms:{call_id}:case:{digits}", payload):
            event_log.append(conn, now, "message_sent", call_id=call_id, actor=agent.id)


def filed_answer(filed: Filed) -> Plain:
    """`spoken`: the digits apart, as they are read out. `similar`: numbers of open cases about the same, filed before."""
    return {
        "reference": reference.format(filed.reference),
        "spoken": " ".join(filed.reference),
        "delivered": False,
        "shown_later": list(filed.shown_later),
        "similar": [reference.format(each) for each in filed.similar],
    }


def _shown(case: Mapping[str, Any]) -> Plain:
    return {
        "reference": case["written"],
        "service": case["service"],
        "service_name": case["service_name"],
        "state": case["state"],
        "state_label": case["state_label"],
        "delivered": case["delivered"],
        "filed_at": case["filed_at"].isoformat(),
    }


def _language(conn: Connection, call_id: str, agent: Account) -> str:
    """The caller's, where the flow knows it."""
    spoken = dialogue.of_call(conn, call_id).language
    return spoken if spoken in LANGUAGES else agent.language


def _number(conn: Connection, call_id: str) -> str | None:
    row = calls.get(conn, call_id)
    return str(row._mapping["from_number"]) or None if row is not None else None
