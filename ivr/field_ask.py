"""Asking for one field: by its question type, by keys or voice; free words are recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ivr.ask import Answered, Ask, Misunderstood, Outcome, Unfinished
from ivr.corrections import taken_back, value_in
from ivr.effects import Collect, Effect, Part, Parts, RecordVoice
from ivr.events import Recorded
from ivr.fields import Field
from ivr.limits import MAX_HINTS
from ivr.listen import Listen
from ivr.locale.answers import NO, SKIP, YES
from ivr.normalising import normalise
from ivr.passing import in_passing
from ivr.questions import question_of
from ivr.questions.protocol import CONTINUE, Context, Keys, Problem, Question, Value
from ivr.questions.yes_no import heard_yes_or_no
from ivr.spoken_commands import command_choices
from ivr.understanding import MAX_PHRASE, grammar_of

if TYPE_CHECKING:
    from ivr.run import Run

MAX_RECORDING_S = 120
SURE_UNRATED = 0.9
"""The score of a valid answer where the recogniser gives none."""
HASH = "#"
ANOTHER = "another"
"""Kept of an answer when the caller wants another number than the own one."""
OWN_NUMBER_KEYS = {"1": True, "2": False}

NOTHING: Mapping[str, Value] = {}

Done = Callable[["Run"], "str | None"]


@dataclass(frozen=True)
class FieldAsk(Ask):
    """`done` goes on once the slot has its value. An answer to one of the `known` fields may be taken back here, one to the `open`
    fields may be given in passing."""

    field: Field
    listen: Listen
    done: Done
    known: tuple[Field, ...] = ()
    open: tuple[Field, ...] = ()

    @property
    def secret(self) -> bool:
        return self.field.secret

    @property
    def question(self) -> Question:
        return question_of(self.field.type)

    def prompt(self, run: Run, attempt: int) -> Parts:
        step = run.plain(self.question.instructions(self._context(run)))
        if run.state.get("kept") and run.state["kept"] != ANOTHER:
            return step
        parts = run.parts(self.field.ask.at(attempt))
        if self.field.recorded:
            step = run.phrase("record_answer")
        elif self._own_number(run):
            number = self.question.read_back(self._own_number(run), run.context())
            parts, step = (), run.phrase("own_number", label=self.field.label(run.tongue), number=number)
        return parts + step + (run.phrase("skip") if self.field.optional else ())

    def _own_number(self, run: Run) -> str:
        """The number the caller calls from, where that can receive messages and was not refused."""
        caller = run.variables.get("caller", {})
        refused = self.field.plain.get(ANOTHER) or run.state.get("kept") == ANOTHER
        offered = self.field.type == "phone" and caller.get("mobile") and not refused
        return str(caller.get("number") or "") if offered else ""

    def collect(self, run: Run, parts: Parts) -> Effect:
        if self.field.recorded:
            keys_that_end = HASH + "".join(command.key for command in run.entry.commands if command.key != HASH)
            return RecordVoice(parts, MAX_RECORDING_S, keys_that_end)
        if self._own_number(run):
            hints = (*YES[run.tongue], *NO[run.tongue]) if self.listen.speech else ()
            return Collect(parts, True, self.listen.speech, 1, self.listen.timeout_s, "", run.tongue, hints)
        context = self._context(run)
        keys = self.question.keys(context) or Keys(1, "")
        finish_on = HASH if self.field.optional else keys.finish_on
        hints = self._hints(run, self.question.grammar(context)) if self.listen.speech else ()
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

    def _hints(self, run: Run, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """Answers and commands; nothing where anything may be said, for hints would stand in its way."""
        if not phrases:
            return ()
        skip = tuple(sorted(SKIP[run.tongue])) if self.field.optional else ()
        commands = grammar_of(command_choices(run), run.context())
        answers = tuple(dict.fromkeys(phrase for phrase in phrases if len(phrase) <= MAX_PHRASE))
        return (*answers[: MAX_HINTS - len(commands) - len(skip)], *commands, *skip)

    def owns(self, key: str) -> bool:
        return key == HASH and self.field.optional

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        if self.field.optional and digits in ("", HASH):
            return self._answered(None)
        if digits in OWN_NUMBER_KEYS and self._own_number(run):
            return self._of_own_number(run, OWN_NUMBER_KEYS[digits], 1.0)
        return self._outcome(run, self.question.parse_keys(digits.rstrip(HASH), self._context(run)), 1.0)

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
        answer = self.question.parse_speech(text, self._context(run))
        if isinstance(answer, Problem) and self._own_number(run):
            agreed = heard_yes_or_no(text, run.tongue)
            return Misunderstood() if agreed is None else self._of_own_number(run, agreed, score)
        if isinstance(answer, Value):
            return self._outcome(run, answer, score, in_passing(run, self.open, text, self.field))
        others = in_passing(run, (self.field, *self.open), text) if answer.code != CONTINUE else {}
        return self._several(run, others, score) if others else self._outcome(run, answer, score)

    def _several(self, run: Run, found: Mapping[str, Value], score: float) -> Outcome:
        """Words that answer open fields though not, or not as a whole, the one that was asked."""
        slot, value = next(iter(found.items()))
        others = {name: other for name, other in found.items() if name != slot}
        return Answered(
            {"slot": slot, "value": value.value, "also": {name: other.value for name, other in others.items()}},
            score,
            self._heard(run, {slot: value, **others}),
        )

    def _heard(self, run: Run, found: Mapping[str, Value]) -> Parts:
        fields = {field.slot: field for field in (self.field, *self.open)}
        said = [(fields[slot].label(run.tongue), value.spoken or str(value.value)) for slot, value in found.items()]
        (label, first), rest = said[0], said[1:]
        return run.phrase("heard_value", label=label, value="; ".join([first, *(f"{name}: {v}" for name, v in rest)]))

    def _of_own_number(self, run: Run, agreed: bool, score: float) -> Outcome:
        return self._answered(self._own_number(run), score) if agreed else Unfinished(ANOTHER)

    def _context(self, run: Run) -> Context:
        context = run.context(self.field.plain)
        return replace(context, kept="") if context.kept == ANOTHER else context

    def recorded(self, run: Run, event: Recorded) -> Outcome:
        if not self.field.recorded:
            return Misunderstood()
        return self._answered({"recording": event.recording, "seconds": event.seconds, **self._transcribed(run, event)})

    def _transcribed(self, run: Run, event: Recorded) -> dict[str, Any]:
        """What a recogniser made of the recording, where it did: for reading along, the recording stays the answer."""
        heard = self.question.parse_speech(event.text, self._context(run)) if event.text else None
        return {"text": heard.value} if isinstance(heard, Value) else {}

    def _answered(self, value: Any, score: float = 1.0) -> Answered:
        return Answered({"slot": self.field.slot, "value": value}, score)

    def _outcome(
        self, run: Run, answer: Value | Problem, score: float, others: Mapping[str, Value] = NOTHING
    ) -> Outcome:
        if isinstance(answer, Value):
            return self._several(run, {self.field.slot: answer, **others}, score)
        if answer.code == CONTINUE:
            return Unfinished(answer.kept)
        return Misunderstood(run.plain(answer.text.get(run.tongue, "")), answer.kept)

    def accept(self, run: Run, payload: Any) -> str | None:
        slot = str(payload["slot"])
        if payload.get("again"):
            run.slots.pop(slot, None)
        else:
            run.slots[slot] = payload["value"]
            run.slots.update(payload.get("also", {}))
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
