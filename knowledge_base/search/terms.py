"""Text to terms, the same for what is indexed and what is asked, in Indonesian and English alike.

Everyday spellings are brought to one, phrases that mean the same to one term, and words to their Indonesian stem:
"bikin e-KTP yang ilang" is buat, ktp, hilang.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from ivr.normalising import normalise
from knowledge_base.search.vocabulary import vocabulary

MAX_TERMS = 40
LONGEST_TERM = 64

Mend = Callable[[str], str]


def terms(text: str, mend: Mend = str) -> list[str]:
    """At most MAX_TERMS terms in the order of the text. `mend` may correct the spelling of a word that is in no list."""
    known = vocabulary()
    plain = normalise(text, "id")
    found: list[str] = []
    start = 0
    for match in known.phrase.finditer(plain):
        found += _loose(plain[start : match.start()], mend)
        found += known.meanings[match[0]]
        start = match.end()
    found += _loose(plain[start:], mend)
    return found[:MAX_TERMS]


def _loose(text: str, mend: Mend) -> Iterator[str]:
    """The terms of words that begin no phrase."""
    known = vocabulary()
    for word in text.split():
        if word in known.stop:
            continue
        for term in _terms_of(word):
            if term not in known.stop:
                yield from _mended(term, mend)


def _mended(term: str, mend: Mend) -> Iterator[str]:
    known = vocabulary()
    better = mend(term)
    if better not in known.stop:
        yield from known.meanings.get(better, (better,))


def _terms_of(word: str) -> tuple[str, ...]:
    stem = _stem(word[:LONGEST_TERM])
    return vocabulary().meanings.get(stem, (stem,))


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    # The stemmer blanks every mark that is no letter from a to z.
    return str(_stemmer()(word)) if word.isascii() and word.isalpha() else word


@cache
def _stemmer() -> Callable[[str], str]:
    stem: Callable[[str], str] = StemmerFactory().create_stemmer().stem
    return stem
