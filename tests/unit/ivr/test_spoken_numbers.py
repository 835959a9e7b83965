"""What is said is heard: numbers and digits go out in words and come back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from ivr.spoken_digits import digits_heard
from ivr.spoken_forms import say_digits
from ivr.spoken_numbers import number_heard

languages = st.sampled_from(["id", "en"])


@given(st.integers(0, 10**12), languages)
def test_a_number_in_words_is_heard(number: int, language: str) -> None:
    assert number_heard(num2words(number, lang=language), language) == number


@given(st.text("0123456789", min_size=1, max_size=30), languages)
def test_digits_said_are_heard(digits: str, language: str) -> None:
    assert digits_heard(say_digits(digits, language), language) == digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("nol kosong satu dobel lima", "00155"),
        ("nol delapan dua belas tiga puluh empat", "081234"),
        ("tripel nol satu", "0001"),
        ("anam tuju dlapan", "678"),
        ("nomornya 0811 22", "081122"),
        ("saya mau KTP", None),
        ("", None),
    ],
)
def test_digits_as_callers_say_them(text: str, digits: str | None) -> None:
    assert digits_heard(text, "id") == digits


def test_groups_are_of_three_and_four() -> None:
    assert [len(group.split()) for group in say_digits("0" * 11, "id").split(", ")] == [4, 4, 3]
    assert [len(group.split()) for group in say_digits("0" * 10, "id").split(", ")] == [4, 3, 3]
