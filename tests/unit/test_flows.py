"""The flows that are shipped: they compile without an issue, and every golden call goes as written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ivr.flow import Compiled, compile_sources
from ivr.questions import QUESTIONS
from ivr.templates import expand
from knowledge_base.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "flows"
CALLS = sorted((FLOWS / "calls").glob("*.yaml"))
SENTENCES = sorted((FLOWS / "sentences").rglob("*.yaml"))


def sources() -> Mapping[str, str]:
    return {path.relative_to(FLOWS).as_posix(): path.read_text("utf-8") for path in sorted(FLOWS.rglob("*.yaml"))}


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    catalogue = Catalogue.load(ROOT / "knowledge_base" / "services")
    return compile_sources(sources(), catalogue.services, catalogue.agencies)


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
    services: Mapping[str, Mapping[str, Any]] = Catalogue.load(ROOT / "knowledge_base" / "services").services
    used = {field["type"] for service in services.values() for field in service["fields"]}
    assert used <= set(QUESTIONS)


def test_there_are_enough_golden_calls() -> None:
    assert len(CALLS) >= 12
