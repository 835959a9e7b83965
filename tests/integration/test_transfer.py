"""A call given to somebody outside the house, over signed raw HTTP, on both databases."""

from urllib.parse import urlsplit

from runtime import event_log
from telephony.models import prompts


def kinds(house):
    with house.parts.database.read() as conn:
        return [entry.kind for entry in event_log.since(conn, 0)]


def transferred(house):
    """A caller at the <Dial>, and the called party's own wire."""
    wire = house.wire()
    wire.dial()
    wire.press("1")
    wire.say("tolong panggilkan ambulans")
    wire.press("1")
    return wire, house.wire(sid="CA" + "2" * 32, origin="+62211500112")


def whisper_of(wire):
    parts = urlsplit(wire.verbs[-1][0].get("url"))
    return f"{parts.path}?{parts.query}"


def words(house, wire):
    tokens = [play.text.rsplit("/", 1)[1].removesuffix(".wav") for verb in wire.verbs for play in verb.iter("Play")]
    with house.parts.database.read() as conn:
        found = dict(conn.execute(prompts.select().with_only_columns(prompts.c.token, prompts.c.text)).all())
    return [found[token] for token in tokens]


def test_the_caller_is_connected_and_comes_back(house):
    wire, called = transferred(house)
    dial = wire.verbs[-1]
    assert (dial.tag, dial.get("callerId"), dial[0].text) == ("Dial", "+62211500112", "112")
    assert words(house, wire) == ["Anda saya sambungkan dengan satu satu dua."]
    called.post(whisper_of(wire), called.form(ParentCallSid=wire.sid, Direction="outbound-dial"))
    assert words(house, called) == ["Penelepon dari layanan terpadu satu pintu, keadaan darurat."]
    before = kinds(house).count("turn_taken")
    told = wire.form(DialCallStatus="completed", DialBridged="true", DialCallSid=called.sid)
    action = wire.action
    reply = wire.post(action, told).data
    assert [verb.tag for verb in wire.verbs] == ["Play", "Hangup"]
    assert wire.post(action, told).data == reply, "the same webhook twice"
    assert kinds(house).count("turn_taken") == before + 1
    assert kinds(house).count("transfer_begun") == 1


def test_nobody_answers_and_the_number_is_said(house):
    wire, _ = transferred(house)
    wire.post(wire.action, wire.form(DialCallStatus="no-answer"))
    assert "hubungi 112" in words(house, wire)[0]


def test_a_caller_who_hung_up_meanwhile_takes_no_turn(house):
    wire, _ = transferred(house)
    before = kinds(house).count("turn_taken")
    wire.post(wire.action, wire.form(CallStatus="completed", DialCallStatus="completed"))
    assert kinds(house).count("turn_taken") == before


def test_what_is_whispered_is_given_to_nobody_else(house):
    wire, called = transferred(house)
    address = whisper_of(wire)
    assert called.post(address, called.form(), signature="nonsense").status_code == 403
    for wrong in (address.replace("c=", "c=0"), address.replace("n=", "n=9"), address.replace("n=", "n=x")):
        called.post(wrong, called.form())
        assert not words(house, called)
    wire.post(wire.action, wire.form(DialCallStatus="busy"))
    called.post(address, called.form())
    assert [verb.tag for verb in called.verbs] == ["Hangup"], "the wait is over"
    assert "call_started" in kinds(house)
    assert kinds(house).count("call_started") == 1, "the called party is no caller"
