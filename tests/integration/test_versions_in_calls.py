"""Calls in progress while revisions come and go, and several numbers: through signed webhooks, on both databases."""

from threading import Event

import pytest
from sqlalchemy import select

from runtime import event_log
from runtime.flow_versions import schedule, store
from runtime.flow_versions.people import at_terminal
from runtime.flow_versions.publishing import Order
from runtime.flow_versions.sources import read_folder
from telephony import calls as call_rows
from telephony.models import calls, prompts

NOTICE = "Selamat datang di layanan terpadu satu pintu."
QUESTION = "Apa yang bisa kami bantu?"
HOTLINE, ENGLISH, TEST = "+62211500112", "+62211500113", "+62211500199"
NUMBERS = f"""
numbers:
  "{ENGLISH}": {{flow: hotline, language: en}}
  "{TEST}": {{flow: hotline, alias: test}}
"""


@pytest.fixture
def flows(house):
    """The shipped flows, with words of the notice and of the main menu changed; golden calls left out."""
    files = {path: text for path, text in read_folder(house.settings.flows).items() if not path.startswith("calls/")}

    def changed(mark, numbers=""):
        text = files["hotline.yaml"].replace(NOTICE, f"{mark} {NOTICE}").replace(QUESTION, f"{mark} {QUESTION}")
        assert text.count(mark) == 2
        return {**files, "hotline.yaml": text, **({"numbers.yaml": numbers} if numbers else {})}

    return changed


@pytest.fixture
def publish(house):
    def publish(files, alias="live"):
        return house.parts.publishing.publish(files, Order(at_terminal(), "why", alias)).revision

    return publish


def caller(house, number, to=HOTLINE):
    return house.wire(sid=f"CA{number:032d}", common={"To": to})


def said(house, wire):
    """The words behind the addresses of the last reply."""
    tokens = [
        play.text.rsplit("/", 1)[1].removesuffix(".wav")
        for verb in wire.verbs
        for play in verb.iter()
        if play.tag == "Play"
    ]
    with house.parts.database.read() as conn:
        rows = {row.token: row.text for row in conn.execute(select(prompts.c.token, prompts.c.text))}
    return " ".join(rows[token] for token in tokens)


def revisions(house):
    with house.parts.database.read() as conn:
        return {row.sid: row.revision for row in conn.execute(select(calls.c.sid, calls.c.revision))}


def test_a_call_keeps_its_revision_while_one_is_published_and_another_rolled_back(house, flows, publish):
    first = house.parts.flows.live().revision
    before, during, after = (caller(house, number) for number in (1, 2, 3))
    before.dial()
    assert "SATU" not in said(house, before)

    second = publish(flows("SATU"))
    during.dial()
    assert said(house, during).startswith("SATU")
    third = publish(flows("DUA"))
    house.parts.publishing.roll_back(first, at_terminal(), "callers were lost")
    after.dial()

    for wire, mark in ((before, ""), (during, "SATU "), (after, "")):
        wire.press("1")
        assert f"{mark}{QUESTION}" in said(house, wire)
        assert "DUA" not in said(house, wire)
        wire.hang_up()
    assert revisions(house) == {before.sid: first, during.sid: second, after.sid: first}
    with house.parts.database.read() as conn:
        assert call_rows.answered(conn) == {first: 2, second: 1}
        walked = [entry for entry in event_log.since(conn, 0) if entry.kind == "turn_taken"]
    of_call = {
        wire.sid: {e.data["revision"] for e in walked if e.call_id == _id(house, wire)} for wire in (before, during)
    }
    assert of_call == {before.sid: {first}, during.sid: {second}}
    assert third not in revisions(house).values()


def _id(house, wire):
    return house.parts.calls.call_id(wire.sid)


def test_another_process_goes_on_with_a_call_of_a_revision_that_it_never_compiled(house, flows, publish):
    from app import create_app

    wire = caller(house, 1)
    publish(flows("SATU"))
    wire.dial()
    publish(flows("DUA"))
    restarted = create_app(house.settings, house.clock)
    wire.client = restarted.test_client()
    wire.press("1")
    restarted.extensions["parts"].database.close()
    assert f"SATU {QUESTION}" in said(house, wire)


