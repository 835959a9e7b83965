"""The `min` and `max` of a date: a day (2026-12-31), `today`, or so far from today: `today+30d`, `today-2w`, `today+6m`, `today-17y`."""

import calendar
import re
from datetime import date, timedelta

SHAPE = "`today`, `today+30d` (d, w, m or y) or a day such as 2026-12-31"
_AWAY = re.compile(r"today([+-][0-9]{1,4})([dwmy])", re.ASCII)
_MONTHS = {"m": 1, "y": 12}


def is_day_limit(written: object) -> bool:
    try:
        day_limit(written, date(2000, 1, 1))
    except ValueError:
        return False
    return True


def day_limit(written: object, today: date) -> date:
    """Beyond the calendar's ends it is its end. Raises ValueError for what is no limit."""
    text = str(written).replace(" ", "")
    if text == "today":
        return today
    away = _AWAY.fullmatch(text)
    if away is None:
        return date.fromisoformat(text)
    count, unit = int(away[1]), away[2]
    try:
        return _by_months(today, count * _MONTHS[unit]) if unit in _MONTHS else _by_days(today, count, unit)
    except (OverflowError, ValueError):
        return date.max if count > 0 else date.min


def _by_days(today: date, count: int, unit: str) -> date:
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _by_months(today: date, months: int) -> date:
    """The same day of that month, or its last."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
