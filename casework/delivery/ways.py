"""Which ways there are, and what an operator must still set for the agencies of a catalogue."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from casework.delivery.folder import FolderWay
from casework.delivery.mail import MailWay
from casework.delivery.way import Way
from casework.delivery.web import WebWay
from runtime.clock import Clock
from runtime.config import Settings
from runtime.connectors.client import Client
from runtime.connectors.hosts import PORTS, allowed

FOLDER, HTTP, EMAIL = "folder", "http", "email"


def ways(settings: Settings, clock: Clock) -> dict[str, Way]:
    """By the `kind` of an agency's `delivery`."""
    client = Client(settings.agency_hosts, setting="AGENCY_HOSTS")
    return {
        FOLDER: FolderWay(settings.agency_folders),
        HTTP: WebWay(client, settings.agency_secrets, clock),
        EMAIL: MailWay(settings.mail_server, settings.mail_from),
    }


def problems(settings: Settings, agencies: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Sentences: what has to be set before cases can reach these agencies."""
    for code, agency in agencies.items():
        delivery = agency.get("delivery", {})
        if delivery.get("kind") == HTTP:
            yield from _of_service(settings, code, str(delivery["address"]))
        if delivery.get("kind") == EMAIL and None in (settings.mail_server, settings.mail_from):
            yield f"agency {code}: its cases go by e-mail, and SMTP_URL or MAIL_FROM is not set"


def _of_service(settings: Settings, code: str, address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if not allowed(settings.agency_hosts, parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme]):
        yield f"agency {code}: {parts.scheme}://{parts.netloc} is not in AGENCY_HOSTS, so its cases wait"
    if code.lower() not in settings.agency_secrets:
        yield f"agency {code}: AGENCY_SECRET_{code} is not set, so its cases wait"
