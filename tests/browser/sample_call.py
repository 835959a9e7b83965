"""The sample call, told line by line: a caller and an agent in two Chromium pages, at a running product."""

import os
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Browser, sync_playwright

from tests.browser.agent import Agent
from tests.browser.caller import Caller
from tests.fixtures.browser import ARGUMENTS

ANSWERS = {
    "nik": "3328014107900001",
    "tanggal_lahir": "01-07-1990",
    "telepon": "081234567890",
    "lokasi_ambil": "kecamatan",
}
PERSON = {"permissions": ["microphone"], "locale": "id-ID", "bypass_csp": True}
DESK = {"width": 1280, "height": 720}


def play(base: str, var: Path, chromium: str, headless: bool) -> None:
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else list(ARGUMENTS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments, headless=headless)
        _call(browser, SimpleNamespace(base=base, var=var))
        browser.close()


def _call(browser: Browser, product: SimpleNamespace) -> None:
    agent = Agent(browser.new_context(**PERSON, viewport=DESK), product.base, "agent2")
    agent.become_ready()
    print("agent     is ready at the desk")
    caller = Caller(browser.new_context(**PERSON), product)
    caller.call()
    print("caller    phones the hotline")
    caller.chooses("1", "Apa yang bisa kami bantu")
    print("hotline   Apa yang bisa kami bantu?")
    caller.speak("saya mau ganti KTP yang hilang")
    caller.is_told("Penggantian KTP")
    print("caller    saya mau ganti KTP yang hilang   (understood; the card is spoken)")
    caller.press("0")
    agent.accept()
    print("agent     accepts; both talk")
    agent.fill(ANSWERS)
    reference = agent.submit()
    agent.by("send-sms").click()
    print(f"agent     files the case: {reference}; SMS: {caller.message(reference[:2])}")
    agent.hang_up()
    agent.wrap_up("filed")
    for key in "434":
        caller.is_told("satu sampai empat|seberapa")
        caller.press(key)
    caller.is_in_state("ended", 60_000)
    print("caller    answers the survey and hangs up")
    agent.by("presence-button").click()
