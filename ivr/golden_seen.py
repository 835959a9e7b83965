"""What can be seen of a call: from its session, wherever that is kept, and from the effects of a rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ivr.effects import BookCallback, Effect, KeepVoicemail, Queue, RecordSurvey, SendMessage, SubmitCase, Transfer
from ivr.session import Session

TRAIL = " > "


def _queue(session: Session) -> str:
    waits_in = [effect.name for effect in session.pending if isinstance(effect, Queue)]
    return waits_in[-1] if waits_in and session.wait.kind == "queue" else ""


OF_SESSION: Mapping[str, Callable[[Session], Any]] = {
    "queue": _queue,
    "slots": lambda session: session.slots,
    "language": lambda session: session.language,
    "node": lambda session: f"{session.graph}.{session.node}",
    "intent": lambda session: session.intent,
    "wait": lambda session: session.wait.kind,
    "ended": lambda session: session.wait.kind == "hangup",
    "owed": lambda session: list(session.owed),
    "verified": lambda session: session.variables.get("caller", {}).get("verified", 0),
}


def _last(effects: Sequence[Effect], kind: type[Any]) -> Any:
    return next((effect for effect in reversed(effects) if isinstance(effect, kind)), None)


def _case(effects: Sequence[Effect]) -> Any:
    case = _last(effects, SubmitCase)
    return {} if case is None else {"kind": case.kind, "service": case.service, "slots": case.slots}


def _survey(effects: Sequence[Effect]) -> Any:
    survey = _last(effects, RecordSurvey)
    return {} if survey is None else {answer["element"]: answer["score"] for answer in survey.answers}


def _dialled(effects: Sequence[Effect]) -> str:
    transfer = _last(effects, Transfer)
    return transfer.to if transfer is not None else ""


def _callback(effects: Sequence[Effect]) -> Any:
    booked = _last(effects, BookCallback)
    if booked is None:
        return {}
    known = {name: getattr(booked, name) for name in ("number", "queue", "service", "reason")}
    return {**known, "from": booked.not_before, "until": booked.not_after}


def _voicemail(effects: Sequence[Effect]) -> Any:
    kept = _last(effects, KeepVoicemail)
    return {} if kept is None else {"queue": kept.queue, "service": kept.service, "seconds": kept.seconds}


OF_EFFECTS: Mapping[str, Callable[[Sequence[Effect]], Any]] = {
    "case": _case,
    "message": lambda effects: [effect.text for effect in effects if isinstance(effect, SendMessage)],
    "survey": _survey,
    "dialled": _dialled,
    "callback": _callback,
    "voicemail": _voicemail,
}
