import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.speech import framing

HEADERS = st.dictionaries(
    st.text(max_size=20), st.one_of(st.text(), st.integers(), st.none(), st.booleans()), max_size=5
)


@given(HEADERS, st.binary(max_size=2000))
def test_a_message_is_read_back(header, body):
    message = framing.encode(header, body)
    lengths = framing.decode_lengths(message[:8])
    assert framing.decode_header(message[8 : 8 + lengths[0]]) == header
    assert message[8 + lengths[0] :] == body and lengths[1] == len(body)


@given(st.binary(min_size=8, max_size=8))
def test_lengths_are_bounded_whatever_comes(prefix):
    try:
        header, body = framing.decode_lengths(prefix)
    except framing.FramingError:
        return
    assert header <= framing.MAX_HEADER and body <= framing.MAX_BODY


@pytest.mark.parametrize("text", [b"", b"[1]", b"{", b"\xff"])
def test_a_header_that_is_no_object_is_refused(text):
    with pytest.raises(framing.FramingError):
        framing.decode_header(text)


def test_a_long_body_is_not_sent():
    with pytest.raises(framing.FramingError):
        framing.encode({}, bytes(framing.MAX_BODY + 1))
