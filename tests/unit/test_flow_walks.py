"""Whatever callers do in the shipped flows: each sprint ends in a wait, says something, holds no author's slip, and survives storage."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.effects import WAITS, Lookup, NoteSlip
from ivr.engine import step
from ivr.events import (
    CallStarted,
    CaseSubmitted,
    DigitsEntered,
    Event,
    LookupDone,
    SpeechHeard,
    WaitTimedOut,
)
from ivr.flow import Flow, compile_sources
from ivr.session import Session, new_session
from knowledge_base.cards import spoken_card
from knowledge_base.catalogue import Catalogue
from tests.unit.ivr.any_event import events_for

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "flows"
NOW = datetime.fromisoformat("2026-11-24T10:00+07:00")
STATUS = {"service_name": "KTP", "state_label": "diterima", "since": "2026-11-20"}
LAST = {"reference": "2600420", "service_name": "KTP", "filed_at": "2026-11-20"}
FOUND = {"caller_history": {"last": LAST}}
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


def answer(data: st.DataObject, session: Session, effect: Any) -> Event:
    """What the house answers by itself, else what the caller does."""
    if isinstance(effect, Lookup) and effect.source == "service_card":
        service = catalogue().services.get(str(effect.arguments["service"]))
        after = str(effect.arguments.get("after") or "")
        told = spoken_card(service, session.language or "id", session.slots, after) if service else {}
        return LookupDone("found", told) if service else LookupDone("failed")
    if isinstance(effect, Lookup):
        found = LookupDone("found", FOUND.get(effect.source, STATUS))
        return data.draw(st.sampled_from([found, LookupDone("not_found"), LookupDone("failed")]))
    if session.wait.kind == "submit":
        return data.draw(st.sampled_from([CaseSubmitted("done", "2600420"), CaseSubmitted("failed")]))
    return data.draw(callers_acts if session.wait.kind == "collect" else events_for(session.wait.kind))


@settings(max_examples=40, deadline=None)
@given(data=st.data(), turns=st.integers(0, 40), mobile=st.booleans())
def test_any_walk(data: st.DataObject, turns: int, mobile: bool) -> None:
    caller = {"number": "+6281234567890", "mobile": mobile, "anonymous": False, "calls_this_week": 0}
    sprint = step(hotline(), new_session(hotline()), CallStarted(caller, {"id": "walk"}), NOW)
    for _ in range(turns):
        if sprint.session.wait.kind == "hangup":
            break
        stored = Session.from_json(json.loads(json.dumps(sprint.session.to_json())))
        assert stored == sprint.session
        sprint = step(hotline(), stored, answer(data, stored, sprint.effects[-1]), NOW)
        assert not sprint.refused
        assert type(sprint.effects[-1]) in WAITS
        assert not [effect for effect in sprint.effects if isinstance(effect, NoteSlip)]
