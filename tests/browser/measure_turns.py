"""How long callers wait: `.venv/bin/python -m tests.browser.measure_turns` phones the hotline and speaks, several calls over.

From the end of speech to the first sound of the next prompt, by ear at the browser; every no-match is told.
"""

import statistics
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from deploy.chromium import find
from tests.browser.caller import Caller
from tests.browser.product import Product
from tests.browser.sample_call import ARGUMENTS, PERSON
from tests.sound import RATE

SPOKEN = (
    ("saya mau ganti KTP yang hilang", "Penggantian KTP"),
    ("mau bikin akta lahir anak", "Akta kelahiran"),
    ("pengaduan", "pengaduan|keluhan"),
    ("status permohonan", "nomor permohonan"),
    ("layanan lain", "Layanan apa"),
)
HEARD_S = 12.0
LOUD = 0.02


def first_sound_after(heard: np.ndarray, quiet_s: float) -> float:
    """Seconds until the line is loud again, once it has been quiet for `quiet_s`."""
    step = RATE // 50
    loud = [float(np.abs(heard[i : i + step]).max()) > LOUD for i in range(0, len(heard) - step, step)]
    need, run = int(quiet_s * 50), 0
    for place, is_loud in enumerate(loud):
        if is_loud and run >= need:
            return place / 50
        run = 0 if is_loud else run + 1
    return float("nan")


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    product = Product(folder).start()
    waits, misses = [], []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, "--no-sandbox"])
            for words, told in SPOKEN:
                caller = Caller(browser.new_context(**PERSON), product)
                caller.call()
                caller.chooses("1", "Apa yang bisa kami bantu")
                caller.speak(words)
                caller.listen()
                caller.has_listened_for(HEARD_S)
                waits.append(first_sound_after(caller.heard(), 0.2))
                spoken = caller.page.locator('[data-phone="captions"] li').all_inner_texts()
                understood = any(part.lower() in " ".join(spoken[-2:]).lower() for part in told.split("|"))
                misses += [] if understood else [words]
                print(f"{waits[-1]:5.2f} s  {'understood' if understood else 'NO MATCH  '}  {words}")
                caller.page.context.close()
            browser.close()
    finally:
        product.stop()
    print(
        f"p50 {statistics.median(waits):.2f} s, slowest {max(waits):.2f} s of {len(waits)}; no-match: {misses or 'none'}"
    )


if __name__ == "__main__":
    main()
