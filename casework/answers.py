"""The answers to a service's fields, checked by its definition: typed at a desk or understood by the hotline."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.questions import Problem, Value, parse_field
from knowledge_base.variables import holds

MISSING = Problem("missing", {"id": "Isian ini masih kosong.", "en": "This is still empty."})
NOT_TEXT = Problem("not_text", {"id": "Isian ini tidak dapat dibaca.", "en": "This cannot be read."})

MOMENT = re.compile(r"(?P<day>.{6,60}?)[T ](?P<hour>[01][0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])")
"""A day of an appointment with its time: 2026-11-27T08:00 as stored, 27-11-2026 08.00 as people write it."""

Field = Mapping[str, Any]


class InvalidFields(Exception):
    """`errors`: what is wrong, by field name. The message names fields, never what was answered."""

    def __init__(self, errors: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(f"{name}: {problem.code}" for name, problem in errors.items()))
        self.errors = errors


@dataclass(frozen=True)
class Answers:
    """`values` by field, JSON-safe, as stored; `shown_later`: required fields that the citizen still owes."""

    values: dict[str, Any]
    shown_later: list[str]


def check(
    service: Mapping[str, Any],
    slots: Mapping[str, Any],
    channel: str,
    language: str,
    now: datetime,
    country: str,
    *,
    alone: bool = False,
) -> Answers:
    """`now` is aware, in the office's zone; `country` is that of its telephone numbers. `alone`: no agent took this call,
    so what only a person can take by telephone is owed too. Slots that are no field of the service are left out. Raises
    InvalidFields."""
    asked = (field for field in service["fields"] if channel in field.get("channels", (channel,)))
    fields = [{"region": country, **field} for field in asked]
    parsed = {
        field["name"]: _parse(field, slots[field["name"]], language, now) for field in fields if _given(field, slots)
    }
    errors = {name: found for name, found in parsed.items() if isinstance(found, Problem)}
    values = {name: found.value for name, found in parsed.items() if isinstance(found, Value)}
    owed = ("later", "agent") if alone else ("later",)
    later: list[str] = []
    for field in _still_needed(fields, parsed, values):
        if channel == "phone" and field["phone"] in owed:
            later.append(field["name"])
        else:
            errors[field["name"]] = MISSING
    if errors:
        raise InvalidFields(errors)
    return Answers(values, later)


def _given(field: Field, slots: Mapping[str, Any]) -> bool:
    return slots.get(field["name"]) not in (None, "", [])


def _still_needed(fields: Sequence[Field], parsed: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Field]:
    for field in fields:
        needed = field["required"] or ("required_if" in field and holds(field["required_if"], values))
        if needed and field["name"] not in parsed:
            yield field


def _parse(field: Field, answer: Any, language: str, now: datetime) -> Value | Problem:
    if isinstance(answer, Mapping):
        return _recorded(field, answer)
    if isinstance(answer, (list, tuple)):
        answer = "\n".join(map(str, answer))
    if field.get("appointment") and (at := MOMENT.fullmatch(str(answer).strip())):
        day = parse_field(field, at["day"], language, now)
        return day if isinstance(day, Problem) else Value(f"{day.value}T{at['hour']}:{at['minute']}", day.spoken)
    return parse_field(field, str(answer), language, now)


def _recorded(field: Field, answer: Mapping[str, Any]) -> Value | Problem:
    """A text or a name may be the caller's own voice: `{"recording": id}`, with `text` where a recogniser wrote it down."""
    if field["type"] not in ("text", "name") or not isinstance(answer.get("recording"), str):
        return NOT_TEXT
    written = {"text": answer["text"]} if isinstance(answer.get("text"), str) else {}
    return Value({"recording": answer["recording"], **written})
