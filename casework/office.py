"""Where the office stands: what "today" is, which country a telephone number without a country code is of, and where its
status page is."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from ivr.questions.phone import HOME_REGION


@dataclass(frozen=True)
class Office:
    """`country`: ISO 3166, two letters; `status_page`: an address, "" for none."""

    zone: tzinfo = UTC
    country: str = HOME_REGION
    status_page: str = ""

    def local(self, now: datetime) -> datetime:
        """An aware time on the office's clock."""
        return now.astimezone(self.zone)
