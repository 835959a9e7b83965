"""What the house wants of a carrier; one implementation speaks the dialect (twilio/rest.py)."""

from __future__ import annotations

from typing import Protocol


class CarrierError(Exception):
    """The carrier refused or could not be reached. `gone`: the call is no longer there; `retryable`: try again later."""

    def __init__(self, text: str, *, gone: bool = False, retryable: bool = True):
        super().__init__(text)
        self.gone, self.retryable = gone, retryable and not gone


class Carrier(Protocol):
    """Calls are named by the carrier's own sid. Every method raises CarrierError."""

    def place(self, to: str, url: str, status_url: str, fallback_url: str = "") -> str:
        """Rings `to` (client:NAME or a number); when it answers, the document at `url` is run, and that at `fallback_url`
        when a later one fails. Returns the leg's sid."""

    def redirect(self, sid: str, url: str) -> None:
        """The leg leaves what it does and runs the document at `url`."""

    def hang_up(self, sid: str) -> None: ...

    def start_recording(self, sid: str, callback: str) -> str:
        """Records the leg, both sides apart, until it ends. Returns the recording's sid."""

    def send_message(self, to: str, text: str) -> str:
        """An SMS from the hotline's number. Returns its sid."""

    def hold(self, conference: str, sid: str, on: bool) -> None:
        """A leg of the conference of that name hears music instead of the others, or no longer."""

    def recording(self, sid: str) -> bytes:
        """The sound of a finished recording, as a WAV file."""
