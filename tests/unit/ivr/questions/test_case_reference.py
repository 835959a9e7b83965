"""The check digit of a reference finds what fingers do wrong."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.questions.case_reference import is_reference, reference_of, written

references = st.builds(reference_of, st.integers(2020, 2099), st.integers(1, 999_999))


@given(references, st.data())
def test_any_wrong_digit_is_found(reference: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(reference) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != reference[place]]))
    assert is_reference(reference)
    assert not is_reference(reference[:place] + digit + reference[place + 1 :])


@given(references, st.data())
def test_any_exchange_of_neighbours_is_found(reference: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(reference) - 2))
    first, second = reference[place], reference[place + 1]
    exchanged = reference[:place] + second + first + reference[place + 2 :]
    assert is_reference(exchanged) == (first == second)


def test_it_is_short_enough_to_key() -> None:
    assert written(reference_of(2026, 42)) == "26-0042-0"
    assert len(reference_of(2026, 999_999)) == 9
