"""The words of an expression: names, literals, comparison signs, parentheses, dots, commas and the filter bar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ivr.limits import MAX_EXPRESSION

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,15})?)|(?P<name>[^\W\d]\w*)|(?P<text>'[^']*'|\"[^\"]*\")|(?P<sign>==|!=|<=|>=|[<>().,|\[\]]))"
)
_LITERALS: dict[str, Any] = {"true": True, "false": False, "none": None}
KEYWORDS = frozenset({"and", "or", "not", "in"})


class ExpressionError(ValueError):
    """Not an expression. `offset` counts characters from its beginning."""

    def __init__(self, text: str, offset: int) -> None:
        super().__init__(text)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is literal, name, sign, keyword or end."""

    kind: str
    word: str
    value: Any
    offset: int


def tokens(text: str) -> list[Token]:
    """Raises ExpressionError for a character that belongs to no word."""
    if len(text) > MAX_EXPRESSION:
        raise ExpressionError(f"longer than {MAX_EXPRESSION} characters", MAX_EXPRESSION)
    found: list[Token] = []
    offset = 0
    end = len(text.rstrip())
    while offset < end:
        match = _TOKEN.match(text, offset)
        if match is None:
            raise ExpressionError(_unexpected(text[offset:].lstrip()[:1]), offset)
        found.append(_token(match))
        offset = match.end()
    found.append(Token("end", "the end", None, offset))
    return found


def _token(match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    word = match.group(kind)
    at = match.start(kind)
    if kind == "number":
        return Token("literal", word, float(word) if "." in word else int(word), at)
    if kind == "text":
        return Token("literal", word, word[1:-1], at)
    if kind == "name" and word in _LITERALS:
        return Token("literal", word, _LITERALS[word], at)
    if kind == "name" and word in KEYWORDS:
        return Token("keyword", word, None, at)
    return Token(kind, word, None, at)


def _unexpected(character: str) -> str:
    if character == "=":
        return "'=' alone; equality is written =="
    if character in "'\"":
        return "a quoted text that does not end"
    return f"'{character}' has no meaning here"
