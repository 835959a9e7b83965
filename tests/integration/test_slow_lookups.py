"""A lookup that takes longer than a turn: filler and redirect over signed raw HTTP, on both databases."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app import create_app
from runtime import event_log
from runtime.flow_versions.people import FOLDER
from runtime.flow_versions.publishing import Order, Publishing
from runtime.models import lookups
from telephony.models import prompts
from tests.fixtures.house import House
from tests.unit.ivr.house import AGENCIES, HEAD, SERVICES, TAIL, files

SECRET = "hush-hush"
NODES = """
  tongue: {language: {prompt: {id: "Satu.", en: "Two."}, choices: {id: 1, en: 2}}, next: first}
  first:
    menu:
      prompt: {id: "Pilih.", en: "Choose."}
      choices:
        - {key: 1, label: {id: cuaca, en: weather}, set: {city: Solo}, goto: ask}
        - {key: 2, label: {id: pesan, en: order}, set: {city: Solo}, goto: order}
  ask:
    lookup: {source: weather, with: {place: city}, into: sky, timeout: 20s, filler: {id: "Tunggu ya.", en: "Wait."}}
    found: tell
    not_found: nothing
    failed: broken
  order:
    lookup: {source: order, with: {place: city}, into: sky, timeout: 20s}
    found: tell
    not_found: nothing
    failed: broken
  tell: {say: {id: "Suhunya {{ sky.degrees }} derajat.", en: "It is {{ sky.degrees }} degrees."}, next: first}
  nothing: {say: {id: "Tidak ada.", en: "Nothing."}, next: first}
  broken: {say: {id: "Gagal.", en: "Failed."}, next: first}
"""
CONNECTORS = """
connectors:
  weather:
    url: "{base}/sky?place={{place}}"
    secret: {{name: weather, header: X-Key}}
    take: {{degrees: "days[0].max"}}
    timeout: 20s
  order:
    method: POST
    url: "{base}/order"
    body: {{place: "{{place}}"}}
    take: {{degrees: degrees}}
"""


@pytest.fixture
def service(web_service):
    """Answers when its gate is open; closed at first."""
    found = web_service(answer={"days": [{"max": 31}], "degrees": 7})
    found.gate.clear()
    return found


@pytest.fixture
def house_settings(service):
    return {"CONNECTOR_HOSTS": f"private+{service.base}", "CONNECTOR_SECRET_WEATHER": SECRET}


@pytest.fixture
def slow(house, service):
    """The house with a flow of two connectors; its webhooks wait hardly at all."""
    publish(house, service)
    house.parts.lookups.patience_s = 0.05
    yield house
    service.gate.set()
    settle(house)


def publish(house, service):
    sources = files(f"{HEAD}start: tongue\nnodes:\n{NODES}{TAIL}")
    sources["connectors.yaml"] = CONNECTORS.format(base=service.base)
    Publishing(house.parts.database, house.clock, house.parts.flows, SERVICES, AGENCIES).publish(
        sources, Order(FOLDER, "test")
    )


def settle(house):
    """Whatever is under way is done."""
    house.parts.lookups.close()


def asking(house, key="1"):
    """A call that has just asked for the weather, or ordered."""
    wire = house.wire()
    wire.dial()
    wire.press("1")
    wire.press(key)
    return wire


def onward(wire):
    """The path of the reply's redirect."""
    (redirect,) = [verb for verb in wire.verbs if verb.tag == "Redirect"]
    return redirect.text.removeprefix(wire.settings.public_base_url)


def follow(wire):
    return wire.post(onward(wire), wire.form())


def tags(wire):
    return [verb.tag for verb in wire.verbs]


def said(house, wire):
    tokens = [play.text.rsplit("/", 1)[1].removesuffix(".wav") for verb in wire.verbs for play in verb.iter("Play")]
    with house.parts.database.read() as conn:
        known = {row.token: row.text for row in conn.execute(select(prompts.c.token, prompts.c.text))}
    return " ".join(known[token] for token in tokens)


