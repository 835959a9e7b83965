"""A golden call through the house's signed webhooks: forms are posted as a carrier posts them, the TwiML is obeyed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from deploy.golden import records
from deploy.golden.house import House
from ivr.keypad import entry
from ivr.line import StepFailed, WrongMoment

Verb = ElementTree.Element
WAITS = ("Gather", "Record", "Enqueue", "Dial", "Hangup")
MOST_REDIRECTS = 30
QUEUE_RESULTS = {"full": "queue-full", "failed": "error"}
DIAL_RESULTS = {"answered": "completed", "busy": "busy", "no_answer": "no-answer", "failed": "failed"}


class WebhookLine:
    """`said` are the words behind the addresses that were to be played since the caller last did something."""

    def __init__(self, house: House, origin: str, dialled: str, number: int = 1, dial: str = "answered") -> None:
        """`dial`: how a party ends that the call is put through to, as DialEnded tells it."""
        self.house = house
        self.dial = dial
        self.dialled = ""
        self.said: list[str] = []
        self.sid = f"CA{0x90 + number:032x}"
        self.form = {"CallSid": self.sid, "AccountSid": house.settings.account_sid, "From": origin, "To": dialled}
        self.recordings = 0
        self.waits: list[Verb] = []

    @property
    def call(self) -> str:
        return self.house.parts.calls.call_id(self.sid)

    def start(self) -> None:
        self._post("/telephony/voice", CallStatus="ringing")

    def press(self, keys: str) -> None:
        while keys:
            wait = self._waiting("Gather", "Record", "Enqueue")
            if wait.tag == "Enqueue":
                self._leave_by_key(wait, keys[0])
                keys = keys[1:]
            elif wait.tag == "Record":
                self._recorded(wait, 0, keys[0])
                keys = keys[1:]
            else:
                digits, finished_on, keys = entry(keys, int(wait.get("numDigits", "0")), wait.get("finishOnKey", "#"))
                self._answer(wait, Digits=digits, FinishedOnKey=finished_on)

    def say(self, text: str, confidence: float | None = None) -> None:
        wait = self._waiting("Gather")
        if "speech" not in wait.get("input", ""):
            raise WrongMoment("the call listens for keys alone")
        self._answer(wait, SpeechResult=text, Confidence="" if confidence is None else str(confidence))

    def silence(self) -> None:
        self._hear_out()
        self._waiting("Gather", "Record")
        redirect = self.waits[1] if len(self.waits) > 1 else None
        if redirect is None or redirect.tag != "Redirect":
            raise StepFailed("after a time-out the carrier is left without a word")
        self.said.clear()
        self._post(_path(redirect.text))

    def record(self, seconds: float) -> None:
        self._hear_out()
        self._recorded(self._waiting("Record"), seconds, "#")

    def _hear_out(self) -> None:
        """What is said before a recording hears keys; without one the recording follows it."""
        if [verb.tag for verb in self.waits[:2]] == ["Gather", "Record"]:
            self.waits = self.waits[1:]

    def wait(self, seconds: int) -> None:
        self.house.clock.advance(seconds)

    def leave_queue(self, result: str) -> None:
        wait = self._waiting("Enqueue")
        if result == "left":
            self.said.clear()
            self._post(f"{_path(wait.get('action'))}&e=left")
        elif result in QUEUE_RESULTS:
            self._answer(wait, QueueResult=QUEUE_RESULTS[result], QueueTime="9")
        else:
            raise WrongMoment(f"a carrier's queue does not end as '{result}'")

    def hang_up(self) -> None:
        self.house.post("/telephony/status", {**self.form, "CallStatus": "completed", "CallDuration": "60"})

    def seen(self, what: str) -> Any:
        if what == "dialled":
            return self.dialled
        with self.house.parts.database.read() as conn:
            return records.seen(conn, self.call, what, self.house.settings.timezone)

    def _waiting(self, *tags: str) -> Verb:
        wait = self.waits[0]
        if wait.tag not in tags:
            raise WrongMoment(f"the carrier is in <{wait.tag}>, not in <{'> or <'.join(tags)}>")
        return wait

    def _recorded(self, wait: Verb, seconds: float, key: str) -> None:
        if key not in wait.get("finishOnKey", ""):
            raise WrongMoment(f"'{key}' does not end this recording")
        self.recordings += 1
        sid = f"RE{self.recordings:032x}"
        url = f"http://127.0.0.1/{sid}"
        self._answer(wait, RecordingSid=sid, RecordingUrl=url, RecordingDuration=str(int(seconds)), Digits=key)

    def _leave_by_key(self, wait: Verb, key: str) -> None:
        """The key is pressed in the document that is played while the caller waits."""
        heard = self._document(_path(wait.get("waitUrl")), {"QueuePosition": "1", "QueueTime": "9"})
        gather = next((verb for verb in heard if verb.tag == "Gather"), None)
        if gather is None:
            raise WrongMoment("no key is listened for in this queue")
        reply = self._document(_path(gather.get("action")), {"Digits": key})
        if not any(verb.tag == "Leave" for verb in reply):
            raise WrongMoment(f"'{key}' does not lead out of this queue")
        self._answer(wait, QueueResult="leave", QueueTime="9")

    def _put_through(self, wait: Verb) -> None:
        """A party that is dialled ends at once, as was given."""
        self.dialled = str(next(iter(wait)).text)
        self._post(_path(wait.get("action")), DialCallStatus=DIAL_RESULTS[self.dial], DialBridged="true")

    def _answer(self, wait: Verb, **form: str) -> None:
        self.said.clear()
        self._post(_path(wait.get("action")), **form)

    def _post(self, path: str, **form: str) -> None:
        """What is played until the next wait is heard; a document that only leads on is followed."""
        for _ in range(MOST_REDIRECTS):
            verbs = self._document(path, form)
            place = next((at for at, verb in enumerate(verbs) if verb.tag in (*WAITS, "Redirect")), None)
            if place is None:
                raise StepFailed("the reply waits for nothing and does not hang up")
            self._hear(verbs[: place + 1])
            if verbs[place].tag != "Redirect":
                self.waits = verbs[place:]
                if verbs[place].tag == "Dial":
                    self._put_through(verbs[place])
                return
            path, form = _path(verbs[place].text), {}
        raise StepFailed(f"redirected {MOST_REDIRECTS} times")

    def _document(self, path: str, form: dict[str, str]) -> list[Verb]:
        try:
            reply = self.house.post(path, {**self.form, "CallStatus": "in-progress", **form})
        except ValueError as problem:
            raise StepFailed(str(problem)) from problem
        return list(ElementTree.fromstring(reply))  # noqa: S314 - our own reply

    def _hear(self, verbs: list[Verb]) -> None:
        tokens = [
            str(play.text).rsplit("/", 1)[-1].removesuffix(".wav") for verb in verbs for play in verb.iter("Play")
        ]
        with self.house.parts.database.read() as conn:
            for token in tokens:
                part = self.house.parts.prompts.find(conn, token, self.house.clock.now())
                if part is None:
                    raise StepFailed("an address that is to be played stands for nothing")
                self.said.append(part.text or f"[recording {part.recording}]")


def _path(address: str | None) -> str:
    parts = urlsplit(address or "")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
