"""Somebody outside the house whom callers reach us for by mistake.

- code: listrik
  name: {id: PLN, en: PLN, the electricity company}
  about: {id: [mati lampu, token listrik], en: [power cut, electricity bill]}
  unless: {id: [lampu jalan], en: [street light]}
  numbers: [{label: {id: pusat panggilan, en: call centre}, number: "123"}]
  hours: {id: setiap hari dua puluh empat jam, en: day and night}
  checked: 2026-11-24
"""

from typing import Annotated

from pydantic import Field as Key

from knowledge_base.definition.dated import Day
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Identifier, Sentences, Text


class Number(Strict):
    """As it is dialled."""

    label: Text
    number: Annotated[str, Key(pattern=r"^\+?[0-9]{3,15}$")]


class OutsideBody(Strict):
    """`about`: what callers say; `unless`: what they say when it is ours after all. Nobody in the house answers for such a number: it is `unverified` until somebody has rung it."""

    code: Identifier
    name: Text
    about: Sentences
    unless: Sentences = Sentences()
    numbers: list[Number] = Key(min_length=1)
    hours: Text
    note: Text | None = None
    checked: Day
    unverified: bool = True
