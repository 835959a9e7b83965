"""A recorded call told again as a golden call: each turn is tried with stand-ins until the flow goes as it went then."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from zoneinfo import ZoneInfo

from deploy.golden import stand_ins
from deploy.golden.recorded import RecordedCall, Turn
from ivr.effects import Collect, Queue
from ivr.fields import Field
from ivr.flow import Flow
from ivr.golden_given import given_in
from ivr.golden_update import yaml_value
from ivr.line import WrongMoment
from ivr.nodes.lookup import Lookup
from ivr.questions.case_reference import is_reference
from ivr.rehearsal import Rehearsal

Given = dict[str, Any]
LONG_S = 60
MOST_HEARD = 70
IN_PIECES = ("code", "name", "requirements", "fee", "time_limit", "where", "identity_level", "can_apply")
DOUBTED = 0.8
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
HEAD = "# From a recorded call; what was the caller's own is replaced by stand-ins. Read it before it is kept."


@dataclass
class Retelling:
    """`steps` are (word, value); `parted` says where the flow went otherwise than then, "" when nowhere."""

    call: RecordedCall
    given: Given
    zone: ZoneInfo
    steps: list[tuple[str, Any]] = field(default_factory=list)
    parted: str = ""

    def text(self) -> str:
        """The golden call as YAML."""
        at = self.call.at.astimezone(self.zone).replace(microsecond=0)
        lines = [HEAD, f"call: recorded_{at:%Y%m%d}_{self.call.id[:6]}", f"dial: {yaml_value(self.call.dialled)}"]
        lines += [f"at: {at.isoformat()}", f"given: {_flow_style(self.given)}", "steps:"]
        return "\n".join([*lines, *(f"  - {word}: {_flow_style(value)}" for word, value in self.steps)]) + "\n"


def retell(call: RecordedCall, flow: Flow, zone: ZoneInfo) -> Retelling:
    """`flow` is the one that answered then, of the revision it had."""
    told = Retelling(call, _given(call, flow), zone)
    rehearsal = Rehearsal(flow, given_in(told.given, {}), call.at)
    rehearsal.start()
    _hear(told, rehearsal)
    last = call.at
    for turn in call.turns[1:]:
        waited = int((turn.at - last).total_seconds())
        last = turn.at
        if waited >= LONG_S:
            told.steps.append(("wait", f"{waited}s"))
            rehearsal.wait(waited)
        tried = [_tried(rehearsal, step, turn) for step in _candidates(rehearsal, turn)]
        if not tried:
            continue
        likeness, step, rehearsal = max(tried, key=lambda each: each[0])
        told.steps.append(step)
        _hear(told, rehearsal)
        if likeness < 1:
            told.parted = (
                f"at step {len(told.steps)}, {step[0]}: then the call went to {list(turn.path) or 'no other node'}"
            )
            break
    told.steps.append(("expect", _end(rehearsal)))
    return told


def _tried(rehearsal: Rehearsal, step: tuple[str, Any], turn: Turn) -> tuple[float, tuple[str, Any], Rehearsal]:
    """How like then it goes with this step: 1 and more when the same nodes are passed, and more the liker the words."""
    tried = copy.copy(rehearsal)
    for name in ("said", "effects", "path", "taken", "slips"):
        setattr(tried, name, list(getattr(rehearsal, name)))
    before = len(tried.path)
    try:
        _take(tried, *step)
    except WrongMoment:
        return -1.0, step, rehearsal
    same = tried.path[before:] == list(turn.path)
    return float(same) + SequenceMatcher(None, " ".join(tried.said), turn.said).ratio() / 2, step, tried


def _take(rehearsal: Rehearsal, word: str, value: Any) -> None:
    if word == "press":
        rehearsal.press(value)
    elif word == "say":
        said = value if isinstance(value, dict) else {"text": value}
        rehearsal.say(said["text"], said.get("confidence"))
    elif word == "record":
        rehearsal.record(value)
    elif word == "agent":
        rehearsal.leave_queue(value)
    elif word == "hang_up":
        rehearsal.hang_up()
    else:
        rehearsal.silence()


def _candidates(rehearsal: Rehearsal, turn: Turn) -> Iterator[tuple[str, Any]]:
    """What the caller may have done in this turn; nothing for what the world did."""
    heard, finished = (turn.heard[0] if turn.heard else ""), str(turn.told.get("finished_on", ""))
    if turn.event == "DigitsEntered":
        digits = "" if heard == finished else heard
        yield from (("press", keys + finished) for keys in _keys(rehearsal, digits) if keys + finished)
    elif turn.event == "SpeechHeard":
        sure = turn.told.get("confidence")
        for text in _words(rehearsal, heard):
            yield "say", text if sure is None or sure >= DOUBTED else {"text": text, "confidence": sure}
    elif turn.event == "WaitTimedOut":
        yield "silent", 1
    elif turn.event == "Recorded":
        yield ("press", finished) if finished.strip("#") else ("record", int(turn.told.get("seconds", 0)))
    elif turn.event == "QueueLeft":
        yield _out_of_queue(rehearsal, str(turn.told.get("result", "left")))
    elif turn.event == "HungUp":
        yield "hang_up", True


def _keys(rehearsal: Rehearsal, digits: str) -> list[str]:
    """One key alone is a choice, and nobody's own."""
    node = rehearsal.flow.library.flows[rehearsal.session.graph].nodes.get(rehearsal.session.node)
    field = _asked(rehearsal)
    if len(digits) <= 1 or (field is not None and stand_ins.is_kept(field) and set(digits) != {"*"}):
        return [digits]
    if node is not None and node.KIND == "verify":
        return [
            code
            for code in (stand_ins.CODE, stand_ins.WRONG_CODE, stand_ins.digits(len(digits)))
            if len(code) == len(digits)
        ]
    return stand_ins.keyed(field, len(digits))


