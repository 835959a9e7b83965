"""The answer card of a service as it is said: pieces of at most twenty seconds, what matters first, the rest on request.

The first piece holds the name, the fee, the time, and as many requirements as fit; a fee that takes too long comes after them. A
single sentence that is too long by itself is a piece by itself; `python -m knowledge_base check` names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ivr.filters import duration, listed, money, on_date
from ivr.locale.phrases import phrase
from ivr.speech_length import seconds
from ivr.spoken_forms import say_number

LONGEST_S = 20.0


def with_spoken(card: Mapping[str, Any], language: str, after: str = "") -> dict[str, Any]:
    """The card with one piece of it: `said`; `heard` names it and, as `after`, asks for the next; `has_more`: there is one;
    `in_doubt`: what it costs or how long it takes is not verified."""
    told, code = pieces(card, language), str(card.get("code", ""))
    of_card, _, number = after.rpartition(" ")
    at = min(int(number), len(told) - 1) if of_card == code and number.isdecimal() else 0
    return {
        **card,
        "said": told[at],
        "heard": f"{code} {at + 1}",
        "has_more": at + 1 < len(told),
        "in_doubt": any(bool(card.get(name, {}).get("unverified")) for name in ("fee", "time_limit")),
    }


def pieces(card: Mapping[str, Any], language: str) -> list[str]:
    """At least one; `card` is that of one language, of which only the name is needed."""
    needs = [str(one) for one in card.get("requirements", ())]
    name, terms = f"{card.get('name', '')}.", _terms(card, language)
    opening, left, late = _opening(name, needs, terms, language)
    return _packed([opening, *late, *_sentences("card_also_needs", left, language), *_rest(card, language)], language)


def _opening(
    name: str, needs: Sequence[str], terms: Sequence[str], language: str
) -> tuple[str, Sequence[str], Sequence[str]]:
    """The first sentences; the requirements that they have no time for; the terms, when those alone take too long."""
    for told in (terms, ()):
        for count in range(len(needs), -1 if not needs else 0, -1):
            text = _joined(name, _needed(needs, count, language), *told)
            if seconds(text, language) <= LONGEST_S:
                return text, needs[count:], terms[len(told) :]
    return name, needs, terms


def _needed(needs: Sequence[str], count: int, language: str) -> str:
    if not needs:
        return ""
    left = len(needs) - count
    more = [phrase("card_left", language, count=say_number(left, language))] if left else []
    return phrase("card_needs", language, value=listed([*needs[:count], *more], language))


def _terms(card: Mapping[str, Any], language: str) -> list[str]:
    fee, limit = card.get("fee") or {}, card.get("time_limit") or {}
    cost, time = money(fee, language) if fee else "", duration(limit, language) if limit else ""
    said = (("card_fee", cost), ("card_time", time))
    return [phrase(key, language, value=value) for key, value in said if value]


def _rest(card: Mapping[str, Any], language: str) -> Iterator[str]:
    if card.get("where"):
        yield phrase("card_where", language, value=card["where"])
    for change in card.get("coming", ()):
        yield phrase("card_coming", language, day=on_date(change["valid_from"], language), what=change["what"])
    fee = card.get("fee") or {}
    if fee.get("note") and fee.get("amount") is not None:
        yield phrase("card_fee_note", language, value=fee["note"])
    yield from _sentences("card_procedure", card.get("procedure", ()), language)
    for key in ("product", "complaint_route"):
        if card.get(key):
            yield phrase(f"card_{key}", language, value=card[key])


def _sentences(key: str, items: Sequence[str], language: str) -> Iterator[str]:
    """A list as one sentence, or as several when it is too long for a piece."""
    while items:
        count = max(
            (
                n
                for n in range(1, len(items) + 1)
                if seconds(_sentence(key, items[:n], language), language) <= LONGEST_S
            ),
            default=1,
        )
        yield _sentence(key, items[:count], language)
        items = items[count:]


def _sentence(key: str, items: Sequence[str], language: str) -> str:
    return phrase(key, language, value=listed(list(items), language))


def _packed(sentences: Sequence[str], language: str) -> list[str]:
    packed: list[str] = []
    for sentence in sentences:
        longer = _joined(packed[-1], sentence) if packed else sentence
        if packed and seconds(longer, language) <= LONGEST_S:
            packed[-1] = longer
        else:
            packed.append(sentence)
    return packed


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
