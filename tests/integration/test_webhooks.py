"""The phone door with the real flows, over signed raw HTTP, on both databases."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from agent_desktop import desk_calls, follow_ups, queueing
from agent_desktop.follow_up_desk import FollowUpDesk
from agent_desktop.models import queue_entries
from runtime import accounts, event_log
from runtime.models import dialogue_sessions
from telephony.models import calls


def count(house, table):
    with house.parts.database.read() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def kinds(house):
    with house.parts.database.read() as conn:
        return [entry.kind for entry in event_log.since(conn, 0)]


def to_main_menu(wire):
    wire.dial()
    wire.press("1")
    return wire


def test_a_call_begins_with_the_notice_and_the_language(house):
    wire = house.wire()
    answer = wire.dial()
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    assert answer.content_length == len(answer.data)
    assert [verb.tag for verb in wire.verbs][-2:] == ["Gather", "Redirect"]
    assert wire.verbs[0].tag == "Play", "the notice stands outside Gather: it cannot be interrupted"
    assert kinds(house)[0] == "call_started"
    assert count(house, calls) == 1


def test_every_prompts_address_is_unguessable_and_unknown_ones_are_not_there(house):
    wire = house.wire()
    wire.dial()
    address = wire.verbs[0].text
    assert len(address.rsplit("/", 1)[1]) >= 32
    assert wire.client.get("/telephony/prompt/" + "0" * 48 + ".wav").status_code == 404


def test_a_prompt_that_cannot_be_spoken_is_said_so_without_a_trace(open_house):
    wire = open_house().wire()
    wire.dial()
    answer = wire.client.get(wire.verbs[0].text.removeprefix(wire.settings.public_base_url))
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")


def test_the_same_webhook_twice_gives_the_same_bytes_and_acts_once(house):
    wire = house.wire()
    first = wire.dial().data
    assert wire.dial().data == first
    action, form = wire.action, wire.form(Digits="1")
    reply = wire.post(action, form).data
    assert wire.post(action, form).data == reply
    assert kinds(house).count("turn_taken") == 2


def test_the_same_voice_webhook_twenty_times_at_once_is_one_call(house):
    def dial(_):
        return house.wire().dial().data

    with ThreadPoolExecutor(20) as pool:
        replies = set(pool.map(dial, range(20)))
    assert len(replies) == 1
    assert count(house, calls) == count(house, dialogue_sessions) == 1
    assert kinds(house).count("call_started") == 1


def test_a_webhook_for_a_step_that_is_over_gets_the_current_reply(house):
    wire = house.wire()
    wire.dial()
    over = wire.action
    wire.press("1")
    current = [play.text for play in wire.verbs[0].iter("Play")]
    late = wire.post(over, wire.form(Digits="9"))
    assert late.status_code == 200
    assert [play.text for play in wire.verbs[0].iter("Play")] == current


@pytest.mark.parametrize("signature", ["", "nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="])
def test_an_unsigned_webhook_is_refused_and_the_log_says_which_address_was_used(open_house, signature, caplog):
    house = open_house()
    wire = house.wire()
    with caplog.at_level(logging.WARNING):
        answer = wire.post("/telephony/voice", wire.form(), signature=signature)
    assert answer.status_code == 403
    assert f"{house.settings.public_base_url}/telephony/voice" in caplog.text
    assert count(house, calls) == 0


def test_the_configured_address_is_what_is_signed_not_the_requests_own(open_house):
    house = open_house(PUBLIC_BASE_URL="https://hotline.example/prefix")
    wire = house.wire()
    assert wire.dial().status_code == 200
    assert wire.action.startswith("/prefix/telephony/step")


@pytest.mark.parametrize("path", ["/telephony/voice", "/telephony/status", "/telephony/fallback"])
def test_a_form_without_a_call_is_answered_clearly(open_house, path):
    wire = open_house().wire()
    answer = wire.post(path, {"From": "+62811"})
    assert answer.status_code == 400
    assert b"CallSid" in answer.data
    assert b"Traceback" not in answer.data


def test_a_hundred_kilobytes_of_digits_are_a_turn_like_another(open_house):
    wire = to_main_menu(open_house().wire())
    assert wire.press("1" * 100_000).status_code == 200
    assert wire.verbs


@pytest.mark.parametrize("speech", ["مرحبا كيف حالك", "\u202eabc", "<Response>&", "𝔘𝔫𝔦", "a\x00b"])
def test_speech_in_any_script_is_a_turn(open_house, speech):
    wire = to_main_menu(open_house().wire())
    assert wire.say(speech).status_code == 200
    assert wire.verbs


@pytest.mark.parametrize("origin", ["anonymous", "unknown", "client:x", "", "62812", "+" * 50])
def test_a_caller_of_any_form_is_served(open_house, origin):
    wire = open_house().wire(origin=origin)
    assert wire.dial().status_code == 200
    assert wire.verbs


def test_a_number_that_is_not_the_hotlines_gets_a_spoken_answer(open_house):
    house = open_house(HOTLINE_NUMBER="+62211500999")
    wire = house.wire()
    wire.dial()
    assert [verb.tag for verb in wire.verbs] == ["Play", "Play", "Hangup"]
    assert count(house, calls) == 0


def test_zero_queues_the_caller_also_when_nobody_is_signed_in(house):
    wire = to_main_menu(house.wire())
    wire.press("0")
    assert wire.verbs[-1].tag == "Enqueue"
    assert "caller_queued" in kinds(house)
    wait = wire.verbs[-1].get("waitUrl").removeprefix(house.settings.public_base_url)
    before = kinds(house)
    wire.post(wait, wire.form(QueuePosition="1", QueueTime="0"))
    (gather,) = wire.verbs
    assert [verb.tag for verb in gather] == ["Play"] * 4, "the announcement, two offers, music"
    assert gather[-1].text.endswith("/telephony/hold-music.wav?s=40"), "told again after as long as the flow says"
    assert (gather.get("numDigits"), gather.get("input"), gather.get("finishOnKey")) == ("1", "dtmf", "")
    assert kinds(house) == before, "the wait document costs no turn"


def waiting(house):
    """A caller in the queue: the wire, its wait document's address and the queue's action."""
    wire = to_main_menu(house.wire())
    wire.press("0")
    action, wait = wire.action, wire.verbs[-1].get("waitUrl").removeprefix(house.settings.public_base_url)
    wire.post(wait, wire.form(QueuePosition="1"))
    return wire, wait, action


def queue_rows(house):
    with house.parts.database.read() as conn:
        rows = conn.execute(select(queue_entries).order_by(queue_entries.c.wait)).mappings()
        return [(row["state"], row["left_for"]) for row in rows]


def test_a_key_in_the_queue_books_a_callback_exactly_once(house):
    wire, _, action = waiting(house)
    key = wire.action
    for _ in range(2):
        wire.post(key, wire.form(Digits="1"))
        assert [verb.tag for verb in wire.verbs] == ["Leave"]
    assert queue_rows(house) == [("left", "callback")]
    left = wire.form(QueueResult="leave", QueueTime="9")
    asked = wire.post(action, left).data
    assert wire.post(action, left).data == asked
    wire.press("1")
    assert wire.verbs[-1].tag == "Hangup"
    assert wire.post(action, left).data == asked
    assert kinds(house).count("queue_left") == kinds(house).count("callback_booked") == 1
    with house.parts.database.read() as conn:
        assert [owed.number for owed in follow_ups.unended(conn)] == ["+6281234567890"]


def test_a_caller_who_changes_their_mind_has_the_old_place(house):
    wire, _, action = waiting(house)
    house.clock.advance(90)
    other = house.wire(sid="CA" + "2" * 32, origin="+6281234567899")
    to_main_menu(other).press("0")
    wire.post(wire.action, wire.form(Digits="1"))
    wire.post(action, wire.form(QueueResult="leave"))
    wire.press("3")
    assert wire.verbs[-1].tag == "Enqueue"
    with house.parts.database.read() as conn:
        first, second = queueing.waiting(conn)
    assert (first.call_id, second.call_id) == (
        house.parts.calls.call_id(wire.sid),
        house.parts.calls.call_id(other.sid),
    )
    assert (second.queued_at - first.queued_at).total_seconds() == 90


def test_a_voicemail_is_kept_also_when_the_caller_just_hangs_up(house):
    wire, _, action = waiting(house)
    wire.post(wire.action, wire.form(Digits="2"))
    wire.post(action, wire.form(QueueResult="leave"))
    record = next(verb for verb in wire.verbs if verb.tag == "Record")
    assert record.get("maxLength") == "60"
    said = {"RecordingSid": "RE1", "RecordingDuration": "14", "Digits": "hangup", "CallStatus": "completed"}
    wire.post(wire.action, wire.form(**said))
    wire.hang_up()
    with house.parts.database.read() as conn:
        (kept,) = follow_ups.unended(conn)
    assert (kept.kind, kept.recording, kept.seconds, kept.number) == ("voicemail", "RE1", 14, "+6281234567890")


def test_who_is_rung_back_hears_who_calls_and_meets_the_agent(house):
    wire, _, action = waiting(house)
    wire.post(wire.action, wire.form(Digits="1"))
    wire.post(action, wire.form(QueueResult="leave"))
    wire.press("1")
    wire.hang_up()
    desk, database = house.parts.desk, house.parts.database
    with database.begin() as conn:
        accounts.add(conn, house.clock.now(), "sari", "sari-secret", "agent", "Sari")
        agent = accounts.named(conn, "sari")
        (promised,) = follow_ups.unended(conn)
    FollowUpDesk(desk).take(agent, promised.id)
    FollowUpDesk(desk).call(agent, promised.id)
    with database.read() as conn:
        key = desk_calls.live_of_agent(conn, agent.id).id
    rung = house.wire(sid="CA" + "7" * 32)
    rung.post(f"/telephony/called-back?k={key}", rung.form())
    assert [verb.tag for verb in rung.verbs] == ["Play", "Dial"]
    assert rung.verbs[1][0].text == f"call-{promised.call_id}"
    rung.post(f"/telephony/called-back?k={'0' * 32}", rung.form())
    assert [verb.tag for verb in rung.verbs] == ["Play", "Play", "Hangup"]


def test_a_key_that_gives_nothing_keeps_the_place(house):
    wire, _, _ = waiting(house)
    key = wire.action
    for digits in ("9", "", "11"):
        wire.post(key, wire.form(Digits=digits) if digits != "11" else wire.form(Digits="*"))
        assert [verb.tag for verb in wire.verbs] == ["Gather"]
    assert queue_rows(house) == [("waiting", None)]


def test_a_key_of_another_call_lets_nobody_out(house):
    wire, _, _ = waiting(house)
    key = wire.action
    stranger = house.wire(sid="CA" + "3" * 32)
    stranger.dial()
    stranger.post(key, stranger.form(Digits="1"))
    assert queue_rows(house)[0] == ("waiting", None)


def test_an_error_of_the_carriers_queue_ends_the_place(house):
    wire, _, action = waiting(house)
    wire.post(action, wire.form(QueueResult="error"))
    assert queue_rows(house) == [("left", None)]
    assert wire.verbs[0].tag == "Gather", "the caller hears that all agents are busy, and what can be done"


def test_a_caller_who_hangs_up_in_the_queue_has_left_it(house):
    wire = to_main_menu(house.wire())
    wire.press("0")
    wire.hang_up()
    wire.hang_up()
    assert kinds(house).count("caller_abandoned") == 1
    assert kinds(house).count("call_ended") == 1


def test_news_of_the_queue_is_no_turn(house):
    wire = to_main_menu(house.wire())
    wire.press("0")
    action, before = wire.action, kinds(house)
    answer = wire.post(action, wire.form(QueueResult="redirected", QueueTime="3"))
    assert (answer.status_code, kinds(house)) == (200, before)


def test_an_internal_failure_is_an_apology_and_the_queue_never_a_500(open_house, monkeypatch):
    house = open_house()
    wire = to_main_menu(house.wire())
    monkeypatch.setattr("runtime.turn.step", lambda *_: 1 / 0)
    answer = wire.press("1")
    assert answer.status_code == 200
    assert wire.verbs[-1].tag == "Enqueue"
    assert b"ZeroDivision" not in answer.data


def test_fallback_apologises_by_itself_also_for_a_call_nobody_has_heard_of(house):
    wire = house.wire()
    answer = wire.post("/telephony/fallback", wire.form(ErrorCode="11200", ErrorUrl="x"))
    assert answer.status_code == 200
    assert wire.verbs[-1].tag == "Enqueue"


def test_pages_to_come_are_not_there_yet(open_house):
    client = open_house().app.test_client()
    assert client.get("/telephony/media").status_code == 404


def test_health_says_how_database_speech_and_carrier_are(open_house):
    answer = open_house().app.test_client().get("/health")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert {"database", "speech", "carrier"} <= set(answer.json)
    assert answer.json["carrier"] == {"kind": "local", "status": "unreachable"}


def test_no_personal_value_reaches_a_log_line(open_house, caplog):
    with caplog.at_level(logging.DEBUG):
        wire = to_main_menu(open_house().wire())
        wire.say("nomor saya 3328014107900001")
        wire.press("0")
        wire.hang_up()
    from runtime.masking import mask

    assert "3328014107900001" not in mask(caplog.text)
    assert "81234567890" not in mask(caplog.text)
