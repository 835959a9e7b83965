"""What a caller denies and what is meant instead: "bukan KTP tapi akta lahir", "bukan KTP, KK", "not that, the other"."""

from collections.abc import Iterable, Iterator

from ivr.locale.answers import CORRECTIONS, DENIALS, NEGATIONS
from ivr.locale.carriers import CARRIERS
from ivr.normalising import normalise


def affirmed(text: str, language: str) -> str:
    """Normalised, without the clause that was denied; all of it where nothing else was said."""
    words = normalise(text, language).split()
    for place, word in enumerate(words):
        if word in CORRECTIONS[language] and NEGATIONS[language] & set(words[:place]):
            return " ".join(words[place + 1 :])
    clauses = [normalise(clause, language) for clause in text.split(",")]
    meant = [clause for clause in clauses if clause and not _denies(clause, language)]
    return " ".join(meant) if meant else " ".join(words)


def denied_splits(said: str, language: str) -> Iterator[tuple[str, str]]:
    """Without a comma nothing tells where the denial ends: each way to cut "bukan ktp akta lahir" into what is denied and what is meant."""
    words = said.split()
    place = next((place for place, word in enumerate(words) if word in DENIALS[language]), None)
    if place is not None and _denies(said, language):
        start = place + 1
        for cut in range(start + 1, len(words)):
            yield " ".join(words[start:cut]), " ".join(words[cut:])


def without_denied(said: str, phrases: Iterable[str], language: str) -> str:
    """`said` without those of the phrases, and their denials, that stand right behind one: "hilang bukan rusak" is "hilang"."""
    for phrase in sorted(phrases, key=len, reverse=True):
        before, found, after = f" {said} ".partition(f" {phrase} ")
        words = before.split()
        place = next((n for n in range(len(words) - 1, -1, -1) if words[n] not in CARRIERS[language]), -1)
        if found and place >= 0 and words[place] in DENIALS[language]:
            said = " ".join([*words[:place], *after.split()])
    return said


def _denies(clause: str, language: str) -> bool:
    """True for a clause that begins with a denial."""
    words = [word for word in clause.split() if word not in CARRIERS[language]]
    return bool(words) and (words[0] in DENIALS[language] or set(words) <= NEGATIONS[language])
