"""A telephone on a line of the local carrier: frames of 20 ms both ways, keys, and what the carrier tells."""

from __future__ import annotations

import json
import threading
from collections import deque
from itertools import pairwise
from typing import Any

import numpy as np
from simple_websocket import Client, ConnectionClosed

from telephony.audio import FRAME_BYTES, RATE, SILENCE, pad, to_linear

PATIENCE_S = 30.0
AHEAD = 6
"""Frames that are sent at once, so that a late turn of this machine tears no hole into what is said."""
LOUD = 0.01
TONE_S, PURE = 0.1, 0.8
TONE_BYTES = int(TONE_S * RATE)


class NotConnected(Exception):
    """The carrier did not answer in time."""


class Telephone:
    """Each frame heard is answered by one said, so that both keep the carrier's time."""

    def __init__(self, address: str) -> None:
        self.socket: Any = Client(address)
        self.sound = bytearray()
        self.call = ""
        self.over = False
        self.messages: list[str] = []
        self._to_say: deque[bytes] = deque()
        self._told: list[str] = []
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def dial(self, number: str) -> None:
        """Raises NotConnected."""
        self._send("dial", to=number)
        with self._news:
            if not self._news.wait_for(lambda: "answered" in self._told, PATIENCE_S):
                raise NotConnected(f"{number} did not answer")

    def press(self, keys: str) -> None:
        for key in keys:
            self._send("digits", call=self.call, digits=key)

    def say(self, mulaw: bytes) -> None:
        whole = pad(mulaw)
        with self._news:
            self._to_say.extend(whole[at : at + FRAME_BYTES] for at in range(0, len(whole), FRAME_BYTES))

    def hang_up(self) -> None:
        self._send("hangup", call=self.call)
        with self._news:
            self._news.wait_for(lambda: self.over, PATIENCE_S)

    def close(self) -> None:
        self.socket.close()

    def hears_since(self, start: int) -> bool:
        """Whether anything sounded since so many samples were heard."""
        with self._news:
            heard = bytes(self.sound[start:])
        return bool(heard) and _sounds(heard)

    def last_message(self, patience_s: float) -> str:
        """The newest text, "" when none comes."""
        with self._news:
            self._news.wait_for(lambda: self.messages, patience_s)
            return self.messages[-1] if self.messages else ""

    def waits_for_quiet(self, seconds: float) -> None:
        """Until nothing has sounded for so long; the carrier's clock, not this machine's."""
        count = int(seconds * RATE)

        def quiet() -> bool:
            return self.over or (len(self.sound) >= count and not _sounds(bytes(self.sound[-count:])))

        with self._news:
            self._news.wait_for(quiet, PATIENCE_S)

    def waits_for_tone(self) -> None:
        """Until a tone has sounded and ended: from here on one speaks. Nothing else is one frequency for so long."""
        with self._news:
            start = len(self.sound)
            self._news.wait_for(lambda: self.over or _has_tone(bytes(self.sound[start:])), PATIENCE_S)
        self.waits_for_quiet(TONE_S)

    def _listen(self) -> None:
        try:
            while True:
                item = self.socket.receive()
                with self._news:
                    self._take(item)
                    self._news.notify_all()
        except ConnectionClosed:
            with self._news:
                self.over = True
                self._news.notify_all()

    def _take(self, item: Any) -> None:
        if isinstance(item, (bytes, bytearray)):
            self.sound += item
            self.socket.send(self._to_say.popleft() if self._to_say else SILENCE)
            return
        message = json.loads(item)
        self._told.append(message["type"])
        if message["type"] == "dialing":
            self.call = message["call"]
        elif message["type"] == "answered":
            for _ in range(AHEAD):
                self.socket.send(SILENCE)
        elif message["type"] == "message":
            self.messages.append(str(message["body"]))
        elif message["type"] == "ended":
            self.over = True

    def _send(self, kind: str, **values: str) -> None:
        self.socket.send(json.dumps({"type": kind, **values}))


def _sounds(mulaw: bytes) -> bool:
    return bool(np.abs(np.frombuffer(to_linear(mulaw), "<i2")).max() > LOUD * 32768)


def _has_tone(mulaw: bytes) -> bool:
    """Two tenths of a second in a row that are loud and of the same single frequency."""
    pitches = [_pitch(mulaw[at : at + TONE_BYTES]) for at in range(0, len(mulaw) - TONE_BYTES + 1, TONE_BYTES)]
    return any(before and before == after for before, after in pairwise(pitches))


def _pitch(mulaw: bytes) -> int:
    """In steps of 10 Hz; 0 for silence, and for what is more than one frequency."""
    if not _sounds(mulaw):
        return 0
    samples = np.frombuffer(to_linear(mulaw), "<i2").astype(float)
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    peak = int(power.argmax())
    return peak if power[max(0, peak - 2) : peak + 3].sum() > PURE * power.sum() else 0
