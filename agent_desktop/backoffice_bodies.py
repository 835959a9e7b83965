"""What the page of the cases may send and ask for: every size is bounded, unknown fields are refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from agent_desktop.request_bodies import Body
from casework.officers import Press
from runtime.accounts import Account

Words = Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(pattern=r"^[A-Z]{2,16}(-[0-9]{2,3})?$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Label = Annotated[str, Field(min_length=1, max_length=160, pattern=r"^[^\x00]*$")]


class ListQuery(Body):
    """The list's address: what narrows it, and `after`, the key of the page before."""

    group: Literal["open", "closed"] = "open"
    agency: Code | None = None
    kind: Annotated[str, Field(pattern=r"^[a-z]{1,16}$")] | None = None
    service: Code | None = None
    mark: Literal["overdue", "warned", "owed", "undelivered"] | None = None
    reference: Annotated[str, Field(max_length=40)] = ""
    after: Annotated[str, Field(max_length=160)] = ""


class PressBody(Body):
    """`seen` and `key` as in `officers.Press`."""

    seen: Annotated[int, Field(ge=1, le=2**53)]
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]

    def press(self, who: Account) -> Press:
        return Press(who.id, who.agency, self.seen, self.key)


class StepBody(PressBody):
    reason: Words = ""


class NoteBody(PressBody):
    text: Words


class AskedLabel(Body):
    id: Label
    en: Label


class AskBody(StepBody):
    labels: list[AskedLabel] = Field(min_length=1, max_length=12)
    until: date | None = None


class ReceiveBody(PressBody):
    names: list[Name] = Field(min_length=1, max_length=60)


class PassOnBody(StepBody):
    agency: Code
    step: Literal["reroute", "forward"] = "reroute"


class MergeBody(StepBody):
    into: Annotated[str, Field(max_length=40)]


class PayBody(PressBody):
    amount: Annotated[int, Field(ge=1, le=10**12)]
    receipt: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]


class RevealBody(Body):
    name: Name
