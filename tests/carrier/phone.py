"""A telephone in Python: one WebSocket that speaks the line protocol, in step with the carrier's own clock."""

import json
import threading
from collections import deque
from contextlib import ExitStack
from socket import SHUT_RDWR

import numpy as np
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from telephony.audio import FRAME_BYTES, RATE, SILENCE, pad, to_linear, to_mulaw
from telephony.local_carrier.settings import CarrierSettings

PATIENCE_S = 60
AHEAD_FRAMES = 6


def ticket(settings: CarrierSettings, identity: str, ttl: int = 60) -> str:
    token = AccessToken(settings.account_sid, settings.api_key, settings.api_secret, identity=identity, ttl=ttl)
    token.add_grant(VoiceGrant(incoming_allow=True))
    return token.to_jwt()


class Phone:
    """Each frame heard is answered with one frame said, so nothing here waits for the time of day.

    It is some frames ahead, so that a late turn of the test machine tears no hole into what it says.
    """

    def __init__(self, settings: CarrierSettings, identity: str, token: str | None = None):
        self.identity = identity
        address = f"ws://127.0.0.1:{settings.port}/line?token={token or ticket(settings, identity)}"
        self.stack = ExitStack()
        self.socket = self.stack.enter_context(connect(address, compression=None, max_queue=None))
        self.messages: list[dict] = []
        self.sound = bytearray()
        self.to_say: deque[bytes] = deque()
        self.close_code: int | None = None
        self.news = threading.Condition()
        self.call = ""
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self) -> None:
        try:
            for item in self.socket:
                with self.news:
                    self.take(item)
                    self.news.notify_all()
        except ConnectionClosed:
            pass
        with self.news:
            self.close_code = self.socket.close_code
            self.news.notify_all()

    def take(self, item: str | bytes) -> None:
        if isinstance(item, bytes):
            self.sound += item
            self.socket.send(self.to_say.popleft() if self.to_say else SILENCE)
            return
        message = json.loads(item)
        self.messages.append(message)
        if message["type"] in ("dialing", "incoming"):
            self.call = message["call"]
        if message["type"] == "answered":
            for _ in range(AHEAD_FRAMES):
                self.socket.send(SILENCE)

    def hears_of(self, kind: str, count: int = 1) -> dict:
        """The `count`-th message of a kind."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.of(kind)) >= count, PATIENCE_S), (kind, self.messages)
            return self.of(kind)[count - 1]

    def of(self, kind: str) -> list[dict]:
        return [m for m in self.messages if m["type"] == kind]

    def send(self, kind: str, **values: str) -> None:
        self.socket.send(json.dumps({"type": kind, **values}))

    def dials(self, to: str = "+62211500112") -> str:
        """Returns the CallSid when the call is up."""
        self.rings(to)
        self.hears_of("answered")
        return self.call

    def rings(self, to: str = "+62211500112") -> str:
        self.send("dial", to=to)
        return self.hears_of("dialing")["call"]

    def answers(self) -> str:
        call = self.hears_of("incoming")["call"]
        self.send("answer", call=call)
        self.hears_of("answered")
        return call

    def presses(self, digits: str) -> None:
        for digit in digits:
            self.send("digits", call=self.call, digits=digit)

    def hangs_up(self) -> None:
        self.send("hangup", call=self.call)

    def says(self, samples: np.ndarray) -> None:
        mulaw = pad(to_mulaw((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()))
        frames = [mulaw[i : i + FRAME_BYTES] for i in range(0, len(mulaw), FRAME_BYTES)]
        with self.news:
            self.to_say.extend(frames)

    def has_heard(self, seconds: float) -> np.ndarray:
        """What came in the next so many seconds of the carrier's clock, -1..1."""
        return self.has_heard_from(len(self.sound), seconds)

    def has_heard_from(self, start: int, seconds: float) -> np.ndarray:
        """So many seconds from the sample `start` on, -1..1."""
        with self.news:
            end = start + int(seconds * RATE)
            assert self.news.wait_for(lambda: len(self.sound) >= end, PATIENCE_S + seconds), len(self.sound) - start
            return samples(bytes(self.sound[start:end]))

    @property
    def heard(self) -> np.ndarray:
        with self.news:
            return samples(bytes(self.sound))

    def is_closed_with(self) -> int | None:
        with self.news:
            assert self.news.wait_for(lambda: self.close_code is not None, PATIENCE_S)
            return self.close_code

    def drops(self) -> None:
        """The network goes away, without a word."""
        self.socket.socket.shutdown(SHUT_RDWR)
        self.thread.join()

    def close(self) -> None:
        self.stack.close()
        self.thread.join()


def samples(mulaw: bytes) -> np.ndarray:
    return np.frombuffer(to_linear(mulaw), dtype="<i2").astype(np.float64) / 32768
