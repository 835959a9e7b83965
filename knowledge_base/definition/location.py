"""Where the public goes: an office, or a counter that several agencies share.

- code: mpp
  name: {id: Mal Pelayanan Publik, en: Public Service Mall}
  address: {id: Jalan Merdeka 45, en: 45 Merdeka Street}
  hours: {id: Senin sampai Jumat pukul delapan sampai pukul empat sore, en: Monday to Friday from eight to four}
  weekly: {mon: ["08:00-16:00"], tue: ["08:00-16:00"]}
  capacity: {slot_minutes: 15, per_slot: 3}
"""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic import Field as Key

from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Identifier, Text

WeekDay = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
AgencyCode = Annotated[str, Key(pattern=r"^[A-Z]{2,8}$")]


def _span(written: str) -> str:
    try:
        opens, closes = map(time.fromisoformat, written.split("-"))
        if len(written) == len("08:00-15:00") and opens < closes:
            return written
    except ValueError:
        pass
    raise ValueError(f"`{written[:20]}` is no opening time; write it as 08:00-15:00")


Span = Annotated[str, AfterValidator(_span)]


class Capacity(Strict):
    """For appointments: so many people in each slot."""

    slot_minutes: int = Key(ge=5, le=240)
    per_slot: int = Key(ge=1, le=1000)


class Location(Strict):
    """`agency` is left out when several share it. `hours` is spoken, `weekly` is for machines; without `capacity` nobody books
    there."""

    code: Identifier
    agency: AgencyCode | None = None
    name: Text
    address: Text
    hours: Text
    weekly: dict[WeekDay, list[Span]] = {}
    capacity: Capacity | None = None
    unverified: bool = False
