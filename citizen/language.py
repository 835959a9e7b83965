"""In which language a citizen reads, and the texts of this room."""

from __future__ import annotations

from pathlib import Path

from flask import Response, request

from runtime.i18n import LANGUAGES, Texts

texts = Texts(Path(__file__).parent / "locale")
YEAR_S = 365 * 24 * 3600


def chosen_language() -> str:
    """?language=, else what was chosen before, else what the browser prefers."""
    for wanted in (request.args.get("language"), request.cookies.get("language")):
        if wanted in LANGUAGES:
            return str(wanted)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def remember_language(page: Response, language: str) -> Response:
    if request.args.get("language") in LANGUAGES:
        page.set_cookie("language", language, max_age=YEAR_S, samesite="Lax")
    return page
