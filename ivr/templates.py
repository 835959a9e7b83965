"""Sentence templates: "[saya] (mau|ingin) (ganti|buat) {service}". Brackets are optional, bars part alternatives, braces name a slot."""

import re
from itertools import accumulate, product

from ivr.limits import MAX_SENTENCES, MAX_TEMPLATE, MAX_TEMPLATE_DEPTH

TOKEN = re.compile(r"\{[a-z_]+\}|[\[\]()|]|[^\s\[\]()|{}]+")


class TemplateError(ValueError):
    """A template that cannot be read; its text says why and what would be right."""


def expand(template: str) -> tuple[str, ...]:
    """Every sentence that the template stands for, slots as "{name}"; raises TemplateError."""
    if len(template) > MAX_TEMPLATE:
        raise TemplateError(f"{template[:40]!r}... is longer than {MAX_TEMPLATE} characters; split it")
    tokens = TOKEN.findall(template)
    if _depth(tokens) > MAX_TEMPLATE_DEPTH:
        raise TemplateError(f"{template[:40]!r}...: more than {MAX_TEMPLATE_DEPTH} brackets within each other")
    if "".join(tokens) != re.sub(r"\s", "", template):
        raise TemplateError(f"{template!r}: a slot is written as {{name}}, in small letters")
    sentences, rest = _alternatives(tokens, template)
    if rest:
        raise TemplateError(f"{template!r}: {rest[0]!r} closes nothing")
    if len(sentences) > MAX_SENTENCES:
        raise TemplateError(f"{template!r} stands for more than {MAX_SENTENCES} sentences; split it")
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _depth(tokens: list[str]) -> int:
    steps = accumulate((token in ("(", "[")) - (token in (")", "]")) for token in tokens)
    return max(steps, default=0)


def _alternatives(tokens: list[str], template: str) -> tuple[list[str], list[str]]:
    sentences, rest = _sequence(tokens, template)
    while rest[:1] == ["|"]:
        more, rest = _sequence(rest[1:], template)
        sentences = sentences + more
    return sentences, rest


def _sequence(tokens: list[str], template: str) -> tuple[list[str], list[str]]:
    parts: list[list[str]] = []
    while tokens and tokens[0] not in ("|", ")", "]"):
        head, tokens = tokens[0], tokens[1:]
        if head in ("(", "["):
            inner, tokens = _alternatives(tokens, template)
            closing = ")" if head == "(" else "]"
            if tokens[:1] != [closing]:
                raise TemplateError(f"{template!r}: {head!r} is not closed by {closing!r}")
            tokens = tokens[1:]
            parts.append(inner if head == "(" else ["", *inner])
        else:
            parts.append([head])
        if _count(parts) > MAX_SENTENCES:
            raise TemplateError(f"{template!r} stands for more than {MAX_SENTENCES} sentences; split it")
    return [" ".join(filter(None, words)) for words in product(*parts)], tokens


def _count(parts: list[list[str]]) -> int:
    count = 1
    for part in parts:
        count *= len(part)
    return count
