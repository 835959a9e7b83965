"""`make demo-call`: two Chromium pages, a caller and an agent, play the sample call against the running server."""

from __future__ import annotations

import importlib
import urllib.error
import urllib.request

from deploy.chromium import MEND, find
from runtime.config import Settings


def demo_call(settings: Settings, headless: bool) -> int:
    """0 when the call was played to its end; 1 with a sentence when it could not begin."""
    chromium = find()
    if chromium is None:
        print(MEND)
        return 1
    base = f"http://127.0.0.1:{settings.port}"
    try:
        urllib.request.urlopen(f"{base}/health", timeout=5).close()  # noqa: S310
    except (urllib.error.URLError, OSError):
        print(f"nothing answers at {base}: start the product with make run first")
        return 1
    if not settings.demo:
        print("the sample call needs the demo accounts: start without SECRET_KEY and with the local carrier")
        return 1
    # The script is the tests' own sample call; importing it by name keeps what only tests need out of the house.
    importlib.import_module("tests.browser.sample_call").play(base, settings.var, str(chromium), headless)
    return 0
