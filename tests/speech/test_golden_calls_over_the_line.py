"""Golden calls over the local carrier, spoken by a synthetic voice into the running product and understood by its recogniser."""

import pytest

from deploy.golden.through_carrier import through_carrier, unplayable
from ivr.golden_suite import read_suite
from ivr.terminal.sources import read_sources
from telephony.speech import whisper_weights
from tests.unit.test_flows import FLOWS

SPOKEN = ("complaint_in_the_callers_voice",)
WRONG = """
call: wrong
dial: "+62211500112"
at: 2026-11-24T10:00+07:00
steps:
  - press: "2"
  - hear: nothing of the kind
"""


@pytest.fixture(scope="module")
def suite():
    return {script.name: script for script in read_suite(read_sources(FLOWS).files)}


@pytest.mark.alone
@pytest.mark.timeout(400)
def test_a_call_goes_as_written_and_one_that_does_not_says_so(suite, tmp_path):
    if not whisper_weights.installed():
        pytest.skip("the Whisper packages are not installed (SPEECH_ENGINE=light)")
    scripts = [*(suite[name] for name in SPOKEN), *read_suite({"calls/wrong.yaml": WRONG}), suite["all_agents_busy"]]
    *spoken, wrong, skipped = through_carrier(scripts, tmp_path)
    assert [[str(issue) for issue in outcome.issues] for outcome in spoken] == [[]]
    assert [outcome.passed for outcome in spoken] == [True]
    assert "calls/wrong.yaml:7:5" in str(wrong.issues[0])
    assert "Heard: 'How can we help?" in str(wrong.issues[0])
    assert "(last understood: '2')" in str(wrong.issues[0])
    assert skipped.skipped == "nobody plays the agent"


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ("[{agent: left}]", "nobody plays the agent"),
        ("[{wait: 2m}]", "nobody waits longer than 60 s"),
        ("[{say: {text: ya, confidence: 0.5}}]", "a recogniser is as sure as it is"),
        ('[{expect: {dialled: "112"}}]', "there is nobody to be put through to"),
        ('[{expect: {callback: {from: "2026-11-24T10:00:00+07:00"}}}]', "a callback is promised by today's clock"),
        ('[{wait: 20s}, {say: ya}, {press: "1"}, {expect: {dialled: "", callback: {}}}]', ""),
    ],
)
def test_what_cannot_be_had_here_and_now(steps, why):
    (script,) = read_suite(
        {"calls/x.yaml": f'call: x\ndial: "+62211500112"\nat: 2026-11-24T10:00+07:00\nsteps: {steps}\n'}
    )
    assert script.issues == ()
    assert unplayable(script.call) == why


def test_an_unreadable_call_starts_no_house(suite, tmp_path):
    (broken,) = read_suite({"calls/x.yaml": "call: ["})
    outcomes = list(through_carrier([broken, suite["all_agents_busy"]], tmp_path))
    assert [bool(outcome.issues) for outcome in outcomes] == [True, False]
    assert list(tmp_path.iterdir()) == []
