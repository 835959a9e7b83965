"""Anonymous and secret reports: what the citizen asked for, and what is kept from whom because of it.

Anonymous: the agency gets neither name nor number nor voice; the one-stop office keeps them, so that it can ask back.
Secret: the public is told nothing, whoever has the reference; only who is known as the reporter, and staff.
"""

from collections.abc import Mapping
from typing import Any

ANONYMOUS_SLOTS = ("anonim", "rahasiakan_identitas")
SECRET_SLOTS = ("rahasia",)
"""Names of yes-or-no fields by which a citizen asks for it."""
NAMING = frozenset({"nik", "nkk", "npwp", "nib", "bpjs", "phone", "email", "name"})
"""Types of fields whose answer is a person. A free text is the matter itself, and is kept only when its field is secret."""


def asked_for(values: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    return any(values.get(name) is True for name in names)


def withheld(service: Mapping[str, Any] | None, values: Mapping[str, Any]) -> list[str]:
    """The slots that tell who an anonymous citizen is, by the type of the field; a voice tells it too."""
    fields = {field["name"]: field for field in (service or {}).get("fields", ())}
    return sorted(name for name, value in values.items() if _names(fields.get(name, {})) or _voice(value))


def for_agency(case: Mapping[str, Any]) -> dict[str, Any]:
    """The slots as the agency of this case may have them."""
    kept = set(case["withheld"] or ()) if case["anonymous"] else set()
    return {name: value for name, value in case["slots"].items() if name not in kept}


def without_voice(consent: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A proof of consent without where it is to be heard."""
    return {name: value for name, value in consent.items() if name != "recording"} if consent else None


def _names(field: Mapping[str, Any]) -> bool:
    return field.get("class") == "secret" or bool({field.get("type"), field.get("item")} & NAMING)


def _voice(value: Any) -> bool:
    return isinstance(value, Mapping) and "recording" in value
