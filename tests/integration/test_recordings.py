"""Recordings by prompt key: a stale one is listed and not played; the studio gets the words that it must speak."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.recordings import main
from ivr.effects import Part
from telephony.prompts import Prompts

ROOT = Path(__file__).parents[2]
KEY = "hotline.main.prompt.2"
WORDS = {"id": "Silakan pilih.", "en": "Please choose."}


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows"
    shutil.copytree(ROOT / "flows", path, ignore=shutil.ignore_patterns("*.md", "recordings"))
    return path


@pytest.fixture
def listed(flows, capsys):
    """`listed()` -> exit code, state by language and key."""

    def listed(*words):
        capsys.readouterr()
        code = main(["recordings", str(flows), "--json", *map(str, words)])
        return code, {(row["language"], row["key"]): row["state"] for row in json.loads(capsys.readouterr().out)}

    return listed


def record(flows, language, key, words, sound=b"RIFF-recorded"):
    file = flows / "recordings" / language / f"{key}.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sound)
    if words is not None:
        file.with_suffix(".txt").write_text(words + "\n", "utf-8")


def prompts(flows):
    return Prompts(
        "", "secret", flows / "recordings", lambda text, language: f"spoken {text}".encode(), lambda sid: b""
    )


def test_each_prompt_is_missing_fresh_or_stale_in_each_language(flows, listed):
    record(flows, "id", KEY, WORDS["id"])
    record(flows, "en", KEY, "Choose, please.")
    record(flows, "id", "hotline.gone.say", "Dulu.")
    code, states = listed()
    assert code == 1, "something is stale"
    assert (states["id", KEY], states["en", KEY]) == ("fresh", "stale")
    assert states["id", "hotline.notice.say"] == states["en", "engine.no_input"] == "missing"
    assert states["id", "hotline.gone.say"] == "unused"
    assert not [key for _, key in states if key.startswith("messages.")], "what is only written is not recorded"


def test_a_recording_goes_stale_when_its_words_change_and_is_then_not_played(flows, listed):
    part = Part(KEY, "id", WORDS["id"])
    record(flows, "id", KEY, WORDS["id"])
    assert prompts(flows).speak(part) == b"RIFF-recorded"
    hotline = flows / "hotline.yaml"
    hotline.write_text(hotline.read_text("utf-8").replace(WORDS["id"], "Mohon pilih."), "utf-8")
    assert listed()[1]["id", KEY] == "stale"
    assert prompts(flows).speak(replace(part, text="Mohon pilih.")) == b"spoken Mohon pilih."


@pytest.mark.parametrize("words", [None, "", "Silakan", "silakan pilih."])
def test_a_recording_without_the_very_words_is_not_played(flows, words):
    record(flows, "id", KEY, words)
    assert prompts(flows).speak(Part(KEY, "id", WORDS["id"])) == b"spoken Silakan pilih."


def test_words_made_for_the_moment_are_never_a_recording(flows):
    record(flows, "id", "", "Nomor tiga.")
    assert prompts(flows).speak(Part("", "id", "Nomor tiga.")) == b"spoken Nomor tiga."


def test_the_studio_gets_the_words_and_its_sounds_beside_them_are_fresh(flows, listed, tmp_path):
    record(flows, "en", KEY, "Choose, please.")
    script = tmp_path / "script"
    listed("--script", script)
    texts = list(script.rglob("*.txt"))
    assert (script / "en" / f"{KEY}.txt").read_text("utf-8") == "Please choose.\n"
    for text in texts:
        text.with_suffix(".wav").write_bytes(b"RIFF")
    code, states = listed("--recordings", script)
    assert (code, set(states.values())) == (0, {"fresh"})
    label = "hotline.main.choices.1.label"
    assert (script / "en" / f"{label}.txt").read_text("utf-8") == "For a lost identity card, press one.\n"


def test_lines_for_people_and_wrong_use(flows, capsys):
    assert main(["recordings", str(flows)]) == 0
    out, err = capsys.readouterr()
    assert f"missing\tid\t{KEY}\tSilakan pilih." in out.splitlines()
    assert "id: " in err and " missing" in err
    assert main(["recordings", str(flows / "nowhere")]) == 2
    (flows / "hotline.yaml").write_text("flow: [", "utf-8")
    assert main(["recordings", str(flows)]) == 1
