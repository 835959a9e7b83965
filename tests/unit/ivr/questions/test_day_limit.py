from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.questions import question_of
from ivr.questions.day_limit import day_limit, is_day_limit
from ivr.questions.protocol import Problem, Value
from tests.unit.ivr.questions.contexts import context


@pytest.mark.parametrize(
    ("written", "today", "limit"),
    [
        ("today", date(2026, 11, 24), date(2026, 11, 24)),
        ("today+30d", date(2026, 11, 24), date(2026, 12, 24)),
        ("today + 30d", date(2026, 11, 24), date(2026, 12, 24)),
        ("today-1d", date(2027, 1, 1), date(2026, 12, 31)),
        ("today+2w", date(2026, 12, 24), date(2027, 1, 7)),
        ("today+1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("today-11m", date(2026, 1, 31), date(2025, 2, 28)),
        ("today-17y", date(2026, 11, 24), date(2009, 11, 24)),
        ("today-1y", date(2028, 2, 29), date(2027, 2, 28)),
        ("today+9999y", date(2026, 1, 1), date.max),
        ("today-9999m", date(2026, 1, 1), date(1192, 10, 1)),
        ("2026-12-31", date(2030, 1, 1), date(2026, 12, 31)),
    ],
)
def test_limits(written: str, today: date, limit: date) -> None:
    assert day_limit(written, today) == limit


@pytest.mark.parametrize(
    "written", ["", "soon", "today+", "today+3", "today+3h", "tomorrow", "2026-13-01", "today+٣d", None]
)
def test_no_limits(written: object) -> None:
    assert not is_day_limit(written)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 9999), st.sampled_from("dwmy"))
def test_limits_lie_on_their_side_of_today(today: date, count: int, unit: str) -> None:
    assert day_limit(f"today-{count}{unit}", today) <= today <= day_limit(f"today+{count}{unit}", today)


@pytest.mark.parametrize(
    ("keyed", "wanted"),
    [
        ("24112026", "2026-11-24"),
        ("24122026", "2026-12-24"),
        ("23112026", "24 November 2026"),
        ("25122026", "24 Desember 2026"),
    ],
)
def test_a_date_within_thirty_days(keyed: str, wanted: str) -> None:
    """Today is 24 November 2026; a refusal says the limit."""
    answer = question_of("date").parse_keys(keyed, context(min="today", max="today+30d"))
    if isinstance(answer, Value):
        assert answer.value == wanted
    else:
        assert isinstance(answer, Problem)
        assert wanted in answer.text["id"]
