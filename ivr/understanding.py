"""Words to choices. Fuzzy: callers speak freely and recognisers mishear. The caller of this decides by two thresholds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice, zip_longest

from ivr.denials import affirmed
from ivr.grammar import Choice, Match
from ivr.likeness import content, meaning, negation_factor, overlap
from ivr.locale.digits import SPOKEN
from ivr.locale.keys import KEY_CARRIERS
from ivr.normalising import normalise
from ivr.ordinals import place_heard
from ivr.questions.protocol import Context
from ivr.service_mentions import Mention, mentioned, options_named, service_phrases
from ivr.slot_sentences import examples, filled, slots_of
from ivr.spoken_digits import digits_heard
from ivr.templates import expand

__all__ = ["grammar_of", "normalise", "understand"]

ASK_SERVICE = "ask_service"
SERVICE = "service"
SLOT = "{service}"
MAX_PHRASES = 500  # the carrier takes no more
MAX_PHRASE = 100  # characters


def understand(text: str, choices: Sequence[Choice], context: Context) -> Match | None:
    """The best match, however weak, or None when nothing of it was said. Of equals a sentence of the flow goes before a
    service's, and the first choice before the next."""
    said = affirmed(text, context.language)
    if not said:
        return None
    place = place_heard(said, context.language, len([choice for choice in choices if choice.key]))
    if place:
        return Match([choice for choice in choices if choice.key][place - 1].id, 1.0, said)
    found = [match for choice in choices for match in _matches(said, choice, context)]
    return max(found, key=lambda match: (match.score, "service" not in match.slots), default=None)


def grammar_of(choices: Sequence[Choice], context: Context) -> tuple[str, ...]:
    """What may be said here, for a recogniser: at most MAX_PHRASES of MAX_PHRASE characters. Each choice's likeliest words, those it is
    written with, come first, then in turn one more of each, so that none is left out; other forms of sentences with slots come last."""
    turns = zip_longest(*(_turns(choice, context) for choice in choices))
    others = zip_longest(*(_other_forms(choice, context) for choice in choices))
    every = (phrase for turn in chain(turns, others) for phrase in turn)
    phrases = dict.fromkeys(phrase for phrase in every if phrase and len(phrase) <= MAX_PHRASE)
    return tuple(islice(phrases, MAX_PHRASES))


def _matches(said: str, choice: Choice, context: Context) -> Iterator[Match]:
    if choice.key and _is_key(said, choice.key, context.language):
        yield Match(choice.id, 1.0, said)
    for template in choice.says:
        for sentence in _expanded(template):
            slots = slots_of(sentence)
            if not slots:
                score = _score(said, sentence, context.language)
                if score > 0:
                    yield Match(choice.id, score, sentence)
            elif slots != (SERVICE,):
                found = filled(said, sentence, choice.lists, context)
                if found is not None:
                    yield Match(choice.id, found[0], said, found[1])
    if choice.intent == ASK_SERVICE:
        mention = _service_in(said, choice, context)
        if mention is not None:
            name = str(context.services[mention.code]["name"].get(context.language, mention.phrase))
            yield Match(choice.id, mention.score, name, {"service": mention.code, **mention.slots})


def _service_in(said: str, choice: Choice, context: Context) -> Mention | None:
    """The service named in all of `said`, or in what stands in the place of {service} in one of the sentences."""
    parts = dict.fromkeys((said, *_slot_fillings(said, choice, context.language)))
    mentions = [mentioned(part, context.services, context.language) for part in parts]
    found = [mention for mention in mentions if mention is not None]
    best = max(found, key=lambda mention: mention.score, default=None)
    if best is None:
        return None
    return replace(best, slots=options_named(said, context.services[best.code], context.language))


def _slot_fillings(said: str, choice: Choice, language: str) -> Iterator[str]:
    for template in choice.says:
        for before, after in _around_slot(template, language):
            if f"{said} ".startswith(f"{before} ") and f" {said}".endswith(f" {after}"):
                filling = said[len(before) : len(said) - len(after)].strip()
                if filling:
                    yield filling


def _score(said: str, sentence: str, language: str) -> float:
    plain, meant = meaning(sentence, language)
    if said == plain:
        return 1.0
    shared = overlap(content(said, language), meant)
    score = shared.of_phrase**2 * (0.55 + 0.45 * shared.of_text) * negation_factor(said, plain, language)
    return min(score, 0.99)


def _turns(choice: Choice, context: Context) -> Iterator[str]:
    """A choice's likeliest words, its key, and all the other words."""
    sentences = _sentences(choice, context)
    return chain(islice(sentences, 1), _spoken_key(choice, context.language), sentences)


def _spoken_key(choice: Choice, language: str) -> Iterator[str]:
    """A key said aloud, as the prompts name it."""
    if choice.key.isdigit():
        yield SPOKEN[language][int(choice.key)]


def _is_key(said: str, key: str, language: str) -> bool:
    words = [word for word in said.split() if word not in KEY_CARRIERS[language]]
    return digits_heard(" ".join(words), language) == key if len(words) == 1 else False


def _sentences(choice: Choice, context: Context) -> Iterator[str]:
    """The first form of a template with slots stands for all: what may stand in the slots matters more. Then what callers
    say of services, of each in turn."""
    for template in choice.says:
        for at, sentence in enumerate(_expanded(template)):
            if not slots_of(sentence):
                yield sentence
            elif at == 0:
                yield from _filled(sentence, choice, context)
    if choice.intent == ASK_SERVICE:
        said = (service_phrases(service, context.language) for service in context.services.values())
        yield from (phrase for turn in zip_longest(*said) for phrase in turn if phrase)


def _other_forms(choice: Choice, context: Context) -> Iterator[str]:
    for template in choice.says:
        for sentence in _expanded(template)[1:]:
            if slots_of(sentence):
                yield from _filled(sentence, choice, context)


def _filled(sentence: str, choice: Choice, context: Context) -> Iterator[str]:
    """Nothing for a sentence about any service: each has its own words."""
    return iter(()) if slots_of(sentence) == (SERVICE,) else examples(sentence, choice.lists, context)


@lru_cache(maxsize=2000)
def _around_slot(template: str, language: str) -> tuple[tuple[str, str], ...]:
    """What stands before and after the slot in each sentence of the template that has one, normalised."""
    parts = (sentence.partition(SLOT) for sentence in _expanded(template))
    return tuple((normalise(before, language), normalise(after, language)) for before, slot, after in parts if slot)


@lru_cache(maxsize=2000)
def _expanded(template: str) -> tuple[str, ...]:
    return expand(template)
