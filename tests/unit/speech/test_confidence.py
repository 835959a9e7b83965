from hypothesis import given
from hypothesis import strategies as st

from telephony.speech.confidence import Calibration, choose

CALIBRATION = Calibration(background=3.0, sharpness=0.6)


def test_clear_evidence_is_trusted():
    assert choose([12.0, 1.0, -4.0], CALIBRATION) == (0, choose([12.0, 1.0, -4.0], CALIBRATION)[1])
    assert choose([12.0, 1.0, -4.0], CALIBRATION)[1] > 0.8


def test_two_phrases_that_fit_alike_are_asked_back():
    assert 0.4 < choose([12.0, 12.0], CALIBRATION)[1] < 0.8


def test_less_evidence_than_the_background_is_rejected():
    assert choose([1.0, -3.0], CALIBRATION)[1] < 0.4


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=50))
def test_the_best_wins_with_a_share(evidence):
    best, share = choose(evidence, CALIBRATION)
    assert evidence[best] == max(evidence)
    assert 0 <= share <= 1
