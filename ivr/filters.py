"""How a text says a value: `{{ card.fee | money }}`. Each filter takes the value and the language; a value that it cannot say
raises TypeError, ValueError or KeyError."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from ivr.locale.phrases import phrase
from ivr.spoken_forms import say_date, say_digits, say_money, say_number, say_time, spell

MAX_SPOKEN_ITEMS = 12


def plain_words(value: Any, language: str) -> str:
    """A value without a filter: a text by language in its language, a list as a list, a number as written."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return named(value, language)
    if isinstance(value, (list, tuple)):
        return listed(value, language)
    if isinstance(value, datetime):
        return f"{say_date(value, language)}, {say_time(value.time(), language)}"
    return str(value)


def digits(value: Any, language: str) -> str:
    return say_digits(str(value), language)


def spelled(value: Any, language: str) -> str:
    return spell(str(value))


def money(value: Any, language: str) -> str:
    """An amount, or a whole fee `{amount, note, unverified}`: "free" for 0, its note where there is no amount."""
    if not isinstance(value, Mapping):
        return _amount(value, language)
    amount = value.get("amount")
    if amount is None:
        return plain_words(value.get("note") or "", language)
    return _hedged(_amount(amount, language), value, language)


def _amount(value: Any, language: str) -> str:
    amount = float(value)
    return phrase("free", language) if amount == 0 else say_money(amount, language)


def duration(value: Any, language: str) -> str:
    """Seconds, or a whole time limit `{value, unit, note, unverified}`; its note where there is no value."""
    if not isinstance(value, Mapping):
        return phrase("second", language, count=_count(value, language))
    if value.get("value") is None:
        return plain_words(value.get("note") or "", language)
    spoken = phrase(str(value["unit"]), language, count=_count(value["value"], language))
    return _hedged(spoken, value, language)


def _count(value: Any, language: str) -> str:
    number = float(value)
    return say_number(int(number) if number.is_integer() else number, language)


def _hedged(spoken: str, fact: Mapping[str, Any], language: str) -> str:
    return phrase("usually", language, value=spoken) if fact.get("unverified") else spoken


def on_date(value: Any, language: str) -> str:
    return say_date(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]), language)


def at_time(value: Any, language: str) -> str:
    if isinstance(value, datetime):
        return say_time(value.time(), language)
    return say_time(value if isinstance(value, time) else time.fromisoformat(str(value)), language)


def listed(value: Any, language: str) -> str:
    """Semicolons are heard as pauses; at most twelve items are spoken."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return plain_words(value, language)
    words = [plain_words(item, language) for item in value[:MAX_SPOKEN_ITEMS]]
    return phrase("and_last", language).join(filter(None, ["; ".join(words[:-1]), *words[-1:]]))


def named(value: Any, language: str) -> str:
    """The words of a text by language, of anything with a name or text, or the text itself."""
    if not isinstance(value, Mapping):
        return str(value)
    for key in (language, "name", "label", "text"):
        if value.get(key):
            return named(value[key], language)
    return next((word for word in value.values() if isinstance(word, str)), "")


Filter = Callable[[Any, str], str]

FILTERS: Mapping[str, Filter] = {
    "digits": digits,
    "spelled": spelled,
    "money": money,
    "date": on_date,
    "time": at_time,
    "duration": duration,
    "list": listed,
    "name": named,
}
