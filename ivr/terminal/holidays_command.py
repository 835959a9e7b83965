"""`python -m ivr holidays YEAR`: the public holidays, joint leave and Ramadan of a year as lines for a calendar.

They are a proposal: what the decree of the year says goes before it. Days that are not decreed yet are marked as estimates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

COUNTRY, KINDS = "ID", ("public", "government")
NEIGHBOUR, FIRST_OF_RAMADAN = "BN", "First Day of Ramadan"
"""Its calendar follows the same sighting of the moon and names the first day of the fast."""
FEAST = "Eid al-Fitr"
ESTIMATED = {"id": " (perkiraan)", "en_US": " (estimated)"}
RAMADAN_DAYS = 30
HOURS = '{mon: ["08:00-15:00"], tue: ["08:00-15:00"], wed: ["08:00-15:00"], thu: ["08:00-15:00"], fri: ["08:00-15:30"]}'


def lines(year: int) -> Iterator[str]:
    names = {language: _named(year, language) for language in ESTIMATED}
    yield "holidays:"
    for day in sorted(names["id"]):
        own, english = names["id"][day], names["en_US"][day]
        estimate = ", estimated: true" if ESTIMATED["en_US"] in english else ""
        said = {lang: text.replace(ESTIMATED[lang], "") for lang, text in (("id", own), ("en_US", english))}
        yield f'  - {{date: {day}, name: {{id: "{said["id"]}", en: "{said["en_US"]}"}}{estimate}}}'
    yield "seasons:"
    for first, last in ramadan(year):
        yield f"  - {{name: {{id: Ramadan, en: Ramadan}}, from: {first}, to: {last}, estimated: true, weekly: {HOURS}}}"


def ramadan(year: int) -> Iterator[tuple[date, date]]:
    """First and last day of each Ramadan that begins in the year; the feast, where it is known, is the day after the last."""
    feasts = [day for y in (year, year + 1) for day, name in _named(y, "en_US").items() if _is(FEAST, name)]
    neighbour = holidays.country_holidays(NEIGHBOUR, years=year, language="en_US")
    for first in sorted(day for day, name in neighbour.items() if _is(FIRST_OF_RAMADAN, name)):
        feast = next((day for day in feasts if 27 < (day - first).days < 33), first + timedelta(days=RAMADAN_DAYS))
        yield first, feast - timedelta(days=1)


def _is(wanted: str, name: str) -> bool:
    return wanted in (part.removesuffix(ESTIMATED["en_US"]) for part in name.split("; "))


def _named(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays(COUNTRY, years=year, categories=KINDS, language=language).items())
