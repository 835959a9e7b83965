"""What the desk's page may send: every size is bounded, unknown fields are refused."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
SlotName = Annotated[str, Field(max_length=64)]
Text = Annotated[str, Field(max_length=4000)]
SlotValue = Text | bool | int | float | None | Annotated[list[Text], Field(max_length=50)]
B = TypeVar("B", bound="Body")


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PresenceBody(Body):
    state: Literal["ready", "not_ready"]


class WrapUpBody(Body):
    code: str = Field(max_length=32)
    note: str = Field(default="", max_length=4000)


class OutcomeBody(Body):
    outcome: Literal["done", "no_answer", "closed"]


class NoteBody(Body):
    text: str = Field(max_length=4000)


class CaseBody(Body):
    """`key` is made by the page once per form: the same form sent twice files once."""

    call_id: Id
    service: str = Field(max_length=64)
    slots: dict[SlotName, SlotValue] = Field(max_length=100)
    key: str = Field(min_length=8, max_length=64)


class MessageBody(Body):
    call_id: Id


class PaymentBody(Body):
    """`amount` in whole rupiah; `receipt` is the number on the paper."""

    amount: int = Field(ge=1, le=10**12)
    receipt: str = Field(min_length=1, max_length=64, pattern=r"\S")


def read_body(kind: type[B]) -> B:
    """Raises pydantic's ValidationError, also for a body that is no JSON object."""
    return kind.model_validate(request.get_json(silent=True))
