"""What is said in passing: answers to fields that were not asked, in the same breath ("kehilangan KTP di pasar kemarin").

Only what can hardly be meant otherwise: an option's own words, a day that is named as one, a clock time behind "jam", a region with its level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ivr.denials import affirmed, without_denied
from ivr.fields import Field
from ivr.likeness import meaning
from ivr.locale.calendar_words import CLOCK_BEGINS, MONTHS, NOT_IN_PASSING, RELATIVE_DAYS
from ivr.locale.relative_words import AHEAD, BACK, SPANS, WEEKDAYS
from ivr.questions import question_of
from ivr.questions.protocol import Value
from ivr.questions.region_codes import LEVEL_WORDS, full_name, regions_in
from ivr.service_mentions import options_named

if TYPE_CHECKING:
    from ivr.run import Run

LONGEST_DAY, LONGEST_CLOCK = 9, 6  # words


def in_passing(run: Run, fields: Sequence[Field], text: str, asked: Field | None = None) -> dict[str, Value]:
    """By slot. `asked` was answered by the same words: what stands for it is no answer to another."""
    found: dict[str, Value] = {}
    types = {asked.type} - {"choice"} if asked is not None else set()
    for field in fields:
        if field.secret or field.type in types:
            continue
        value = _found(run, field, text, asked)
        if value is not None:
            found[field.slot] = value
            types |= {field.type} - {"choice"}
    return found


def _found(run: Run, field: Field, text: str, asked: Field | None) -> Value | None:
    match field.type:
        case "choice":
            return _option(run, field, text, asked)
        case "date":
            return _first(run, field, _windows(text, LONGEST_DAY, lambda words: _names_day(words, run.tongue)))
        case "time":
            return _first(run, field, _windows(text, LONGEST_CLOCK, lambda words: words[0] in CLOCK_BEGINS[run.tongue]))
        case "region":
            codes = regions_in(text) if LEVEL_WORDS & set(text.lower().split()) else ()
            return _first(run, field, (full_name(code) for code in codes[:1] if len(codes) == 1))
    return None


def _option(run: Run, field: Field, text: str, asked: Field | None) -> Value | None:
    own = list(_phrases(field, run.tongue))
    said = without_denied(affirmed(text, run.tongue), own, run.tongue)
    for phrase in _phrases(asked, run.tongue) if asked is not None else ():
        said = f" {said} ".replace(f" {phrase} ", " ").strip()
    named = options_named(said, {"fields": [field.plain]}, run.tongue)
    value = named.get(str(field.plain.get("name", field.slot)))
    return None if value is None else Value(value, question_of("choice").read_back(value, run.context(field.plain)))


def _phrases(field: Field, language: str) -> Iterator[str]:
    for option in field.plain.get("options") or ():
        for words in (option["label"].get(language, ""), *option.get("says", {}).get(language, ())):
            if words:
                yield meaning(words, language)[0]


def _first(run: Run, field: Field, texts: Iterator[str]) -> Value | None:
    context = run.context(field.plain)
    answers = (question_of(field.type).parse_speech(text, context) for text in texts)
    return next((answer for answer in answers if isinstance(answer, Value)), None)


def _windows(text: str, longest: int, wanted: Callable[[list[str]], bool]) -> Iterator[str]:
    """Runs of words, the longest first."""
    words = text.lower().replace(",", " ").split()
    for size in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            window = words[start : start + size]
            if wanted(window):
                yield " ".join(window)


def _names_day(words: list[str], language: str) -> bool:
    said = " ".join(words)
    if said in RELATIVE_DAYS[language]:
        return said not in NOT_IN_PASSING
    months = {name for names in MONTHS[language] for name in names}
    weekdays = {name for names in WEEKDAYS[language] for name in names} - set(SPANS[language])
    away = bool((AHEAD[language] | BACK[language]) & set(words) and set(SPANS[language]) & set(words))
    return away or bool(weekdays & set(words)) or bool(months & set(words) and len(words) >= 3)
