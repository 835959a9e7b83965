"""A caller at the browser phone of the product: hears by ear and by caption, speaks with a synthetic voice."""

import re

import numpy as np
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from telephony.audio import read_wav, to_linear
from telephony.speech.client import SpeechClient
from tests.browser.person import PhoneUser
from tests.browser.product import Product
from tests.sound import alignment

NUMBER = "+62211500112"
SLOW_MS = 40_000
AGAIN, AGAIN_MS = 20, 2500


def as_samples(wav: bytes) -> np.ndarray:
    return np.frombuffer(to_linear(read_wav(wav)), dtype="<i2").astype(float) / 32768


class Caller(PhoneUser):
    def __init__(self, context: BrowserContext, product: Product, language: str = "id"):
        super().__init__(context, f"{product.base}/phone?language={language}")
        self.speech = SpeechClient(product.var / "run" / "speech.sock")
        self.language = language

    def call(self) -> None:
        self.dial(NUMBER)
        self.is_in_state("talking")

    def voice(self, text: str, language: str | None = None) -> np.ndarray:
        return as_samples(self.speech.synthesise_now(text, language or self.language))

    def speak(self, text: str) -> None:
        """Speaks after the line has been quiet, as a person who waits for the end of a question does."""
        self.say(self.voice(text))

    def is_told(self, words: str) -> None:
        """A caption of the hotline holds these words (a regular expression)."""
        spoken = self.page.locator('[data-phone="captions"] li[data-who="ivr"]')
        expect(spoken.filter(has_text=re.compile(words, re.IGNORECASE)).last).to_be_visible(timeout=SLOW_MS)

    def last_told(self, pattern: str) -> str:
        """The newest words of the hotline, by caption, that fit the pattern."""
        captions = self.page.locator('[data-phone="captions"] li[data-who="ivr"]').all_inner_texts()
        return [found for text in captions for found in re.findall(pattern, text)][-1]

    def has_heard(self, sentence: str, alike: float) -> None:
        """The very sound of this sentence came out of the telephone since `listen`."""
        found = alignment(self.heard(), self.voice(sentence))[1]
        assert found > alike, f"{sentence!r} was not heard: {found:.2f}"

    def chooses(self, key: str, until_told: str) -> None:
        """Presses a key until the hotline goes on: what is pressed during the notice is lost, as on any telephone."""
        spoken = self.page.locator('[data-phone="captions"] li[data-who="ivr"]').filter(has_text=re.compile(until_told))
        for _ in range(AGAIN):
            self.press(key)
            try:
                spoken.first.wait_for(timeout=AGAIN_MS)
                return
            except PlaywrightTimeout:
                continue
        raise AssertionError(f"pressing {key} never led to {until_told!r}")

    def message(self, words: str) -> str:
        sms = self.page.locator('[data-phone="messages"] li').filter(has_text=re.compile(words))
        expect(sms.first).to_be_visible(timeout=SLOW_MS)
        return sms.first.inner_text()
