"""<Gather>: keys, speech or both, while nested Say, Play and Pause are heard.

Any key or speech stops the prompt; the time-out starts when the prompt has ended; the first modality wins. Empty input
goes on with the next verb, or to the action with `actionOnEmptyResult`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from telephony.local_carrier.interpreter import Leg, Result
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs.pause import pause
from telephony.local_carrier.verbs.play import play
from telephony.local_carrier.verbs.say import say

PROMPTS = {"Say": say, "Play": play, "Pause": pause}
MAX_SPEECH_S = 60
MAX_DIGITS = 10_000


@dataclass(frozen=True)
class Key:
    digit: str


@dataclass(frozen=True)
class SpeechStarted:
    pass


@dataclass(frozen=True)
class SpeechEnded:
    """What was understood; an empty text is noise or silence."""

    text: str
    confidence: float | None = None


@dataclass(frozen=True)
class PromptEnded:
    pass


Input = Key | SpeechStarted | SpeechEnded | PromptEnded


@dataclass
class Gathering:
    """Pure bookkeeping of one Gather: fed with inputs, it says when it is done and until when to wait."""

    timeout_s: float
    max_digits: int
    finish_on: str
    takes_keys: bool
    takes_speech: bool
    digits: str = ""
    finished_on: str = ""
    speech: SpeechEnded | None = None
    prompting: bool = True
    speaking: bool = False
    done: bool = field(default=False)

    def take(self, event: Input) -> bool:
        """Returns True when the event is input of the caller, so that the prompt has to stop."""
        match event:
            case PromptEnded():
                self.prompting = False
            case Key(digit) if self.takes_keys and not self.speaking:
                return self._key(digit)
            case SpeechStarted() if self.takes_speech and not self.digits:
                self.speaking, self.prompting = True, False
                return True
            case SpeechEnded() if self.takes_speech and not self.digits:
                self.speech, self.prompting, self.done = event, False, True
                return True
        return False

    def _key(self, digit: str) -> bool:
        self.prompting = False
        if digit in self.finish_on:
            self.finished_on, self.done = digit, True
        else:
            self.digits += digit
            self.done = len(self.digits) in (self.max_digits, MAX_DIGITS)
        return True

    @property
    def patience_s(self) -> float | None:
        """How long to wait for the next input; None while the prompt is heard."""
        if self.prompting:
            return None
        return MAX_SPEECH_S if self.speaking else self.timeout_s

    def parameters(self) -> list[tuple[str, str]]:
        """What the action is told; empty when nothing was entered."""
        if self.speech is not None and self.speech.text:
            confidence = self.speech.confidence
            extra = [] if confidence is None else [("Confidence", f"{confidence:.4f}")]
            return [("SpeechResult", self.speech.text), *extra]
        if self.digits:
            return [("Digits", self.digits), *([("FinishedOnKey", self.finished_on)] if self.finished_on else [])]
        return []


async def gather(verb: Verb, leg: Leg) -> Result:
    state = _gathering(verb)
    inputs: asyncio.Queue[Input] = asyncio.Queue()
    prompt = asyncio.create_task(_prompt(verb, leg, inputs))
    leg.call.keys_to = lambda digit: inputs.put_nowait(Key(digit))
    listener = leg.exchange.listen(leg.call, verb, inputs.put_nowait) if state.takes_speech else None
    try:
        await _collect(state, inputs, prompt)
    finally:
        leg.call.keys_to = None
        prompt.cancel()
        if listener is not None:
            listener.close()
    if not state.parameters() and (error := _failure(prompt)):
        raise error
    return _outcome(verb, leg, state)


def _gathering(verb: Verb) -> Gathering:
    kinds = verb.get("input", "dtmf").split()
    return Gathering(
        timeout_s=verb.number("timeout", 5, 0, 3600),
        max_digits=verb.number("numDigits", 0),
        finish_on=verb.get("finishOnKey", "#"),
        takes_keys="dtmf" in kinds,
        takes_speech="speech" in kinds,
    )


async def _prompt(verb: Verb, leg: Leg, inputs: asyncio.Queue[Input]) -> None:
    try:
        for nested in verb.nested:
            if nested.name in PROMPTS:
                await PROMPTS[nested.name](nested, leg)
    finally:
        inputs.put_nowait(PromptEnded())


async def _collect(state: Gathering, inputs: asyncio.Queue[Input], prompt: asyncio.Task[None]) -> None:
    while not state.done:
        try:
            event = await asyncio.wait_for(inputs.get(), state.patience_s)
        except TimeoutError:
            return
        if state.take(event):
            prompt.cancel()
        if isinstance(event, PromptEnded) and _failure(prompt):
            return


def _failure(prompt: asyncio.Task[None]) -> BaseException | None:
    """Why a prompt could not be heard to its end; None when it was, or was stopped."""
    return prompt.exception() if prompt.done() and not prompt.cancelled() else None


def _outcome(verb: Verb, leg: Leg, state: Gathering) -> Result:
    parameters = state.parameters()
    if not parameters:
        if not verb.flag("actionOnEmptyResult", False):
            return None
        finished = [("FinishedOnKey", state.finished_on)] if state.finished_on else []
        parameters = [("Digits", ""), *finished]
    return leg.step(verb, parameters)
