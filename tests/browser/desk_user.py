"""Somebody at the agent desk."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser import desk_answers as answers
from tests.browser.canned_desk import CannedDesk
from tests.browser.person import Person

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"
SIZE = {"width": 1280, "height": 720}
BAD = ("serious", "critical")


class DeskUser(Person):
    """`faults` holds what the browser blocked by the page's security policy, too."""

    def __init__(self, context: BrowserContext, desk: CannedDesk):
        self.desk = desk
        super().__init__(context, desk.url)
        if desk.me["carrier"] == "local":
            desk.carrier.until(lambda: desk.carrier.sockets)
        self.page.on(
            "console", lambda message: "Content Security Policy" in message.text and self.faults.append(message.text)
        )

    def part(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def click(self, name: str) -> None:
        self.part(name).click()

    def is_in_state(self, state: str) -> None:
        expect(self.part("presence-button")).to_have_attribute("data-state", state)

    def becomes_ready(self) -> None:
        self.click("presence-button")
        self.click("mic-check")
        self.is_in_state("ready")

    def is_offered(self) -> None:
        self.desk.show("offered", offer=answers.offer())
        expect(self.part("offer-card")).to_be_visible()

    def is_in_call(self) -> None:
        """As after an accepted offer whose leg rang and was answered."""
        self.becomes_ready()
        self.is_offered()
        self.click("accept")
        self.desk.posted(f"api/offers/{answers.OFFER}/accept")
        self.desk.show_call("connecting")
        self.desk.carrier.ring("CA1", "+62211500112")
        self.desk.carrier.until(lambda: {"type": "answer", "call": "CA1"} in self.desk.carrier.messages)
        self.desk.carrier.tell(type="answered", call="CA1")
        self.desk.show_call()
        expect(self.part("call-state")).to_have_attribute("data-state", "talking")

    def is_wrapping_up(self) -> None:
        self.desk.show(
            "wrap_up", call=None, wrap_up={"call_id": answers.CALL, "until": answers.ago(-60), "extended": False}
        )
        expect(self.part("wrap-up")).to_be_visible()

    def fill_form(self) -> None:
        self.part("field-nomor_surat_kehilangan").fill("SKTLK/12/2026")
        self.part("field-telepon").fill("081234567890")
        self.part("field-lokasi_ambil").select_option("mpp")

    def looks(self, name: str) -> None:
        """Keeps a picture; the page fits its window, and nobody is shut out of it."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"desk-{name}.png", animations="disabled")
        assert self.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), f"{name} scrolls"
        self.shuts_nobody_out()

    def shuts_nobody_out(self) -> None:
        found = Axe().run(self.page).response["violations"]
        grave = [
            f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found if v["impact"] in BAD for n in v["nodes"]
        ]
        assert not grave, "\n".join(grave)
