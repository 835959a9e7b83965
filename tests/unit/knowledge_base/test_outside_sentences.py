"""What callers say of other bodies' matters is understood at the main menu, and its value finds the body."""

from pathlib import Path

import pytest
import yaml

from knowledge_base import directory
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue

SENTENCES = Path(__file__).parents[3] / "flows" / "sentences"
DIRECTORY = Catalogue.load(SERVICES).directory


def said(language: str) -> dict[str, list[str]]:
    return yaml.safe_load((SENTENCES / language / "ask_outside.yaml").read_text("utf-8"))["lists"]["outside"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_body_has_its_words_and_each_value_finds_its_body(language: str) -> None:
    found = {value: directory.find(DIRECTORY, value, language) for value in said(language)}
    bodies = {value: body["code"] for value, body in found.items() if body}
    assert found.keys() == bodies.keys()
    assert set(bodies.values()) == set(DIRECTORY)
    missing = {
        code: phrase
        for value, code in bodies.items()
        for phrase in DIRECTORY[code]["about"][language]
        if phrase not in said(language)[value]
    }
    assert missing == {}
