"""A golden call over the local carrier: keys are tones of a telephone, words are spoken, and what is heard is what the house
says it has the carrier play, while the line sounds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from deploy.golden import records
from deploy.golden.running_house import RunningHouse
from deploy.golden.telephone import Telephone
from ivr.effects import Collect, Hangup, Queue, RecordVoice, Say
from ivr.golden import GoldenCall
from ivr.keypad import entry
from ivr.line import StepFailed, WrongMoment
from ivr.session import Session
from runtime import event_log
from telephony.audio import SILENCE, read_wav
from telephony.twilio.rest import line_token

LOOK_S, PATIENCE_S, AGAIN_S, SMS_S = 0.05, 60.0, 2.0, 10.0
QUIET_S = 1.0
PAUSE = SILENCE * 75
CODE = re.compile(r"\b\d{6}\b")


class CarrierLine:
    """`said` is of the turns since the caller last did something; `understood` what the recogniser made of the last words."""

    def __init__(self, house: RunningHouse, call: GoldenCall) -> None:
        self.house, self.golden = house, call
        settings = house.settings
        caller = call.given.caller
        identity = "anonymous" if caller.get("anonymous") else str(caller.get("number"))
        token = line_token(settings.account_sid, settings.api_key, settings.api_secret, identity)
        self.telephone = Telephone(f"ws://127.0.0.1:{settings.carrier_port}/line?token={token}")
        self.said: list[str] = []
        self.understood = ""
        self._turns = 0

    @property
    def call(self) -> str:
        return self.house.parts.calls.call_id(self.telephone.call)

    def start(self) -> None:
        self.telephone.dial(self.golden.dial)
        self._until_turn(PATIENCE_S)

    def press(self, keys: str) -> None:
        while keys:
            wait = self._session().pending[-1]
            if isinstance(wait, Collect):
                digits, finished_on, keys = entry(keys, wait.max_digits, wait.finish_on)
                self._enter(self._real(digits) + finished_on)
            elif isinstance(wait, (Queue, RecordVoice)):
                self._enter(keys[0])
                keys = keys[1:]
            else:
                raise WrongMoment(f"nothing can be pressed while the call waits for {type(wait).__name__}")

    def say(self, text: str, confidence: float | None = None) -> None:
        """In the voice that the prompts have."""
        session = self._session()
        language = session.language or "id"
        sound = read_wav(self.house.parts.speech.synthesise_now(text, language))
        self._does(lambda: self.telephone.say(sound + PAUSE), PATIENCE_S)

    def silence(self) -> None:
        self._does(lambda: None, PATIENCE_S)

    def record(self, seconds: float) -> None:
        """Speaks when the tone has been heard, and ends by a key."""
        sound = read_wav(self.house.parts.speech.synthesise_now("satu dua tiga empat lima", "id"))
        spoken = (sound * (int(seconds * 8000 / max(1, len(sound))) + 1))[: int(seconds * 8000)]

        def speak() -> None:
            self.telephone.waits_for_tone()
            self.telephone.say(spoken)
            time.sleep(seconds)
            self.telephone.press("#")

        self._does(speak, PATIENCE_S)

    def wait(self, seconds: int) -> None:
        time.sleep(seconds)

    def leave_queue(self, result: str) -> None:
        raise WrongMoment("nobody plays the agent here")

    def hang_up(self) -> None:
        self.telephone.hang_up()

    def seen(self, what: str) -> Any:
        if what == "dialled":  # whom, the log does not say
            return "somebody" if any(turn.data["event"] == "DialEnded" for turn in self._taken()) else ""
        with self.house.parts.database.read() as conn:
            return records.seen(conn, self.call, what, self.house.settings.timezone)

    def close(self) -> None:
        if not self.telephone.over:
            self.telephone.hang_up()
        self.telephone.close()

    def _enter(self, keys: str) -> None:
        """What is pressed while a notice cannot be interrupted is lost, as on any telephone: it is pressed again."""
        notice = any(isinstance(effect, Say) for effect in self._session().pending)
        if notice:
            self.telephone.waits_for_quiet(QUIET_S)
        self.said.clear()
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            self.telephone.press(keys)
            if self._until_turn(AGAIN_S if len(keys) == 1 else PATIENCE_S):
                return
        raise StepFailed(f"pressing {keys} led to nothing in {PATIENCE_S:.0f} s")

    def _does(self, deed: Callable[[], None], patience_s: float) -> None:
        self.said.clear()
        deed()
        if not self._until_turn(patience_s):
            raise StepFailed(f"nothing came of it in {patience_s:.0f} s")

    def _until_turn(self, patience_s: float) -> bool:
        """Until the house has taken a turn more; False when that does not happen. Then the line must sound."""
        heard_before, taken = len(self.telephone.sound), False
        until = time.monotonic() + patience_s
        while time.monotonic() < until:
            turns = self._taken()
            for turn in turns[self._turns :]:
                self.said += turn.data["said"]
                self.understood = " ".join(turn.data["heard"])
            taken, self._turns = len(turns) > self._turns or taken, len(turns)
            if taken and self._stands():
                self._sounds_since(heard_before)
                return True
            time.sleep(LOOK_S)
        return False

    def _stands(self) -> bool:
        """Whether it is the caller's turn, and not still that of something that the house asks about."""
        with self.house.parts.database.read() as conn:
            return records.session(conn, self.call).wait.kind in ("collect", "record", "queue", "dial", "hangup")

    def _sounds_since(self, start: int) -> None:
        until = time.monotonic() + PATIENCE_S
        while self.said and not self.telephone.hears_since(start):
            if self.telephone.over or time.monotonic() > until:
                raise StepFailed("the house spoke, and the line is silent")
            time.sleep(LOOK_S)

    def _taken(self) -> list[event_log.Entry]:
        with self.house.parts.database.read() as conn:
            return [entry for entry in event_log.of_call(conn, self.call) if entry.kind == "turn_taken"]

    def _session(self) -> Session:
        with self.house.parts.database.read() as conn:
            session = records.session(conn, self.call)
        if isinstance(session.pending[-1] if session.pending else None, Hangup):
            raise WrongMoment("the call is over")
        return session

    def _real(self, digits: str) -> str:
        """The code that was sent stands where the golden call has the given one."""
        if digits != self.golden.given.verify.code:
            return digits
        found = CODE.search(self.telephone.last_message(SMS_S))
        return found[0] if found else digits
