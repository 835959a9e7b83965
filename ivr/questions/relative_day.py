"""A day said from today: "tiga hari lagi", "dua minggu lalu", "Senin depan", "last Friday". The week begins on Monday."""

from datetime import date, timedelta

from ivr.locale.relative_words import AHEAD, BACK, SPANS, WEEKDAYS
from ivr.questions.day_limit import day_limit
from ivr.spoken_digits import words_of
from ivr.spoken_numbers import number_of

AROUND = frozenset(("hari", "yang", "ke", "pada", "on", "this", "coming", "ini", "dari", "sekarang", "from", "now"))
MOST = 1000


def relative_day(text: str, language: str, today: date, past: bool) -> date | None:
    """None for anything else. A bare weekday is the next one, or with `past` the last; today is not meant by it."""
    words = words_of(text)
    ahead, back = bool(AHEAD[language] & set(words)), bool(BACK[language] & set(words))
    rest = [word for word in words if word not in AHEAD[language] | BACK[language]]
    if rest in (["minggu"], ["week"]) and ahead != back:
        return None  # a week or a Sunday
    weekday = _weekday([word for word in rest if word not in AROUND], language)
    if weekday is not None and (language == "en" or not _counted(rest, language)):
        return _on(weekday, today, ahead and language == "id", back or (past and not ahead))
    span = _counted(rest, language) if ahead != back else None
    if span is None:
        return None
    count, unit = span
    days, months = SPANS[language][unit]
    sign = "+" if ahead else "-"
    return day_limit(f"today{sign}{count * (days or months)}{'d' if days else 'm'}", today)


def _weekday(words: list[str], language: str) -> int | None:
    if words[1:] in (["minggu"], ["week"]):
        words = words[:1]
    if len(words) != 1:
        return None
    return next((number for number, names in enumerate(WEEKDAYS[language]) if words[0] in names), None)


def _counted(words: list[str], language: str) -> tuple[int, str] | None:
    """ "tiga hari": how many of which unit; "minggu (depan)" alone is Sunday and no count."""
    units = [place for place, word in enumerate(words) if word in SPANS[language]]
    if len(units) != 1 or not units[0]:
        return None
    number = number_of([word for word in words[: units[0]] if word not in ("a", "an", "one")] or ["1"], language)
    return (number, words[units[0]]) if number and number <= MOST else None


def _on(weekday: int, today: date, next_week: bool, back: bool) -> date:
    if next_week:
        return today + timedelta(days=7 - today.weekday() + weekday)
    if back:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
