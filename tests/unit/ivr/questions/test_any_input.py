"""Whatever is keyed, said or typed gets an answer; what is accepted can be read back and is stored as JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.questions import QUESTIONS, Value
from tests.unit.ivr.questions.contexts import REASONS, context

words = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "nol",
            "satu",
            "dua",
            "belas",
            "puluh",
            "ratus",
            "ribu",
            "juta",
            "dobel",
            "jam",
            "setengah",
            "Agustus",
            "ya",
            "tidak",
            "17",
            "1990",
            "be",
            "at",
            "titik",
        ]
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
@settings(max_examples=25, deadline=None)
@given(text=words, language=st.sampled_from(["id", "en"]))
def test_every_input_is_answered(kind: str, text: str, language: str) -> None:
    question, asked = QUESTIONS[kind], context(language, options=REASONS) if kind == "choice" else context(language)
    for parse in (question.parse_keys, question.parse_speech, question.parse_typed):
        answer = parse(text, asked)
        if isinstance(answer, Value):
            assert json.loads(json.dumps(answer.value)) == answer.value
            assert isinstance(question.read_back(answer.value, asked), str)
        else:
            assert set(answer.text) >= {"id", "en"}
