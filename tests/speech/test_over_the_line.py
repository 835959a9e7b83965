"""The twelve phrases of the sample flow, spoken by two voices at 20 dB over the local carrier into the running product:
in each language at least ten are understood. What is asked back ("Maksud Anda ...?") counts when the guess is right.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore

import numpy as np
import pytest
import yaml

from telephony.speech import whisper_weights
from tests.browser.product import Product
from tests.speech.line_caller import Answer, LineCaller
from tests.speech.sound import PHRASES as VOICES
from tests.speech.sound import noise_after, on_the_line

PHRASES = yaml.safe_load((Path(__file__).parents[1] / "calls" / "phrases.yaml").read_text("utf-8"))
ENOUGH = 10
CALLS_AT_ONCE, SPEAKING_AT_ONCE = 12, 2
PAUSE_S = 2.0
PATHS = {
    # question -> the key that leads on; the sample flow by keys
    "hotline.main": "1",
    "service.after_card": "1",
    "service.verify": "#",
    "service.apply": "1",
    "nik": "3328014107900001",
    "alasan": "1",
    "tanggal_lahir": "17081990",
    "telepon": "1#",
}
OTHERWISE = {
    "service": {"hotline.main": "2"},
    "alasan": {"hotline.main": "2", "service": ["1", "2"]},
    "hotline.anything_else": {"service.after_card": "3"},
}


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    if not whisper_weights.installed():
        pytest.skip("the Whisper packages are not installed (SPEECH_ENGINE=light)")
    running = Product(tmp_path_factory.mktemp("product")).start()
    yield running
    running.stop()


def understood(phrase: dict, answer: Answer) -> bool:
    wanted = {phrase["field"]: phrase["value"]} if "field" in phrase else phrase.get("slots", {})
    if not answer.place.slots.items() >= wanted.items():
        return False
    return "goes_to" not in phrase or phrase["goes_to"] in [node.partition(".")[2] for node in answer.path[:1]]


@pytest.mark.alone
@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", VOICES["voices"])
def test_ten_of_twelve_phrases_are_understood(product, voice, record_property, language):
    floor, waits = BoundedSemaphore(SPEAKING_AT_ONCE), []
    spoken = [
        (name, phrase, on_the_line(voice, phrase["say"], name))
        for name in VOICES["voices"][language]
        for phrase in PHRASES[language]
    ]

    def call(name: str, phrase: dict, sound: bytes) -> tuple[str, str]:
        """The voice, and what went wrong."""
        target = phrase.get("field", phrase["at"])
        with LineCaller(product, floor) as caller:
            caller.reaches(language, target, {**PATHS, **OTHERWISE.get(target, {})})
            answer = caller.says(sound, noise_after(sound, PAUSE_S))
            waits.append(answer.wait_s)
            if answer.place.doubt:
                place = caller.presses_until_it_goes_on("1", answer.place)
                answer = Answer(caller.last_path(), place, answer.wait_s)
        return name, "" if understood(phrase, answer) else f"{phrase['say']}: {answer.path} {answer.place}"

    with ThreadPoolExecutor(CALLS_AT_ONCE) as callers:
        found = list(callers.map(lambda each: call(*each), spoken))
    p50, p95 = np.percentile(waits, [50, 95])
    record_property("seconds_p50_p95", (float(p50), float(p95)))
    print(f"\n{language}: end of speech to next sound p50 {p50:.2f} s, p95 {p95:.2f} s of {len(waits)}")
    for name in VOICES["voices"][language]:
        misheard = [wrong for voice_name, wrong in found if voice_name == name and wrong]
        print(f"{name}: {12 - len(misheard)}/12; not: {misheard}")
        assert len(misheard) <= 12 - ENOUGH, (name, misheard)
