"""From what is to be said to an address that the carrier can play: a recorded file, a caller's recording, or synthesis.

An address is unguessable (an HMAC) and good for a day or two, since a prompt can speak a reference number.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, select

from ivr.effects import Part
from runtime.db import insert_into
from telephony.models import prompts
from telephony.recordings import sound_of

LIFE = timedelta(days=2)
Synthesise = Callable[[str, str], bytes]
FetchRecording = Callable[[str], bytes]


@dataclass(frozen=True)
class Prompts:
    """`synthesise(text, language)` gives a WAV; `recorded` is the folder of recordings."""

    base_url: str
    secret: str
    recorded: Path
    synthesise: Synthesise
    fetch_recording: FetchRecording

    def address(self, part: Part, now: datetime) -> str:
        """The same part has the same address for a day, so that a carrier may keep the sound."""
        return f"{self.base_url}/telephony/prompt/{self._token(part, now)}.wav"

    def remember(self, conn: Connection, parts: Iterable[Part], now: datetime) -> None:
        """Written in the turn's transaction; a part that is known already costs no write."""
        rows = [
            {
                "token": self._token(part, now),
                "key": part.key,
                "language": part.language,
                "text": part.text,
                "recording": part.recording,
                "expires_at": now + LIFE,
            }
            for part in parts
        ]
        if rows:
            conn.execute(insert_into(conn, prompts).on_conflict_do_nothing(index_elements=["token"]), rows)

    def find(self, conn: Connection, token: str, now: datetime) -> Part | None:
        """What a token stands for; None when it is unknown or has run out."""
        row = conn.execute(select(prompts).where(prompts.c.token == token, prompts.c.expires_at > now)).first()
        return None if row is None else Part(row.key, row.language, row.text, row.recording)

    def speak(self, part: Part) -> bytes:
        """The WAV of a part; a recorded prompt is used only while its words are still the flow's."""
        if part.recording:
            return self.fetch_recording(part.recording)
        recorded = sound_of(self.recorded, part)
        return recorded.read_bytes() if recorded is not None else self.synthesise(part.text, part.language)

    def _token(self, part: Part, now: datetime) -> str:
        said = "\x1f".join((now.date().isoformat(), part.key, part.language, part.text, part.recording))
        return hmac.new(self.secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:48]


def forget_old(conn: Connection, now: datetime) -> int:
    """Deletes what has run out; how many."""
    return conn.execute(delete(prompts).where(prompts.c.expires_at <= now)).rowcount
