import sys

import pytest

from deploy import command
from deploy.errors import SetupError


@pytest.fixture(autouse=True)
def log(tmp_path, monkeypatch):
    file = tmp_path / "log" / "setup.log"
    monkeypatch.setattr(command, "LOG", file)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return file


def test_noise_goes_to_the_log(log, capfd, tmp_path):
    command.run([sys.executable, "-c", "print('noise')"], cwd=tmp_path)
    assert "noise" in log.read_text()
    assert capfd.readouterr() == ("", "")


def test_a_failure_shows_the_last_lines_of_its_own_output_only(tmp_path):
    command.run([sys.executable, "-c", "print('earlier')"], cwd=tmp_path)
    with pytest.raises(SetupError) as failed:
        command.run([sys.executable, "-c", "for n in range(30): print('line', n)\nraise SystemExit(3)"], cwd=tmp_path)
    said = str(failed.value)
    assert "line 29" in said
    assert "line 14\n" not in said
    assert "earlier" not in said
    assert "exit 3" in said


def test_a_missing_program_is_named(tmp_path):
    with pytest.raises(SetupError, match="no-such-program is not installed"):
        command.run(["no-such-program"], cwd=tmp_path)
