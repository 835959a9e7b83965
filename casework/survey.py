"""The satisfaction survey: answers of 1 (not satisfied) to 4 (very satisfied) by element, once for each call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from casework.models import survey_answers
from runtime import event_log
from runtime.db import insert_into

SCORES = range(1, 5)
MAX_ELEMENTS = 20


def record(conn: Connection, now: datetime, call_id: str, answers: Sequence[Mapping[str, Any]]) -> None:
    """`answers`: `{"element": code, "score": 1 to 4, or None when it was passed over}`. A later answer to the same element
    replaces the earlier one. Raises ValueError for another score, or too many or too long elements."""
    rows = [_row(call_id, now, answer) for answer in answers]
    if len(rows) > MAX_ELEMENTS:
        raise ValueError(f"more than {MAX_ELEMENTS} answers")
    for row in rows:
        _put(conn, row)
    scores = {row["element"]: row["score"] for row in rows}
    event_log.append(conn, now, "survey_recorded", call_id=call_id, data={"scores": scores})


def _row(call_id: str, now: datetime, answer: Mapping[str, Any]) -> dict[str, Any]:
    element, score = str(answer["element"]), answer.get("score")
    if not 1 <= len(element) <= 40 or (score is not None and score not in SCORES):
        raise ValueError("an answer is an element of at most 40 characters and a score of 1 to 4")
    return {"call_id": call_id, "element": element, "score": score, "answered_at": now}


def _put(conn: Connection, row: Mapping[str, Any]) -> None:
    changed = {"score": row["score"], "answered_at": row["answered_at"]}
    keys = ["call_id", "element"]
    conn.execute(insert_into(conn, survey_answers).values(row).on_conflict_do_update(index_elements=keys, set_=changed))
