"""deploy/Caddyfile with Debian's caddy and a certificate of its own authority: a phone on another machine has a microphone and talks."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from tests.browser.caller import Caller
from tests.browser.product import ROOT, Product
from tests.fixtures.ports import find_free_ports

pytestmark = [pytest.mark.browser, pytest.mark.alone]
NAME = "localhost"
READY_S, LOOK_S = 30.0, 0.1
MISSING = "caddy is not installed: sudo apt-get install -y caddy"


@pytest.fixture
def behind_caddy(tmp_path):
    """The product, at an https address."""
    if shutil.which("caddy") is None:
        pytest.skip(MISSING)
    port = find_free_ports()
    product = Product(tmp_path, PUBLIC_BASE_URL=f"https://{NAME}:{port}", TRUSTED_PROXIES="1").start()
    environ = {
        **os.environ,
        "HOTLINE_HOST": f"{NAME}:{port}",
        "PORT": str(product.port),
        "CARRIER_PORT": str(product.port + 1),
        "CADDY_GLOBAL": "auto_https disable_redirects\nskip_install_trust",
        "XDG_DATA_HOME": str(tmp_path / "caddy"),
        "XDG_CONFIG_HOME": str(tmp_path / "caddy"),
    }
    with (tmp_path / "caddy.log").open("wb") as log:
        caddy = subprocess.Popen(
            ["caddy", "run", "--config", str(ROOT / "deploy" / "Caddyfile")], env=environ, stdout=log, stderr=log
        )
        product.base = f"https://{NAME}:{port}"
        _wait_until_it_answers(product.base, caddy)
        yield product
        caddy.terminate()
        caddy.wait(20)
        product.stop()


def _wait_until_it_answers(base: str, caddy: subprocess.Popen) -> None:
    """A certificate that nobody here trusts is an answer too."""
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        assert caddy.poll() is None, "caddy ended by itself"
        try:
            urllib.request.urlopen(f"{base}/health", timeout=2).close()
        except urllib.error.URLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                return
        time.sleep(LOOK_S)
    raise AssertionError("caddy does not answer")


def test_a_call_by_https(behind_caddy, new_context):
    caller = Caller(new_context(ignore_https_errors=True), behind_caddy)
    assert caller.page.evaluate("isSecureContext && location.protocol") == "https:"
    caller.call()
    caller.chooses("1", "Apa yang bisa kami bantu")
    caller.speak("saya mau ganti KTP yang hilang")
    caller.is_told("Penggantian KTP")
    cookies = caller.page.context.cookies()
    assert cookies and all(cookie["secure"] for cookie in cookies if cookie["name"] == "phone_number")
    assert not caller.faults
