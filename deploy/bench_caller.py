"""Callers for `make bench`, in a process of their own: signed webhooks over kept connections, one call a thread.

`python -m deploy.bench_caller PORT KIND SECONDS THREADS` prints JSON: count, seconds, latencies in ms (sorted).
KIND is bare, or turns: a call begins, then asks for repetition until its limit, then the next call begins.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import sys
import threading
import time
from urllib.parse import urlencode
from uuid import uuid4

from telephony.twilio.signature import SIGNATURE, sign

STEP = re.compile(rb"/telephony/step\?c=([0-9a-f]+)&amp;n=(\d+)")
STEPS_PER_CALL = 20


class Caller:
    def __init__(self, port: int, token: str):
        self.base, self.token = f"http://127.0.0.1:{port}", token
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.latencies: list[float] = []

    def bare(self) -> None:
        self._post("/bare", [("CallSid", "CA0")])

    def call(self, until: float) -> None:
        """One call: its start and its steps."""
        sid = "CA" + uuid4().hex
        form = [("CallSid", sid), ("From", "+6281234567890"), ("To", "+62211500112"), ("CallStatus", "in-progress")]
        reply = self._post("/telephony/voice", form)
        for number in range(STEPS_PER_CALL):
            found = STEP.search(reply)
            if found is None or time.perf_counter() > until:
                return
            path = f"/telephony/step?c={found[1].decode()}&n={found[2].decode()}"
            reply = self._post(path, [*form, ("Digits", "1" if number == 0 else "*")])

    def _post(self, path: str, form: list[tuple[str, str]]) -> bytes:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            SIGNATURE: sign(self.token, self.base + path, form),
        }
        begun = time.perf_counter()
        self.connection.request("POST", path, urlencode(form), headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.latencies.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{path.split('?')[0]} answered {answer.status}")
        return body


def main(port: int, kind: str, seconds: float, threads: int) -> None:
    callers = [Caller(port, os.environ["TWILIO_AUTH_TOKEN"]) for _ in range(threads)]
    until = time.perf_counter() + seconds

    def run(caller: Caller) -> None:
        while time.perf_counter() < until:
            caller.bare() if kind == "bare" else caller.call(until)

    begun = time.perf_counter()
    running = [threading.Thread(target=run, args=(caller,)) for caller in callers]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    latencies = sorted(latency for caller in callers for latency in caller.latencies)
    print(json.dumps({"count": len(latencies), "seconds": time.perf_counter() - begun, "latencies": latencies}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
