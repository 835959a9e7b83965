"""What a filing opens: its service says, or the answer that was chosen."""

from collections.abc import Mapping
from typing import Any


def kind_of(service: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """application, complaint, information, appointment, payment or aspiration."""
    chosen = (
        option["kind"]
        for field in service["fields"]
        for option in field.get("options", ())
        if "kind" in option and values.get(field["name"]) == option["value"]
    )
    return str(next(chosen, service["kind"]))
