"""Leave a message in one's own voice, for the people of the queue that the request was led to.

    voicemail: {prompt: {id: "Silakan bicara setelah nada.", en: "Please speak after the tone."}, max: 60s}
    left: goodbye
    empty: without_agent

A caller who hangs up after speaking has left the message all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ivr.ask import Answered, Ask, Leave, Outcome, Unfinished
from ivr.effects import Effect, KeepVoicemail, Parts, RecordVoice
from ivr.events import Recorded
from ivr.nodes.listening_node import ListeningNode
from ivr.nodes.node import Place
from ivr.queue_tried import addressee
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

MAX_S = 60
MOST_S = 300
EMPTY_S = 1
HASH = "#"


@dataclass(frozen=True)
class Voicemail(ListeningNode):
    KIND: ClassVar[str] = "voicemail"
    SILENCE: ClassVar[str] = "empty"
    EXITS: ClassVar[tuple[str, ...]] = ("left", "empty")
    REQUIRED: ClassVar[tuple[str, ...]] = ("left",)
    prompt: Words | None = None
    max_s: int = MAX_S

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Voicemail | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        node = cls(place, prompt=own.words("prompt"), max_s=own.seconds("max", MAX_S, MOST_S))
        own.finish()
        return node

    def ask(self, run: Run) -> Ask:
        return VoicemailAsk(self)

    def keep(self, run: Run, recording: str, seconds: float) -> str:
        to = addressee(run)
        run.do(KeepVoicemail(recording, seconds, to.queue if to else "", to.service if to else ""))
        run.speak(run.phrase("voicemail_kept"))
        return self.exit("left")

    def nothing_said(self, run: Run) -> str:
        run.speak(run.phrase("no_input"))
        return self.exit("empty")

    def spoken(self) -> Iterator[Words]:
        if self.prompt is not None:
            yield self.prompt


@dataclass(frozen=True)
class VoicemailAsk(Ask):
    voicemail: Voicemail

    def silence(self, run: Run) -> str:
        return self.voicemail.nothing_said(run)

    def prompt(self, run: Run, attempt: int) -> Parts:
        if run.state.get("kept"):
            return ()
        return run.parts(self.voicemail.prompt) or run.phrase("voicemail_prompt")

    def collect(self, run: Run, parts: Parts) -> Effect:
        keys = HASH + "".join(command.key for command in run.entry.commands if command.key != HASH)
        return RecordVoice(parts, self.voicemail.max_s, keys)

    def owns(self, key: str) -> bool:
        return key == HASH

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        """A key while the prompt is said: the caller wants to speak at once."""
        return Unfinished(HASH)

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        return Leave(self.voicemail.nothing_said(run))

    def recorded(self, run: Run, event: Recorded) -> Outcome:
        if event.seconds <= EMPTY_S:
            return Leave(self.voicemail.nothing_said(run))
        return Answered({"recording": event.recording, "seconds": event.seconds})

    def accept(self, run: Run, payload: Any) -> str | None:
        return self.voicemail.keep(run, str(payload["recording"]), float(payload["seconds"]))
