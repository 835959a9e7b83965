"""Finds the thresholds' constants: `python -m tests.speech.calibrate whisper|pocketsphinx`. Uses no phrase or voice of the tests.

Prints how much evidence expected speech, misheard speech and strangers reach.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

from telephony.speech import pocketsphinx_jsgf, whisper_scoring
from tests.speech.sound import PHRASES, on_the_line, synthesis

SNRS = (30, 20, 12)


def whisper(folder: Path):
    recogniser = whisper_scoring.make(folder, 2)

    def evidence(sound, language, grammar):
        found = recogniser.evidence(recogniser.model.encode(sound), language, grammar)
        best = int(np.argmax(found))
        calibration = whisper_scoring.CALIBRATION
        return grammar[best], found[best], whisper_scoring.choose(found, calibration)[1]

    return evidence


def pocketsphinx(folder: Path):
    recogniser = pocketsphinx_jsgf.make()

    def evidence(sound, language, grammar):
        found = recogniser.recognise(sound, language, grammar)
        if not found.text:
            return "", -9.0, 0.0
        odds = found.confidence / max(1e-9, 1 - found.confidence)
        return found.text, pocketsphinx_jsgf.HALF_SURE + np.log(odds) / pocketsphinx_jsgf.STEEPNESS, found.confidence

    return evidence


def main(engine: str) -> None:
    evidence = {"whisper": whisper, "pocketsphinx": pocketsphinx}[engine](Path("var/models"))
    rows = {"right": [], "wrong": [], "stranger": []}
    with tempfile.TemporaryDirectory() as folder:
        voice = synthesis(Path(folder))
        for language, voices in PHRASES["calibration"]["voices"].items():
            grammar = PHRASES["calibration"]["grammar"][language]
            for number, name in enumerate(voices):
                for text in [*grammar, *PHRASES["calibration"]["strangers"][language]]:
                    sound = on_the_line(voice, text, name, SNRS[number], number)
                    said, found, confidence = evidence(sound, language, grammar)
                    kind = "right" if said == text else "wrong" if text in grammar else "stranger"
                    rows[kind].append((found, confidence))
        voice.child.stop()
    for kind, found in rows.items():
        values, sure = np.array(found).T
        print(
            f"{kind:9} {len(found):3}  evidence 5/25/50/75/95 %: {np.percentile(values, (5, 25, 50, 75, 95)).round(2)}"
        )
        print(
            f"           rejected {np.mean(sure < 0.4):.0%}  confirmed {np.mean((sure >= 0.4) & (sure < 0.8)):.0%}  accepted {np.mean(sure >= 0.8):.0%}"
        )


if __name__ == "__main__":
    main(sys.argv[1])
