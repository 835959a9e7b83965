"""An agency's mailbox: a short message with the case as a JSON attachment, by the operator's own mail server.

The Message-ID is made from the case, so whoever gets the message twice sees that it is one.
"""

import json
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from casework.delivery.way import NotSetUp, Unreachable
from runtime import outbox
from runtime.mail_server import MailServer

TIMEOUT_S = 20.0
BODY = (
    "Permohonan atau pengaduan baru dari hotline layanan publik. Berkasnya terlampir (JSON).\n"
    "Nomor: {reference}\nPerihal: {matter_id}\nDiterima: {at}\n\n"
    "A new case from the public service hotline. The file is attached (JSON).\n"
    "Reference: {reference}\nSubject: {matter_en}\nReceived: {at}\n"
)


@dataclass(frozen=True)
class MailWay:
    """`server` and `sender` (an address) are None while nobody has set them; `trust` is whose certificates count."""

    server: MailServer | None
    sender: str | None
    trust: ssl.SSLContext | None = None
    timeout_s: float = TIMEOUT_S

    def send(self, agency: Mapping[str, Any], document: Mapping[str, Any], key: str) -> None:
        if self.server is None or self.sender is None:
            raise NotSetUp("SMTP_URL or MAIL_FROM is not set")
        letter = message(self.sender, agency["delivery"]["address"], document, key)
        try:
            with self._connected(self.server, self.sender) as smtp:
                smtp.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            raise _verdict(min(code for code, _ in error.recipients.values()), "the address") from error
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            raise _verdict(error.smtp_code, "the message") from error
        except OSError as error:  # smtplib's own errors are among them
            raise Unreachable(f"the mail server {self.server.host}: {type(error).__name__}") from error

    def _connected(self, server: MailServer, sender: str) -> smtplib.SMTP:
        trust = self.trust or ssl.create_default_context()
        own = sender.rpartition("@")[2]
        smtp: smtplib.SMTP
        if server.tls_at_once:
            smtp = smtplib.SMTP_SSL(server.host, server.port, own, timeout=self.timeout_s, context=trust)
        else:
            smtp = smtplib.SMTP(server.host, server.port, own, timeout=self.timeout_s)
        try:
            if not server.tls_at_once and not server.on_this_machine:
                smtp.starttls(context=trust)
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def message(sender: str, to: str, document: Mapping[str, Any], key: str) -> EmailMessage:
    """Raises ValueError for a line break in a header."""
    names = {language: " ".join(name.split()) for language, name in document["service"]["name"].items()}
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"] = sender, to
    letter["Subject"] = f"{document['reference']}: {names['id']}"
    letter["Date"] = format_datetime(datetime.fromisoformat(document["filed"]["at"]))
    letter["Message-ID"] = f"<{key.replace(':', '.')}@{sender.rpartition('@')[2]}>"
    at = document["filed"]["at"]
    letter.set_content(
        BODY.format(reference=document["reference"], matter_id=names["id"], matter_en=names["en"], at=at)
    )
    attached = json.dumps(document, ensure_ascii=False, indent=1).encode()
    name = f"{document['reference'].replace('-', '')}.json"
    letter.add_attachment(attached, maintype="application", subtype="json", filename=name)
    return letter


def _verdict(code: int, what: str) -> Exception:
    told = f"the mail server refused {what}: SMTP status {code}"
    return outbox.Refused(told) if code >= 500 else outbox.NotNow(told, 0)