def _words(rehearsal: Rehearsal, heard: str) -> list[str]:
    language = rehearsal.session.language or rehearsal.flow.languages[0]
    field = _asked(rehearsal)
    own = stand_ins.spoken(field, language) if field is None or not stand_ins.is_kept(field) else []
    if set(heard) == {"*"}:
        return [stand_ins.NOTHING_KNOWN[language], stand_ins.CODE, stand_ins.WRONG_CODE, *own] if field is None else own
    return [
        *(own if field is not None else ()),
        *stand_ins.known_words(heard, language, _expected(rehearsal, language)),
        stand_ins.NOTHING_KNOWN[language],
    ]


def _expected(rehearsal: Rehearsal, language: str) -> Iterator[str]:
    """All that the hotline listens for or asks about."""
    wait, library = rehearsal.waits_for, rehearsal.flow.library
    yield from wait.hints if isinstance(wait, Collect) else ()
    for command in rehearsal.flow.commands:
        yield from command.says.get(language, ())
    for service in library.services.values():
        yield from service.get("utterances", {}).get(language, ())
    for held in library.lists.get(language, {}).values():
        for phrases in held.values():
            yield from phrases
    for fields in library.fields.values():
        yield from (each.label(language) for each in fields)


def _asked(rehearsal: Rehearsal) -> Field | None:
    """The field that is being asked for, where one is."""
    slot, library = rehearsal.session.state.get("field"), rehearsal.flow.library
    of_service = library.fields.get(str(rehearsal.session.slots.get("service")), ())
    of_flow = library.flows[rehearsal.session.graph].fields.values()
    return next((field for field in (*of_service, *of_flow) if field.slot == slot), None)


def _out_of_queue(rehearsal: Rehearsal, result: str) -> tuple[str, Any]:
    wait = rehearsal.waits_for
    offered = wait.offer.get(result) if isinstance(wait, Queue) else None
    return ("press", offered) if offered else ("agent", result)


def _hear(told: Retelling, rehearsal: Rehearsal) -> None:
    """The beginning of what the caller heard last: enough to know the place by."""
    sentences = [sentence for text in rehearsal.said for sentence in _SENTENCE.split(text) if sentence]
    if sentences:
        told.steps.append(
            ("hear", sentences[0][:MOST_HEARD].rsplit(" ", 1)[0] if len(sentences[0]) > MOST_HEARD else sentences[0])
        )


def _end(rehearsal: Rehearsal) -> dict[str, Any]:
    known = {name: rehearsal.seen(name) for name in ("language", "node", "queue", "ended")}
    return {name: value for name, value in known.items() if value not in ("", False)}


