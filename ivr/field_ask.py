"""Asking for one field: by its question type, by keys or voice; free words are recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.ask import Answered, Misunderstood, Outcome, Unfinished
from ivr.corrections import taken_back, value_in
from ivr.effects import Collect, Effect, Part, Parts, RecordVoice
from ivr.events import Recorded
from ivr.fields import Field
from ivr.limits import MAX_HINTS
from ivr.listen import Listen
from ivr.locale.phrases import SKIP
from ivr.normalising import normalise
from ivr.questions import question_of
from ivr.questions.protocol import CONTINUE, Keys, Problem, Question, Value

if TYPE_CHECKING:
    from ivr.run import Run

RECORDED_TYPES = frozenset({"text"})
MAX_RECORDING_S = 120
SURE_UNRATED = 0.9
"""The score of a valid answer where the recogniser gives none."""
HASH = "#"

Done = Callable[["Run"], "str | None"]


@dataclass(frozen=True)
class FieldAsk:
    """`done` goes on once the slot has its value. An answer to one of the `known` fields may be taken back here."""

    field: Field
    listen: Listen
    done: Done
    known: tuple[Field, ...] = ()

    @property
    def secret(self) -> bool:
        return self.field.secret

    @property
    def question(self) -> Question:
        return question_of(self.field.type)

    def silence(self, run: Run) -> str:
        return ""

    def prompt(self, run: Run, attempt: int) -> Parts:
        step = run.plain(self.question.instructions(run.context(self.field.plain)))
        if run.state.get("kept"):
            return step
        parts = run.parts(self.field.ask.at(attempt))
        if self.field.type in RECORDED_TYPES:
            step = run.phrase("record_answer")
        elif self._own_number(run):
            step = run.phrase("own_number", number=self.question.read_back(self._own_number(run), run.context()))
        return parts + step + (run.phrase("skip") if self.field.optional else ())

    def _own_number(self, run: Run) -> str:
        """The number the caller calls from, where that can receive messages."""
        caller = run.variables.get("caller", {})
        return str(caller.get("number") or "") if self.field.type == "phone" and caller.get("mobile") else ""

    def collect(self, run: Run, parts: Parts) -> Effect:
        if self.field.type in RECORDED_TYPES:
            keys_that_end = HASH + "".join(command.key for command in run.entry.commands if command.key != HASH)
            return RecordVoice(parts, MAX_RECORDING_S, keys_that_end)
        context = run.context(self.field.plain)
        keys = self.question.keys(context) or Keys(1, "")
        one_key_may_do = self.field.optional or bool(self._own_number(run))
        finish_on = HASH if one_key_may_do else keys.finish_on
        hints = self.question.grammar(context)[:MAX_HINTS] if self.listen.speech else ()
        return Collect(
            parts,
            True,
            self.listen.speech,
            keys.max_digits,
            self.listen.timeout_s,
            finish_on,
            run.tongue,
            hints,
            self.question.numeric,
        )

    def owns(self, key: str) -> bool:
        return key == HASH and self.field.optional

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        if self.field.optional and digits in ("", HASH):
            return self._answered(None)
        if digits == "1" and self._own_number(run):
            return self._answered(self._own_number(run))
        return self._outcome(run, self.question.parse_keys(digits.rstrip(HASH), run.context(self.field.plain)), 1.0)

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        if self.field.optional and normalise(text, run.tongue) in SKIP[run.tongue]:
            return self._answered(None)
        score = SURE_UNRATED if confidence is None else confidence
        wrong = taken_back(run, self.known, text)
        if wrong is not None:
            value = value_in(run, wrong, text)
            return Answered(
                {"slot": wrong.slot, "value": value.value if value else None, "again": value is None}, score
            )
        return self._outcome(run, self.question.parse_speech(text, run.context(self.field.plain)), score)

    def recorded(self, run: Run, event: Recorded) -> Outcome:
        if self.field.type not in RECORDED_TYPES:
            return Misunderstood()
        return self._answered({"recording": event.recording, "seconds": event.seconds})

    def _answered(self, value: Any, score: float = 1.0, question: Parts = ()) -> Answered:
        return Answered({"slot": self.field.slot, "value": value}, score, question)

    def _outcome(self, run: Run, answer: Value | Problem, score: float) -> Outcome:
        if isinstance(answer, Value):
            spoken = answer.spoken or str(answer.value)
            question = run.phrase("heard_value", label=self.field.label(run.tongue), value=spoken)
            return self._answered(answer.value, score, question)
        if answer.code == CONTINUE:
            return Unfinished(answer.kept)
        return Misunderstood(run.plain(answer.text.get(run.tongue, "")), answer.kept)

    def accept(self, run: Run, payload: Any) -> str | None:
        slot = str(payload["slot"])
        if payload.get("again"):
            run.slots.pop(slot, None)
        else:
            run.slots[slot] = payload["value"]
        return self.done(run)


def spoken_value(run: Run, field: Field, value: Any) -> Parts:
    """How a known answer is said back: a recording is played, of a secret only the end is said."""
    if isinstance(value, dict) and value.get("recording"):
        return (*run.phrase("recorded"), Part("", run.tongue, "", str(value["recording"])))
    context = run.context(field.plain)
    if field.secret:
        digits = "".join(mark for mark in str(value) if mark.isdigit())
        return run.phrase("masked", last=question_of("digits").read_back(digits[-3:], context))
    return run.plain(question_of(field.type).read_back(value, context))
