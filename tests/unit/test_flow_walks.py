"""Whatever callers do in the shipped flows: each sprint ends in a wait, says something, holds no author's slip, and survives storage."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.effects import WAITS, Lookup, NoteSlip
from ivr.engine import step
from ivr.events import (
    CallReturned,
    CallStarted,
    CaseSubmitted,
    CodeChecked,
    CodeSent,
    DialEnded,
    DigitsEntered,
    Event,
    LookupDone,
    MessageSent,
    QueueLeft,
    Recorded,
    SpeechHeard,
    WaitTimedOut,
)
from ivr.flow import Flow, compile_sources
from ivr.session import Session, new_session
from knowledge_base.cards import card
from knowledge_base.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "flows"
NOW = datetime.fromisoformat("2026-11-24T10:00+07:00")
STATUS = {"service_name": "KTP", "state_label": "diterima", "since": "2026-11-20"}
HISTORY = {"last": {**STATUS, "reference": "2600420", "filed_at": "2026-11-20"}}
WORDS = (
    "ya",
    "tidak",
    "petugas",
    "saya mau ganti KTP yang hilang",
    "akta kelahiran",
    "ajukan",
    "menu utama",
    "ulangi",
    "tolong panggilkan ambulans",
    "sate",
    "17 Agustus 1990",
    "hilang",
)
NUMBERS = ("3328014107900001", "3328014113900001", "2600420", "17081990", "081234567890", "0812", "123456")

keys = st.sampled_from("0123456789").map(DigitsEntered) | st.sampled_from(NUMBERS).map(lambda d: DigitsEntered(d, "#"))
marks = st.just(DigitsEntered("", "#")) | st.just(DigitsEntered("*"))
speech = st.builds(SpeechHeard, st.sampled_from(WORDS), st.sampled_from([None, 0.95, 0.6, 0.2]))
callers_acts = keys | marks | speech | st.just(WaitTimedOut()) | st.text(max_size=30).map(SpeechHeard)


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "knowledge_base" / "services")


@cache
def hotline() -> Flow:
    files = {path.relative_to(FLOWS).as_posix(): path.read_text("utf-8") for path in FLOWS.rglob("*.yaml")}
    return compile_sources(files, catalogue().services, catalogue().agencies).flows["hotline"]


def answer(session: Session, effect: Any, act: Event, luck: bool) -> Event:
    """What the house answers by itself, else what the caller does."""
    if isinstance(effect, Lookup) and effect.source == "service_card":
        service = catalogue().services.get(str(effect.arguments["service"]))
        return (
            LookupDone("found", card(service, session.language or "id", session.slots))
            if service
            else LookupDone("failed")
        )
    if isinstance(effect, Lookup) and effect.source == "caller_history" and luck:
        return LookupDone("found", HISTORY)
    by_kind: Mapping[str, Event] = {
        "lookup": LookupDone("found", STATUS) if luck else LookupDone("not_found"),
        "submit": CaseSubmitted("done", "2600420") if luck else CaseSubmitted("failed"),
        "message": MessageSent(luck),
        "queue": QueueLeft("left" if luck else "full"),
        "code": CodeSent("sent" if luck else "unavailable"),
        "code_check": CodeChecked("right" if luck else "wrong"),
        "returned": CallReturned("answered" if luck else "failed"),
        "dial": DialEnded("answered" if luck else "failed"),
        "record": Recorded("r1", 8.0 if luck else 0.0),
    }
    return by_kind.get(session.wait.kind, act)


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(st.tuples(callers_acts, st.booleans()), max_size=40), mobile=st.booleans())
def test_any_walk(acts: list[tuple[Event, bool]], mobile: bool) -> None:
    caller = {"number": "+6281234567890", "mobile": mobile, "anonymous": False, "calls_this_week": 0}
    sprint = step(hotline(), new_session(hotline()), CallStarted(caller, {"id": "walk"}), NOW)
    for act, luck in acts:
        if sprint.session.wait.kind == "hangup":
            break
        stored = Session.from_json(json.loads(json.dumps(sprint.session.to_json())))
        sprint = step(hotline(), stored, answer(stored, sprint.effects[-1], act, luck), NOW)
        assert not sprint.refused
        assert type(sprint.effects[-1]) in WAITS
        assert not [effect for effect in sprint.effects if isinstance(effect, NoteSlip)]
