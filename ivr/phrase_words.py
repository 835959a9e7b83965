"""An engine phrase without values, as Words: for a prompt that no author wrote."""

from __future__ import annotations

from ivr.issue import Mark
from ivr.locale.phrases import CATALOGUE
from ivr.prompt_template import PromptTemplate
from ivr.words import Words


def phrase_words(name: str) -> Words:
    said = {language: PromptTemplate(phrases[name], phrases[name], ()) for language, phrases in CATALOGUE.items()}
    return Words(f"engine.{name}", said, Mark(""))
