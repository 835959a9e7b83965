"""What was filed, as staff reads it: each answer under its field's label; secret ones hidden until somebody asks for one."""

from collections.abc import Iterator, Mapping
from typing import Any

from casework import privacy
from runtime.i18n import LANGUAGES

Plain = dict[str, Any]
YES, NO = {"id": "ya", "en": "yes"}, {"id": "tidak", "en": "no"}
RECORDED = {"id": "(rekaman suara)", "en": "(voice recording)"}
CALLER = {"id": "Nomor penelepon", "en": "Caller's number"}
NUMBER = "caller_number"
"""Stands among the answers, though nobody was asked for it; no field has this name."""


def answers(case: Mapping[str, Any], service: Mapping[str, Any] | None, *, of_agency: bool) -> list[Plain]:
    """In the order of the service's fields: name, label, class, value (words in both languages, None where `hidden`), `hidden`:
    "secret" may be revealed, "withheld" not (an anonymous citizen's, from the agency), "" stands there."""
    fields = {field["name"]: field for field in (service or {}).get("fields", ())}
    told = privacy.for_agency(case) if of_agency else case["slots"]
    names = [*(name for name in fields if name in case["slots"]), *(n for n in case["slots"] if n not in fields)]
    listed = [_answer(name, fields.get(name, {}), told) for name in names]
    return [*listed, *_number(case, of_agency)]


def revealed(case: Mapping[str, Any], service: Mapping[str, Any] | None, name: str, *, of_agency: bool) -> Plain | None:
    """One hidden answer in words; None where there is none, or it is withheld."""
    found = next((one for one in answers(case, service, of_agency=of_agency) if one["name"] == name), None)
    if found is None or found["hidden"] != "secret":
        return None
    if name == NUMBER:
        return _same(case["phone"])
    fields = {field["name"]: field for field in (service or {}).get("fields", ())}
    return words(case["slots"][name], fields.get(name, {}))


def words(value: Any, field: Mapping[str, Any]) -> Plain:
    """A value in both languages: options by their label, lists joined."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Mapping):
        return RECORDED if "recording" in value else _same(", ".join(str(part) for part in value.values()))
    if isinstance(value, list):
        each = [words(one, field) for one in value]
        return {language: ", ".join(one[language] for one in each) for language in LANGUAGES}
    labels = {option["value"]: option["label"] for option in field.get("options") or ()}
    return dict(labels[value]) if isinstance(value, str) and value in labels else _same(value)


def _answer(name: str, field: Mapping[str, Any], told: Mapping[str, Any]) -> Plain:
    kind = field.get("class", "plain")
    hidden = "withheld" if name not in told else "secret" if kind == "secret" else ""
    label = dict(field.get("label") or _same(name.replace("_", " ")))
    return {
        "name": name,
        "label": label,
        "class": kind,
        "hidden": hidden,
        "value": None if hidden else words(told[name], field),
    }


def _number(case: Mapping[str, Any], of_agency: bool) -> Iterator[Plain]:
    if case["phone"]:
        hidden = "withheld" if of_agency and case["anonymous"] else "secret"
        yield {"name": NUMBER, "label": CALLER, "class": "personal", "hidden": hidden, "value": None}


def _same(value: Any) -> Plain:
    return dict.fromkeys(LANGUAGES, str(value))
