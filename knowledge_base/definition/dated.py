"""A fact with its dates. Laws and fees change: each fact may say since when it holds, until when, who was asked, and when.

fee: {amount: 0, basis: UU 24/2013 ps 79A, checked: 2026-11-24}

fee:
  versions:
    - {valid_from: 2024-01-01, amount: 0}
    - {valid_from: 2027-01-01, amount: 50000, source: Perda 4/2026}
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, model_validator
from pydantic import Field as Key

from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Words

YEARS = range(1900, 2200)


def _day(written: str) -> str:
    try:
        day = date.fromisoformat(written)
        if day.isoformat() == written and day.year in YEARS:
            return written
    except ValueError:
        pass
    raise ValueError(f"`{written[:20]}` is no day; write it as 2027-01-31")


Day = Annotated[str, AfterValidator(_day)]
DATES = ("valid_from", "valid_to", "checked", "source")


class Dated(Strict):
    """What is left out is the file's. `valid_to` is the last day. `source`: the document or person that says so."""

    valid_from: Day | None = None
    valid_to: Day | None = None
    checked: Day | None = None
    source: Words | None = None
    unverified: bool = False


class DatedText(Dated):
    id: Words
    en: Words


Fact = TypeVar("Fact", bound=Dated)
Item = TypeVar("Item")


class Listed(Dated, Generic[Item]):
    """A fact that is a list; in a version it stands under `items`."""

    items: list[Item] = Key(min_length=1)


class Versions(Strict, Generic[Fact]):
    """From the oldest to the newest. A fact written without versions is one."""

    versions: list[Fact] = Key(min_length=1, max_length=20)

    @model_validator(mode="before")
    @classmethod
    def _one_version(cls, written: Any) -> Any:
        if isinstance(written, Mapping) and "versions" in written:
            return written
        return {"versions": [{"items": written} if isinstance(written, list) else written]}
