"""The browser's end of a line against a carrier that echoes: sound, keys, mute, lost connections."""

import base64
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect

from telephony.audio import FRAME_BYTES, SILENCE, resample, to_linear
from tests.sound import RATE, alignment, chirps, to_wav, windows

pytestmark = [pytest.mark.browser, pytest.mark.alone]
ALIKE = 0.95
TALK_S = 3.0
FRAMES_A_SECOND = 50
IN_FLIGHT = 5
MOST_ROUND_TRIP_S = 0.4


def call(person, carrier) -> None:
    person.dial("112")
    person.is_in_state("talking")
    carrier.until(lambda: len(carrier.frames) >= 10)


def received(carrier, first: int = 0) -> np.ndarray:
    """What the carrier got, -1..1 at 8 kHz."""
    return np.frombuffer(to_linear(b"".join(carrier.frames[first:])), "<i2") / 32768


def record(person, sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Says `sound`; what the microphone gave and what the line played, on one clock, -1..1 at 8 kHz."""
    page = person.page
    page.evaluate("__roundTrip.start()")
    person.say(sound)
    page.wait_for_function("s => __roundTrip.seconds() >= s", arg=len(sound) / RATE + 1)
    got = page.evaluate("__roundTrip.stop()")
    return linear(got["said"], got["rate"]), linear(got["heard"], got["rate"])


def linear(pcm: str, rate: int) -> np.ndarray:
    samples = np.frombuffer(base64.b64decode(pcm), "<f4")
    wide = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    return np.frombuffer(resample(wide, rate, RATE), "<i2") / 32768


@pytest.mark.parametrize("device_rate", [48000, 44100, 16000])
def test_an_echo_is_what_was_said_and_soon(phone, echo_carrier, device_rate, record_property):
    person = phone(device_rate)
    call(person, echo_carrier)
    sound = chirps(7, TALK_S)
    said, heard = record(person, sound)
    scores, sent = windows(heard, sound), windows(received(echo_carrier), sound)
    delay = (alignment(heard, sound)[0] - alignment(said, sound)[0]) / RATE
    record_property("measured", f"sent {min(sent):.4f}, echo {min(scores):.4f}, round trip {delay * 1000:.0f} ms")
    assert min(sent) > ALIKE, f"the carrier hears the person: {sent}"
    assert min(scores) > ALIKE, f"the person hears the echo: {scores}"
    assert 0 < delay < MOST_ROUND_TRIP_S


def test_frames_are_whole_and_none_is_lost(phone, echo_carrier):
    """A key and the hang-up travel in order with the frames, so they mark two points of the audio clock in the stream."""
    person = phone()
    call(person, echo_carrier)
    start = person.page.evaluate("(__line.sendDigits('1'), __lineNode.context.currentTime)")
    person.say(chirps(8, TALK_S))
    end = person.page.evaluate("(__line.hangup(), __lineNode.context.currentTime)")
    echo_carrier.until(lambda: echo_carrier.messages[-1]["type"] == "hangup")
    assert {len(frame) for frame in echo_carrier.frames} == {FRAME_BYTES}
    count = echo_carrier.frames_before[-1] - echo_carrier.frames_before[-2]
    assert count == pytest.approx((end - start) * FRAMES_A_SECOND, abs=IN_FLIGHT)


def test_what_folds_back_is_taken_away(phone, echo_carrier):
    """4.5 and 6 kHz would come down as 3.5 and 2 kHz. What is said before, and comes through, tells when the tone is there."""
    person, rate = phone(), 48000
    call(person, echo_carrier)
    mark = chirps(12, 0.5)
    wide = resample((mark * 32767).astype("<i2").tobytes(), RATE, rate)
    for frequency in (4500, 6000):
        tone = 0.5 * np.sin(2 * np.pi * frequency * np.arange(rate) / rate)
        sound = np.concatenate([np.frombuffer(wide, "<i2") / 32768, tone])
        first = len(echo_carrier.frames)
        person.page.evaluate("sound => __mic.play(sound)", base64.b64encode(to_wav(sound, rate)).decode())
        heard = received(echo_carrier, first)
        at, alike = alignment(heard, mark)
        assert alike > ALIKE
        begins = at + len(mark)
        middle = heard[begins + RATE // 4 : begins + 3 * RATE // 4]
        assert len(middle) == RATE // 2
        assert np.sqrt(np.mean(middle**2)) < 0.5 / np.sqrt(2) / 300, f"{frequency} Hz comes through"


def test_mute_sends_silence_and_the_next_call_is_heard_again(phone, echo_carrier):
    person = phone()
    call(person, echo_carrier)
    person.page.evaluate("__line.mute(true)")
    person.say(np.zeros(RATE // 4))
    first = len(echo_carrier.frames)
    person.say(chirps(9, 1.0))
    assert set(echo_carrier.frames[first:]) == {SILENCE}
    person.page.click('[data-phone="red"]')
    person.is_in_state("ended")
    first = len(echo_carrier.frames)
    call(person, echo_carrier)
    sound = chirps(10, 1.0)
    person.say(sound)
    assert alignment(received(echo_carrier, first), sound)[1] > ALIKE


def test_no_frame_leaves_before_the_answer_or_after_the_end(phone, echo_carrier):
    person = phone()
    echo_carrier.ring("CA" + "1" * 32, "+62811")
    person.is_in_state("ringing")
    person.page.evaluate("__line.openSound()")
    person.say(chirps(11, 0.5))
    assert not echo_carrier.frames
    person.green()
    person.is_in_state("talking")
    echo_carrier.until(lambda: len(echo_carrier.frames) >= 10)
    person.page.click('[data-phone="red"]')
    person.is_in_state("ended")
    echo_carrier.until(lambda: echo_carrier.messages[-1]["type"] == "hangup")
    count = len(echo_carrier.frames)
    person.page.evaluate("__line.openSound()")
    person.say(chirps(12, 0.5))
    assert len(echo_carrier.frames) == count


def test_keys_arrive_as_digits_from_keypad_and_keyboard(phone, echo_carrier):
    person = phone()
    call(person, echo_carrier)
    person.press("19*0#")
    person.page.locator("body").press("5")
    echo_carrier.until(lambda: len(echo_carrier.messages) == 7)
    assert [m["digits"] for m in echo_carrier.messages[1:]] == list("19*0#5")
    assert {m["call"] for m in echo_carrier.messages[1:]} == {echo_carrier.live}


def test_a_lost_connection_comes_back_with_a_fresh_token_and_the_call(phone, echo_carrier):
    person = phone()
    call(person, echo_carrier)
    echo_carrier.drop()
    echo_carrier.until(lambda: len(echo_carrier.sockets) == 2)
    person.is_in_state("talking")
    assert len(set(echo_carrier.tokens)) == 2
    sound = chirps(13, 1.0)
    _, heard = record(person, sound)
    assert min(windows(heard, sound)) > ALIKE


def test_a_call_that_ended_meanwhile_ends_here_too(phone, echo_carrier):
    person = phone()
    call(person, echo_carrier)
    echo_carrier.live = None
    echo_carrier.drop()
    person.is_in_state("failed")
    assert person.page.evaluate("__line.call") is None


def test_another_page_takes_the_line_for_good(phone, echo_carrier):
    person = phone()
    echo_carrier.drop(4409)
    person.is_in_state("replaced")
    person.page.clock.install()
    person.page.clock.run_for(60_000)
    assert len(echo_carrier.sockets) == 1


def test_a_reload_takes_the_call_over(phone, echo_carrier):
    person = phone()
    call(person, echo_carrier)
    person.page.reload()
    person.is_in_state("talking")
    sound = chirps(14, 1.0)
    _, heard = record(person, sound)
    assert min(windows(heard, sound)) > ALIKE


def test_a_refused_microphone_is_named_and_nothing_is_dialled(phone, echo_carrier):
    person = phone()
    refuse = "() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); } }"
    person.page.evaluate(refuse)
    person.dial("112")
    expect(person.page.locator('[data-phone="warning"]')).to_have_text(
        "The browser was told not to use the microphone."
    )
    person.is_in_state("idle")
    assert not echo_carrier.messages


def test_captions_and_messages_are_text_and_nothing_else(phone, echo_carrier):
    markup = "<img src=x onerror=alert(1)>"
    echo_carrier.captions.append({"id": 1, "who": "ivr", "text": markup})
    person = phone()
    call(person, echo_carrier)
    captions = person.page.locator('[data-phone="captions"] li')
    expect(captions).to_have_text([markup])
    echo_carrier.captions[0]["text"] = "Welcome"
    echo_carrier.captions.append({"id": 2, "who": "caller", "text": "KTP"})
    expect(captions).to_have_text(["Welcome", "KTP"])
    echo_carrier.tell(type="message", to="+62", body=markup, sid="SM1", sent_at="", **{"from": "112"})
    expect(person.page.locator('[data-phone="messages"] li')).to_have_text([f"112 {markup}"])
    assert person.page.locator("img").count() == 0


def test_the_phone_fits_360_pixels(phone):
    page = phone(viewport={"width": 360, "height": 740}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = [key.bounding_box() for key in page.locator("button").all()]
    assert all(box["height"] >= 48 and box["width"] >= 48 for box in boxes)


def test_mulaw_is_the_standard_one(phone):
    page = phone().page
    decoded, encoded = page.evaluate(
        """async () => {
          const { DECODED, encode } = await import("/static/app/line/mulaw.js");
          const steps = Array.from({ length: 4097 }, (_, i) => Math.max(-1, -1 + i / 2048));
          return [[...DECODED], steps.map(encode)];
        }"""
    )
    every_byte = bytes(range(256))
    assert np.array_equal(np.array(decoded) * 32768, np.frombuffer(to_linear(every_byte), "<i2"))
    levels = np.array(decoded)[encoded]
    assert all(a <= b for a, b in pairwise(levels)), "louder never comes out softer"
    steps = np.maximum(-1, -1 + np.arange(4097) / 2048)
    assert np.all(np.abs(levels - steps) <= np.maximum(np.abs(steps) / 16, 1 / 4096))


def test_bursts_are_evened_out_and_old_sound_is_dropped(phone):
    """Five frames at once, each 100 ms: gapless after the first gap. Twenty at once: 200 ms stay."""
    page = phone().page
    gaps, kept = page.evaluate(
        """async () => {
          const { JitterBuffer } = await import("/static/app/line/jitter-buffer.js");
          const loud = new Uint8Array(160).fill(0x80);
          const buffer = new JitterBuffer();
          const gaps = [];
          for (let burst = 0; burst < 50; burst++) {
            for (let i = 0; i < 5; i++) buffer.write(loud);
            let gap = 0;
            for (let i = 0; i < 800; i++) if (buffer.read() < 0.1 && burst > 0) gap++;
            gaps.push(gap);
          }
          const full = new JitterBuffer();
          for (let i = 0; i < 20; i++) full.write(loud);
          return [gaps, full.length];
        }"""
    )
    assert sum(gaps[10:]) == 0
    assert kept == 1600


def test_messages_stay_and_a_late_key_is_no_digit_of_the_next_number(phone, echo_carrier):
    person = phone(48000)
    call(person, echo_carrier)
    echo_carrier.tell(type="message", **{"from": "112", "body": "26-0042-7"})
    echo_carrier.tell(type="ended", call=echo_carrier.live, status="completed")
    person.is_in_state("ended")
    person.page.click('[data-key="4"]')
    assert person.page.input_value('[data-phone="number"]') == "112"
    person.page.reload()
    expect(person.page.locator('[data-phone="messages"] li')).to_have_text("112 26-0042-7")
