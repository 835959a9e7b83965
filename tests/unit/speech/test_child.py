"""A child answers, refuses, dies and is late; it is there again for the next question."""

import os
import threading

import pytest

from telephony.speech.child import Child
from telephony.speech.protocol import SpeechError


def make():
    return answer


def answer(word: str):
    if word == "refuse":
        raise SpeechError("I will not", retryable=False)
    if word == "die":
        os._exit(1)
    if word == "hang":
        threading.Event().wait()
    return word.upper(), os.getpid()


def make_nothing():
    raise SpeechError("no engine", retryable=False)


@pytest.fixture
def child():
    made = Child("child", make)
    yield made
    made.stop()


def test_it_answers_in_a_process_of_its_own_that_lives_on(child):
    first, second = child.ask("a", deadline_s=20), child.ask("b", deadline_s=20)
    assert (first[0], second[0]) == ("A", "B")
    assert first[1] == second[1] == child.pid != os.getpid()


def test_a_refusal_is_raised_here_and_it_lives_on(child):
    pid = child.ask("a", deadline_s=20)[1]
    with pytest.raises(SpeechError, match="I will not") as refused:
        child.ask("refuse", deadline_s=20)
    assert not refused.value.retryable and child.ask("a", deadline_s=20)[1] == pid


@pytest.mark.parametrize(("word", "told"), [("die", "has died"), ("hang", "is late")])
def test_a_new_one_takes_over(child, word, told):
    pid = child.ask("a", deadline_s=20)[1]
    with pytest.raises(SpeechError, match=told):
        child.ask(word, deadline_s=1)
    assert child.ask("b", deadline_s=20) == ("B", child.pid) and child.pid != pid


def test_one_that_cannot_start_says_why():
    with pytest.raises(SpeechError, match="no engine"):
        Child("child", make_nothing).start()
