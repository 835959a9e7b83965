import importlib.util

import pytest

from ivr.__main__ import ELSEWHERE, module_for


@pytest.mark.parametrize("words", [["revisions"], ["revisions", "--json"]])
def test_a_command_of_another_room_is_run_there(words):
    assert module_for(words) == ELSEWHERE["revisions"]


@pytest.mark.parametrize("words", [[], ["--help"], ["check", "revisions"], ["test", "flows"]])
def test_this_rooms_own_commands_stay_here(words):
    assert module_for(words) is None


def test_an_option_may_decide(monkeypatch):
    monkeypatch.setitem(ELSEWHERE, "test --through", "somewhere")
    assert module_for(["test", "flows", "--through=webhooks"]) == "somewhere"
    assert module_for(["test", "flows", "--through", "carrier"]) == "somewhere"
    assert module_for(["test", "--json", "flows"]) is None


def test_every_module_named_is_there():
    assert [name for name in ELSEWHERE.values() if importlib.util.find_spec(name) is None] == []
