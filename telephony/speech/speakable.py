"""Text as a synthesiser should get it: sentences of bounded length without signs that would be read out. Pure."""

from __future__ import annotations

import re
import unicodedata

from telephony.speech.protocol import SpeechError

MAX_CHARACTERS = 5000
MAX_SENTENCE = 400
UNSPOKEN = str.maketrans(dict.fromkeys("*_#`|<>{}[]\\~^", " ") | {"–": ", ", "—": ", ", "…": "."})
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


def sentences(text: str) -> list[str]:
    """In order, none empty. Raises SpeechError when the text is too long."""
    if len(text) > MAX_CHARACTERS:
        raise SpeechError(f"a text of {len(text)} characters is too long to be spoken", retryable=False)
    found = []
    for sentence in SENTENCE_END.split(clean(text)):
        found += _pieces(sentence)
    return [piece for piece in found if any(character.isalnum() for character in piece)]


def clean(text: str) -> str:
    """One line; control characters and marks of a markup language become blanks."""
    printable = "".join(
        " " if unicodedata.category(c).startswith("C") else c for c in unicodedata.normalize("NFC", text)
    )
    return " ".join(printable.translate(UNSPOKEN).split())


def _pieces(sentence: str) -> list[str]:
    """A very long sentence is cut at a comma or a blank."""
    pieces = []
    while len(sentence) > MAX_SENTENCE:
        cut = max(sentence.rfind(mark, 0, MAX_SENTENCE) for mark in (", ", " ")) + 1 or MAX_SENTENCE
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence]
