"""Identity levels: what may be told of a case and done with it, by how well the person is known. One table, read by every door.

0 anonymous    anybody with a reference number, or nobody at all
1 asserted     reference and the end of the telephone number, or a call from that number
2 verified     a one-time code or a call back to that number, or staff saw the identity card
3 in person    at a counter, with the original
"""

from collections.abc import Mapping
from typing import Any

ANONYMOUS, ASSERTED, VERIFIED, IN_PERSON = range(4)

LEAST: Mapping[str, int] = {
    "state": ANONYMOUS,
    "stage": ANONYMOUS,
    "due_date": ANONYMOUS,
    "service": ANONYMOUS,
    "agency": ANONYMOUS,
    "owed": ANONYMOUS,
    "secret_report": ASSERTED,
    "history": ASSERTED,
    "withdraw": ASSERTED,
    "react": ASSERTED,
    "correct": VERIFIED,
    "answers_masked": VERIFIED,
    "answers": IN_PERSON,
}
"""The least level for each thing that is told or done."""
ENDING = 4
SHOWN = 4
MASK = "*"
NUMBERS = frozenset({"nik", "nkk", "npwp", "nib", "bpjs", "phone", "nop"})
"""Types of fields that are never told whole, at any level, by voice or message."""


class NotProven(Exception):
    """The person is not known well enough. `least` is the level that is needed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs level {LEAST[what]}")
        self.least = LEAST[what]


def may(what: str, level: int) -> bool:
    """Raises KeyError for what the table does not have."""
    return level >= LEAST[what]


def check(what: str, level: int) -> None:
    """Raises NotProven."""
    if not may(what, level):
        raise NotProven(what)


def level_of(
    case: Mapping[str, Any], *, number: str | None = None, ending: str | None = None, verified: int = 0
) -> int:
    """How well somebody who has the reference is known as the one who filed. `number`: that of the call, E.164; `ending`: the
    last digits told; `verified`: the level proved in this call. A level proved from another number proves another person."""
    own: str | None = case["phone"]
    if own is None:
        return ANONYMOUS
    if number == own:
        return max(ASSERTED, verified)
    return ASSERTED if ending is not None and len(ending) == ENDING and own.endswith(ending) else ANONYMOUS


def may_file(service: Mapping[str, Any] | None, level: int, channel: str) -> str:
    """full: the whole transaction; intake: taken now, who it is and originals are checked later; none. What the channel
    offers at most, less where the person is not known as well as the service asks."""
    if service is None:
        return "full"
    reach = str(service["channels"][channel])
    if reach in ("info", "none"):
        return "none"
    return reach if level >= service["identity"] else "intake"


def masked(value: str, shown: int = SHOWN) -> str:
    """Only the last characters, never more than a third of the whole: ************0001."""
    kept = min(shown, len(value) // 3)
    return MASK * (len(value) - kept) + (value[-kept:] if kept else "")


def answers(case: Mapping[str, Any], fields: list[Mapping[str, Any]], level: int) -> dict[str, Any]:
    """The answers as they may be told at this level: none below VERIFIED, numbers masked below IN_PERSON."""
    if not may("answers_masked", level):
        return {}
    if may("answers", level):
        return dict(case["slots"])
    hidden = {field["name"] for field in fields if field["type"] in NUMBERS or field.get("class") == "secret"}
    return {name: _told(value, name in hidden) for name, value in case["slots"].items()}


def _told(value: Any, hidden: bool) -> Any:
    if not hidden:
        return value
    return [masked(str(each)) for each in value] if isinstance(value, list) else masked(str(value))
