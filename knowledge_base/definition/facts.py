"""What a service costs, how long it takes, what must be shown. Laws change: `unverified` facts say so to whoever reads them."""

from typing import Literal

from pydantic import Field as Key

from knowledge_base.definition.dated import Dated
from knowledge_base.definition.strict import Strict
from knowledge_base.definition.text import Text, Words

Reach = Literal["full", "intake", "info", "none"]
FACTS = (
    "requirements",
    "procedure",
    "fee",
    "time_limit",
    "product",
    "legal",
    "complaint_route",
    "channels",
)


class Requirement(Strict):
    """`when` is an expression over the service's fields; without it the requirement always holds."""

    text: Text
    when: Words | None = None


class FeeByAnswer(Strict):
    """`when` is an expression over the service's fields."""

    when: Words
    amount: int = Key(ge=0)
    note: Text | None = None


class Fee(Dated):
    """Whole rupiah, or null when there is no fixed amount; then `note` says what decides it. `by_answer`: the first that holds
    is the fee."""

    amount: int | None = Key(ge=0)
    note: Text | None = None
    basis: Words | None = None
    by_answer: list[FeeByAnswer] | None = Key(None, min_length=1)


class TimeLimit(Dated):
    """Counted from a complete and correct file."""

    value: int = Key(ge=1)
    unit: Literal["minute", "hour", "workday", "calendar_day"]
    basis: Words | None = None


class Channels(Dated):
    """full: the whole transaction; intake: the request is taken, originals are checked later; info: information only."""

    phone: Reach
    web: Reach
    kiosk: Reach
    counter: Reach
