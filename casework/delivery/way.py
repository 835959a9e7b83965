"""What each way of delivery does, and how it fails."""

from collections.abc import Mapping
from typing import Any, Protocol


class Way(Protocol):
    """One kind of `delivery`. Called outside any transaction."""

    def send(self, agency: Mapping[str, Any], document: Mapping[str, Any], key: str) -> None:
        """Hand `document` (see `handover`) to an agency of the catalogue; returns when it has been taken.

        The same `key` again must have the effect of once. Raises outbox.Refused for what will never be taken, outbox.NotNow,
        Unreachable, or anything else that another attempt may mend.
        """


class Unreachable(Exception):
    """Nobody answered in time. The text names a host or a kind, never what was sent."""


class NotSetUp(Exception):
    """The operator has not set what this way needs; the text says which setting."""
