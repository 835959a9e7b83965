"""What a case has from its first moment besides its answers: a clock, what the citizen still owes, who must not know of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework import deadlines, documents, privacy, timer
from casework.answers import Answers
from casework.machine import Limit
from casework.office import Office
from casework.states import MACHINES


def opened(
    now: datetime, kind: str, service: Mapping[str, Any] | None, answers: Answers, agency: str, office: Office
) -> dict[str, Any]:
    """The columns of a case that is filed now. The time of an application counts from a complete file; a complaint is
    verified in any case, and waits only when somebody asks for more."""
    owes = [documents.of_field(service, name, now) for name in answers.shown_later] if service else []
    anonymous = privacy.asked_for(answers.values, privacy.ANONYMOUS_SLOTS)
    complete = kind != "application" or not owes
    silent = bool(service and service.get("silence_approves"))
    clock = timer.begin(MACHINES[kind], now, agency, _own_limit(service), complete=complete, silence=silent)
    return {
        "owes": owes,
        "anonymous": anonymous,
        "withheld": privacy.withheld(service, answers.values) if anonymous else [],
        "secret": privacy.asked_for(answers.values, privacy.SECRET_SLOTS),
        "clock": clock,
        **deadlines.columns(kind, clock, office.calendar),
    }


def _own_limit(service: Mapping[str, Any] | None) -> Limit | None:
    limit = service.get("time_limit") if service else None
    return Limit(limit["value"], limit["unit"]) if limit else None


def parted(whole: Mapping[str, Any], agency: str, now: datetime, office: Office) -> dict[str, Any]:
    """The columns of a case that is split off another one: the clock with its history, now running at `agency`."""
    clock = timer.go_on(whole["clock"], now, agency)
    due = deadlines.columns(whole["kind"], clock, office.calendar)
    return {"clock": clock, "owes": [], "warned_at": None, "escalated_at": None, **due}
