"""Sentences with slots: "bicara dengan petugas {agency}", "KTP {alasan} di {region}". What stands in a slot's place must be one of its
list: agencies and regions, a day or a clock time, a service, or a list of the sentences' own."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import dropwhile, islice, product
from typing import Any

from ivr.likeness import content, meaning, overlap
from ivr.locale.carriers import CARRIERS
from ivr.normalising import normalise
from ivr.questions.date import Date
from ivr.questions.protocol import Context, Value
from ivr.questions.region_codes import dotted, regions_in
from ivr.questions.service_levels import offered
from ivr.questions.time import Time
from ivr.service_mentions import mentioned

SLOTS = ("service", "agency", "region", "date", "time")
"""Those that need no list."""
NAMED = 0.75
SCORE, MORE = 0.94, 0.01
"""Of a sentence that fits, and for each of its slots: the one that says more goes first."""
LONGEST = 30  # words
MOST_ALIGNMENTS = 60
MOST_EXAMPLES = 40

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By slot: the phrases for each value, in one language."""

_SLOT = re.compile(r"\{([a-z_]+)\}")


def slots_of(sentence: str) -> tuple[str, ...]:
    return tuple(_SLOT.findall(sentence))


def filled(said: str, sentence: str, lists: Lists, context: Context) -> tuple[float, dict[str, Any]] | None:
    """How sure, and the values. `said` is normalised, the sentence as written. None unless every slot has a value and nothing else is
    said but words before it that carry no meaning."""
    parts = _parts(sentence, context.language)
    words = tuple(said.split()[:LONGEST])
    bare = _without_carriers(words, context.language)
    for start in dict.fromkeys((words, bare)):
        for fillings in islice(_alignments(start, parts), MOST_ALIGNMENTS):
            found = {name: _value(name, filling, lists, context) for name, filling in fillings}
            values = {name: value for name, value in found.items() if value is not None}
            if len(values) == len(found):
                score = min(score for score, _ in values.values()) * (SCORE + MORE * len(values))
                return score, {name: value for name, (_, value) in values.items()}
    return None


def examples(sentence: str, lists: Lists, context: Context) -> Iterator[str]:
    """The sentence with what its slots may hold, for a recogniser; not where anything may stand there."""
    choices = [list(_phrases(name, lists, context)) for name in slots_of(sentence)]
    for phrases in islice(product(*choices), MOST_EXAMPLES):
        turn = iter(phrases)
        yield _SLOT.sub(lambda _: next(turn), sentence)  # noqa: B023


def _without_carriers(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(dropwhile(lambda word: word in CARRIERS[language], words))


@lru_cache(maxsize=4000)
def _parts(sentence: str, language: str) -> tuple[str, ...]:
    """The words of the sentence, slots as "{name}"."""
    pieces = re.split(r"(\{[a-z_]+\})", sentence)
    return tuple(
        part for piece in pieces for part in ((piece,) if "{" in piece else normalise(piece, language).split())
    )


def _alignments(words: tuple[str, ...], parts: tuple[str, ...]) -> Iterator[list[tuple[str, str]]]:
    """Each way to lay the words over the parts: what stands in the place of each slot."""
    if not parts:
        if not words:
            yield []
        return
    if "{" not in parts[0]:
        if words and words[0] == parts[0]:
            yield from _alignments(words[1:], parts[1:])
        return
    sizes = range(1, len(words) - len(parts) + 2) if len(parts) > 1 else (len(words),) * bool(words)
    for size in sizes:
        for rest in _alignments(words[size:], parts[1:]):
            yield [(parts[0].strip("{}"), " ".join(words[:size])), *rest]


def _value(name: str, words: str, lists: Lists, context: Context) -> tuple[float, Any] | None:
    """How sure, and the value."""
    if name in lists:
        return _best(words, lists[name], context.language)
    if name == "agency":
        phrases = {code: tuple(_names(agency, context.language)) for code, agency in context.agencies.items()}
        return _best(words, phrases, context.language)
    if name == "service":
        mention = mentioned(words, offered(context), context.language)
        return (mention.score, mention.code) if mention is not None and mention.score >= NAMED else None
    if name == "region":
        codes = regions_in(words)
        return (1.0, dotted(codes[0])) if len(codes) == 1 else None
    answer = (Date() if name == "date" else Time()).parse_speech(words, context)
    return (1.0, answer.value) if isinstance(answer, Value) else None


def _best(words: str, phrases: Mapping[str, tuple[str, ...]], language: str) -> tuple[float, str] | None:
    said = content(words, language)
    scored = sorted(
        ((_alike(said, phrase, language), value) for value in phrases for phrase in phrases[value]), reverse=True
    )
    return scored[0] if scored and scored[0][0] >= NAMED else None


def _alike(said: list[str], phrase: str, language: str) -> float:
    shared = overlap(said, meaning(phrase, language)[1])
    return min(shared.of_text, 0.5 + shared.of_phrase / 2)


def _names(agency: Mapping[str, Any], language: str) -> Iterator[str]:
    for names in (agency.get("spoken", {}), agency.get("name", {})):
        if names.get(language):
            yield str(names[language])


def _phrases(name: str, lists: Lists, context: Context) -> Iterator[str]:
    if name in lists:
        yield from (phrase for phrases in lists[name].values() for phrase in phrases)
    elif name == "agency":
        yield from (phrase for agency in context.agencies.values() for phrase in _names(agency, context.language))
