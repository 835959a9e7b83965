"""Which flows answer after a start: those of the folder, until somebody publishes here; then what was published."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from ivr.diff import diff
from ivr.diff_text import summary
from ivr.numbers import HOTLINE
from runtime.flow_store import NoLiveFlow
from runtime.flow_versions import audit, store
from runtime.flow_versions.judging import judge
from runtime.flow_versions.people import FOLDER
from runtime.flow_versions.publishing import Order, Publishing
from runtime.flow_versions.refusal import Refused
from runtime.flow_versions.sources import Sources, read_folder

log = logging.getLogger(__name__)
Say = Callable[[str], None]
PLACES_NAMED = 8


def bring_up_to_date(publishing: Publishing, folder: Path, always_folder: bool, say: Say) -> None:
    """Never raises for what flows hold: what was live stays so, and `say` tells what is wrong."""
    with publishing.database.read() as conn:
        decided, live = audit.decided_here(conn, FOLDER.name), store.revision_at(conn)
    if always_folder or not decided or live is None:
        read_from_folder(publishing, folder, say)
        return
    _renew(publishing, live, folder, say)
    _tell(publishing, folder, say)


def read_from_folder(publishing: Publishing, folder: Path, say: Say) -> None:
    """Publish the folder; each issue goes to the log as well. Golden calls are not played: `python -m ivr test` does."""
    try:
        files = read_folder(folder)
        issues = publishing.publish(files, Order(FOLDER, "read at a start")).judged.issues
    except Refused as refusal:
        issues = refusal.issues
        say(f"{folder.name}/ was not read: {refusal}; the last good revision goes on serving")
    for issue in issues:
        log.log(logging.ERROR if issue.severity == "error" else logging.WARNING, "flows/%s", issue)


def _renew(publishing: Publishing, live: str, folder: Path, say: Say) -> None:
    """The published flows with today's service definitions, and with today's program."""
    with publishing.database.read() as conn:
        kept = store.sources_of(conn, live, audit.golden_calls_of(conn, live))
    if kept is None:
        raise NoLiveFlow(f"revision {live} is not kept")
    judged = judge(publishing.sources(kept.files), play=False)
    if not judged.errors:
        publishing.renew(judged, live, _what_changed(kept, judged.sources))
        return
    try:
        answers = publishing.flows.live(HOTLINE).revision
    except NoLiveFlow:
        say(f"revision {live} cannot be read by this version ({judged.errors[0]}), nor can any before it")
        read_from_folder(publishing, folder, say)
        return
    if answers == live:
        say(f"revision {live} does not fit today's service definitions ({judged.errors[0]}); it keeps its own")
    else:
        say(f"revision {live} cannot be read by this version ({judged.errors[0]}); {answers} answers calls")


def _what_changed(old: Sources, new: Sources) -> str:
    changes = diff({}, {}, (old.services, new.services))
    codes = list(dict.fromkeys(change.place for change in changes))
    return f"service definitions changed: {', '.join(codes[:20]) or 'agencies'}"


def _tell(publishing: Publishing, folder: Path, say: Say) -> None:
    with publishing.database.read() as conn:
        live, last = store.revision_at(conn), audit.last_move(conn)
        kept = store.sources_of(conn, live, audit.golden_calls_of(conn, live)) if live else None
    if kept is None or last is None:
        return
    say(f"flows: revision {live}, {last.kind.replace('_', ' ')} by {last.person} on {last.at:%Y-%m-%d %H:%M} UTC")
    try:
        changes = diff(kept.files, read_folder(folder))
    except Refused as refusal:
        say(f"  {refusal}")
        return
    if changes:
        say(f"  {folder.name}/ differs and is not read (publish it, or set FLOWS_FROM=directory):")
        for line in summary(changes, PLACES_NAMED):
            say(f"    {line}")
