"""The carrier as a process: it listens, and stops when it is told to."""

import signal
import subprocess
import sys
from pathlib import Path

import requests

from tests.fixtures.carrier import carrier_settings

START = """
import sys
from dataclasses import replace
from pathlib import Path
from telephony.local_carrier.process import main
from tests.fixtures.carrier import carrier_settings
port, folder = int(sys.argv[1]), Path(sys.argv[2])
main(replace(carrier_settings(port, "http://127.0.0.1:9", folder), speech_socket=folder / "speech.sock"))
"""


def test_it_listens_and_ends_by_sigterm(free_port, tmp_path):
    port = free_port()
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(port), str(tmp_path)], cwd=root, stderr=subprocess.PIPE, text=True
    )
    try:
        assert any("listens" in line for line in process.stderr)
        answer = requests.get(f"{carrier_settings(port, '', tmp_path).base_url}/health", timeout=60).json()
        assert answer == {"status": "ok", "lines": 0, "calls": 0}
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
