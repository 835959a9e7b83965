"""TwiML as a tree of verbs: what is read, what is refused, and that rubbish never gets through as anything else."""

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.local_carrier.twiml import MAX_BYTES, TwimlError, Verb, parse

TEXT = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=20).filter(
    lambda s: s == s.strip() and "￾" not in s and "￿" not in s
)
NAMES = st.sampled_from(["Say", "Play", "Gather", "Dial", "Conference", "Anything"])
VERBS = st.recursive(
    st.builds(Verb, NAMES, st.dictionaries(st.sampled_from(["action", "loop", "x"]), TEXT), TEXT),
    lambda nested: st.builds(
        Verb,
        NAMES,
        st.dictionaries(st.sampled_from(["action", "loop"]), TEXT),
        TEXT,
        st.lists(nested, max_size=3).map(tuple),
    ),
    max_leaves=6,
)


def written(verb: Verb) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in verb.attributes.items())
    return f"<{verb.name}{attributes}>{escape(verb.text)}{''.join(map(written, verb.nested))}</{verb.name}>"


@settings(max_examples=30)
@given(st.lists(VERBS, max_size=2))
def test_what_is_written_is_read(verbs):
    assert parse(f"<Response>{''.join(map(written, verbs))}</Response>".encode()) == tuple(verbs)


@given(st.binary(max_size=200))
def test_rubbish_is_refused_by_its_own_error(body):
    try:
        assert isinstance(parse(body), tuple)
    except TwimlError as error:
        assert error.code == 12100


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<Response>",
        b"<response/>",
        b"plain",
        b'<!DOCTYPE r [<!ENTITY a "b">]><Response>&a;</Response>',
        b"<Response>" + b" " * MAX_BYTES + b"</Response>",
    ],
)
def test_what_is_not_a_document_is_12100(body):
    with pytest.raises(TwimlError) as refused:
        parse(body)
    assert refused.value.code == 12100


@given(TEXT, st.integers(-5, 5), st.integers(6, 20))
def test_a_number_stays_within_its_bounds(text, low, high):
    assert low <= Verb("Say", {"loop": text}).number("loop", low, low, high) <= high
