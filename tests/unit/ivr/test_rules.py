"""The rules that hold in every flow, one test each: keys, silence, expressions, YAML 1.2, and the variable table."""

from datetime import datetime
from typing import Any

import pytest

from ivr.effects import Collect, Hangup, Queue
from ivr.events import DigitsEntered, Event, SpeechHeard, WaitTimedOut
from ivr.expressions import compile_expression
from ivr.run import Run
from tests.unit.ivr.house import MOBILE, NIGHT, NOON, Caller, compiled, flow_of

MENU = (
    "  first: {menu: {prompt: {id: Apa?, en: What?}, choices: [{key: 1, label: {id: lanjut, en: go on}, goto: ask}]}}\n"
)
FORM = "  ask: {form: {fields: [{slot: nomor, type: digits, ask: {id: Nomor?, en: Number?}}]}, next: tell}\n"
TELL = '  tell: {say: {id: "Nomor {{ nomor }}.", en: "Number {{ nomor }}."}, next: bye}\n'
NODES = MENU + FORM + TELL


def caller(start: str = "first", now: datetime = NOON, **more: Any) -> Caller:
    return Caller(flow_of(NODES, start), now, caller={**MOBILE, **more})


@pytest.mark.parametrize(
    ("start", "event", "node"),
    [
        ("first", DigitsEntered("0"), "to_agent"),
        ("first", DigitsEntered("#"), "home"),
        ("first", DigitsEntered("", "#"), "home"),
        ("first", DigitsEntered("*"), "first"),
        ("ask", DigitsEntered("0"), "to_agent"),
        ("ask", DigitsEntered("0", "#"), "bye"),
        ("ask", DigitsEntered("102", "#"), "bye"),
        ("ask", DigitsEntered("", "#"), "home"),
        ("ask", DigitsEntered("*"), "ask"),
        ("ask", DigitsEntered("12*", "#"), "ask"),
    ],
)
def test_a_command_key_counts_alone_and_hash_ends_what_was_entered(start: str, event: Event, node: str) -> None:
    call = caller(start)
    call.tell(event)
    assert call.session.node == node


def test_a_menu_takes_any_key_at_once_and_an_entry_ends_with_hash() -> None:
    menu, form = caller("first").wait, caller("ask").wait
    assert isinstance(menu, Collect)
    assert (menu.max_digits, menu.finish_on) == (1, "")
    assert isinstance(form, Collect)
    assert form.finish_on == "#"


def test_a_command_is_said_anywhere() -> None:
    for start in ("first", "ask"):
        call = caller(start)
        call.tell(SpeechHeard("petugas"))
        assert call.session.node == "to_agent"


def test_a_caller_who_is_not_understood_gets_a_person() -> None:
    call = caller()
    for _ in range(3):
        call.tell(SpeechHeard("sate kambing"))
    assert isinstance(call.wait, Queue)


def test_a_silent_line_rings_nobody() -> None:
    call = caller()
    for _ in range(3):
        call.tell(WaitTimedOut())
    assert isinstance(call.wait, Hangup)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("caller.number", "+6281234567890"),
        ("caller.mobile", True),
        ("caller.anonymous", False),
        ("caller.language", "id"),
        ("caller.calls_this_week", 0),
        ("call.id", "c1"),
        ("hours.kantor.open", True),
        ("nomor", "42"),
        ("_hours_always", None),
        ("library", None),
        ("caller.__class__", None),
    ],
)
def test_an_expression_sees_the_variable_table_and_nothing_else(text: str, value: object) -> None:
    call = caller()
    run = Run(call.flow, call.session, NOON)
    run.slots["nomor"] = "42"
    assert compile_expression(text).evaluate(run.scope) == value


def test_now_and_the_next_opening_are_moments_of_the_house() -> None:
    call = caller()
    run = Run(call.flow, call.session, NIGHT)
    assert compile_expression("now").evaluate(run.scope) == NIGHT
    opening = compile_expression("hours.kantor.next_open").evaluate(run.scope)
    assert opening is not None
    assert opening > NIGHT
    assert compile_expression("hours.kantor.open").evaluate(run.scope) is False


@pytest.mark.parametrize(
    ("value", "slot"),
    [
        ("DUK-02", "DUK-02"),
        ('"{{ nomor }}"', "42"),
        ('"{{ nomor | digits }}!"', "empat dua!"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
    ],
)
def test_values_stand_as_written_and_expressions_in_braces(value: str, slot: str) -> None:
    """`yes`, `no` and `on` are words."""
    call = Caller(
        flow_of(f"  first: {{set: {{nomor: '42'}}, next: then}}\n  then: {{set: {{alasan: {value}}}, next: bye}}\n")
    )
    assert call.session.slots["alasan"] == slot


def test_a_literal_is_quoted_in_an_expression() -> None:
    nodes = "  first: {branch: [{when: alasan == hilang, goto: bye}], otherwise: home}\n"
    issues = [issue.text for issue in compiled(f"{HEAD_OF}{nodes}{TAIL_OF}").errors]
    assert any("there is no variable 'hilang'" in text for text in issues)


HEAD_OF = "flow: hotline\nlanguage_version: 1\nstart: first\nnodes:\n"
TAIL_OF = "  home: {hang_up: {id: a, en: b}}\n  bye: {hang_up: {id: a, en: b}}\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  first: {say: {id: Kartu Keluarga, akta, en: b}, next: bye}\n", "did you forget the quotes"),
        ("  first: {say: {id: {{ nomor }}, en: b}, next: bye}\n", "text with {{ }} needs quotes"),
        ("  first: {menu: {choices: [{key: *, label: {id: a, en: b}, goto: bye}]}}\n", 'a * needs quotes: "*"'),
        ("  first: {menu: {choices: [{key: #, label: {id: a, en: b}, goto: bye}]}}\n", 'the key is written "#"'),
        ("  first: {say: {id: a, en: b}, next: bye, next: home}\n", "'next' stands here twice"),
    ],
)
def test_slips_of_the_notation_have_their_own_hint(line: str, words: str) -> None:
    found = compiled(f"{HEAD_OF}{line}{TAIL_OF}")
    assert any(words in issue.text for issue in found.errors), found.errors
