"""A card is said in pieces of at most twenty seconds, what matters first, and nothing of it is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.speech_length import seconds
from ivr.spoken_card import LONGEST_S, pieces, with_spoken

FREE = {"amount": 0, "unverified": True}
DAY = {"value": 24, "unit": "hour", "unverified": True}
CARD = {"code": "X-01", "name": "Akta", "requirements": ["KTP"], "fee": FREE, "time_limit": DAY, "where": "di kantor"}
LONG = [f"surat keterangan nomor {word} dari kantor kepolisian setempat" for word in ("satu", "dua", "tiga", "empat")]

words = st.lists(st.sampled_from(("surat", "kartu", "keterangan", "dari", "kantor", "NIK")), min_size=1, max_size=12)
texts = words.map(" ".join)


def test_what_fits_is_one_piece():
    assert pieces(CARD, "id") == [
        "Akta. Yang diperlukan: KTP. Biayanya biasanya gratis. Waktunya biasanya dua puluh empat jam. Tempatnya: di kantor."
    ]


def test_what_does_not_fit_is_counted_and_told_on_request():
    first, second, *_ = pieces({**CARD, "requirements": LONG}, "id")
    assert "nomor satu" in first and "; dan tiga hal lagi." in first and "Biayanya biasanya gratis." in first
    assert second.startswith("Diperlukan juga: ") and "nomor dua" in second


def test_a_change_that_comes_is_told():
    change = {"fact": "fee", "valid_from": "2027-01-01", "what": "biayanya lima puluh ribu rupiah"}
    assert "Mulai 1 Januari 2027 biayanya lima puluh ribu rupiah." in " ".join(
        pieces({**CARD, "coming": [change]}, "id")
    )


@pytest.mark.parametrize(
    ("after", "number"),
    [("", 1), ("X-01 1", 2), ("X-01 2", 3), ("X-01 99", 3), ("Y-01 1", 1), ("X-01 -1", 1), ("X-01 ²", 1), ("1", 1)],
)
def test_the_next_piece_is_that_after_the_one_heard(after, number):
    card = {**CARD, "requirements": LONG, "procedure": LONG[:3]}
    told = with_spoken(card, "id", after)
    assert len(pieces(card, "id")) == 3
    assert (told["said"], told["heard"]) == (pieces(card, "id")[number - 1], f"X-01 {number}")
    assert told["has_more"] is (number < 3)


def test_doubt_is_that_of_the_fee_or_the_time():
    sure = {**CARD, "fee": {"amount": 0}, "time_limit": {"value": 1, "unit": "hour", "unverified": False}}
    assert (with_spoken(CARD, "id")["in_doubt"], with_spoken(sure, "id")["in_doubt"]) == (True, False)


@settings(max_examples=60, deadline=None)
@given(
    needs=st.lists(texts, max_size=10),
    steps=st.lists(texts, max_size=6),
    where=texts,
    note=st.none() | texts,
    language=st.sampled_from(("id", "en")),
)
def test_every_word_is_said_and_no_piece_is_too_long(needs, steps, where, note, language):
    fee = {"amount": 1000, **({"note": note} if note else {})}
    told = pieces({**CARD, "requirements": needs, "procedure": steps, "where": where, "fee": fee}, language)
    assert all(seconds(piece, language) <= LONGEST_S for piece in told)
    said = " ".join(told)
    assert all(len(re.findall(re.escape(text), said)) for text in [*needs, *steps, where, note or where])


def test_longer_takes_longer_and_spelled_letters_longest():
    assert seconds("", "id") == 0.0
    assert seconds("surat", "id") < seconds("surat, surat", "id") < seconds("surat. Surat.", "id")
    assert seconds("nik", "id") < seconds("NIK", "id")
