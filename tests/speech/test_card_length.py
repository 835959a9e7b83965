"""What is reckoned to fit twenty seconds does so when the shipped synthesiser says it."""

import io
import wave

import pytest

from ivr.speech_length import seconds
from ivr.spoken_card import LONGEST_S
from knowledge_base.__main__ import SERVICES
from knowledge_base.cards import spoken
from knowledge_base.catalogue import Catalogue


def length(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as sound:
        return sound.getnframes() / sound.getframerate()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_longest_pieces_of_all_cards(voice, language):
    pieces = [piece for service in Catalogue.load(SERVICES).services.values() for piece in spoken(service, language)]
    for piece in sorted(pieces, key=lambda piece: seconds(piece, language))[-4:]:
        takes, reckoned = length(voice.synthesise(piece, language)), seconds(piece, language)
        assert takes <= LONGEST_S, piece
        assert 0.8 * reckoned <= takes <= 1.05 * reckoned, (takes, reckoned, piece)
