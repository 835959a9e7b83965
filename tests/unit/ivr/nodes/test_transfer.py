"""A call given to somebody outside the house: where it goes, what each side hears, how it comes back."""

import pytest

from ivr.effects import Hangup, Part, Transfer
from ivr.events import DialEnded, DigitsEntered, WaitTimedOut
from ivr.session import Session
from tests.unit.ivr.house import HEAD, TAIL, Caller, compiled, flow_of

NODES = """
  first:
    transfer: {number: "+62215550100", timeout: 12s, whisper: {id: Dari kami., en: From us.}}
    answered: wait
    busy: engaged
    failed: home
  wait: {menu: {choices: [{key: 1, label: {id: lanjut, en: on}, goto: bye}]}}
  engaged: {menu: {choices: [{key: 1, label: {id: lanjut, en: on}, goto: bye}]}}
"""
MENU = """
  first: {menu: {choices: [{key: 1, label: {id: lanjut, en: on}, goto: away}]}, silent: bye}
"""
AWAY = "  away: {{transfer: {{{to}}}, answered: home, failed: bye}}\n"


def issues(node: str) -> str:
    found = compiled(f"{HEAD}start: first\nnodes:\n{MENU}{node}{TAIL}")
    return "\n".join(str(issue) for issue in found.issues)


def begun(flow=None) -> Caller:
    caller = Caller(flow or flow_of(MENU + NODES.replace("first", "away")))
    caller.tell(DigitsEntered("1"))
    return caller


def test_it_rings_and_whispers_to_nobody_but_the_called() -> None:
    caller = begun()
    whisper = (Part("hotline.away.whisper", "id", "Dari kami."),)
    words = (Part("engine.transferring", "id", "Anda saya sambungkan. Mohon tunggu."),)
    assert caller.wait == Transfer("+62215550100", 12, whisper, words)
    assert caller.session.wait.kind == "dial"
    assert "Dari kami" not in caller.heard
    assert "Dari kami" not in str(caller.session.heard)
    assert Session.from_json(caller.session.to_json()) == caller.session


@pytest.mark.parametrize(
    ("result", "node"), [("answered", "wait"), ("busy", "engaged"), ("no_answer", "home"), ("failed", "home")]
)
def test_it_goes_on_by_how_the_dialling_ended(result, node) -> None:
    caller = begun()
    caller.tell(DialEnded(result))
    assert caller.session.node == node


def test_an_agency_is_rung_at_its_telephone() -> None:
    agencies = {"DUK": {"code": "DUK", "name": {"id": "A", "en": "A"}, "telephone": "+62215550111"}}
    from ivr.flow import compile_sources
    from tests.unit.ivr.house import SERVICES, files

    nodes = MENU + AWAY.format(to="agency: DUK")
    found = compile_sources(files(f"{HEAD}start: first\nnodes:\n{nodes}{TAIL}"), SERVICES, agencies)
    assert not found.errors
    assert begun(found.flows["hotline"]).wait.to == "+62215550111"


def test_a_silent_caller_is_not_connected() -> None:
    flow = flow_of(
        "  first: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}]}, silent: detour}\n  detour: {set: {a: b}, next: away}\n"
        + NODES.replace("first", "away")
    )
    caller = Caller(flow)
    for _ in range(3):
        caller.tell(WaitTimedOut())
    assert isinstance(caller.wait, Hangup)
    assert "silent caller" in str(caller.last.slips)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("number: call me", "cannot be dialled"),
        ("number: '0812 3456'", "without blanks"),
        ("sip: desk@agency", "is no address such as sip:"),
        ("number: '112', agency: DUK", "one of 'number', 'agency' and 'sip'"),
        ("timeout: 5s", "one of 'number', 'agency' and 'sip'"),
        ("agency: DUX", "there is no agency 'DUX'; did you mean 'DUK'?"),
        ("agency: DUK", "the agency 'DUK' has no 'telephone'"),
        ("number: '112', wisper: {id: a, en: b}", "did you mean 'whisper'?"),
        ("number: '112', whisper: {id: a}", "nothing is said here in en"),
    ],
)
def test_what_is_wrong_is_said(to, said) -> None:
    assert said in issues(AWAY.format(to=to))


def test_its_exits_are_asked_for_and_silence_may_not_lead_there() -> None:
    assert "transfer has no 'answered'" in issues("  away: {transfer: {number: '112'}, failed: bye}\n")
    assert "transfer has no 'failed'" in issues("  away: {transfer: {number: '112'}, answered: bye}\n")
    silent = issues(
        AWAY.format(to="number: '112'")
        + "  x: {menu: {choices: [{key: 1, label: {id: a, en: b}, goto: bye}]}, silent: away}\n"
    )
    assert "'silent' leads to the transfer 'away'" in silent
