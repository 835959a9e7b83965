"""What a caller hears in the queue, and for how long the music plays before it is told again."""

import pytest

from telephony import audio
from telephony.hold_music import of_length
from telephony.wait_document import Announce, QueueState, announcement

FULL, BARE = Announce(), Announce(position=False, wait=False)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (QueueState(3, True, "en", announce=FULL, minutes=8), ("number 3", "about 8 minutes")),
        (QueueState(2, True, "en", announce=FULL, minutes=1), ("number 2", "about one minute.")),
        (QueueState(3, True, "id", announce=FULL, minutes=8), ("urutan ke 3", "tunggu 8 menit")),
        (QueueState(3, True, "en", announce=Announce(wait=False), minutes=8), ("number 3",)),
        (QueueState(3, True, "en", announce=Announce(position=False), minutes=8), ("All agents", "about 8 minutes")),
        (QueueState(1, True, "en", announce=FULL, minutes=4), ("You are next",)),
        (QueueState(3, True, "en", announce=FULL, minutes=None), ("number 3",)),
        (QueueState(3, False, "en", announce=FULL, minutes=8), ("No agent is on duty", "number 3")),
        (QueueState(3, False, "en", announce=BARE, minutes=8), ("No agent is on duty",)),
    ],
)
def test_only_what_is_wanted_and_known_is_told(state, told):
    (heard,) = [part.text for part in announcement(state, state.language)]
    assert all(words in heard for words in told), heard
    assert ("8" in heard or "one minute" in heard) == any("menit" in words or "minute" in words for words in told)
    assert ("number" in heard or "urutan" in heard) == any("number" in words or "urutan" in words for words in told)


@pytest.mark.parametrize(
    ("asked", "seconds"), [(5, 5), (40, 40), (120, 120), (0, 19.2), (4, 19.2), (121, 19.2), (-1, 19.2)]
)
def test_music_is_as_long_as_it_is_asked_for(asked, seconds):
    assert len(audio.read_wav(of_length(asked))) == pytest.approx(seconds * audio.RATE, abs=20)
