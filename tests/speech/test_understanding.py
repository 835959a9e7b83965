"""Of twelve sentences of the sample call, by two voices at 20 dB over an 8 kHz mu-law line, at least ten are understood."""

import time

import pytest

from tests.speech.sound import PHRASES, on_the_line, sentences

VOICES = [(language, name) for language, names in PHRASES["voices"].items() for name in names]
REJECT = 0.40
ENOUGH = 10


@pytest.mark.parametrize("engine", ["whisper", "pocketsphinx"])
@pytest.mark.parametrize(("language", "name"), VOICES)
def test_most_sentences_are_understood(request, record_property, voice, engine, language, name):
    recogniser = request.getfixturevalue(engine)
    for grammar in PHRASES["grammars"][language].values():
        recogniser.prepare(language, grammar)
    misheard, took = [], []
    for text, grammar in sentences(language):
        sound = on_the_line(voice, text, name)
        began = time.perf_counter()
        found = recogniser.recognise(sound, language, grammar)
        took.append(time.perf_counter() - began)
        if found.text != text or found.confidence < REJECT:
            misheard.append((text, found.text, found.confidence))
    took.sort()
    record_property("seconds_p50_p95", (took[len(took) // 2], took[-1]))
    print(f"\n{engine} {name}: {12 - len(misheard)}/12, p50 {took[6]:.2f} s, slowest {took[-1]:.2f} s; not: {misheard}")
    assert len(misheard) <= 12 - ENOUGH, misheard


@pytest.mark.parametrize(("engine", "most_accepted", "most_taken"), [("whisper", 1, 4), ("pocketsphinx", 1, 7)])
def test_what_nobody_expects_is_rarely_taken_for_an_answer(request, voice, engine, most_accepted, most_taken):
    """Accepted without a question (>= .80), or asked back (>= .40); 24 sentences, 12 in each language."""
    recogniser = request.getfixturevalue(engine)
    taken = []
    for language, strangers in PHRASES["calibration"]["strangers"].items():
        grammar = PHRASES["grammars"][language]["menu"]
        for text in strangers:
            found = recogniser.recognise(on_the_line(voice, text, PHRASES["voices"][language][0]), language, grammar)
            if found.text and found.confidence >= REJECT:
                taken.append((text, found.text, round(found.confidence, 2)))
    print(f"\n{engine}: {len(taken)}/24 strangers taken: {taken}")
    assert sum(sure >= 0.8 for *_, sure in taken) <= most_accepted, taken
    assert len(taken) <= most_taken, taken


@pytest.mark.parametrize("engine", ["whisper", "pocketsphinx"])
def test_a_line_on_which_nobody_speaks_is_not_understood(request, engine):
    recogniser = request.getfixturevalue(engine)
    found = recogniser.recognise(b"\xff" * 12000, "id", PHRASES["grammars"]["id"]["confirm"])
    assert not found.text or found.confidence < REJECT
