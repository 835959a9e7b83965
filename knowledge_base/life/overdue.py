"""When each document must be looked at again by its owner: the oldest check of its facts, and `review_every_days` after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from knowledge_base.catalogue import Catalogue


@dataclass(frozen=True)
class Review:
    """`checked` None: nobody has ever said when it was looked at; then it is due since ever."""

    document: str
    agency: str
    checked: date | None
    due: date | None

    def is_overdue(self, today: date) -> bool:
        return self.due is None or self.due < today


def reviews(catalogue: Catalogue) -> dict[str, Review]:
    """Of every document, by name."""
    told = [*_of("service", catalogue.services), *_of("article", catalogue.articles)]
    return {review.document: review for review in told}


def _of(kind: str, entries: Mapping[str, Mapping[str, Any]]) -> Iterator[Review]:
    for code, entry in entries.items():
        days = [entry.get("checked"), *(fact.get("checked") for fact in entry.get("facts", {}).values())]
        known = [date.fromisoformat(str(day)) for day in days if day]
        checked = min(known) if known else None
        due = checked + timedelta(days=entry["review_every_days"]) if checked else None
        yield Review(f"{kind}:{code}", entry["agency"], checked, due)
