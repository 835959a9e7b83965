"""Outside bodies that callers reach us for by mistake: found by what they say, and counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from ivr.filters import digits
from ivr.locale.phrases import phrase
from knowledge_base.definition.text import LANGUAGES
from knowledge_base.search.spelling import spelling
from knowledge_base.search.terms import terms
from knowledge_base.search.vocabulary import vocabulary
from runtime import event_log
from runtime.models import event_log as log_entries

MISDIRECTED = "misdirected"

Directory = Mapping[str, Mapping[str, Any]]


def find(directory: Directory, text: str, language: str) -> dict[str, Any] | None:
    """The body that a caller's words are about, in one language: `{code, name, numbers: [{label, number}], hours, note,
    unverified, said, written}`; None for none. Of `about` every telling word must have been said; the longest such phrase wins."""
    known = {term for body in directory.values() for one in _phrases(body["about"]) for term in one}
    known |= vocabulary().words()
    said = set(terms(text, spelling(known)))
    lengths = {code: _said_of(body, said) for code, body in directory.items()}
    code = max(lengths, key=lambda code: lengths[code], default="")
    return told(directory[code], language) if lengths.get(code) else None


def told(body: Mapping[str, Any], language: str) -> dict[str, Any]:
    numbers = [{"label": one["label"][language], "number": one["number"]} for one in body["numbers"]]
    spoken = "; ".join(f"{one['label']}, {digits(one['number'], language)}" for one in numbers)
    name, hours = body["name"][language], body["hours"][language]
    note = body["note"][language] if "note" in body else ""
    written = "; ".join(f"{one['label']} {one['number']}" for one in numbers)
    usual = phrase("usually", language, value=hours) if body["unverified"] else hours
    said = phrase("outside_body", language, name=name, numbers=spoken, hours=usual)
    if note:
        said = f"{said} {phrase('outside_note', language, note=note)}"
    return {
        "code": body["code"],
        "name": name,
        "numbers": numbers,
        "hours": hours,
        "note": note,
        "unverified": body["unverified"],
        "said": said,
        "written": written,
    }


def note(conn: Connection, now: datetime, code: str, call_id: str | None) -> None:
    """One caller who was sent on; in the caller's transaction."""
    event_log.append(conn, now, MISDIRECTED, call_id=call_id, data={"code": code})


def counted(conn: Connection, since: datetime, until: datetime) -> Counter[str]:
    """Misdirected calls by body, from `since` on and before `until`; a call that asked twice for one body counts once."""
    period = (log_entries.c.kind == MISDIRECTED, log_entries.c.at >= since, log_entries.c.at < until)
    rows = conn.execute(select(log_entries.c.id, log_entries.c.call_id, log_entries.c.data).where(*period))
    calls = {(row.data["code"], row.call_id or row.id) for row in rows}
    return Counter(code for code, _ in calls)


def _said_of(body: Mapping[str, Any], said: AbstractSet[str]) -> int:
    """How many words the longest phrase about a body has that was said; 0 when none was, or when it is ours after all."""
    if any(one <= said for one in _phrases(body["unless"])):
        return 0
    return max((len(one) for one in _phrases(body["about"]) if one <= said), default=0)


def _phrases(sentences: Mapping[str, Sequence[str]]) -> list[frozenset[str]]:
    """The telling words of each, in both languages."""
    found = (_telling(one) for language in LANGUAGES for one in sentences[language])
    return [one for one in found if one]


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    found = frozenset(terms(text))
    return frozenset() if found <= vocabulary().weak else found
