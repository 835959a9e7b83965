"""The answers known so far, as the conditions of a definition read them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.expressions import compile_expression

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Variables:
    """A scope of slots by name; a field that was not answered has no value."""

    slots: Mapping[str, Any]
    language: str = "id"

    def get(self, name: str) -> Any:
        return self.slots.get(name)

    def slip(self, text: str) -> None:
        log.warning("a condition of a service definition: %s", text)


def holds(condition: str, slots: Mapping[str, Any]) -> bool:
    """Raises ExpressionError for what is no condition; a catalogue that has loaded holds none."""
    return compile_expression(condition).holds(Variables(slots))
