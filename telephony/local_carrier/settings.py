"""What the carrier is told at start; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class CarrierSettings:
    """`voice_url`, `fallback_url`, `status_url`: the webhooks of the number (all numbers are one account's).

    `shortcut` (from, to): what begins with the first address is signed as it stands, but reached at the second: the
    application behind a proxy of its own machine, whose certificate and name nobody here needs to know.
    `base_url` is the carrier's own address as the application sees it, for recordings. `recordings` is a folder.
    `webhook_timeout_s` is for one webhook with its retry and redirects; `lost_line_s` how long a leg outlives its socket.
    """

    host: str
    port: int
    base_url: str
    account_sid: str
    auth_token: str
    api_key: str
    api_secret: str
    voice_url: str
    fallback_url: str
    status_url: str
    recordings: Path
    allowed_origins: tuple[str, ...] = ()
    speech_socket: Path | None = None
    webhook_timeout_s: float = 15.0
    lost_line_s: float = 15.0
    shortcut: tuple[str, str] | None = None
