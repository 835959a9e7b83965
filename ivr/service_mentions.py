"""Which service, and which options of its fields, a caller's words name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.denials import affirmed, denied_splits
from ivr.likeness import content, meaning, negation_factor, overlap
from ivr.normalising import normalise

Service = Mapping[str, Any]
NEAR = 0.06  # two services this near to each other are asked about, never assumed
UNSURE = 0.7
NAMED = 0.7
"""Both what is denied and what is meant must be as plain as this, where only the words part them."""


@dataclass(frozen=True)
class Mention:
    """`score` is 0..1; `slots` hold the options that were named, by field."""

    code: str
    score: float
    phrase: str
    slots: Mapping[str, Any] = field(default_factory=dict)


def service_phrases(service: Service, language: str) -> tuple[str, ...]:
    """What callers say for it: its name first, then its utterances."""
    names = (service["name"].get(language, ""), *service.get("utterances", {}).get(language, ()))
    return tuple(name for name in names if name)


def ranked(text: str, services: Mapping[str, Service], language: str) -> list[Mention]:
    """Every service that shares a word of meaning with `text`, likeliest first, without its options. What is denied before it
    ("bukan KTP, KK") is left out."""
    said = affirmed(text, language)
    cuts = [
        (_ranked(denied, services, language), _ranked(meant, services, language))
        for denied, meant in denied_splits(said, language)
    ]
    plain = [(d, m) for d, m in cuts if d and m and d[0].code != m[0].code and min(d[0].score, m[0].score) >= NAMED]
    if plain:
        denied, meant = max(plain, key=lambda cut: cut[0][0].score + cut[1][0].score)
        return [mention for mention in meant if mention.code != denied[0].code]
    return _ranked(said, services, language)


def _ranked(said: str, services: Mapping[str, Service], language: str) -> list[Mention]:
    mentions = (_best(said, service, language) for service in services.values())
    return sorted((mention for mention in mentions if mention.score > 0), key=lambda mention: -mention.score)


def mentioned(text: str, services: Mapping[str, Service], language: str) -> Mention | None:
    """The service that `text` most likely names; None when no word of meaning is shared."""
    found = ranked(text, services, language)
    if not found:
        return None
    first = found[0]
    alone = len(found) == 1 or first.score - found[1].score >= NEAR
    score = first.score if alone else min(first.score, UNSURE)
    named = options_named(normalise(text, language), services[first.code], language)
    return Mention(first.code, score, first.phrase, named)


def _best(said: str, service: Service, language: str) -> Mention:
    words = content(said, language)
    scores = [(_score(said, words, phrase, language), phrase) for phrase in service_phrases(service, language)]
    score, phrase = max(scores, default=(0.0, ""))
    return Mention(str(service["code"]), score, phrase)


def _score(said: str, words: list[str], phrase: str, language: str) -> float:
    plain, meant = meaning(phrase, language)
    shared = overlap(words, meant)
    return shared.of_text * (0.65 + 0.35 * shared.of_phrase) * negation_factor(said, plain, language)


def options_named(said: str, service: Service, language: str) -> dict[str, Any]:
    """Values of pick-one fields whose words stand in `said` (normalised): {"alasan": "hilang"}. The longest words win."""
    named: dict[str, Any] = {}
    for item in service.get("fields", ()):
        found = [
            (len(phrase), option["value"])
            for option in item.get("options", ())
            for phrase in _option_phrases(option, language)
            if _stands_in(phrase, said)
        ]
        if found:
            named[item["name"]] = max(found, key=lambda longest: longest[0])[1]
    return named


def _option_phrases(option: Mapping[str, Any], language: str) -> Iterator[str]:
    for phrase in (option["label"].get(language, ""), *option.get("says", {}).get(language, ())):
        if phrase:
            yield meaning(phrase, language)[0]


def _stands_in(phrase: str, said: str) -> bool:
    return f" {phrase} " in f" {said} "
