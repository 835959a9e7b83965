"""Choose the language of the call. Each sentence of the prompt is said in its own language; silence keeps the first.
Passed over once when the number that was dialled has a language.

language:
  prompt: {id: "Bahasa Indonesia, tekan satu.", en: "For English, press two."}
  choices: {id: 1, en: 2}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.effects import Collect, Effect, Parts
from ivr.grammar import Choice
from ivr.locale.phrases import LANGUAGE_NAMES
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Place
from ivr.table_reader import TableReader
from ivr.understanding import understand
from ivr.words import NO_PROMPT, Prompt, Words

if TYPE_CHECKING:
    from ivr.run import Run

CHOSEN_BY_NUMBER = "_language_of_number"


@dataclass(frozen=True)
class Language(ListeningNode):
    KIND: ClassVar[str] = "language"
    SILENCE: ClassVar[str] = "next"
    EXITS: ClassVar[tuple[str, ...]] = ("next", "not_understood", "silent")
    prompt: Prompt = NO_PROMPT
    choices: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Language | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        prompt, choices = own.prompt("prompt", required=True), own.named_word("choices", required=True)
        for language in choices:
            if language not in own.reading.languages:
                own.error("choices", f"'{language[:20]}' is no language of this flow")
        node = cls(place, prompt=prompt, choices=choices, **read_repair(own))
        own.finish()
        return node

    def enter(self, run: Run) -> str | None:
        if run.variables.pop(CHOSEN_BY_NUMBER, False):
            return self.exit("next")
        return super().enter(run)

    def ask(self, run: Run) -> Ask:
        return LanguageAsk(self)

    def spoken(self) -> Iterator[Words]:
        yield from self.prompt
        yield from super().spoken()


@dataclass(frozen=True)
class LanguageAsk(Ask):
    node: Language

    def silence(self, run: Run) -> str:
        return self._chosen(run, run.tongue)

    def prompt(self, run: Run, attempt: int) -> Parts:
        words = self.node.prompt.at(attempt)
        if words is None:
            return ()
        return tuple(part for language in run.entry.languages if (part := words.part(language, run.scope)) is not None)

    def _choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(x, LANGUAGE_NAMES.get(x, (x,)), key=key) for x, key in self.node.choices.items())

    def collect(self, run: Run, parts: Parts) -> Effect:
        listen = self.node.place.listen
        hints = tuple(name for choice in self._choices() for name in choice.says)
        return Collect(parts, True, listen.speech, 1, listen.timeout_s, "", run.tongue, hints)

    def owns(self, key: str) -> bool:
        return key in self.node.choices.values()

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        for language, key in self.node.choices.items():
            if digits == key:
                return Answered(language)
        return Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        match = understand(text, self._choices(), run.context())
        if match is None:
            return Misunderstood()
        question = run.phrase("did_you_mean", phrase=match.phrase)
        return Answered(match.choice, match.score if confidence is None else min(match.score, confidence), question)

    def accept(self, run: Run, payload: Any) -> str | None:
        return self._chosen(run, str(payload))

    def _chosen(self, run: Run, language: str) -> str:
        run.language = language
        return self.node.exit("next")
