"""A recording of one leg: what was said into it, what it heard, or both."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telephony.audio import FRAME_MS, SILENCE
from telephony.local_carrier.call import Call, utc_now
from telephony.local_carrier.sids import new_sid
from telephony.local_carrier.sound_file import SoundFile

log = logging.getLogger(__name__)
LIVE = ("in-progress", "paused")


@dataclass(frozen=True)
class Callback:
    """Who is told of a recording: in-progress, completed or absent."""

    url: str = ""
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})


@dataclass
class Recording:
    """`source` and `track` are the carrier's words; `seconds` is None until it is over."""

    account_sid: str
    call_sid: str
    source: str
    channels: int = 1
    track: str = "both"
    sid: str = field(default_factory=lambda: new_sid("RE"))
    status: str = "in-progress"
    seconds: float | None = None
    created: dt.datetime = field(default_factory=utc_now)
    updated: dt.datetime = field(default_factory=utc_now)

    @property
    def live(self) -> bool:
        return self.status in LIVE

    @property
    def duration(self) -> str | None:
        """Whole seconds, never 0 for a sound that is there; None while it runs."""
        return None if self.seconds is None else str(max(round(self.seconds), int(self.seconds > 0)))

    def to_plain(self) -> dict[str, Any]:
        plain = dataclasses.asdict(self)
        return plain | {"created": self.created.isoformat(), "updated": self.updated.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Recording:
        moments = {name: dt.datetime.fromisoformat(plain[name]) for name in ("created", "updated")}
        return cls(**{**plain, **moments})


class Recorder:
    """Taps a leg into a file until it is finished. A disk that fails ends the recording (absent), never the leg."""

    def __init__(self, recording: Recording, call: Call, path: Path, callback: Callback):
        self.recording, self.call, self.callback = recording, call, callback
        self.skipping = True
        self.file = SoundFile(path, recording.channels)
        call.spoken_by.append(self._frame)

    def _frame(self, spoken: bytes) -> None:
        heard = self.call.frame_in
        if self.recording.status == "paused":
            if self.skipping:
                return
            heard = spoken = SILENCE
        match self.recording.track:
            case "inbound":
                self._write(heard)
            case "outbound":
                self._write(spoken)
            case _:
                self._write(heard, spoken)

    def _write(self, *tracks: bytes) -> None:
        try:
            self.file.write(*tracks)
        except OSError as error:
            log.error("recording %s: %s", self.recording.sid, error.strerror)
            self.recording.status = "absent"
            self._untap()

    def pause(self, *, skip: bool) -> None:
        """While paused nothing is written (skip), or silence is."""
        self.skipping = skip
        self.recording.status, self.recording.updated = "paused", utc_now()

    def resume(self) -> None:
        self.recording.status, self.recording.updated = "in-progress", utc_now()

    def finish(self, first: int = 0, last: int | None = None) -> None:
        """Closes the file; frames `first` to before `last` are kept. Afterwards it is completed, or absent when empty."""
        self._untap()
        try:
            self.file.close(first, last)
        except OSError as error:
            log.error("recording %s: %s", self.recording.sid, error.strerror)
            self.recording.status = "absent"
        self.recording.seconds = self.file.frames * FRAME_MS / 1000
        self.recording.updated = utc_now()
        if self.recording.status != "absent":
            self.recording.status = "completed" if self.file.frames else "absent"

    def _untap(self) -> None:
        if self._frame in self.call.spoken_by:
            self.call.spoken_by.remove(self._frame)
