"""One-time codes: how many, how long, how often; and that nobody but the called telephone ever reads one."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.models import cases
from runtime import event_log, outbox
from runtime.models import dialogue_sessions, turn_replies
from runtime.models import outbox as outbox_rows
from telephony import codes
from telephony.code_effects import CodeDelivery
from telephony.models import one_time_codes, prompts

SECRET, CALL, NUMBER = "s", "c1", "+6281234567890"


class Post:
    """A carrier that only sends messages."""

    def __init__(self):
        self.sent = []

    def send_message(self, to, text):
        self.sent.append((to, text))


def issue(database, now, call=CALL, number=NUMBER, code="482913"):
    with database.begin() as conn:
        event_log.append(conn, now, "code_wanted", call_id=call)
        return codes.issue(conn, now, SECRET, call, number, lambda: code)


def judge(database, now, code, call=CALL):
    with database.begin() as conn:
        return codes.judge(conn, now, SECRET, call, code)


def test_a_code_is_right_once(database, clock):
    issue(database, clock.now())
    assert judge(database, clock.now(), "482913") == "right"
    assert judge(database, clock.now(), "482913") == "used_up"


def test_three_tries(database, clock):
    issue(database, clock.now())
    assert [judge(database, clock.now(), "111111") for _ in range(3)] == ["wrong", "wrong", "used_up"]
    assert judge(database, clock.now(), "482913") == "used_up"


def test_five_minutes(database, clock):
    issue(database, clock.now())
    assert judge(database, clock.advance(299), "111111") == "wrong"
    assert judge(database, clock.advance(1), "482913") == "expired"


def test_a_newer_code_takes_the_place_of_the_older(database, clock):
    issue(database, clock.now())
    issue(database, clock.now(), code="555555")
    assert judge(database, clock.now(), "482913") == "wrong"
    assert judge(database, clock.now(), "555555") == "right"


def test_a_code_of_another_call_is_no_code_here(database, clock):
    issue(database, clock.now())
    issue(database, clock.now(), call="c2", code="555555")
    assert judge(database, clock.now(), "555555") == "wrong"
    assert judge(database, clock.now(), "482913", call="c3") == "used_up"


def test_two_codes_a_call_and_three_a_number_within_the_hour(database, clock):
    assert [bool(issue(database, clock.now())) for _ in range(3)] == [True, True, False]
    assert [bool(issue(database, clock.now(), call="c2")) for _ in range(2)] == [True, False]
    assert issue(database, clock.now(), call="c3", number="+6281111111111")
    assert issue(database, clock.advance(3601), call="c4")


def test_callers_of_one_number_at_the_same_moment_get_no_more(database, clock, at_once):
    issued = at_once(6, lambda n: issue(database, clock.now(), call=f"c{n}"))
    assert sum(map(bool, issued)) == codes.MOST_PER_NUMBER


def test_tries_at_the_same_moment_are_no_more(database, clock, at_once):
    issue(database, clock.now())
    verdicts = at_once(6, lambda n: judge(database, clock.now(), "111111"))
    assert sorted(verdicts) == ["used_up"] * 4 + ["wrong"] * 2


def test_old_codes_are_forgotten(database, clock):
    issue(database, clock.now())
    with database.begin() as conn:
        assert codes.forget_old(conn, clock.advance(3600)) == 0
        assert codes.forget_old(conn, clock.now() + timedelta(days=1)) == 1


def test_codes_are_six_digits():
    made = {codes.random_code() for _ in range(50)}
    assert len(made) > 40
    assert all(len(code) == 6 and code.isdecimal() for code in made)


# through the phone door


def to_code(house):
    """A caller who has agreed and is asked for the code; and the code, as the outbox holds it."""
    wire = house.wire()
    wire.dial()
    for key in "1111":
        wire.press(key)
    with house.parts.database.read() as conn:
        payload = conn.execute(select(outbox_rows.c.payload).where(outbox_rows.c.kind == "send_code")).scalar_one()
    return wire, next(word.strip(",") for word in payload[outbox.ERASED].split() if word.strip(",").isdigit())


def deliver(house, post):
    return outbox.deliver_due(house.parts.database, house.clock, {"send_code": CodeDelivery(house.clock, post)})


def everything_kept(house):
    """All that is stored of calls but the codes' own table."""
    kept = []
    with house.parts.database.read() as conn:
        for table in (dialogue_sessions, turn_replies, outbox_rows, prompts):
            kept += [str(dict(row)) for row in conn.execute(select(table)).mappings()]
        kept += [json.dumps(entry.data) for entry in event_log.since(conn, 0)]
        kept += [row.hash for row in conn.execute(select(one_time_codes))]
    return "\n".join(kept)


def apply_to_the_end(wire):
    for keys in ("3328014107900001", "17081990", "1", "3", "1"):
        wire.press(keys)


def filed(house):
    with house.parts.database.read() as conn:
        return conn.execute(select(cases)).mappings().one()


def test_who_gives_the_code_files_a_verified_case_and_the_code_is_read_nowhere(house, caplog):
    caplog.set_level("DEBUG")
    wire, code = to_code(house)
    post = Post()
    assert everything_kept(house).count(code) == 1, "in the outbox, until it is sent"
    deliver(house, post)
    assert [to for to, _ in post.sent] == ["+6281234567890"]
    assert code in post.sent[0][1]
    assert code not in everything_kept(house)
    wrong = "000000" if code != "000000" else "111111"
    wire.press(wrong)
    action, form = wire.action, wire.form(Digits=code)
    reply = wire.post(action, form).data
    assert wire.post(action, form).data == reply, "the same webhook twice"
    assert code not in everything_kept(house)
    assert code not in caplog.text
    apply_to_the_end(wire)
    case = filed(house)
    assert (case["identity_level"], case["identity_verified"]) == (2, True)


def test_a_code_by_voice_is_read_nowhere_either(open_house):
    house = open_house()
    wire, code = to_code(house)
    deliver(house, Post())
    wire.say(" ".join(code))
    kept = everything_kept(house)
    assert code not in kept
    assert " ".join(code) not in kept
    apply_to_the_end(wire)
    assert filed(house)["identity_verified"]


@pytest.mark.parametrize("keys", [["#"], ["000000"] * 3])
def test_without_the_code_a_case_is_filed_unverified(open_house, keys, monkeypatch):
    monkeypatch.setattr("telephony.codes.secrets.randbelow", lambda _: 482913)
    house = open_house()
    wire, _ = to_code(house)
    for key in keys:
        wire.press(key)
    apply_to_the_end(wire)
    assert not filed(house)["identity_verified"]


def test_a_fixed_line_is_sent_nothing(open_house):
    house = open_house()
    wire = house.wire(origin="+62215550100")
    wire.dial()
    for key in "1111":
        wire.press(key)
    with house.parts.database.read() as conn:
        assert not conn.execute(select(outbox_rows).where(outbox_rows.c.kind == "send_code")).all()
        assert not conn.execute(select(one_time_codes)).all()


def test_a_message_that_could_not_leave_in_time_is_not_sent_and_erased(open_house):
    house = open_house()
    _, code = to_code(house)
    house.clock.advance(300)
    post = Post()
    deliver(house, post)
    assert not post.sent
    assert code not in everything_kept(house)
