from hypothesis import assume, given
from hypothesis import strategies as st

from casework import reference

NUMBERS = st.tuples(st.integers(2000, 2099), st.integers(1, 999_999))


def test_the_first_case_of_a_year_is_short_enough_to_key_in():
    digits = reference.of(2026, 42)
    assert digits[:6] == "260042" and len(digits) == 7
    assert reference.format(digits) == f"26-0042-{digits[-1]}"


@given(NUMBERS)
def test_what_is_written_is_read_again_in_any_spelling(numbered):
    digits = reference.of(*numbered)
    assert len(digits) <= 9
    assert reference.parse(digits) == reference.parse(reference.format(digits)) == digits
    assert reference.parse(f" {' '.join(digits)} ") == digits
    assert reference.parse(reference.format(digits).replace("-", "\u2011")) == digits


@given(NUMBERS, st.integers(0, 8), st.integers(1, 9))
def test_every_wrong_digit_is_found(numbered, place, shift):
    digits = reference.of(*numbered)
    place %= len(digits)
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert reference.parse(wrong) is None


@given(NUMBERS, st.integers(0, 7))
def test_every_exchange_of_neighbours_is_found(numbered, place):
    digits = reference.of(*numbered)
    place %= len(digits) - 1
    assume(digits[place] != digits[place + 1])
    assert reference.parse(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]) is None


@given(st.text(max_size=300))
def test_no_text_is_an_error(text):
    found = reference.parse(text)
    assert found is None or found.isdigit()