def turns(house):
    with house.parts.database.read() as conn:
        return [entry.data["event"] for entry in event_log.since(conn, 0) if entry.kind == "turn_taken"]


def answered(house, wire, service):
    """The service answers, the work is done, and the carrier follows the redirect."""
    service.gate.set()
    settle(house)
    follow(wire)
    return said(house, wire)


def test_the_filler_is_said_and_the_answer_comes_with_the_redirect(slow, service):
    wire = asking(slow)
    assert (tags(wire), said(slow, wire)) == (["Play", "Redirect"], "Tunggu ya.")
    assert "Suhunya 31 derajat." in answered(slow, wire, service)
    assert tags(wire)[-2:] == ["Gather", "Redirect"]
    assert turns(slow) == ["CallStarted", "DigitsEntered", "DigitsEntered", "LookupDone"]
    (asked,) = service.asked
    assert (asked.path, asked.headers["X-Key"]) == ("/sky?place=Solo", SECRET)


def test_an_author_without_a_filler_has_one(slow):
    assert said(slow, asking(slow, "2")) == "Mohon tunggu sebentar."


def test_a_long_wait_is_silence_with_the_filler_now_and_then(slow, service):
    wire, heard = asking(slow), []
    for _ in range(7):
        follow(wire)
        heard.append(tags(wire)[0])
        assert tags(wire)[-1] == "Redirect"
    assert heard == ["Pause", "Pause", "Play", "Pause", "Pause", "Play", "Pause"]
    assert turns(slow) == ["CallStarted", "DigitsEntered", "DigitsEntered"], "waiting is no turn"
    assert "Suhunya 31 derajat." in answered(slow, wire, service)
    assert len(service.asked) == 1


def test_twenty_equal_webhooks_are_one_lookup_and_one_turn(slow, service):
    wire = slow.wire()
    wire.dial()
    wire.press("1")
    press = (wire.action, wire.form(Digits="1"))

    def twenty(path, form):
        with ThreadPoolExecutor(20) as pool:
            return list(pool.map(lambda _: slow.wire().post(path, form).data, range(20)))

    assert len(set(twenty(*press))) == 1
    wire.post(*press)
    again = (onward(wire), wire.form())
    assert all(b"<Pause" in reply for reply in twenty(*again))
    service.gate.set()
    settle(slow)
    assert len(set(twenty(*again))) == 1
    assert turns(slow) == ["CallStarted", "DigitsEntered", "DigitsEntered", "LookupDone"]
    assert len(service.asked) == 1


def test_an_answer_that_does_not_come_in_time_is_a_failure_and_a_late_one_changes_nothing(slow, service):
    wire = asking(slow)
    slow.clock.advance(20)
    over = onward(wire)
    follow(wire)
    assert "Gagal." in said(slow, wire)
    body = wire.reply
    service.gate.set()
    settle(slow)
    wire.post(over, wire.form())
    assert wire.reply == body
    assert turns(slow)[-1] == "LookupDone" and turns(slow).count("LookupDone") == 1


def killed(house):
    """The process died before it did any of the work: its pool takes nothing, its claims run out."""
    house.parts.lookups.close()
    return house


def risen(house):
    """Another process on the same database."""
    app = create_app(house.settings, house.clock)
    app.extensions["parts"].lookups.patience_s = 5.0
    return House(app, house.settings, house.clock)


def test_a_lookup_whose_process_was_killed_is_taken_over_by_the_next_webhook_once(slow, service):
    service.gate.set()
    wire = asking(killed(slow))
    assert (tags(wire), service.asked) == (["Play", "Redirect"], [])
    again, form = onward(wire), wire.form()
    other = risen(slow)
    other.parts.lookups.patience_s = 0.0
    wire.client = other.app.test_client()
    wire.post(again, form)
    assert service.asked == [], "somebody may still be at it"
    slow.clock.advance(5)
    other.parts.lookups.patience_s = 5.0
    with ThreadPoolExecutor(8) as pool:
        replies = set(pool.map(lambda _: other.wire().post(again, form).data, range(8)))
    assert len(service.asked) == 1 and len(replies) == 1
    wire.reply = replies.pop()
    assert "Suhunya 31 derajat." in said(slow, wire)
    settle(other)
    other.parts.database.close()


