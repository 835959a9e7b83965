"""A number on a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.masked import masked_number


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+628123456890", "+62812••••890"), ("", ""), ("1", "1"), ("12", "•2"), ("+62811234", "••••••••4")],
)
def test_masked(number, shown):
    assert masked_number(number) == shown


@given(st.text("0123456789", min_size=2, max_size=15).map("+".__add__))
def test_never_the_whole_number(number):
    shown = masked_number(number)
    assert len(shown) == len(number)
    assert shown != number
