"""What a plain scalar means in YAML 1.2's core schema: `yes`, `no` and `on` are words."""

from __future__ import annotations

import re

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?", re.ASCII)
_LONGEST_NUMBER = 18


def resolve(raw: str) -> str | int | float | bool | None:
    """A number of more than 18 characters stays text, as identity numbers must keep every digit."""
    if raw in _WORDS:
        return _WORDS[raw]
    if len(raw) > _LONGEST_NUMBER:
        return raw
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _OCTAL_OR_HEX.fullmatch(raw):
        return int(raw, 0)
    if _FLOAT.fullmatch(raw):
        return float(raw)
    return raw
