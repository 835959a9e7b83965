"""A service, stored by its code: in the caller's words, or by keys through agency and service, five choices a level at most.

Words that leave a doubt ("KTP") lead to a choice between the services that they may mean.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ivr.denials import affirmed
from ivr.locale.keys import KEY_CARRIERS
from ivr.locale.phrases import phrase
from ivr.normalising import normalise
from ivr.ordinals import place_heard
from ivr.questions.protocol import CONTINUE, Context, Keys, Problem, Value
from ivr.questions.service_levels import AMONG, among, level_at, name_of, offered
from ivr.questions.yes_no import heard_yes_or_no
from ivr.service_mentions import NEAR, Mention, ranked, service_phrases
from ivr.spoken_digits import digits_heard
from ivr.spoken_forms import say_digits

SURE, POSSIBLE = 0.75, 0.45
MOST_IN_DOUBT = 3
UNKNOWN: Mapping[str, str] = {
    "id": "Maaf, layanan itu belum saya kenali.",
    "en": "Sorry, I do not know that service.",
}
NOTHING_MORE: Mapping[str, str] = {"id": "", "en": ""}
SAY_IT = {"id": "Sebutkan saja, atau pilih.", "en": "Just say it, or choose."}


class Service:
    """Context.kept is the place in the key tree, as service_levels describes it."""

    type = "service"
    numeric = False

    def keys(self, context: Context) -> Keys:
        return Keys(1, "")

    def instructions(self, context: Context) -> str:
        language = context.language
        level = level_at(context.kept, context)
        labels = [name_of(entry, language) for entry in level.shown] + (
            [phrase("others", language)] if level.more else []
        )
        said = [
            phrase("press_for", language, label=label, key=say_digits(str(key), language))
            for key, label in enumerate(labels, 1)
        ]
        return " ".join(said if context.kept else [SAY_IT[language], *said])

    def parse_keys(self, digits: str, context: Context) -> Value | Problem:
        level = level_at(context.kept, context)
        key = int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 1 else 0
        if level.more and key == len(level.shown) + 1:
            return Problem(CONTINUE, NOTHING_MORE, level.more)
        if not 1 <= key <= len(level.shown):
            return Problem("service", UNKNOWN, context.kept)
        chosen = level.shown[key - 1]
        if level.of_agencies:
            return Problem(CONTINUE, NOTHING_MORE, f"{chosen['code']}/0")
        return self._value(str(chosen["code"]), context)

    def parse_speech(self, text: str, context: Context) -> Value | Problem:
        key = self._spoken_key(text, context)
        if key:
            return self.parse_keys(key, context)
        shown = level_at(context.kept, context)
        place = place_heard(affirmed(text, context.language), context.language, len(shown.shown) + bool(shown.more))
        if place and context.kept:
            return self.parse_keys(str(place), context)
        mentions = ranked(text, offered(context), context.language)
        doubtful = _doubtful(mentions, context)
        if not doubtful:
            return Problem("service", UNKNOWN, context.kept)
        if len(doubtful) == 1 and doubtful[0].score >= SURE:
            return self._value(doubtful[0].code, context)
        if context.kept.startswith(AMONG):
            return Problem("service", UNKNOWN, context.kept)
        return Problem(CONTINUE, NOTHING_MORE, among(mention.code for mention in doubtful))

    def parse_typed(self, text: str, context: Context) -> Value | Problem:
        code = text.strip().upper()
        return self._value(code, context) if code in context.services else self.parse_speech(text, context)

    def read_back(self, value: Any, context: Context) -> str:
        service = context.services.get(str(value))
        return name_of(service, context.language) if service else str(value)

    def grammar(self, context: Context) -> tuple[str, ...]:
        return tuple(
            words for service in offered(context).values() for words in service_phrases(service, context.language)
        )

    def _value(self, code: str, context: Context) -> Value:
        return Value(code, self.read_back(code, context))

    def _spoken_key(self, text: str, context: Context) -> str:
        """The key that was said; "ya" means the only service in doubt."""
        said = normalise(text, context.language)
        words = [word for word in said.split() if word not in KEY_CARRIERS[context.language]]
        if len(words) == 1 and (key := digits_heard(words[0], context.language)):
            return key
        lone = context.kept.startswith(AMONG) and len(level_at(context.kept, context).shown) == 1
        answer = heard_yes_or_no(said, context.language) if lone else None
        return "" if answer is None else "1" if answer else "2"


def _doubtful(mentions: Sequence[Mention], context: Context) -> Sequence[Mention]:
    """The best mention and those near it; those of the services between which it is being chosen go first."""
    shown = {str(entry["code"]) for entry in level_at(context.kept, context).shown}
    choosing = context.kept.startswith(AMONG)
    here = [mention for mention in mentions if mention.code in shown] if choosing else []
    for group in (here, mentions):
        best = [m for m in group if m.score >= POSSIBLE and group[0].score - m.score < NEAR]
        if best:
            return best[:MOST_IN_DOUBT]
    return ()
