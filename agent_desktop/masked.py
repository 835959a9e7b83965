"""Telephone numbers as a screen may show them."""

from __future__ import annotations

SHOWN_FIRST = 6
SHOWN_LAST = 3


def masked_number(number: str) -> str:
    """+628123456890 -> +62812•••890; a short number is hidden but for its last digit, an anonymous caller is ""."""
    if len(number) <= SHOWN_FIRST + SHOWN_LAST:
        return "•" * (len(number) - 1) + number[-1:]
    hidden = len(number) - SHOWN_FIRST - SHOWN_LAST
    return f"{number[:SHOWN_FIRST]}{'•' * hidden}{number[-SHOWN_LAST:]}"
