"""One of the field's options: by key in the order of the options, by its words, or by its value when typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from ivr.denials import affirmed, without_denied
from ivr.likeness import content, meaning, negation_factor, overlap
from ivr.locale.keys import KEY_CARRIERS
from ivr.locale.phrases import phrase
from ivr.ordinals import place_heard
from ivr.questions.protocol import Context, Keys, Problem, Value
from ivr.spoken_digits import digits_heard
from ivr.spoken_forms import say_digits

ENOUGH = 0.6
CLEARLY = 0.05  # above the next best, or it is asked again
UNKNOWN = Problem("choice", {"id": "Pilihan itu belum ada.", "en": "That is not one of the choices."})

Option = Mapping[str, Any]


class Choice:
    type = "choice"
    numeric = False

    def keys(self, context: Context) -> Keys:
        return Keys(1, "") if len(_options(context)) <= 9 else Keys(2, "#")

    def instructions(self, context: Context) -> str:
        language = context.language
        return " ".join(
            phrase("press_for", language, label=_label(option, language), key=say_digits(str(number), language))
            for number, option in enumerate(_options(context), start=1)
        )

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        options = _options(context)
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 2 else 0
        return _value(options[number - 1], context) if 1 <= number <= len(options) else UNKNOWN

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        options = _options(context)
        phrases = [meaning(words, context.language)[0] for o in options for words in _phrases(o, context.language)]
        said = without_denied(affirmed(text, context.language), phrases, context.language)
        place = place_heard(said, context.language, len(options))
        if place:
            return _value(options[place - 1], context)
        key = digits_heard(
            " ".join(w for w in said.split() if w not in KEY_CARRIERS[context.language]), context.language
        )
        scored = sorted(((_score(said, option, context.language), n) for n, option in enumerate(options)), reverse=True)
        clear = len(scored) == 1 or (len(scored) > 1 and scored[0][0] - scored[1][0] >= CLEARLY)
        if clear and scored[0][0] >= ENOUGH:
            return _value(options[scored[0][1]], context)
        return self.parse_keys(key, context) if key else UNKNOWN

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        typed = text.strip()
        for option in _options(context):
            if typed.lower() in (str(option["value"]).lower(), _label(option, context.language).lower()):
                return _value(option, context)
        return UNKNOWN

    def read_back(self, value: Any, context: Context) -> str:
        for option in _options(context):
            if option["value"] == value:
                return _label(option, context.language)
        return str(value)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return tuple(words for option in _options(context) for words in _phrases(option, context.language))


def _options(context: Context) -> Sequence[Option]:
    options: Sequence[Option] = context.field.get("options", ())
    return options


def _label(option: Option, language: str) -> str:
    return str(option["label"].get(language, option["value"]))


def _phrases(option: Option, language: str) -> tuple[str, ...]:
    return (_label(option, language), *option.get("says", {}).get(language, ()))


def _score(said: str, option: Option, language: str) -> float:
    words = content(said, language)
    scores = []
    for words_for_it in _phrases(option, language):
        plain, meant = meaning(words_for_it, language)
        shared = overlap(words, meant)
        denied = negation_factor(said, plain, language)
        scores.append(max(shared.of_phrase, shared.of_text * 0.9) * (0.7 + 0.3 * shared.of_text) * denied)
    return max(scores)


def _value(option: Option, context: Context) -> Value:
    return Value(option["value"], _label(option, context.language))
