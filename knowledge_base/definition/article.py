"""What an agent needs to know or to say beside the services: a question and its answer, a script, a notice.

code: ART-01
kind: faq
title: {id: Apakah KTP lama masih berlaku?, en: Is my old identity card still valid?}
body: {id: "Ya, seumur hidup.", en: "Yes, for life."}
services: [DUK-01, DUK-02]
agency: DUK
valid_from: 2026-01-01
checked: 2026-11-24
source: UU 24/2013 ps 64
"""

from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from knowledge_base.definition.dated import Day
from knowledge_base.definition.service import AgencyCode, ServiceCode
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Text, Words

LongWords = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class Body(Strict):
    id: LongWords
    en: LongWords


class Article(Strict):
    """`faq`: a question and its answer; `script`: what an agent says, in its order; `notice`: news for a time."""

    code: Annotated[str, StringConstraints(pattern=r"^ART-[0-9]{2,4}$")]
    kind: Literal["faq", "script", "notice"]
    title: Text
    body: Body
    services: list[ServiceCode] = []
    agency: AgencyCode
    valid_from: Day
    valid_to: Day | None = None
    checked: Day
    source: Words
    unverified: bool = False
    review_every_days: int = Key(180, ge=1, le=3650)
