"""What a flow looks up, over signed raw HTTP."""

from sqlalchemy import select

from telephony.models import prompts
from tests.integration.casework.filing import file


def said(house, wire):
    """The words of the last reply, in the order they are played."""
    tokens = [play.text.rsplit("/", 1)[1].removesuffix(".wav") for verb in wire.verbs for play in verb.iter("Play")]
    with house.parts.database.read() as conn:
        known = {row.token: row.text for row in conn.execute(select(prompts.c.token, prompts.c.text))}
    return " ".join(known[token] for token in tokens)


def to_status(wire):
    wire.dial()
    wire.press("1")
    wire.press("3")
    return wire


def test_a_caller_whose_number_has_filed_is_offered_that_case(house):
    with house.parts.database.begin() as conn:
        file(conn, house.clock)
    wire = to_status(house.wire())
    assert "Permohonan terakhir dari nomor telepon ini" in said(house, wire)
    wire.press("1")
    assert "sudah kami terima" in said(house, wire)


def test_a_caller_of_another_or_no_number_hears_nothing_of_it(house):
    with house.parts.database.begin() as conn:
        file(conn, house.clock)
    for number, origin in enumerate(("+6281111111111", "anonymous")):
        wire = to_status(house.wire(origin=origin, sid=f"CA{number:032d}"))
        assert "nomor permohonan Anda" in said(house, wire)
