"""`/status`: how a case stands, for whoever knows its reference and how the telephone number ends that filed it.

Both are posted, never part of an address. Every answer that is no case is the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from babel.dates import format_date, format_datetime
from flask import Blueprint, Response, make_response, render_template, request

from casework import reference as references
from casework.public_status import PublicStatus
from citizen.language import chosen_language, remember_language, texts
from runtime.web import house, limit_guesses

ENDING = re.compile(r"[0-9]{4}")
MOST_TYPED = 40
MINUTE_S, HOUR_S = 60, 3600
WHEN = "d MMMM y, HH.mm"
DAY = "d MMMM y"


@dataclass(frozen=True)
class Typed:
    """What the form holds, as it was typed."""

    reference: str = ""
    ending: str = ""

    @classmethod
    def posted(cls) -> Typed:
        return cls(request.form.get("reference", "")[:MOST_TYPED], request.form.get("ending", "")[:MOST_TYPED])

    @property
    def digits(self) -> str | None:
        return references.parse(self.reference)

    @property
    def errors(self) -> dict[str, str]:
        """Field -> key of a sentence, in the order of the form."""
        found = {}
        if not self.reference.strip():
            found["reference"] = "status.reference_missing"
        elif self.digits is None:
            found["reference"] = "status.reference_wrong"
        if not ENDING.fullmatch(self.ending.strip()):
            found["ending"] = "status.ending_wrong"
        return found


def _too_often(wait_s: int) -> Response:
    language = chosen_language()
    unit, count = ("hours", ceil(wait_s / HOUR_S)) if wait_s > HOUR_S else ("minutes", ceil(wait_s / MINUTE_S))
    page = _page(
        language, Typed.posted(), {"": texts.text(f"status.too_often_{unit}", language, count=count)}, code=429
    )
    page.headers["Retry-After"] = str(wait_s)
    return page


@dataclass(frozen=True)
class StatusPage:
    """`find(reference, ending, language)` gives the case, or None for whatever is none."""

    find: Callable[[str, str, str], PublicStatus | None]

    def install(self, door: Blueprint) -> None:
        door.add_url_rule("/status", "status", self.form)
        door.add_url_rule("/status", "status_of", self.answer, methods=["POST"])

    def form(self) -> Response:
        language = chosen_language()
        return remember_language(_page(language, Typed()), language)

    @limit_guesses(lambda: Typed.posted().digits or "", _too_often)
    def answer(self) -> Response:
        language, typed = chosen_language(), Typed.posted()
        errors = {field: texts.text(key, language) for field, key in typed.errors.items()}
        if errors or typed.digits is None:
            return _page(language, typed, errors, code=422)
        case = self.find(typed.digits, typed.ending.strip(), language)
        if case is None:
            return _page(language, typed, {"reference": texts.text("status.unknown", language)}, code=404)
        return _page(language, typed, case=case)


def _page(
    language: str,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
    code: int = 200,
    case: PublicStatus | None = None,
) -> Response:
    """`errors` by field; under "" what belongs to none."""
    zone = house().settings.timezone

    def when(at: datetime) -> str:
        local = at.astimezone(zone)
        return f"{format_datetime(local, WHEN, locale=language)} {local.tzname()}"

    html = render_template(
        "status.html",
        language=language,
        t=lambda key: texts.text(key, language),
        typed=typed,
        errors=errors or {},
        case=case,
        when=when,
        day=lambda day: format_date(day, DAY, locale=language),
        number=house().settings.hotline_number,
    )
    return make_response(html, code)
