"""Valid answers to any field: as an agent types them, and as the events of a caller who keys or says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from ivr.events import DigitsEntered, Event, Recorded, SpeechHeard

Field = Mapping[str, Any]
Given = tuple[str, tuple[Event, ...]]
"""What is typed, and what a caller does; the first event answers the question, the next what it asks then."""

OWN_NUMBER = "+628123456890"
TODAY, LATER = "23-11-2026", ("25-11-2026", "26-11-2026", "27-11-2026")


def keyed(digits: str, mark: str = "") -> tuple[Event, ...]:
    return (DigitsEntered(digits, mark),)


def given(field: Field, chance: Random) -> Given:
    return ANSWERS[field["type"]](field, chance)


def _person(field: Field, chance: Random) -> Given:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(50, 99)
    number = f"332801{day:02}{month:02}{year:02}{chance.randint(1, 9999):04}"
    return number, keyed(number)


def _family(field: Field, chance: Random) -> Given:
    number = f"332801{chance.randint(1, 28):02}0817{chance.randint(1, 9999):04}"
    return number, keyed(number)


def _property(field: Field, chance: Random) -> Given:
    number = f"3328010001001{chance.randint(1, 9999):04}0"
    return number, keyed(number)


def _day(field: Field, chance: Random) -> Given:
    written = TODAY if field.get("max") == "today" else chance.choice(LATER)
    return written, keyed(written.replace("-", ""))


def _telephone(field: Field, chance: Random) -> Given:
    """The own number, or another one."""
    if chance.random() < 0.5:
        return OWN_NUMBER, keyed("1")
    return "081298765432", (*keyed("2"), *keyed("081298765432", "#"))


def _choice(field: Field, chance: Random) -> Given:
    option = chance.choice(field["options"])
    return option["value"], (SpeechHeard(option["label"]["id"]),)


def _yes_or_no(field: Field, chance: Random) -> Given:
    return chance.choice([("ya", keyed("1")), ("tidak", (SpeechHeard("tidak"),))])


def _whole(field: Field, chance: Random) -> Given:
    number = str(chance.randint(int(field.get("min", 0)), int(field.get("max", 5000))))
    return number, keyed(number, "#")


def _digits(field: Field, chance: Random) -> Given:
    number = "".join(chance.choice("0123456789") for _ in range(int(field["max"])))
    return number, keyed(number, "#")


def _words(field: Field, chance: Random) -> Given:
    return "Di dekat pasar, sejak minggu lalu", (Recorded("RE1", 4.0, "#"),)


ANSWERS: Mapping[str, Callable[[Field, Random], Given]] = {
    "nik": _person,
    "nkk": _family,
    "nop": _property,
    "date": _day,
    "phone": _telephone,
    "choice": _choice,
    "yes_no": _yes_or_no,
    "integer": _whole,
    "money": _whole,
    "digits": _digits,
    "text": _words,
    "name": lambda field, chance: ("Siti Aminah", (Recorded("RE1", 4.0, "#"),)),
    "time": lambda field, chance: ("14.05", keyed("1405")),
    "number": lambda field, chance: ("2,5", keyed("2*5", "#")),
    "plate": lambda field, chance: ("H 1234 AB", (SpeechHeard("ha satu dua tiga empat a be"),)),
    "region": lambda field, chance: ("33.28.10", keyed("332810")),
    "list": lambda field, chance: ("46900", ()),
    "email": lambda field, chance: ("siti@contoh.id", ()),
}
