"""The dialect's REST face through the official client; a local carrier is the same client pointed elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant
from twilio.rest import Client

from telephony.carrier import CarrierError

T = TypeVar("T")
TIMEOUT_S = 10
TICKET_S = 60
GONE = (20404, 21220)
EVENTS = ["initiated", "ringing", "answered", "completed"]


class ElsewhereClient(TwilioHttpClient):  # type: ignore[misc]
    """The official transport, with the host of every request replaced."""

    def __init__(self, base_url: str):
        super().__init__(timeout=TIMEOUT_S)
        self._base = urlsplit(base_url)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        parts = urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        return super().request(method, urlunsplit(parts), *args, **options)


class TwilioCarrier:
    """`hotline` is the number that calls and messages come from; `base_url` is set for a carrier other than the vendor."""

    def __init__(self, account_sid: str, auth_token: str, hotline: str, base_url: str | None = None):
        http = ElsewhereClient(base_url) if base_url else TwilioHttpClient(timeout=TIMEOUT_S)
        self._client = Client(account_sid, auth_token, http_client=http)
        self._hotline = hotline
        self._account, self._token = account_sid, auth_token
        self._base_url = base_url or "https://api.twilio.com"

    def place(self, to: str, url: str, status_url: str, fallback_url: str = "") -> str:
        calls = self._client.calls
        more = {"fallback_url": fallback_url} if fallback_url else {}
        call = _tried(
            lambda: calls.create(
                to=to,
                from_=self._hotline,
                url=url,
                status_callback=status_url,
                status_callback_event=EVENTS,
                timeout=30,
                **more,
            )
        )
        return str(call.sid)

    def redirect(self, sid: str, url: str) -> None:
        _tried(lambda: self._client.calls(sid).update(url=url, method="POST"))

    def hang_up(self, sid: str) -> None:
        _tried(lambda: self._client.calls(sid).update(status="completed"))

    def start_recording(self, sid: str, callback: str) -> str:
        recordings = self._client.calls(sid).recordings
        made = _tried(lambda: recordings.create(recording_channels="dual", recording_status_callback=callback))
        return str(made.sid)

    def send_message(self, to: str, text: str) -> str:
        return str(_tried(lambda: self._client.messages.create(to=to, from_=self._hotline, body=text)).sid)

    def hold(self, conference: str, sid: str, on: bool) -> None:
        rooms = _tried(lambda: self._client.conferences.list(friendly_name=conference, status="in-progress", limit=1))
        if not rooms:
            raise CarrierError("no such conference", gone=True)
        _tried(lambda: self._client.conferences(rooms[0].sid).participants(sid).update(hold=on))

    def recording(self, sid: str) -> bytes:
        url = f"{self._base_url}/2010-04-01/Accounts/{self._account}/Recordings/{sid}.wav"
        try:
            answer = requests.get(url, auth=(self._account, self._token), timeout=TIMEOUT_S)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise CarrierError(f"recording not available: {type(error).__name__}") from error
        return answer.content


def _tried(work: Callable[[], T]) -> T:
    try:
        return work()
    except TwilioRestException as error:
        raise CarrierError(
            f"HTTP {error.status}, code {error.code}",
            gone=error.code in GONE or error.status == 404,
            retryable=error.status >= 500,
        ) from error
    except (TwilioException, requests.RequestException) as error:
        raise CarrierError(f"carrier not reached: {type(error).__name__}") from error


def line_token(account_sid: str, api_key: str, api_secret: str, identity: str) -> str:
    """A browser's ticket to a line of its own, in the shape of the vendor's access token; good for 60 s."""
    token = AccessToken(account_sid, api_key, api_secret, identity=identity, ttl=TICKET_S)
    token.add_grant(VoiceGrant(incoming_allow=True))
    return str(token.to_jwt())
