"""What probably went wrong on a line that YAML refuses, or reads as something that was not meant."""

from __future__ import annotations

import re

_BRACES = re.compile(r"(?:[:\[,{-]\s*)\{\{")
_STAR = re.compile(r"(?:[:\[,-]\s+|[\[{])\*")
_HASH = re.compile(r"[:\[,{-]\s+#")
_STARTERS = re.compile(r"(?:[:\[,]\s+|-\s+)([@`%&!|>])")

BRACES_HINT = 'text with {{ }} needs quotes: "{{ card.name }}"'
STAR_HINT = 'a * needs quotes: "*"'
HASH_HINT = 'an unquoted # begins a comment; the key is written "#"'


def hint(line: str) -> str:
    """A mend for the line, or "" when nothing stands out."""
    if _BRACES.search(line):
        return BRACES_HINT
    if _STAR.search(line):
        return STAR_HINT
    if _HASH.search(line):
        return HASH_HINT
    starter = _STARTERS.search(line)
    if starter:
        return f'text that begins with {starter.group(1)} needs quotes: "{starter.group(1)}..."'
    return ""
