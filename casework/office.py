"""Where the office stands: what "today" is, when it is open, which country a telephone number without a country code is of, and
where its status page is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from ivr.calendars import Calendar, Span
from ivr.questions.phone import HOME_REGION

CALENDAR = "office"
"""The calendar, among those of the flows, in whose days and hours time limits are counted."""
WEEK = dict.fromkeys(range(5), (Span(450, 960),))


def plain_week(zone: tzinfo) -> Calendar:
    """Monday to Friday, 07:30 to 16:00, no holidays: where no calendar has been published."""
    named = zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")
    return Calendar(CALENDAR, named, WEEK, {})


@dataclass(frozen=True)
class Office:
    """`country`: ISO 3166, two letters; `status_page`: an address, "" for none. `published()` gives the calendar in force, None
    when there is none."""

    zone: tzinfo = UTC
    country: str = HOME_REGION
    status_page: str = ""
    published: Callable[[], Calendar | None] = lambda: None

    @property
    def calendar(self) -> Calendar:
        return self.published() or plain_week(self.zone)

    def local(self, now: datetime) -> datetime:
        """An aware time on the office's clock."""
        return now.astimezone(self.zone)
