"""Every text in both languages, every code and refusal with a text."""

import re
from pathlib import Path

import agent_desktop
from agent_desktop import wrap_up
from agent_desktop.answers import STATUS, both, texts

ROOM = Path(agent_desktop.__file__).parent


def test_the_languages_have_the_same_texts():
    assert texts.keys("id") == texts.keys("en")


def test_each_wrap_up_code_has_a_label():
    assert all(both(f"wrap_up.{code}") for code in (*wrap_up.CODES, wrap_up.RAN_OUT))


def test_each_refusal_has_a_text():
    raised = {code for file in ROOM.glob("*.py") for code in re.findall(r'Refused\("(\w+)"\)', file.read_text())}
    assert raised >= {"offer_gone", "busy"}
    assert all(both(f"refused.{code}") for code in raised | STATUS.keys())
