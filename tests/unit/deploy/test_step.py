import pytest

from deploy.errors import SetupError
from deploy.step import Step, run_steps


def test_only_what_is_not_done_is_made_and_counted(capsys):
    made = []
    run_steps(
        [
            Step("there already", lambda: True, lambda: made.append("there")),
            Step("first", lambda: False, lambda: made.append("first")),
            Step("second", lambda: False, lambda: made.append("second")),
        ]
    )
    assert made == ["first", "second"]
    shown = capsys.readouterr().out
    assert "1/2: first" in shown
    assert "2/2: second" in shown
    assert "there already" not in shown


def test_nothing_is_shown_when_all_is_done(capsys):
    run_steps([Step("there", lambda: True, lambda: None)])
    assert capsys.readouterr().out == ""


def test_a_step_that_fails_ends_the_run():
    made = []

    def fail():
        raise SetupError("make is not installed")

    with pytest.raises(SetupError, match="make is not installed"):
        run_steps([Step("fails", lambda: False, fail), Step("next", lambda: False, lambda: made.append("next"))])
    assert not made