def test_a_lookup_that_somebody_works_on_is_not_taken_over_however_long_it_takes(slow, service, monkeypatch):
    monkeypatch.setattr("runtime.slow_lookups.RENEW_S", 0.01)
    wire, end = asking(slow), time.monotonic() + 30
    slow.clock.advance(5)
    while claimed_until(slow) <= slow.clock.now():
        assert time.monotonic() < end, "the claim is not renewed"
    follow(wire)
    service.gate.set()
    settle(slow)
    assert len(service.asked) == 1


def claimed_until(house):
    with house.parts.database.read() as conn:
        return conn.execute(select(lookups.c.claimed_until)).scalar_one()


def test_a_post_whose_process_was_killed_is_not_sent_again(slow, service):
    wire = asking(killed(slow), "2")
    other = risen(slow)
    wire.client = other.app.test_client()
    slow.clock.advance(5)
    follow(wire)
    assert "Gagal." in said(slow, wire)
    assert service.asked == []
    settle(other)
    other.parts.database.close()


def test_an_answer_for_a_caller_who_has_hung_up_meanwhile_troubles_nobody(slow, service, caplog):
    wire = asking(slow)
    wire.hang_up()
    service.gate.set()
    settle(slow)
    assert turns(slow)[-1] == "HungUp"
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_key_that_comes_late_hears_the_wait_again(slow, service):
    wire = asking(slow)
    step = onward(wire).replace("&t=1", "")
    wire.post(step, wire.form(Digits="9"))
    assert (tags(wire), said(slow, wire)) == (["Play", "Redirect"], "Tunggu ya.")
    assert "Suhunya 31 derajat." in answered(slow, wire, service)


def test_when_many_wait_inside_the_next_ones_wait_outside(slow, service):
    from runtime import slow_lookups

    for _ in range(slow_lookups.MOST_INSIDE):
        slow.parts.lookups._inside.acquire()
    wire = asking(slow)
    follow(wire)
    assert wire.verbs[0].get("length") == "2"
    for _ in range(slow_lookups.MOST_INSIDE):
        slow.parts.lookups._inside.release()


def test_a_house_that_looks_up_too_much_says_no_at_once(slow, monkeypatch):
    monkeypatch.setattr("runtime.slow_lookups.MOST_UNDER_WAY", 0)
    wire = asking(slow)
    assert "Gagal." in said(slow, wire)


def test_an_answer_is_forgotten_an_hour_after_it_was_waited_for(slow, service):
    answered(slow, asking(slow), service)

    def kept():
        with slow.parts.database.begin() as conn:
            slow.parts.lookups.forget_old(conn, slow.clock.now())
            return conn.execute(select(lookups)).all()

    assert len(kept()) == 1
    slow.clock.advance(3700)
    assert not kept()


def test_neither_secret_nor_values_reach_the_log_or_the_event_log(slow, service, caplog):
    with caplog.at_level(logging.DEBUG):
        answered(slow, asking(slow), service)
    with slow.parts.database.read() as conn:
        logged = repr([entry.data for entry in event_log.since(conn, 0)])
    assert SECRET not in caplog.text and SECRET not in logged and SECRET not in repr(slow.settings)
    assert "Solo" not in caplog.text


def test_a_connector_that_the_operator_does_not_allow_is_a_failure_that_is_spoken(open_house, service, caplog):
    house = open_house(CONNECTOR_SECRET_WEATHER=SECRET)
    publish(house, service)
    wire = asking(house)
    settle(house)
    follow(wire)
    assert "Gagal." in said(house, wire)
    assert "CONNECTOR_HOSTS" in caplog.text and service.asked == []
