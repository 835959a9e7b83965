"""A few questions at the end, answered by one key each; which ones turns with the call, so that all elements are asked in time.

    survey:
      elements:
        - {code: U1, ask: {id: "Seberapa jelas persyaratannya?", en: "How clear were the requirements?"}}
      count: 3
    next: goodbye

Silence, or the hash key, ends it; what was answered is kept, also when the caller hangs up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from zlib import crc32

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.effects import Collect, Effect, Parts, RecordSurvey
from ivr.hearing import open_ask
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Place
from ivr.spoken_digits import digits_heard
from ivr.table_reader import TableReader
from ivr.words import Words

if TYPE_CHECKING:
    from ivr.run import Run

SCORES = ("1", "2", "3", "4")
STOP = "#"
DEFAULT_COUNT = 3
MAX_COUNT = 9


@dataclass(frozen=True)
class Element:
    code: str
    ask: Words


@dataclass(frozen=True)
class Survey(ListeningNode):
    KIND: ClassVar[str] = "survey"
    SILENCE: ClassVar[str] = "next"
    EXITS: ClassVar[tuple[str, ...]] = ("next", "not_understood", "silent")
    elements: tuple[Element, ...] = ()
    count: int = DEFAULT_COUNT

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Survey | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        elements = tuple(element for inner in own.tables("elements") if (element := _element(inner)) is not None)
        if not elements:
            own.error("elements", "a survey has 'elements': [{code: U1, ask: {...}}]")
        count = int(own.number("count", DEFAULT_COUNT, 1, MAX_COUNT))
        node = cls(place, elements=elements, count=count, **read_repair(own))
        own.finish()
        return node

    def chosen(self, run: Run) -> tuple[Element, ...]:
        """The elements of this call, begun at a place that its id decides."""
        first = crc32(str(run.variables.get("call", {}).get("id", "")).encode()) % len(self.elements)
        turned = (*self.elements[first:], *self.elements[:first])
        return turned[: self.count]

    def ask(self, run: Run) -> Ask:
        return SurveyAsk(self, self.chosen(run)[len(run.state.get("scores", []))])

    def scored(self, run: Run, score: int) -> str | None:
        scores = [*run.state.get("scores", []), score]
        run.state["scores"] = scores
        if len(scores) == len(self.chosen(run)):
            return self.close(run)
        open_ask(run, self.ask(run))
        return None

    def close(self, run: Run) -> str:
        self.abandoned(run)
        return self.exit("next")

    def abandoned(self, run: Run) -> None:
        scores = run.state.get("scores", [])
        if scores:
            padded = [*scores, *[None] * (len(self.chosen(run)) - len(scores))]
            pairs = zip(self.chosen(run), padded, strict=True)
            run.do(RecordSurvey(tuple({"element": element.code, "score": score} for element, score in pairs)))

    def spoken(self) -> Iterator[Words]:
        yield from (element.ask for element in self.elements)
        yield from super().spoken()


@dataclass(frozen=True)
class SurveyAsk(Ask):
    survey: Survey
    element: Element

    def silence(self, run: Run) -> str:
        return self.survey.close(run)

    def prompt(self, run: Run, attempt: int) -> Parts:
        scale = run.phrase("survey_scale") if attempt or not run.state.get("scores") else ()
        return run.parts(self.element.ask) + scale

    def collect(self, run: Run, parts: Parts) -> Effect:
        listen = self.survey.place.listen
        return Collect(parts, True, listen.speech, 1, listen.timeout_s, "", run.tongue, (), True)

    def owns(self, key: str) -> bool:
        return key in SCORES or key == STOP

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        key = digits or finished_on
        if key == STOP:
            return Answered(None)
        return Answered(int(key)) if key in SCORES else Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        key = digits_heard(text, run.tongue)
        return Answered(int(key)) if key in SCORES else Misunderstood()

    def accept(self, run: Run, payload: Any) -> str | None:
        return self.survey.close(run) if payload is None else self.survey.scored(run, int(payload))


def _element(reader: TableReader) -> Element | None:
    code, ask = reader.word("code", required=True), reader.words("ask", required=True)
    reader.finish()
    return Element(code, ask) if code and ask is not None else None
