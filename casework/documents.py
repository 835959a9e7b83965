"""What a citizen still owes: announced when filing, or asked for by an officer; handed in at a place, in part or in whole.

One entry of the column `owes`, the same for both:
{"name": "nomor_surat_kehilangan", "label": {"id": ..., "en": ...}, "asked_at": ..., "until": null, "where": ["dinas"]}
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from casework.changes import Case, change, claim
from casework.office import Office

Owed = dict[str, Any]
MOST = 12
MOST_CHARACTERS = 160


def of_field(service: Mapping[str, Any], name: str, now: datetime) -> Owed:
    """A field that was left to be shown later; at any counter of the service."""
    label = next(field["label"] for field in service["fields"] if field["name"] == name)
    return _owed(name, label, now, None, service.get("locations") or [])


def request(
    conn: Connection,
    now: datetime,
    case_id: str,
    wanted: Mapping[str, Mapping[str, str]],
    *,
    actor: str,
    until: date | None = None,
    where: Sequence[str] = (),
    reason: str = "",
    key: str | None = None,
    office: Office | None = None,
) -> Case:
    """Asks for more, the clock stands still. `wanted`: label (id and en) by a short name; `where`: codes of locations.

    Raises ValueError for nothing, too much or an unnamed thing; else as `change` does.
    """
    if not 1 <= len(wanted) <= MOST:
        raise ValueError(f"1 to {MOST} things can be asked for at once")
    for label in wanted.values():
        if not all(0 < len(label.get(language, "").strip()) <= MOST_CHARACTERS for language in ("id", "en")):
            raise ValueError(f"what is asked for is named in id and en, in at most {MOST_CHARACTERS} characters")
    case = claim(conn, case_id)
    kept = [owed for owed in case["owes"] or () if owed["name"] not in wanted]
    owes = kept + [_owed(name, label, now, until, where) for name, label in wanted.items()]
    data = {"owes": owes}
    return change(
        conn, now, case_id, "request_documents", actor=actor, reason=reason, data=data, key=key, office=office
    )


def hand_in(
    conn: Connection,
    now: datetime,
    case_id: str,
    names: Sequence[str],
    *,
    actor: str,
    key: str | None = None,
    office: Office | None = None,
) -> Case:
    """Notes what was brought. The clock goes on when nothing is owed any more.

    Raises ValueError for what is not owed; else as `change` does.
    """
    case = claim(conn, case_id)
    owed = [each["name"] for each in case["owes"] or ()]
    strange = sorted(set(names) - set(owed))
    if strange or not names:
        raise ValueError(f"not owed: {', '.join(strange) or 'nothing was named'}")
    left = [each for each in case["owes"] if each["name"] not in names]
    data = {"owes": left, "shown_later": [name for name in case["shown_later"] if name not in names]}
    step = "part_received" if left else "receive_documents"
    return change(conn, now, case_id, step, actor=actor, data=data, key=key, office=office)


def _owed(name: str, label: Mapping[str, str], now: datetime, until: date | None, where: Sequence[str]) -> Owed:
    return {
        "name": name,
        "label": dict(label),
        "asked_at": now.isoformat(),
        "until": until.isoformat() if until else None,
        "where": list(where),
    }
