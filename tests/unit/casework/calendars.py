"""Calendars to count with: the shipped one, and the same hours in another zone."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from ivr.calendars import Calendar, Span

FILE = Path(__file__).parents[3] / "flows" / "calendars" / "office.yaml"
WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))


@cache
def shipped() -> Calendar:
    """Monday to Friday, 07:30 to 16:00, without public holidays and joint leave."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    hours = (Span(450, 960),)
    return Calendar("office", WIB, dict.fromkeys(range(5), hours), {day["date"]: () for day in written["holidays"]})


def in_zone(zone: ZoneInfo) -> Calendar:
    return replace(shipped(), zone=zone)
