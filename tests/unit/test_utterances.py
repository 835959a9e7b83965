"""What callers say at the main menu is understood, asked back, or rejected: measured on sentences that the flows do not contain.

Nothing may be taken for sure that is wrong; of what the line does, at least nine in ten are right, sure or asked back.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ivr.effects import Collect
from ivr.engine import step
from ivr.events import SpeechHeard, WaitTimedOut
from ivr.flow import Flow, compile_sources
from ivr.session import Session, Wait
from ivr.terminal.sources import read_sources

ROOT = Path(__file__).parents[2]
NOW = datetime.fromisoformat("2026-11-24T10:00+07:00")
UTTERANCES = yaml.safe_load((ROOT / "tests" / "calls" / "utterances.yaml").read_text("utf-8"))
ERRANDS = {
    "hotline.case_status": "case_status",
    "hotline.complaint": "complain",
    "hotline.outside": "ask_outside",
    "hotline.to_agent": "command",
}
RIGHT_AT_LEAST = 0.9


@cache
def hotline() -> Flow:
    sources = read_sources(ROOT / "flows")
    return compile_sources(sources.files, sources.services, sources.agencies).flows["hotline"]


def understood(text: str, language: str) -> tuple[str, bool]:
    """What it was taken for, and whether that was sure."""
    flow = hotline()
    session = Session(
        flow.name, flow.revision, flow.name, "main", language, Wait(1, "collect"), slots={"before": "yes"}
    )
    sprint = step(flow, session, SpeechHeard(text), NOW)
    after = sprint.session
    doubt = after.state.get("doubt")
    if doubt:
        choice = flow.nodes["main"].choices[doubt["choice"]]
        return str(doubt["slots"].get("service") or choice.intent or "DUK-02"), False
    if not sprint.path and isinstance(sprint.effects[-1], Collect):
        return "nothing", True
    if sprint.path[0] in ERRANDS:
        return ERRANDS[sprint.path[0]], True
    return str(after.slots.get("service", "command")), True


def results(language: str) -> Iterator[tuple[Mapping[str, Any], str, bool]]:
    for utterance in UTTERANCES[language]:
        yield (utterance, *understood(utterance["say"], language))


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_wrong_is_taken_for_sure(language: str) -> None:
    sure = [(u["say"], u["means"], meant) for u, meant, is_sure in results(language) if is_sure and meant != "nothing"]
    assert [wrong for wrong in sure if wrong[1] != wrong[2]] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_nine_in_ten_are_right(language: str) -> None:
    known = [(u, meant) for u, meant, _ in results(language) if u["means"] != "nothing"]
    wrong = [(u["say"], meant) for u, meant in known if u["means"] != meant]
    assert len(wrong) <= len(known) * (1 - RIGHT_AT_LEAST), wrong


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_this_line_does_not_do_is_rejected(language: str) -> None:
    off_menu = [(u["say"], meant) for u, meant, _ in results(language) if u["means"] == "nothing"]
    assert [taken for taken in off_menu if taken[1] != "nothing"] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_recogniser_is_told_what_callers_say_of_every_service(language: str) -> None:
    flow = hotline()
    session = Session(flow.name, flow.revision, flow.name, "main", language, Wait(1, "collect"))
    waits = step(flow, session, WaitTimedOut(), NOW).effects[-1]
    assert isinstance(waits, Collect)
    heard = set(waits.hints)
    services = read_sources(ROOT / "flows").services
    unheard = {code: set(service["utterances"][language]) - heard for code, service in services.items()}
    assert {code: words for code, words in unheard.items() if words} == {}
