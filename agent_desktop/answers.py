"""JSON answers of the desk's API, and its refusals in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import ValidationError

from agent_desktop.refused import Refused
from runtime.i18n import LANGUAGES, Texts

texts = Texts(Path(__file__).parent / "locale")
NOTHING = ("", 204)
STATUS = {
    "no_such_call": 404,
    "no_such_service": 404,
    "no_such_case": 404,
    "no_such_follow_up": 404,
    "no_number_to_call": 422,
    "not_your_call": 403,
    "not_accepted": 403,
    "not_your_agency": 403,
    "unknown_code": 422,
    "no_number": 422,
    "nothing_hidden": 404,
    "no_such_agency": 422,
    "no_such_letter": 404,
    "not_fitting": 422,
}


def both(key: str) -> dict[str, str]:
    """A text of this room in every language."""
    return {language: texts.text(key, language) for language in LANGUAGES}


def problem(code: str, status: int) -> tuple[Response, int]:
    return jsonify(error={"code": code, **both(f"refused.{code}")}), status


def answer_refusals(door: Blueprint) -> None:
    """A wish that comes too late is 409, what is not there 404, a body that cannot be read 400."""
    door.register_error_handler(Refused, _refused)
    door.register_error_handler(ValidationError, _unreadable)


def _refused(error: Refused) -> tuple[Response, int]:
    return problem(error.code, STATUS.get(error.code, 409))


def _unreadable(error: ValidationError) -> tuple[Response, int]:
    fields: list[Any] = sorted({".".join(str(place) for place in slip["loc"]) for slip in error.errors()})
    answer = {"code": "unreadable", "fields": fields, **both("refused.unreadable")}
    return jsonify(error=answer), 400
