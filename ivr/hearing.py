"""How any answer is heard: silence and misunderstanding are counted, doubt is asked back, commands are obeyed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from ivr.ask import Again, Answered, Ask, Leave, Misunderstood, Outcome, Unfinished
from ivr.effects import Collect, Parts
from ivr.events import DigitsEntered, Event, Recorded, SpeechHeard
from ivr.limits import MAX_DIGITS_HEARD, MAX_SPEECH_HEARD
from ivr.questions.yes_no import heard_yes_or_no
from ivr.run import QUIET
from ivr.spoken_commands import obey, pressed, said

if TYPE_CHECKING:
    from ivr.nodes.listening_node import ListeningNode
    from ivr.run import Run

NO_INPUT, NO_MATCH = "no_input", "no_match"
DOUBT = "doubt"
YES_NO_KEYS: Mapping[str, bool] = {"1": True, "2": False}


def open_ask(run: Run, ask: Ask, before: Parts = ()) -> None:
    """Asks afresh: attempts count from nothing, the caller's silence goes on counting."""
    run.counters = {QUIET: run.counters.get(QUIET, 0)}
    run.speak(before)
    run.wait(ask.collect(run, ask.prompt(run, 0)))


def hear(run: Run, node: ListeningNode, ask: Ask, event: Event) -> str | None:
    if not _is_input(event):
        return _silence(run, node, ask)
    run.counters[QUIET] = 0
    _transcribe(run, node, ask, event)
    return _settle(run, node, ask, _outcome(run, node, ask, event))


def _is_input(event: Event) -> bool:
    if isinstance(event, DigitsEntered):
        return bool(event.digits or event.finished_on)
    if isinstance(event, SpeechHeard):
        return bool(event.text.strip())
    return isinstance(event, Recorded) and (event.seconds > 0 or bool(event.finished_on.strip("#")))


def _transcribe(run: Run, node: ListeningNode, ask: Ask, event: Event) -> None:
    if isinstance(event, DigitsEntered):
        digits = event.digits[:MAX_DIGITS_HEARD] or event.finished_on
        run.note("caller", "*" * len(digits) if ask.secret and len(digits) > 1 else digits)
    elif isinstance(event, SpeechHeard):
        run.note("caller", "***" if ask.secret else event.text, unclear=_is_unclear(node, event))


def _is_unclear(node: ListeningNode, speech: SpeechHeard) -> bool:
    return speech.confidence is not None and speech.confidence < node.place.listen.reject_below


def _outcome(run: Run, node: ListeningNode, ask: Ask, event: Event) -> Outcome:
    if isinstance(event, Recorded):
        command = pressed(run, event.finished_on, "") if event.finished_on != "#" else None
        return obey(run, command) if command is not None else ask.recorded(run, event)
    if isinstance(event, DigitsEntered):
        return _keys(run, ask, event.digits, event.finished_on)
    speech = cast(SpeechHeard, event)
    if _is_unclear(node, speech):
        return Misunderstood()
    return _speech(run, ask, speech.text[:MAX_SPEECH_HEARD], speech.confidence)


def _keys(run: Run, ask: Ask, digits: str, finished_on: str) -> Outcome:
    if DOUBT in run.state and digits in YES_NO_KEYS:
        return _resolved(run, YES_NO_KEYS[digits])
    if not ask.owns(digits or finished_on):
        command = pressed(run, digits, finished_on)
        if command is not None:
            return obey(run, command)
    if len(digits) > MAX_DIGITS_HEARD:
        return Misunderstood()
    run.state.pop(DOUBT, None)
    return ask.digits(run, digits, finished_on)


def _speech(run: Run, ask: Ask, text: str, confidence: float | None) -> Outcome:
    if DOUBT in run.state:
        answer = heard_yes_or_no(text, run.tongue)
        if answer is not None:
            return _resolved(run, answer)
    command = said(run, text)
    if command is not None:
        return obey(run, command)
    run.state.pop(DOUBT, None)
    return ask.speech(run, text, confidence)


def _resolved(run: Run, yes: bool) -> Outcome:
    payload = run.state.pop(DOUBT)
    return Answered(payload) if yes else Misunderstood()


def _settle(run: Run, node: ListeningNode, ask: Ask, outcome: Outcome) -> str | None:
    if isinstance(outcome, Leave):
        return outcome.target
    if isinstance(outcome, Again):
        _again(run, ask)
        return None
    if isinstance(outcome, Unfinished):
        run.state["kept"] = outcome.kept
        run.wait(ask.collect(run, ask.prompt(run, 0)))
        return None
    if isinstance(outcome, Misunderstood) or outcome.score < node.place.listen.reject_below:
        return _no_match(run, node, ask, outcome if isinstance(outcome, Misunderstood) else Misunderstood())
    if outcome.score < node.place.listen.confirm_below and outcome.question:
        _ask_back(run, node, outcome)
        return None
    return accept(run, ask, outcome.payload)


def accept(run: Run, ask: Ask, payload: Any) -> str | None:
    run.state.pop("kept", None)
    run.state.pop(DOUBT, None)
    return ask.accept(run, payload)


def _ask_back(run: Run, node: ListeningNode, outcome: Answered) -> None:
    run.state[DOUBT] = outcome.payload
    run.wait(
        Collect(
            parts=outcome.question,
            keys=True,
            speech=node.place.listen.speech,
            max_digits=1,
            timeout_s=node.place.listen.timeout_s,
            finish_on="",
            language=run.tongue,
        )
    )


def _again(run: Run, ask: Ask) -> None:
    if run.counters.get(NO_INPUT) or run.counters.get(NO_MATCH):
        run.wait(ask.collect(run, ask.prompt(run, 0)))
    else:
        run.repeat()


def _silence(run: Run, node: ListeningNode, ask: Ask) -> str | None:
    run.counters[QUIET] = run.counters.get(QUIET, 0) + 1
    elsewhere = ask.silence(run) if DOUBT not in run.state else ""
    if elsewhere:
        return elsewhere
    count = _counted(run, NO_INPUT)
    if count >= node.place.listen.attempts:
        return node.gave_up("silent")
    words = node.no_input.at(count - 1)
    _ask_again(run, node, ask, run.parts(words) or run.phrase(NO_INPUT), bool(words))
    return None


def _no_match(run: Run, node: ListeningNode, ask: Ask, outcome: Misunderstood) -> str | None:
    count = _counted(run, NO_MATCH)
    if count >= node.place.listen.attempts:
        return node.gave_up("not_understood")
    if outcome.kept:
        run.state["kept"] = outcome.kept
    words = node.no_match.at(count - 1)
    _ask_again(run, node, ask, run.parts(words) or outcome.parts or run.phrase(NO_MATCH), bool(words))
    return None


def _counted(run: Run, name: str) -> int:
    run.counters[name] = run.counters.get(name, 0) + 1
    return run.counters[name]


def _ask_again(run: Run, node: ListeningNode, ask: Ask, before: Parts, authored: bool) -> None:
    """An author's own words stand alone unless the node replays its prompt; the engine's are followed by the shorter prompt."""
    if DOUBT in run.state:
        run.repeat(before)
        return
    run.speak(before)
    attempt = run.counters.get(NO_INPUT, 0) + run.counters.get(NO_MATCH, 0)
    shown = () if authored and not node.place.listen.replay else ask.prompt(run, attempt)
    run.wait(ask.collect(run, shown))
