"""Yes or no: key 1 or 2, the words of the language, or true and false when typed."""

from typing import Any

from ivr.likeness import content, overlap
from ivr.locale.answers import NEGATIONS, NO, SAID, YES
from ivr.normalising import normalise
from ivr.questions.protocol import Context, Keys, Problem, Value

ALIKE = 0.8
UNCLEAR = Problem("yes_or_no", {"id": "Jawab ya atau tidak.", "en": "Please answer yes or no."})
INSTRUCTIONS = {"id": "Jika ya, tekan satu. Jika tidak, tekan dua.", "en": "For yes, press one. For no, press two."}
KEYS = {"1": True, "2": False}
SPOKEN_KEYS = {"id": {"satu": True, "dua": False}, "en": {"one": True, "two": False}}
TYPED = {"true": True, "false": False, "1": True, "0": False, "y": True, "n": False, "t": False}


class YesNo:
    type = "yes_no"
    numeric = False

    def keys(self, context: Context) -> Keys:
        return Keys(1, "")

    def instructions(self, context: Context) -> str:
        return INSTRUCTIONS[context.language]

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        return _value(KEYS.get(digits), context)

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        return _value(heard_yes_or_no(text, context.language), context)

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        typed = TYPED.get(text.strip().lower())
        return _value(typed, context) if typed is not None else self.parse_speech(text, context)

    def read_back(self, value: Any, context: Context) -> str:
        return SAID[bool(value)][context.language]

    def grammar(self, context: Context) -> tuple[str, ...]:
        return (*YES[context.language], *NO[context.language])


def heard_yes_or_no(text: str, language: str) -> bool | None:
    """None when it is neither, or both. A no counts before a yes: "tidak setuju" holds "setuju"."""
    said = normalise(text, language)
    if said in SPOKEN_KEYS[language]:
        return SPOKEN_KEYS[language][said]
    no = max(_likeness(said, phrase, language) for phrase in NO[language])
    yes = max(_likeness(said, phrase, language) for phrase in YES[language])
    negated = bool(NEGATIONS[language] & set(said.split()))
    if max(no, yes) < ALIKE and not negated:
        return None
    return not (negated or no > yes)


def _likeness(said: str, phrase: str, language: str) -> float:
    shared = overlap(said.split(), content(normalise(phrase, language), language))
    return min(shared.of_phrase, 0.4 + shared.of_text)


def _value(answer: bool | None, context: Context) -> Value | Problem:
    return UNCLEAR if answer is None else Value(answer, SAID[answer][context.language])
