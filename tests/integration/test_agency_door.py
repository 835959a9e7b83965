"""The agencies' door over HTTP: who may knock, and that docs/agencies.md tells the truth."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from casework.changes import change
from casework.delivery import signing
from runtime.clock import FrozenClock, SystemClock
from tests.integration.casework.filing import file

SECRET = "a secret of the test"
DOCUMENT = Path(__file__).parents[2] / "docs" / "agencies.md"
EXAMPLE = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(), re.S).group(1)


@pytest.fixture
def duk(open_house):
    """A house that knows DUK's secret, and a case of DUK."""
    house = open_house(AGENCY_SECRET_DUK=SECRET, AGENCY_SECRET_KOM="another one of the test")
    with house.parts.database.begin() as conn:
        house.filed = file(conn, house.clock)
        change(conn, house.clock.now(), house.filed.case_id, "deliver", actor=None)
    return house


def knock(house, message, path="/agencies/DUK/status", secret=SECRET, seconds=0, **headers):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    clock = FrozenClock(house.clock.now())
    clock.advance(seconds)
    signed = {**signing.headers(secret, clock.now(), body), **headers}
    return house.app.test_client().post(path, data=body, headers=signed, content_type="application/json")


def test_the_door(duk):
    accept = {"reference": duk.filed.reference, "transition": "accept", "message_id": "m1"}
    refused = [
        knock(duk, accept, secret="not the secret at all"),
        knock(duk, accept, seconds=-301),
        knock(duk, accept, seconds=301),
        knock(duk, accept, **{signing.TIMESTAMP: "now"}),
        knock(duk, accept, **{signing.SIGNATURE: "v1=é"}),
        knock(duk, accept, "/agencies/PTS/status"),
        knock(duk, accept, "/agencies/duk/status"),
        knock(duk, accept, "/agencies/KOM/status"),
    ]
    assert [answer.status_code for answer in refused] == [401] * len(refused)
    assert len({answer.data for answer in refused}) == 1
    others = knock(duk, accept, "/agencies/KOM/status", "another one of the test")
    assert (others.status_code, others.json["error"]) == (404, "unknown_reference")

    assert knock(duk, {**accept, "reason": "x" * 16_000}).status_code == 413
    for wrong in (b"{", {"reference": "1"}, {**accept, "extra": 1}, {**accept, "message_id": "a b"}, b"[]"):
        assert knock(duk, wrong).status_code == 422
    early = knock(duk, {**accept, "transition": "receive_documents_now"})
    assert (early.status_code, early.json["error"], early.json["state"]) == (409, "impossible", "delivered")
    assert "accept" in early.json["possible"]

    assert knock(duk, accept, seconds=299).json["state"] == "in_progress"
    assert knock(duk, accept).json["already"] is True
    found = knock(duk, {"first": "2026-11-01", "last": "2026-11-30", "cases": {"26-9": "x"}}, "/agencies/DUK/cases")
    assert found.json == {"missing": [duk.filed.reference], "differing": [], "unknown": ["26-9"]}
    back = knock(duk, {"first": "2026-11-02", "last": "2026-11-01", "cases": {}}, "/agencies/DUK/cases")
    assert back.status_code == 422

    answers = {knock(duk, accept).status_code for _ in range(300)}
    assert answers == {200, 429}


def test_the_documents_example_is_what_the_door_takes(duk):
    duk.app.extensions["hotline"].__dict__["clock"] = SystemClock()
    server = make_server("127.0.0.1", 0, duk.app)
    Thread(target=server.serve_forever, daemon=True).start()
    known = {"SECRET": SECRET, "HOTLINE": f"http://127.0.0.1:{server.port}", "REFERENCE": duk.filed.reference}
    done = subprocess.run([sys.executable, "-c", EXAMPLE], env={**os.environ, **known}, capture_output=True, text=True)
    server.shutdown()
    assert (done.stderr, "'state': 'in_progress'" in done.stdout) == ("", True)
