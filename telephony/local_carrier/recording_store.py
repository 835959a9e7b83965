"""All recordings: those that run, and on disk those that are over (a WAV and a small JSON each, named by SID)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

from telephony.local_carrier.call import Call
from telephony.local_carrier.recording import Callback, Recorder, Recording

log = logging.getLogger(__name__)
SID = re.compile(r"RE[0-9a-f]{32}")
MOST_LISTED = 1000


class RecordingStore:
    """`told(recorder, event)` is called for in-progress, completed and absent."""

    def __init__(self, folder: Path, told: Callable[[Recorder, str], None]):
        self.folder, self.told = folder, told
        self.running: dict[str, Recorder] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def start(
        self, call: Call, source: str, *, channels: int = 1, track: str = "both", callback: Callback | None = None
    ) -> Recorder:
        """Records from the leg's next frame on. Raises OSError when the file cannot be made."""
        recording = Recording(call.account_sid, call.sid, source, channels, track)
        recorder = Recorder(recording, call, self._wav(recording.sid), callback or Callback())
        self.running[recording.sid] = recorder
        self._save(recording)
        self.told(recorder, "in-progress")
        return recorder

    def finish(self, recorder: Recorder, first: int = 0, last: int | None = None) -> None:
        """Once; a second time nothing happens."""
        if self.running.pop(recorder.recording.sid, None) is None:
            return
        recorder.finish(first, last)
        try:
            self._save(recorder.recording)
        except OSError as error:
            log.error("recording %s: %s", recorder.recording.sid, error.strerror)
            recorder.recording.status = "absent"
        self.told(recorder, recorder.recording.status)

    def finish_leg(self, call: Call) -> None:
        for recorder in [r for r in self.running.values() if r.call is call]:
            self.finish(recorder)

    def finish_all(self) -> None:
        """The carrier stops: what runs is closed as it is."""
        for recorder in tuple(self.running.values()):
            self.finish(recorder)

    def current(self, call_sid: str) -> Recorder | None:
        """The newest that runs on a leg."""
        return next((r for r in reversed(self.running.values()) if r.recording.call_sid == call_sid), None)

    def find(self, sid: str) -> Recording | None:
        if sid in self.running:
            return self.running[sid].recording
        path = self.folder / f"{sid}.json"
        if not SID.fullmatch(sid) or not path.is_file():
            return None
        recording = Recording.from_plain(json.loads(path.read_text(encoding="utf-8")))
        if recording.live:
            recording.status = "absent"
        return recording

    def newest(self) -> list[Recording]:
        """Newest first, at most MOST_LISTED. Reads the disk: not for the thread of the clock."""
        files = [p for p in self.folder.glob("RE*.json") if SID.fullmatch(p.stem)]
        found = (self.find(p.stem) for p in sorted(files, key=_changed, reverse=True)[:MOST_LISTED])
        return [recording for recording in found if recording is not None]

    def sound(self, sid: str) -> Path | None:
        """The WAV file of a completed recording."""
        recording = self.find(sid)
        return self._wav(sid) if recording is not None and recording.status == "completed" else None

    def delete(self, sid: str) -> None:
        self._wav(sid).unlink(missing_ok=True)
        (self.folder / f"{sid}.json").unlink(missing_ok=True)

    def _wav(self, sid: str) -> Path:
        return self.folder / f"{sid}.wav"

    def _save(self, recording: Recording) -> None:
        path = self.folder / f"{recording.sid}.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(recording.to_plain()), encoding="utf-8")


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns
