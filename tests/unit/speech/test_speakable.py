import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.speech.protocol import SpeechError
from telephony.speech.speakable import MAX_CHARACTERS, MAX_SENTENCE, clean, sentences


def test_a_text_is_cut_at_the_ends_of_sentences():
    assert sentences("Selamat datang. Tekan satu!  Atau: dua?") == ["Selamat datang.", "Tekan satu!", "Atau:", "dua?"]


def test_an_amount_is_not_cut():
    assert sentences("Biaya Rp10.000 saja.") == ["Biaya Rp10.000 saja."]


def test_marks_are_not_read_out():
    assert clean("*Kartu*\n<b>Keluarga</b>\x07") == "Kartu b Keluarga /b"


def test_what_has_no_letter_or_digit_is_nothing_to_say():
    assert sentences(" ... ") == []


def test_a_text_without_end_is_refused():
    with pytest.raises(SpeechError):
        sentences("a" * (MAX_CHARACTERS + 1))


@given(st.text(max_size=3000))
def test_no_sentence_is_too_long_and_no_letter_is_lost(text):
    found = sentences(text)
    assert all(len(sentence) <= MAX_SENTENCE for sentence in found)
    kept = [c for c in "".join(found) if c.isalnum()]
    assert kept == [c for c in clean(text) if c.isalnum()]
