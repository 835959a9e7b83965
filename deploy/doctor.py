"""`python app.py doctor`: what is there, what is missing, and how to mend it. Changes nothing."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from runtime.config import Settings
from runtime.db import Database
from telephony.speech.client import SpeechClient


@dataclass(frozen=True)
class Finding:
    """`mend` is empty for what is well; `needed` is False for what the product can do without."""

    what: str
    state: str
    mend: str = ""
    needed: bool = True

    def __str__(self) -> str:
        mark = "ok  " if not self.mend else ("FAIL" if self.needed else "note")
        return f"{mark}  {self.what}: {self.state}" + (f"\n      mend: {self.mend}" if self.mend else "")


def doctor(settings: Settings) -> int:
    """Prints each finding; 1 when something needed is missing."""
    failed = False
    for finding in examine(settings):
        print(finding)
        failed |= bool(finding.mend) and finding.needed
    return int(failed)


def examine(settings: Settings) -> Iterator[Finding]:
    yield _port(settings, "web server", settings.port, "PORT")
    if settings.carrier == "local":
        yield _port(settings, "local carrier", settings.carrier_port, "CARRIER_PORT")
    yield _database(settings)
    yield _front_end(settings)
    yield _speech(settings)
    yield _public_address(settings)
    yield _signature_key(settings)
    yield _microphone(settings)


def _port(settings: Settings, what: str, port: int, setting: str) -> Finding:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        answers = probe.connect_ex(("127.0.0.1", port)) == 0
    if not answers:
        return Finding(f"port {port} ({what})", "free, nothing runs there now")
    if _status(f"http://127.0.0.1:{port}/health") == 200:
        return Finding(f"port {port} ({what})", "this product answers there")
    return Finding(f"port {port} ({what})", "something else listens there", f"end it, or set {setting}")


def _database(settings: Settings) -> Finding:
    name = urlsplit(settings.database_url).scheme.split("+")[0]
    database = Database(settings.database_url)
    try:
        with database.read() as conn:
            conn.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        return Finding("database", f"{name}: {reason}", "start it, or correct DATABASE_URL")
    finally:
        database.close()
    return Finding("database", f"{name} answers")


def _front_end(settings: Settings) -> Finding:
    built = (settings.root / "frontend" / "dist" / "manifest.json").is_file()
    return Finding("front end", "built" if built else "not built", "" if built else "make run builds it")


def _speech(settings: Settings) -> Finding:
    if not settings.speech_socket.exists():
        return Finding("speech", "the service does not run now", "start the product with make run", needed=False)
    state = SpeechClient(settings.speech_socket).state_now()
    return Finding("speech", ", ".join(f"{name}: {value}" for name, value in state.items()))


def _public_address(settings: Settings) -> Finding:
    base = settings.public_base_url
    status = _status(f"{base}/health")
    if status == 200:
        return Finding("public address", f"{base} reaches this product from here")
    state = f"{base} gives no answer from here" if status is None else f"{base}/health answers {status}"
    where = (
        "the address at which the carrier reaches this server" if settings.carrier == "twilio" else "its own address"
    )
    return Finding(
        "public address", state, f"start the product, or set PUBLIC_BASE_URL to {where}", settings.carrier == "twilio"
    )


def _signature_key(settings: Settings) -> Finding:
    own = (
        "set by TWILIO_AUTH_TOKEN"
        if settings.carrier == "twilio"
        else "set, webhooks of the local carrier are signed with it"
    )
    signed = f"webhooks are checked as signed for {settings.public_base_url}/telephony/…"
    return Finding("signature key", f"{own}; {signed}")


def _microphone(settings: Settings) -> Finding:
    parts = urlsplit(settings.public_base_url)
    if parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost", "::1"):
        return Finding("microphone in browsers", "allowed at the public address")
    mend = "serve by https, as deploy/Caddyfile does: browsers give a microphone only to https or localhost"
    return Finding("microphone in browsers", f"blocked at {parts.scheme}://{parts.netloc}", mend)


def _status(url: str) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, ValueError):
        return None
