"""Pick one by key or by words.

    menu:
      prompt: {id: "Apa yang bisa kami bantu?", en: "How can we help?"}
      choices:
        - {key: 1, label: {id: KTP yang hilang, en: a lost card}, set: {service: DUK-02}, goto: card}
        - {key: 2, label: {id: layanan lain, en: another service}, intent: ask_service, goto: which_service}

The engine says "Untuk <label>, tekan <key>", so that keys and words cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ivr.ask import Answered, Ask, Misunderstood, Outcome
from ivr.effects import Collect, Effect, Part, Parts
from ivr.expressions import Expression
from ivr.grammar import Choice
from ivr.issue import Mark
from ivr.limits import MAX_HINTS
from ivr.locale.phrases import phrase
from ivr.nodes.listening_node import ListeningNode, read_repair
from ivr.nodes.node import Exit, Place
from ivr.prompt_template import PromptTemplate
from ivr.slot_sentences import SLOTS
from ivr.spoken_commands import command_choices, command_of, obey
from ivr.spoken_forms import say_digits
from ivr.table_reader import TableReader
from ivr.understanding import grammar_of, understand
from ivr.words import NO_PROMPT, Prompt, Words

if TYPE_CHECKING:
    from ivr.run import Run

KEYS = frozenset("123456789")


@dataclass(frozen=True)
class MenuChoice:
    """`lines` are "Untuk <label>, tekan <key>." by language, where the label holds no expression."""

    number: int
    key: str
    label: Words | None
    says: Mapping[str, tuple[str, ...]]
    intent: str
    when: Expression | None
    sets: Mapping[str, PromptTemplate]
    target: Exit
    mark: Mark
    lines: Mapping[str, Part]

    def phrases(self, run: Run) -> tuple[str, ...]:
        language = run.tongue
        own = self.says.get(language, ())
        label = (run.text(self.label),) if self.label is not None and run.language else ()
        return (*label, *own, *run.library.sentences.get(language, {}).get(self.intent, ()))


@dataclass(frozen=True)
class Menu(ListeningNode):
    KIND: ClassVar[str] = "menu"
    EXITS: ClassVar[tuple[str, ...]] = ("not_understood", "silent")
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    prompt: Prompt = NO_PROMPT
    choices: tuple[MenuChoice, ...] = ()

    @classmethod
    def read(cls, reader: TableReader, place: Place) -> Menu | None:
        own = reader.content(cls.KIND)
        if own is None:
            return None
        prompt = own.prompt("prompt")
        choices = tuple(_read_choice(inner, number) for number, inner in enumerate(own.tables("choices")))
        if not choices:
            own.error("choices", "a menu has 'choices'")
        menu = cls(place, prompt=prompt, choices=choices, **read_repair(own))
        own.finish()
        return menu

    def ask(self, run: Run) -> Ask:
        shown = [choice for choice in self.choices if choice.when is None or choice.when.holds(run.scope)]
        return MenuAsk(self, tuple(shown))

    def targets(self) -> Iterator[Exit]:
        yield from super().targets()
        for choice in self.choices:
            yield choice.target

    def spoken(self) -> Iterator[Words]:
        yield from self.prompt
        for choice in self.choices:
            if choice.label is not None:
                yield choice.label
        yield from super().spoken()

    def expressions(self) -> Iterator[tuple[Expression, Mark]]:
        for choice in self.choices:
            if choice.when is not None:
                yield choice.when, choice.mark
            for template in choice.sets.values():
                for expression in template.expressions:
                    yield expression, choice.mark

    def brings(self) -> Iterator[str]:
        for choice in self.choices:
            yield from choice.sets
            if choice.intent:
                yield from SLOTS


@dataclass(frozen=True)
class MenuAsk(Ask):
    menu: Menu
    choices: tuple[MenuChoice, ...]

    def prompt(self, run: Run, attempt: int) -> Parts:
        words = self.menu.prompt.at(attempt) if attempt < max(len(self.menu.prompt.steps), 1) else None
        return run.parts(words) + tuple(part for choice in self.choices for part in self._line(run, choice))

    def _line(self, run: Run, choice: MenuChoice) -> Parts:
        if choice.label is None or not choice.key:
            return ()
        if choice.lines:
            return tuple(choice.lines[language] for language in run.languages() if language in choice.lines)
        labels = run.parts(choice.label)
        return tuple(Part("", part.language, _line(part.text, choice.key, part.language)) for part in labels)

    def collect(self, run: Run, parts: Parts) -> Effect:
        listen = self.menu.place.listen
        hints = self._hints(run) if listen.speech else ()
        return Collect(parts, True, listen.speech, 1, listen.timeout_s, "", run.tongue, hints)

    def _hints(self, run: Run) -> tuple[str, ...]:
        """Worked out once for the choices that are shown, unless a label changes with the call."""
        lasting = all(choice.label is None or choice.lines for choice in self.choices)
        place = (self.menu.place.key, run.tongue, bool(run.language), tuple(choice.number for choice in self.choices))
        known = run.library.remembered.get(place)
        if known is None:
            known = grammar_of(self._sentences(run), run.context())[:MAX_HINTS]
            if lasting:
                run.library.remembered[place] = known
        return known

    def _sentences(self, run: Run) -> tuple[Choice, ...]:
        lists = run.library.lists.get(run.tongue, {})
        own = (Choice(str(n), c.phrases(run), c.intent, c.key, lists) for n, c in enumerate(self.choices))
        return (*own, *command_choices(run))

    def owns(self, key: str) -> bool:
        return any(choice.key == key for choice in self.choices)

    def digits(self, run: Run, digits: str, finished_on: str) -> Outcome:
        for number, choice in enumerate(self.choices):
            if choice.key == (digits or finished_on):
                return Answered({"choice": number, "slots": {}})
        return Misunderstood()

    def speech(self, run: Run, text: str, confidence: float | None) -> Outcome:
        match = understand(text, self._sentences(run), run.context())
        if match is None:
            return Misunderstood()
        score = match.score if confidence is None else min(match.score, confidence)
        command = command_of(run, match)
        if command is not None:
            return obey(run, command) if score >= self.menu.place.listen.confirm_below else Misunderstood()
        choice = self.choices[int(match.choice)]
        named = run.text(choice.label) if choice.label is not None and not match.slots else match.phrase
        question = run.phrase("did_you_mean", phrase=named)
        return Answered({"choice": int(match.choice), "slots": dict(match.slots)}, score, question)

    def accept(self, run: Run, payload: Any) -> str | None:
        choice = self.choices[int(payload["choice"])]
        run.intent = choice.intent or run.intent
        run.slots.update(payload["slots"])
        for name, template in choice.sets.items():
            run.slots[name] = template.render(run.scope)
        return choice.target.target


def _read_choice(reader: TableReader, number: int) -> MenuChoice:
    key = reader.word("key")
    if key and key not in KEYS and key not in ("0", "*", "#"):
        reader.error("key", f"'{key[:20]}' is no key of a menu; keys are 1-9")
    label, says, intent = reader.words("label"), reader.phrases("says"), reader.word("intent")
    if not key and not says and not intent:
        reader.error("key", "a choice has a 'key', or words to say: 'says' or 'intent'")
    if key and label is None:
        reader.error("label", "a choice with a key has a 'label': what the key is for")
    when, sets = reader.expression("when"), reader.assignments("set")
    target = Exit(reader.word("goto", required=True), reader.mark_of("goto"))
    reader.finish()
    fixed = label.fixed if label is not None and len(label.fixed) == len(label.templates) else {}
    lines = {
        language: Part(part.key, language, _line(part.text, key, language)) for language, part in fixed.items() if key
    }
    return MenuChoice(number, key, label, says, intent, when, sets, target, reader.mark, lines)


def _line(label: str, key: str, language: str) -> str:
    return phrase("press_for", language, label=label, key=say_digits(key, language) if key.isdigit() else key)
