"""A field of a form as a flow writes it, with what its type of question needs to know.

{slot: alasan, type: choice, ask: {...}, options: [{value: hilang, label: {id: hilang, en: lost}, says: {id: [raib], en: [missing]}}]}
{slot: jumlah, type: integer, ask: {...}, min: 1, max: 20}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ivr.fields import SHOWN_LATER, Field
from ivr.questions import QUESTIONS
from ivr.questions.day_limit import SHAPE, is_day_limit
from ivr.source_tree import Scalar
from ivr.table_reader import TableReader
from ivr.words import Words

CLASSES = ("plain", "personal", "secret")
BOUNDS = ("min", "max")
LARGEST_BOUND = 10**15
BOUNDED = frozenset({"integer", "number", "digits", "text", "name", "date", "money"})
"""Types whose value, characters or day the bounds are of."""
ONLY_FOR = {"options": "choice", "spell": "name"}
"""Keys that one type alone reads."""


def read_field(reader: TableReader) -> Field | None:
    slot = reader.word("slot", required=True)
    kind = reader.one_of("type", QUESTIONS, "question type", required=True)
    ask = reader.prompt("ask", required=True)
    optional, when = reader.flag("optional", False), reader.expression("when")
    told = {
        "class": reader.one_of("class", CLASSES, "class"),
        "label": _texts(reader.words("label")),
        "options": _options(reader),
        "spell": reader.flag("spell", False),
        **{name: _bound(reader, name, kind) for name in BOUNDS},
    }
    reader.finish()
    _check_type(reader, kind)
    given = {name: value for name, value in told.items() if value or (name in BOUNDS and value is not None)}
    described = {"name": slot, "type": kind, "required": not optional, **given}
    return Field(slot, described, ask, "ask", when, optional) if slot and kind and ask.steps else None


def _check_type(reader: TableReader, kind: str) -> None:
    if kind in SHOWN_LATER:
        reader.error("type", f"nobody can give a {kind} by telephone; ask for a text, or leave it to the service")
    if kind == "choice" and "options" not in reader:
        reader.error("type", "a choice has 'options': [{value: ..., label: {...}}]")
    for name, owner in ONLY_FOR.items():
        if kind and kind != owner and name in reader:
            reader.error(name, f"'{name}' belongs to the type {owner}, not to {kind}")


def _options(reader: TableReader) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = []
    for inner in reader.tables("options"):
        value, label = inner.word("value", required=True), inner.words("label", required=True)
        says = {language: list(phrases) for language, phrases in inner.phrases("says").items()}
        inner.finish()
        if value in (option["value"] for option in options):
            inner.error("value", f"the value '{value[:40]}' stands here twice")
        options.append({"value": value, "label": _texts(label), "says": says})
    return options


def _texts(words: Words | None) -> Mapping[str, str]:
    return {language: template.text for language, template in words.templates.items()} if words is not None else {}


def _bound(reader: TableReader, name: str, kind: str) -> Any:
    scalar = reader.scalar(name, "a number, or the limit of a date")
    if scalar is None or not kind:
        return None
    wrong = _wrong_bound(name, scalar, kind)
    if wrong:
        reader.error(name, wrong)
    return None if wrong else scalar.value


def _wrong_bound(name: str, scalar: Scalar, kind: str) -> str:
    if kind not in BOUNDED:
        return f"{kind} has no '{name}'"
    if kind == "date":
        return "" if is_day_limit(scalar.value) else f"'{name}' of a date is {SHAPE}"
    value = scalar.value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > LARGEST_BOUND:
        return f"'{name}' of {kind} is a number"
    return ""
