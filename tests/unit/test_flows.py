"""The flows that are shipped: they compile without an issue, and every golden call goes as written."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ivr.engine import step
from ivr.events import SpeechHeard
from ivr.flow import Compiled, compile_sources
from ivr.golden import Outcome
from ivr.golden_suite import play_suite, read_suite
from ivr.questions import QUESTIONS
from ivr.session import Frame, Session, Wait
from ivr.templates import expand
from ivr.terminal.sources import Sources, read_sources
from knowledge_base.cards import card
from knowledge_base.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "flows"
NOW = datetime.fromisoformat("2026-11-24T10:00+07:00")
CALLS = sorted((FLOWS / "calls").glob("*.yaml"))
SENTENCES = sorted((FLOWS / "sentences").rglob("*.yaml"))


@cache
def sources() -> Sources:
    return read_sources(FLOWS)


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_sources(sources().files, sources().services, sources().agencies)


@pytest.fixture(scope="module")
def outcomes(compiled: Compiled) -> Mapping[str, Outcome]:
    return {outcome.name: outcome for outcome in play_suite(read_suite(sources().files), compiled.flows)}


def test_every_flow_compiles_without_an_issue(compiled: Compiled) -> None:
    assert [str(issue) for issue in compiled.issues] == []
    assert set(compiled.flows) >= {"hotline", "service", "case_status", "complaint"}


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_sentence_expands(path: Path) -> None:
    intents = yaml.safe_load(path.read_text("utf-8"))["intents"]
    assert list(intents) == [path.stem]
    assert all(expand(template) for templates in intents.values() for template in templates)


def test_every_intent_is_said_in_both_languages() -> None:
    by_language = {language: {p.stem for p in SENTENCES if p.parent.name == language} for language in ("id", "en")}
    assert by_language["id"] == by_language["en"]


def test_every_field_of_every_service_has_a_question_type() -> None:
    used = {field["type"] for service in sources().services.values() for field in service["fields"]}
    assert used <= set(QUESTIONS)


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_every_golden_call_goes_as_written(outcomes: Mapping[str, Outcome], path: Path) -> None:
    outcome = outcomes[path.stem]
    assert [str(issue) for issue in outcome.issues] == []
    assert outcome.steps > 1


PHRASES = [
    (language, phrase)
    for language, phrases in yaml.safe_load((ROOT / "tests" / "calls" / "phrases.yaml").read_text("utf-8")).items()
    for phrase in phrases
]


@pytest.mark.parametrize(
    ("language", "phrase"), PHRASES, ids=lambda value: value if isinstance(value, str) else value["say"]
)
def test_every_phrase_of_the_sample_is_understood(compiled: Compiled, language: str, phrase: Mapping[str, Any]) -> None:
    flow = compiled.flows["hotline"]
    graph, node = phrase["at"].split(".")
    session = Session(
        flow=flow.name,
        revision=flow.revision,
        graph=graph,
        node=node,
        language=language,
        wait=Wait(1, "collect"),
        slots={}
        if graph == "hotline" or ("field" in phrase and phrase["field"] == "service")
        else {"service": "DUK-02"},
        variables={"card": {"can_apply": True}},
        state={"field": phrase["field"]} if "field" in phrase else {},
        stack=(Frame("hotline", "service"),) if graph != "hotline" else (),
    )
    sprint = step(flow, session, SpeechHeard(phrase["say"]), NOW)
    wanted = {phrase["field"]: phrase["value"]} if "field" in phrase else phrase.get("slots", {})
    assert sprint.session.slots.items() >= wanted.items()
    if "goes_to" in phrase:
        assert sprint.path[0].split(".")[1] == phrase["goes_to"]


CARDS = [path for path in sorted((FLOWS / "calls" / "given").glob("*.yaml")) if path.read_text().startswith("code:")]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_cards_of_golden_calls_are_what_the_knowledge_base_says(path: Path) -> None:
    kept = yaml.safe_load(path.read_text("utf-8"))
    service = Catalogue.load(ROOT / "knowledge_base" / "services").services[kept["code"]]
    language = next(language for language, name in service["name"].items() if name == kept["name"])
    now = card(service, language, {"alasan": "hilang"})
    for key, value in kept.items():
        told = {name: now[key][name] for name in value} if isinstance(value, dict) else now[key]
        assert told == value, key
