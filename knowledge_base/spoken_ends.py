"""A piece of the spoken card that takes too long, and the text that makes it so."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ivr.dated import in_force
from ivr.speech_length import seconds
from ivr.spoken_card import LONGEST_S
from knowledge_base.cards import spoken
from knowledge_base.definition.text import LANGUAGES
from knowledge_base.located import KeyPath
from knowledge_base.reading import Entries

Texts = list[tuple[KeyPath, str]]


def spoken_ends(entries: Entries, services: Mapping[str, Mapping[str, Any]], on: date) -> Iterator[str]:
    """Lines `file:line:column: text`, of the services as they are on a day."""
    for code, service in services.items():
        located, _, written = entries[code]
        for language in LANGUAGES:
            for piece in spoken(service, language):
                takes = seconds(piece, language)
                if takes > LONGEST_S:
                    at = _longest(_texts(written, service, language, on.isoformat()), piece)
                    told = f"makes the spoken card {takes:.0f} s long; at most {LONGEST_S:.0f} s: shorten it"
                    yield f"{located.where(at)}: this text in `{language}` {told}"


def _longest(texts: Texts, piece: str) -> KeyPath:
    return max(((len(text), path) for path, text in texts if text in piece), default=(0, ()), key=lambda one: one[0])[1]


def _texts(written: Mapping[str, Any], service: Mapping[str, Any], language: str, on: str) -> Texts:
    """What the card may say, with its place in the file."""
    found: Texts = [((name, language), service[name][language]) for name in ("name", "where")]
    for name in ("fee", "product", "complaint_route", "requirements", "procedure"):
        if name not in written:
            continue
        path: KeyPath = (name, "versions", in_force(written[name]["versions"], on))
        fact = service[name]
        if name == "fee":
            found += [((*path, "note", language), fact["note"][language])] if "note" in fact else []
        elif isinstance(fact, list):
            steps = [one.get("text", one)[language] for one in fact]
            found += [((*path, "items", number), text) for number, text in enumerate(steps)]
        else:
            found.append(((*path, language), fact[language]))
    return found
