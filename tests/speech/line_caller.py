"""Somebody with a telephone and a synthetic voice, who walks the shipped flow by keys to a question and then speaks."""

import json
import time
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from threading import BoundedSemaphore
from types import SimpleNamespace

import numpy as np
from sqlalchemy import select

from runtime import event_log
from runtime.models import dialogue_sessions
from telephony.audio import FRAME_BYTES, RATE, SILENCE
from telephony.models import calls
from tests.browser.product import Product
from tests.carrier.phone import Phone
from tests.speech.sound import TAIL_S

NUMBER = "+62211500112"
LANGUAGE_KEY = {"id": "1", "en": "2"}
PATIENCE_S, LOOK_S, PRESS_AGAIN_S = 60.0, 0.05, 1.5
LOUD = 0.02
REPLY_S = 10.0
FRAMES_A_SECOND = RATE // FRAME_BYTES


@dataclass(frozen=True)
class Place:
    """Where a dialogue stands: `question` is flow.node, or the field asked for in a form."""

    wait: int
    question: str
    slots: dict
    doubt: bool


@dataclass(frozen=True)
class Answer:
    """What came of one utterance. `wait_s`: from the end of speech to the first sound of what the hotline says next."""

    path: list[str]
    place: Place
    wait_s: float


class LineCaller:
    """`floor` is held while one speaks and until the reply is heard: how many may do so at a time."""

    def __init__(self, product: Product, floor: BoundedSemaphore):
        self.product, self.floor = product, floor
        self.phone = Phone(SimpleNamespace(port=product.port + 1), "caller", token=_ticket(product.base))
        self.call = ""

    def __enter__(self) -> "LineCaller":
        return self

    def __exit__(self, *_) -> None:
        self.phone.hangs_up()
        self.phone.close()

    def reaches(self, language: str, target: str, keys: dict[str, str | list[str]]) -> None:
        """Dials, and presses at each question the key that leads towards `target`; a list is for a question's steps."""
        self.phone.dials(NUMBER)
        place, steps = self.after(-1), {"hotline.choose_language": LANGUAGE_KEY[language], **keys}
        while place.question != target:
            key = steps[place.question]
            if isinstance(key, list):
                key, steps[place.question] = key[0], key[1:]
            place = self.presses_until_it_goes_on(key, place)

    def presses_until_it_goes_on(self, key: str, place: Place) -> Place:
        """What is pressed while a notice cannot be interrupted is lost, as on any telephone."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            self.phone.presses(key)
            now = self.after(place.wait, PRESS_AGAIN_S)
            if now is not None:
                return now
        raise AssertionError(f"pressing {key} at {place.question} never led on")

    def says(self, mulaw: bytes, noise: bytes) -> Answer:
        """Speaks; `noise` is what the line sounds like afterwards."""
        with self.floor:
            before = self.after(-1)
            with self.phone.news:
                ends = len(self.phone.sound) + len(mulaw) - int(TAIL_S * RATE)
                self.phone.to_say.extend(_frames(mulaw + noise))
            place = self.after(before.wait)
            assert place is not None, "no answer to what was said"
            return Answer(self.last_path(), place, self._first_sound_after(ends))

    def after(self, wait: int, patience_s: float = PATIENCE_S) -> Place | None:
        """Where the dialogue stands once it waits beyond `wait`; None when it does not come to that in time."""
        until = time.monotonic() + patience_s
        while time.monotonic() < until:
            with self.product.database.read() as conn:
                self.call = (
                    self.call
                    or conn.execute(select(calls.c.id).where(calls.c.sid == self.phone.call)).scalar_one_or_none()
                )
                row = conn.execute(
                    select(dialogue_sessions.c.state).where(dialogue_sessions.c.call_id == self.call)
                ).scalar_one_or_none()
            place = _place(json.loads(row)) if row else None
            if place is not None and place.wait > wait:
                return place
            time.sleep(LOOK_S)
        return None

    def last_path(self) -> list[str]:
        with self.product.database.read() as conn:
            return [e.data["path"] for e in event_log.of_call(conn, self.call) if e.kind == "turn_taken"][-1]

    def _first_sound_after(self, start: int) -> float:
        for frame in range(int(REPLY_S * FRAMES_A_SECOND)):
            if np.abs(self.phone.has_heard_from(start + frame * FRAME_BYTES, 1 / FRAMES_A_SECOND)).max() > LOUD:
                return frame / FRAMES_A_SECOND
        raise AssertionError(f"nothing was heard within {REPLY_S:g} s of what was said")


def _place(state: dict) -> Place:
    own = state["state"]
    at = own.get("field") or f"{state['graph']}.{state['node']}"
    return Place(state["wait"]["number"], at, state["slots"], "doubt" in own)


def _frames(mulaw: bytes) -> list[bytes]:
    whole = mulaw + SILENCE[: -len(mulaw) % FRAME_BYTES]
    return [whole[i : i + FRAME_BYTES] for i in range(0, len(whole), FRAME_BYTES)]


def _ticket(base: str) -> str:
    """As the browser phone gets it: the page gives a number by cookie, the number a ticket."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(f"{base}/phone", timeout=10).read()
    return json.load(opener.open(f"{base}/phone/ticket", timeout=10))["token"]
