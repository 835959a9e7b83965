"""Book a callback: on the number the caller calls from, another one, or none.

    callback: {window: 2h}                 # how long a span of time is promised; number: an expression for a number known already
    booked: goodbye
    refused: without_agent
    failed: without_agent

It is for the people of the queue that the request was led to, in their hours. A number that has one open is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar

from ivr.ask import Ask
from ivr.callback_ask import NO_KEY, OTHER, YES_KEY, CallbackAsk
from ivr.callback_window import Window, say_window, window_from
from ivr.effects import BookCallback, Part, Parts
from ivr.events import CallbackBooked, Event
from ivr.expressions import Expression
from ivr.field_ask import FieldAsk
from ivr.fields import Field
from ivr.hearing import open_ask
from ivr.issue import Mark
from ivr.locale.phrases import CATALOGUE, phrase
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Place
from ivr.phrase_words import phrase_words
from ivr.questions import question_of
from ivr.questions.protocol import Context
from ivr.queue_tried import addressee, calendar_of
from ivr.table_reader import TableReader
from ivr.words import Prompt

if TYPE_CHECKING:
    from ivr.run import Run

WINDOW_S = 7_200
MAX_WINDOW_S = 36_000
LAST_DIGITS = 3
MAX_REFUSED = 2
"""Numbers that the house will not ring, before the caller is led on."""
NUMBER = "callback_number"
ASKING = "asking_number"
NUMBER_FIELD = Field(
    NUMBER,
    {
        "name": NUMBER,
        "type": "phone",
        "class": "secret",
        "another": True,
        "label": {language: phrases["callback_label"] for language, phrases in CATALOGUE.items()},
    },
    Prompt((phrase_words("callback_number"),)),
)


@dataclass(frozen=True)
class Callback(ListeningNode):
    KIND: ClassVar[str] = "callback"
    EXITS: ClassVar[tuple[str, ...]] = ("booked", "refused", "failed", "not_understood", "silent")
    REQUIRED: ClassVar[tuple[str, ...]] = ("booked",)
    window_s: int = WINDOW_S
    number: Expression | None = None

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Callback | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        window = own.seconds("window", WINDOW_S, MAX_WINDOW_S)
        node = cls(place, window_s=window, number=own.expression("number"), **read_repair(own))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        caller = run.variables.get("caller", {})
        known = str(self.number.evaluate(run.scope) or "") if self.number is not None else ""
        run.state["number"] = known or str(caller.get("number") or "")
        run.state["own"] = not known
        return super().enter(run)

    def ask(self, run: Run) -> Ask:
        number = str(run.state.get("number", ""))
        if run.state.get(ASKING) or not number:
            return FieldAsk(NUMBER_FIELD, self.place.listen, self.numbered)
        own = bool(run.state.get("own"))
        said: Callable[[str], str] = (lambda tongue: _last(run, number, tongue)) if own else _whole(run, number)
        question = _told(run, "callback_own" if own else "callback_other", {"number": said})
        return CallbackAsk(question, self.place.listen, self.decide)

    def decide(self, run: Run, answer: str) -> str | None:
        if answer == NO_KEY:
            return self.exit("refused")
        if answer == YES_KEY:
            return self.book(run)
        run.state.update({ASKING: True} if answer == OTHER else {"number": answer, "own": False})
        open_ask(run, self.ask(run))
        return None

    def numbered(self, run: Run) -> str | None:
        """Read back before it is booked: a slip of the finger rings a stranger."""
        run.state.pop(ASKING, None)
        run.state.update({"number": str(run.slots.pop(NUMBER, "")), "own": False})
        open_ask(run, self.ask(run))
        return None

    def book(self, run: Run) -> str | None:
        to = addressee(run)
        calendar = calendar_of(run, to.queue) if to is not None else None
        is_open = calendar is None or run.hours().is_open(calendar)
        at_once = calendar is None or run.hours().always
        window = window_from(run.now, timedelta(seconds=self.window_s), None if at_once else calendar)
        if to is None or window is None:
            return self._failed(run)
        span = (window.start.isoformat(), window.end.isoformat())
        number = str(run.state["number"])
        run.wait(BookCallback(number, to.queue, to.skills, to.service, *span, "waiting" if is_open else "closed"))
        return None

    def resume(self, run: Run, event: Event) -> str | None:
        if not isinstance(event, CallbackBooked):
            return super().resume(run, event)
        if event.result == "refused":
            return self._refused(run)
        window = _window(event.value, run.now.tzinfo)
        if event.result == "failed" or window is None:
            return self._failed(run)
        words = "callback_already" if event.value.get("already") else "callback_booked"
        when = lambda tongue: say_window(window, run.now, tongue)  # noqa: E731
        number = str(run.state["number"])
        run.speak(_told(run, words, {"number": lambda tongue: _last(run, number, tongue), "when": when}))
        return self.exit("booked")

    def _refused(self, run: Run) -> str | None:
        refused = int(run.state.get("refused", 0)) + 1
        run.speak(run.phrase("callback_unreachable"))
        if refused > MAX_REFUSED:
            return self.exit("failed")
        run.state.update({"refused": refused, ASKING: True})
        open_ask(run, self.ask(run))
        return None

    def _failed(self, run: Run) -> str:
        run.speak(run.phrase("callback_failed"))
        return self.exit("failed")

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        if self.number is not None:
            yield self.number, self.place.mark


def _told(run: Run, words: str, values: Mapping[str, Callable[[str], str]]) -> Parts:
    """A phrase whose values are said differently in each language."""
    return tuple(
        Part("", tongue, phrase(words, tongue, **{name: said(tongue) for name, said in values.items()}))
        for tongue in run.languages()
    )


def _whole(run: Run, number: str) -> Callable[[str], str]:
    return lambda tongue: question_of("phone").read_back(number, Context(tongue, run.now, {}))


def _last(run: Run, number: str, tongue: str) -> str:
    return question_of("digits").read_back(number[-LAST_DIGITS:], Context(tongue, run.now, {}))


def _window(value: Mapping[str, Any], zone: tzinfo | None) -> Window | None:
    """On the clock of `zone`."""
    try:
        begin, end = (datetime.fromisoformat(str(value[name])).astimezone(zone) for name in ("from", "until"))
    except (KeyError, ValueError):
        return None
    return Window(begin, end)
