"""Keys as a carrier gathers them for one wait."""

from __future__ import annotations


def entry(keys: str, max_digits: int, finish_on: str) -> tuple[str, str, str]:
    """What one wait takes of `keys` pressed in a row: (digits, the key that finished it or "", the keys that are left).

    `max_digits` 0: no count ends the entry. After a full entry a finishing key pressed out of habit belongs to it.
    """
    for place, key in enumerate(keys):
        if finish_on and key == finish_on:
            return keys[:place], key, keys[place + 1 :]
        if place + 1 == max_digits:
            rest = keys[place + 1 :]
            return keys[: place + 1], "", rest.removeprefix(finish_on) if finish_on else rest
    return keys, "", ""
