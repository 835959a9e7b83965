"""Values that stand for a caller's own: of the same type and length, the same for the same, and nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ivr.fields import Field
from ivr.locale.answers import NEGATIONS, NO, YES
from ivr.locale.calendar_words import DAY_PARTS, MONTHS, RELATIVE_DAYS
from ivr.locale.carriers import CARRIERS, LIGHT_WORDS
from ivr.locale.digits import DIGITS
from ivr.normalising import normalise

MOBILE, FIXED = "+6281200000000", "+62215550100"
CODE, WRONG_CODE = "123456", "654321"
REFERENCES = ("2600420", "2600017", "2600160")
KEPT = frozenset({"choice", "yes_no", "service", "number", "integer", "money", "time", "region", "file"})
"""Types whose answers say nothing of who gave them, unless the field is personal."""
KEYS = {
    "nik": "3328014107900001",
    "nkk": "3328010101100002",
    "phone": "081200000000",
    "date": "01071990",
    "bpjs": "0001234567890",
    "npwp": "3328014107900001",
    "nib": "9120001234567",
    "nop": "332801000100100010",
}
WORDS = {
    "date": {"id": "satu juli seribu sembilan ratus sembilan puluh", "en": "first of July nineteen ninety"},
    "name": {"id": "Siti Aminah", "en": "Siti Aminah"},
    "text": {"id": "di dekat balai desa", "en": "near the village hall"},
    "place": {"id": "di dekat balai desa", "en": "near the village hall"},
    "plate": {"id": "be satu dua tiga empat ex ye", "en": "B one two three four X Y"},
    "email": {"id": "siti at contoh titik id", "en": "siti at example dot org"},
}
OUTSIDE = {
    "code": "lain",
    "name": "instansi lain",
    "said": "Itu urusan instansi lain.",
    "written": "instansi lain 150",
    "hours": "-",
}
"""A body outside, where the dialogue has forgotten which it was."""
NOTHING_KNOWN = {"id": "anu apa ya", "en": "well let me think"}
UNKNOWN, YEAR = "anu", "1990"
MANY_DIGITS = re.compile(r"\d(?:[\d .-]*\d){2,}")
WORD = re.compile(r"[\w'-]+")


def is_kept(field: Field) -> bool:
    return field.plain.get("class", "plain") == "plain" and (field.type in KEPT or field.type == "date")


def digits(count: int) -> str:
    return ("1234567890" * (count // 10 + 1))[:count]


def scrubbed(value: Any) -> Any:
    """Every run of three digits or more becomes another of the same length."""
    if isinstance(value, dict):
        return {key: scrubbed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [scrubbed(inner) for inner in value]
    if not isinstance(value, str):
        return value
    return MANY_DIGITS.sub(lambda run: digits(sum(c.isdigit() for c in run[0])), value)


def keyed(field: Field | None, length: int) -> list[str]:
    """What may have been keyed, best first: right, part of what is right, wrong. A number that no field asks for is a telephone's."""
    if field is not None and field.type == "case_reference":
        return [*REFERENCES, digits(length)]
    right = KEYS.get(field.type, "") or str(field.plain.get("min", "")) if field is not None else KEYS["phone"]
    if right == KEYS["phone"]:
        right = right.ljust(length, "0")[:length]
    found = [right] if len(right) == length else []
    found += [right[6 : 6 + length]] if len(right) > length else []
    return list(dict.fromkeys([*filter(None, found), digits(length), "1" * length]))


def spoken(field: Field | None, language: str) -> list[str]:
    """What may have been said to a question that asks for something of the caller's own."""
    kind = field.type if field is not None else "phone"
    if kind == "case_reference":
        return [*REFERENCES, NOTHING_KNOWN[language]]
    words = WORDS.get(kind, {}).get(language)
    return [each for each in (words, KEYS.get(kind), NOTHING_KNOWN[language]) if each]


def known_words(text: str, language: str, expected: Iterable[str]) -> list[str]:
    """Of what was said, the words that the hotline itself knows: a name or an address is none of them. First with another
    word for each that is not known, then without."""
    known = {word for phrase in expected for word in WORD.findall(phrase.lower())}
    known |= CARRIERS[language] | LIGHT_WORDS | NEGATIONS[language] | set(DIGITS[language])
    known |= {word for month in MONTHS[language] for word in month} | set(DAY_PARTS[language])
    known |= {word for day in RELATIVE_DAYS[language] for word in day.split()}
    known |= {word for phrase in (*YES[language], *NO[language]) for word in phrase.split()}
    plain = MANY_DIGITS.sub(lambda run: YEAR if len(run[0]) == len(YEAR) else digits(len(run[0])), text.lower())
    found = [word if _is_known(word, known) else UNKNOWN for word in WORD.findall(plain)]
    return [" ".join(found), " ".join(word for word in found if word != UNKNOWN) or NOTHING_KNOWN[language]]


def _is_known(word: str, known: set[str]) -> bool:
    return (
        word in known
        or normalise(word, "id") in known
        or word.removesuffix("nya") in known
        or (word.isdigit() and (len(word) < 3 or word == YEAR))
    )