def test_a_plan_becomes_due_in_the_middle_of_a_call(house, flows):
    parts = house.parts
    first = parts.flows.live().revision
    wire = caller(house, 1)
    wire.dial()
    at = house.clock.now().replace(hour=4)
    planned = schedule.plan(parts.publishing, flows("SATU"), Order(at_terminal(), "why"), at)
    house.clock.advance(3600)
    assert schedule.carry_out_due(parts.publishing) == 1
    wire.press("1")
    assert "SATU" not in said(house, wire)
    later = caller(house, 2)
    later.dial()
    assert revisions(house) == {wire.sid: first, later.sid: planned.revision}


def test_the_processs_own_jobs_publish_what_is_due(house, flows):
    parts, looked = house.parts, Event()
    planned = schedule.plan(
        parts.publishing, flows("SATU"), Order(at_terminal(), "why"), house.clock.now().replace(hour=4)
    )
    house.clock.advance(3600)
    parts.slow_jobs.start()
    try:
        assert any(looked.wait(0.05) or _live(house) == planned.revision for _ in range(400))
    finally:
        parts.slow_jobs.stop()


def _live(house):
    with house.parts.database.read() as conn:
        return store.revision_at(conn)


def test_a_setting_lets_the_folder_answer_whatever_was_published(open_house, tmp_path):
    first = open_house()
    shipped = _live(first)
    files = read_folder(first.settings.flows)
    quick = {**files, "hotline.yaml": files["hotline.yaml"].replace("timeout: 6s", "timeout: 9s")}
    published = first.parts.publishing.publish(quick, Order(at_terminal(), "why")).revision
    assert published != shipped
    assert _live(open_house()) == published
    assert _live(open_house(FLOWS_FROM="directory")) == shipped


def test_an_apology_before_anything_else_is_of_a_revision_too(house):
    wire = caller(house, 1)
    wire.post("/telephony/fallback", wire.form(ErrorCode="11200"))
    assert revisions(house) == {wire.sid: house.parts.flows.live().revision}


def test_the_number_that_is_dialled_chooses_flow_language_and_alias(house, flows, publish):
    live = publish(flows("SATU", NUMBERS))
    tested = publish(flows("DUA", NUMBERS), "test")
    asked, english, tester = caller(house, 1), caller(house, 2, ENGLISH), caller(house, 3, TEST)
    asked.dial()
    assert "tekan satu" in said(house, asked)
    english.dial()
    assert said(house, english).startswith("Welcome") and "For English" not in said(house, english)
    assert "How can we help?" in said(house, english)
    tester.dial()
    assert said(house, tester).startswith("DUA")
    assert revisions(house) == {asked.sid: live, english.sid: live, tester.sid: tested}


@pytest.fixture
def one_number(open_house):
    return open_house(HOTLINE_NUMBER="+62211500999")


def test_a_listed_number_is_ours_whatever_the_hotlines_own_number_is(one_number):
    parts = one_number.parts
    stranger = caller(one_number, 1, ENGLISH)
    stranger.dial()
    assert [verb.tag for verb in stranger.verbs] == ["Play", "Play", "Hangup"]
    files = {
        path: text for path, text in read_folder(one_number.settings.flows).items() if not path.startswith("calls/")
    }
    parts.publishing.publish({**files, "numbers.yaml": NUMBERS}, Order(at_terminal(), "why"))
    listed, own, other = (
        caller(one_number, 2, ENGLISH),
        caller(one_number, 3, "+62211500999"),
        caller(one_number, 4, HOTLINE),
    )
    for wire in (listed, own, other):
        wire.dial()
    assert [wire.verbs[-1].tag for wire in (listed, own, other)] == ["Redirect", "Redirect", "Hangup"]
    assert set(revisions(one_number)) == {listed.sid, own.sid}
