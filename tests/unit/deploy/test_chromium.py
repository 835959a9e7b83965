import os

import pytest

from deploy import chromium
from deploy.errors import SetupError


@pytest.fixture
def bare_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def program(folder, name):
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def test_the_first_usual_name_on_the_path_is_found(bare_machine):
    assert chromium.find() is None
    chrome = program(bare_machine, "google-chrome")
    assert chromium.find() == chrome
    assert chromium.find() != program(bare_machine, "chromium")
    assert chromium.find() == bare_machine / "chromium"


def test_the_named_one_goes_first(bare_machine, monkeypatch):
    program(bare_machine, "chromium")
    own = program(bare_machine, "my-browser")
    monkeypatch.setenv("CHROMIUM", str(own))
    assert chromium.find() == own


def test_without_root_one_sentence_names_the_command(bare_machine, monkeypatch):
    program(bare_machine, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="sudo apt-get install -y chromium"):
        chromium.step().make()
