"""A caller or an agent at a browser page: speaks on cue, and tells what it heard."""

import base64
import re
from pathlib import Path

import numpy as np
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from telephony.audio import resample
from tests.sound import RATE, to_wav

BREATH = RATE // 4
SCRIPT = Path(__file__).with_name("person.js")


class Person:
    def __init__(self, context: BrowserContext, url: str):
        context.add_init_script(path=SCRIPT)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._complain)
        self.page.goto(url)

    def _complain(self, message: ConsoleMessage) -> None:
        """A page's own errors; what a server refused, and a link that broke, each test judges for itself."""
        if message.type == "error" and not message.text.startswith(("Failed to load", "WebSocket connection")):
            self.faults.append(message.text)

    def say(self, samples: np.ndarray) -> None:
        """Returns when it has been said, after a breath: the first samples of a stream that starts are ramped."""
        breath = np.zeros(BREATH)
        sound = to_wav(np.concatenate([breath, samples, breath]))
        self.page.evaluate("sound => __mic.play(sound)", base64.b64encode(sound).decode())

    def listen(self) -> None:
        self.page.evaluate("__ear.start()")

    def heard(self) -> np.ndarray:
        """What was heard since `listen`, -1..1 at 8 kHz."""
        got = self.page.evaluate("__ear.stop()")
        linear = resample(base64.b64decode(got["pcm"]), int(got["rate"]), RATE)
        return np.frombuffer(linear, dtype="<i2").astype(float) / 32768

    def has_listened_for(self, seconds: float) -> None:
        self.page.wait_for_function("s => __ear.seconds() >= s", arg=seconds)


class PhoneUser(Person):
    """Somebody at the browser phone."""

    def is_in_state(self, state: str, timeout_ms: int = 15000) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-state", re.compile(state), timeout=timeout_ms)

    def dial(self, number: str) -> None:
        self.is_in_state("idle|ended")
        self.page.fill('[data-phone="number"]', number)
        self.green()

    def green(self) -> None:
        self.page.click('[data-phone="green"]')

    def press(self, keys: str) -> None:
        for key in keys:
            self.page.click(f'[data-key="{key}"]')
