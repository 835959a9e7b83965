"""What people read or hear, in every language that the hotline speaks: `{id: Kartu keluarga, en: Family card}`."""

from typing import Annotated

from pydantic import StringConstraints

from knowledge_base.definition.strict import Strict

LANGUAGES = ("id", "en")
Words = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,60}$")]


class Text(Strict):
    id: Words
    en: Words


class Sentences(Strict):
    """What callers say, in their own words."""

    id: list[Words] = []
    en: list[Words] = []