def _given(call: RecordedCall, flow: Flow) -> Given:
    number = "" if call.anonymous else stand_ins.MOBILE if call.mobile else stand_ins.FIXED
    given: Given = {"caller": {"number": number, "mobile": call.mobile, "anonymous": call.anonymous}}
    for turn in call.turns:
        for answer in turn.answers:
            _answered(given, answer, call, flow, _reference(turn, call))
    return given


def _reference(turn: Turn, call: RecordedCall) -> str:
    """What stands for the reference that was asked about in this turn: the same for the same."""
    digits = [_reference_digits(other.heard) for other in call.turns]
    own = _reference_digits(turn.heard)
    return stand_ins.REFERENCES[list(dict.fromkeys(filter(None, digits))).index(own) % 3 if own else 0]


def _reference_digits(heard: tuple[str, ...]) -> str:
    plain = re.sub(r"\D", "", heard[0]) if heard else ""
    return plain if is_reference(plain) else ""


def _answered(given: Given, answer: Mapping[str, Any], call: RecordedCall, flow: Flow, reference: str) -> None:
    event, result = answer["event"], answer.get("result", "")
    if event == "LookupDone":
        graph, _, name = str(answer["node"]).partition(".")
        node = flow.library.flows[graph].nodes.get(name)
        if isinstance(node, Lookup):
            _looked_up(given, node, str(result), call.variables.get(node.into), call, reference)
    elif event == "CaseSubmitted":
        given["submit"] = (
            stand_ins.REFERENCES[0] if result == "done" else {"result": result, "reference": stand_ins.REFERENCES[0]}
        )
    elif event == "DialEnded":
        given["dial"] = result
    elif event == "MessageSent" and answer.get("ok") is False:
        given["message"] = False
    elif event == "CallbackBooked" and result != "booked":
        given["callback"] = {"result": result}
    elif event == "CodeSent" and result != "sent":
        given["verify"] = {**given.get("verify", {}), "sms": False}
    elif event == "CallReturned" and result != "answered":
        given["verify"] = {**given.get("verify", {}), "call_back": False}


def _looked_up(given: Given, node: Lookup, result: str, value: Any, call: RecordedCall, reference: str) -> None:
    """A card is the knowledge base's and needs no telling, unless it was heard to its later pieces; a case is told under another reference; the free times of a place are nobody's own."""
    known = stand_ins.scrubbed(value) if isinstance(value, dict) and result == "found" else None
    if node.source == "service_card":
        if result != "found":
            given["service_card"] = {}
        elif "after" in node.arguments and isinstance(value, dict):
            given["service_card"] = {call.service: {name: value[name] for name in IN_PIECES if name in value}}
    elif node.source == "free_slots":
        if result == "found":
            given.setdefault("free_slots", {})[call.service] = value
    elif node.source == "case_status":
        standing = known or {"service_name": "Permohonan", "state_label": "", "since": call.at.date().isoformat()}
        told = {name: standing.get(name, "") for name in ("service_name", "state_label", "since")}
        told |= {name: standing[name] for name in ("stage_label", "owes") if standing.get(name)}
        told |= {"due_at": value["due_at"]} if known and value.get("due_at") else {}
        told["since"] = str((value or told).get("since", told["since"]))[:10]
        given.setdefault("case_status", {})[reference] = (
            {"reference": reference, **told} if result == "found" else result
        )
    elif node.source == "caller_history":
        given["caller_history"] = (
            _history(value if isinstance(value, dict) else {}, call) if result == "found" else result
        )
    elif node.source == "directory":
        given.setdefault("http", {})[node.source] = (value or stand_ins.OUTSIDE) if result == "found" else result
    else:
        given.setdefault("http", {})[node.source] = known if known is not None else result


def _history(value: Mapping[str, Any], call: RecordedCall) -> dict[str, Any]:
    last = value.get("last", {})
    filed = str(last.get("filed_at", call.at.date()))[:10]
    return {
        "last": {
            "reference": stand_ins.REFERENCES[0],
            "service_name": last.get("service_name", "Permohonan"),
            "filed_at": filed,
        }
    }


def _flow_style(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml_value(str(key))}: {_flow_style(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow_style, value)) + "]"
    return yaml_value(value)
