"""The real service in a process of its own, with the light engine, over its socket; and the carrier's listener on top of it."""

import asyncio
import os
import select
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from telephony import audio
from telephony.local_carrier.call import Call
from telephony.local_carrier.listening import open_listener
from telephony.local_carrier.twiml import Verb
from telephony.local_carrier.verbs.gather import SpeechEnded, SpeechStarted
from telephony.speech.client import SpeechClient
from telephony.speech.protocol import SpeechError
from tests.speech.sound import on_the_line

ROOT = Path(__file__).parents[2]
PHRASES = ["status permohonan", "pengaduan", "layanan lain"]
HINTS = ", ".join(PHRASES)
START_S = 60


def start(folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "telephony.speech.service", "--engine", "light"]
    return subprocess.Popen([*command, "--socket", str(folder / "s.sock"), "--var", str(folder)], cwd=ROOT)


def wait_until_ready(client: SpeechClient) -> dict:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        state = client.state_now()
        if state["status"] == "ready":
            return state
    raise AssertionError(f"not ready: {state}")


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speech")
    process = start(folder)
    client = SpeechClient(folder / "s.sock")
    wait_until_ready(client)
    yield client
    process.terminate()
    assert process.wait(60) == 0
    assert not client.socket_path.exists()


def test_it_says_what_hears_each_language(service):
    assert service.state_now()["recognisers"] == {"en": "pocketsphinx", "id": "pocketsphinx"}


def test_only_its_owner_can_connect(service):
    assert stat.S_IMODE(service.socket_path.stat().st_mode) == 0o600


def test_a_text_is_spoken_for_the_web_and_for_the_line(service):
    wav = service.synthesise_now("Selamat datang. Silakan bicara.", "id-ID")
    mulaw = asyncio.run(service.synthesise("Selamat datang. Silakan bicara.", "id-ID"))
    assert mulaw == audio.read_wav(wav) and 1.0 < audio.seconds(mulaw) < 6.0


def test_a_language_without_a_voice_is_an_error_and_the_service_lives(service):
    with pytest.raises(SpeechError, match="no voice"):
        service.synthesise_now("Bonjour", "fr-FR")
    assert service.state_now()["status"] == "ready"


def test_an_utterance_is_understood(service, voice):
    found = service.recognise_now(on_the_line(voice, "status permohonan", "id+m3"), "id-ID", PHRASES, 20)
    assert found.text == "status permohonan" and 0 <= found.confidence <= 1


@pytest.mark.parametrize("sound", [b"\xff" * 16000, bytes(audio.RATE * 62), b""])
def test_what_cannot_be_an_answer_is_a_no_match(service, sound):
    found = service.recognise_now(sound, "id", PHRASES)
    assert not found.text or found.confidence < 0.4


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 64, b"\0\0\0\2\0\0\0\0[]", b""])
def test_a_stranger_on_the_socket_does_no_harm(service, sent):
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(str(service.socket_path))
        stranger.sendall(sent)
    assert service.state_now()["status"] == "ready"


def test_too_many_at_once_are_refused_and_none_hangs(service, voice):
    sound = on_the_line(voice, "pengaduan", "id+m3")

    async def all_at_once():
        return await asyncio.gather(*[service.recognise(sound, "id", PHRASES, 20) for _ in range(40)])

    texts = [found.text for found in asyncio.run(all_at_once())]
    assert texts.count("pengaduan") >= 9 and texts.count("") >= 20


def test_without_a_service_nothing_hangs(tmp_path):
    client = SpeechClient(tmp_path / "none.sock")
    assert client.state_now()["status"] == "down"
    assert client.recognise_now(b"\xff" * 8000, "id", PHRASES, 0.2).text == ""
    with pytest.raises(SpeechError, match="did not answer"):
        client.synthesise_now("Halo", "id", 0.2)


def test_a_request_waits_for_a_service_that_restarts(tmp_path):
    client = SpeechClient(tmp_path / "s.sock")
    first = start(tmp_path)
    client.synthesise_now("Halo", "id", START_S)
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = start(tmp_path)
    assert client.synthesise_now("Halo", "id", START_S)[:4] == b"RIFF"
    second.terminate()
    assert second.wait(60) == 0


def gathered(client: SpeechClient, verb: Verb, sound: bytes) -> list:
    """What a Gather hears when the sound comes in frame by frame, until it has an answer."""

    async def run() -> list:
        call, heard, answered = Call("AC0", "+62811", "112", "inbound"), [], asyncio.Event()

        def tell(event: object) -> None:
            heard.append(event)
            if isinstance(event, SpeechEnded):
                answered.set()

        listener = open_listener(client)(call, verb, tell)
        for start in range(0, len(sound), audio.FRAME_BYTES):
            for listen in tuple(call.heard_by):
                listen(sound[start : start + audio.FRAME_BYTES].ljust(audio.FRAME_BYTES, b"\xff"))
            await asyncio.sleep(0)
        await asyncio.wait_for(answered.wait(), 60)
        listener.close()
        assert call.heard_by == []
        return heard

    return asyncio.run(run())


def test_a_gather_hears_speech_begin_and_end_and_gets_its_hint(service, voice):
    verb = Verb("Gather", {"input": "speech", "language": "id-ID", "hints": HINTS})
    sound = on_the_line(voice, "layanan lain", "id+m3") + b"\xff" * 8000
    started, ended = gathered(service, verb, sound)
    assert started == SpeechStarted()
    assert ended.text == "layanan lain"


def test_digits_may_be_spoken_with_pauses(service, voice):
    verb = Verb("Gather", {"input": "dtmf speech", "language": "en-US", "speechModel": "numbers_and_commands"})
    sound = on_the_line(voice, "three one, seven four", "en-us") + b"\xff" * 10000
    started, ended = gathered(service, verb, sound)
    assert started == SpeechStarted() and ended.text.isdigit() and len(ended.text) >= 3


def test_its_processes_end_with_it(tmp_path):
    process = start(tmp_path)
    client = SpeechClient(tmp_path / "s.sock")
    wait_until_ready(client)
    children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
    watched = [os.pidfd_open(int(pid)) for pid in children]
    assert watched
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert all(has_ended(child) for child in watched)


def has_ended(child: int) -> bool:
    """Waits for the end of a process that is not our own child."""
    ended, _, _ = select.select([child], [], [], 60)
    os.close(child)
    return bool(ended)
