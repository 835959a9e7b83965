"""What the page of the knowledge may send: every size is bounded, unknown fields are refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from agent_desktop.request_bodies import Body, Id

MOST_TEXT = 256_000
Document = Annotated[str, Field(pattern=r"^(service:[A-Z]{2,8}-[0-9]{2,3}|article:ART-[0-9]{2,4})$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Source = Annotated[str, Field(max_length=MOST_TEXT)]
Words = Annotated[str, Field(max_length=500)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class TextBody(Body):
    document: Document
    text: Source


class Edit(Body):
    """`value` null removes what stands at `path`."""

    path: list[Annotated[str, Field(max_length=64)] | Annotated[int, Field(ge=0, le=999)]] = Field(max_length=8)
    value: JsonValue = None

    def plain(self) -> tuple[list[str | int], Any]:
        return list(self.path), self.value


class EditBody(TextBody):
    edit: Edit


class NewDraftBody(TextBody):
    base: Digest | None = None


class SaveBody(Body):
    version: Version
    text: Source
    base: Digest | None = None


class StepBody(Body):
    version: Version
    why: Words = ""


class PublishBody(StepBody):
    """`day`: from the beginning of that day on; None: at once."""

    override: Words = ""
    day: date | None = None


class TakeBackBody(Body):
    digest: Digest
    why: Words
    override: Words = ""


class AnswerBody(Body):
    answer: Words


class DoubtBody(Body):
    document: Document
    reason: Literal["not_useful", "not_sure"]
    call_id: Id | None = None
