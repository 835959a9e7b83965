"""An agent at the product's own desk."""

import re

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.person import Person

SLOW_MS = 20_000


class Agent(Person):
    """Signs in by the plain form, then works at /desk."""

    def __init__(self, context: BrowserContext, base: str, username: str = "agent1"):
        super().__init__(context, f"{base}/desk")
        self.page.fill('[name="username"]', username)
        self.page.fill('[name="password"]', f"{username}-demo")
        self.page.press('[name="password"]', "Enter")
        expect(self.by("presence-button")).to_be_visible(timeout=SLOW_MS)

    def by(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def is_in_state(self, state: str) -> None:
        expect(self.by("presence-button")).to_have_attribute("data-state", state, timeout=SLOW_MS)

    def become_ready(self) -> None:
        self.by("presence-button").click()
        self.by("mic-check").click()
        self.is_in_state("ready")

    def accept(self) -> None:
        self.by("accept").click(timeout=SLOW_MS)
        self.is_talking()

    def is_talking(self) -> None:
        expect(self.by("call-state")).to_have_attribute("data-state", "talking", timeout=SLOW_MS)

    def has_sound(self) -> None:
        """After a reload a browser may want a click before it plays."""
        if self.by("connect-sound").count():
            self.by("connect-sound").click()
        self.page.wait_for_function("() => Boolean(window.__lineNode)", timeout=SLOW_MS)

    def fill(self, answers: dict[str, str]) -> None:
        """A choice is named by its value."""
        for name, value in answers.items():
            option = self.by(f"field-{name}-{value}")
            if option.count():
                option.check()
            else:
                self._answer(self.by(f"field-{name}"), value)

    @staticmethod
    def _answer(field: Locator, value: str) -> None:
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def submit(self) -> str:
        """The reference number, its digits only."""
        self.by("submit-case").click()
        expect(self.by("reference")).to_be_visible(timeout=SLOW_MS)
        return re.sub(r"\D", "", self.by("reference").inner_text())

    def hang_up(self) -> None:
        self.by("hang-up").click()

    def wrap_up(self, code: str) -> None:
        self.by(f"wrap-up-{code}").click()
        self.by("save-wrap-up").click()
