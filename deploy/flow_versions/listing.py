"""`revisions`: what is kept, who published it and why, how many calls it answered, and what is planned."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deploy.flow_versions.house import House
from runtime.flow_versions import audit, schedule, store
from runtime.models import flow_revisions
from telephony import calls


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--audit", action="store_true", help="all that was done, the newest last")
    parser.add_argument("--json", action="store_true", help="the same as data")


def show(house: House, arguments: argparse.Namespace) -> int:
    told = _audit(house) if arguments.audit else _revisions(house)
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    if not any(told.values()):
        print(
            "no revision is kept yet: the first start keeps flows/, and so does `python -m ivr publish flows --why ...`"
        )
    for row in told["audit" if arguments.audit else "revisions"]:
        print(_entry(row) if arguments.audit else _revision(row))
    for row in told.get("planned", ()):
        print(f"planned {row['id']}: {row['revision']} as {row['alias']} at {row['at']} by {row['by']}: {row['why']}")
    return 0


def _revisions(house: House) -> dict[str, Any]:
    with house.database.read() as conn:
        kept = conn.execute(
            select(flow_revisions.c.revision, flow_revisions.c.kept_at, flow_revisions.c.kept_by).order_by(
                flow_revisions.c.kept_at
            )
        ).all()
        aliases, answered, planned = store.aliases(conn), calls.answered(conn), schedule.waiting(conn)
        last: dict[str, audit.Entry] = {}
        for entry in audit.entries(conn):
            last.setdefault(entry.revision, entry)
    rows = []
    for revision, at, by in kept:
        newest = last.get(revision)
        rows.append(
            {
                "revision": revision,
                "at": _time(house, newest.at if newest else at),
                "did": newest.kind if newest else "kept",
                "by": newest.person if newest else by,
                "why": newest.why if newest else "",
                "aliases": sorted(alias for alias, where in aliases.items() if where == revision),
                "calls": answered.get(revision, 0),
            }
        )
    return {
        "revisions": rows,
        "planned": [
            {
                "id": each.id,
                "revision": each.revision,
                "alias": each.alias,
                "at": _time(house, each.due_at),
                "by": each.person,
                "why": each.why,
            }
            for each in planned
        ],
    }


def _audit(house: House) -> dict[str, Any]:
    with house.database.read() as conn:
        found = audit.entries(conn)
    return {"audit": [{**vars(entry), "at": _time(house, entry.at)} for entry in reversed(found)]}


def _time(house: House, at: datetime) -> str:
    return at.astimezone(house.settings.timezone).isoformat(timespec="minutes")


def _revision(row: dict[str, Any]) -> str:
    mark = f"[{', '.join(row['aliases'])}]" if row["aliases"] else ""
    calls_told = f"{row['calls']} call" + ("" if row["calls"] == 1 else "s")
    return f"{row['revision']} {mark:8} {calls_told:>10}  {row['at']}  {row['did']} by {row['by']}: {row['why']}"


def _entry(row: dict[str, Any]) -> str:
    where = f"{row['alias']}: " if row["alias"] else ""
    move = f"{row['moved_from']} -> {row['revision']}" if row["moved_from"] else row["revision"]
    return f"{row['id']:>4}  {row['at']}  {row['kind']:11}  {where}{move}  {row['person']}: {row['why']}"
