"""A connector of a published flow: attempts, statuses, what is taken, and what the log says."""

import logging

import pytest

from ivr.effects import Lookup
from ivr.session import new_session
from runtime.connectors.client import Client
from runtime.connectors.hosts import read_hosts
from runtime.connectors.source import Connectors, problems
from runtime.flow_store import FlowStore
from runtime.flow_versions.people import FOLDER
from runtime.flow_versions.publishing import Order, Publishing
from tests.fixtures.web_service import reply
from tests.unit.ivr.house import AGENCIES, HEAD, SERVICES, TAIL, files

CONNECTORS = """
connectors:
  weather:
    url: "{base}/sky?place={{place}}"
    secret: {{name: weather, header: Authorization, scheme: Bearer}}
    take: {{degrees: "days[0].max", text: "days[0].text"}}
    not_found: [404, 503]
    retries: 2
  order:
    method: POST
    url: "{base}/order"
    body: {{place: "{{place}}"}}
    take: {{number: number}}
"""
NODES = "  first: {hang_up: {id: Selesai., en: Bye.}}\n"
SKY = "/sky?place=Solo"


@pytest.fixture
def asking(database, clock, web_service):
    """`asking(service)(name)`: a lookup by the connector of that name."""
    flows = FlowStore(database, clock)

    def at(service, secrets=(("weather", "hush"),), hosts=None):
        sources = files(f"{HEAD}start: first\nnodes:\n{NODES}{TAIL}")
        sources["connectors.yaml"] = CONNECTORS.format(base=service.base)
        Publishing(database, clock, flows, SERVICES, AGENCIES).publish(sources, Order(FOLDER, "test"))
        client = Client(read_hosts(f"private+{service.base}" if hosts is None else hosts))
        connectors = Connectors(flows, client, dict(secrets), sleep=lambda seconds: None)
        session = new_session(flows.live())
        return lambda name, place="Solo", seconds=10: connectors.ask(session, Lookup(name, {"place": place}), seconds)

    return at


def statuses(*codes, body=b"{}"):
    """Each request the next status, the last for ever."""
    left = list(codes)
    return lambda request: reply(request, left.pop(0) if len(left) > 1 else left[0], body)


def test_values_are_taken_and_the_secret_is_sent(asking, web_service):
    service = web_service(answer={"days": [{"max": 31, "text": "cerah\u0000\u202e"}]})
    done = asking(service)("weather")
    assert (done.result, done.value) == ("found", {"degrees": 31, "text": "cerah  "})
    assert service.asked[0].headers["Authorization"] == "Bearer hush"


def test_an_answer_without_any_of_the_values_is_not_found(asking, web_service):
    assert asking(web_service(answer={"days": []}))("weather").result == "not_found"
    assert asking(web_service(answer={"days": [{"max": 1, "text": None}]}))("weather").value == {"degrees": 1}


@pytest.mark.parametrize(
    ("codes", "result", "requests"),
    [
        ((500, 200), "not_found", 2),
        ((429, 502, 200), "not_found", 3),
        ((500,), "failed", 3),
        ((404,), "not_found", 1),
        ((503,), "not_found", 1),
        ((400,), "failed", 1),
        ((301,), "failed", 1),
    ],
)
def test_what_a_status_means_and_whether_it_is_asked_again(asking, web_service, codes, result, requests):
    service = web_service(behaviours={SKY: statuses(*codes)})
    assert asking(service)("weather").result == result
    assert len(service.asked) == requests


def test_a_post_is_sent_once_whatever_comes_back(asking, web_service):
    for behaviour in (statuses(500), lambda request: request.connection.close()):
        service = web_service(behaviours={"/order": behaviour})
        assert asking(service)("order").result == "failed"
        assert [asked.body for asked in service.asked] == [b'{"place": "Solo"}']


def test_attempts_end_with_the_callers_patience(asking, web_service):
    service = web_service()
    service.gate.clear()
    assert asking(service)("weather", seconds=0.3).result == "failed"
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "body", [b"<html>", b"", b"[" * 60_000, b'{"days": [{"max": NaN}]}', b'"' + b"x" * 64_000 + b'"']
)
def test_what_is_not_json_or_too_large_is_a_failure(asking, web_service, body):
    assert asking(web_service(behaviours={SKY: statuses(200, body=body)}))("weather").result == "failed"


def test_the_log_says_why_without_secret_address_or_values(asking, web_service, caplog):
    service = web_service(behaviours={SKY: statuses(400)})
    with caplog.at_level(logging.DEBUG):
        asking(service)("weather")
        asking(service, hosts="api.example")("weather")
        asking(service, secrets=())("weather")
        asking(service)("weather", place="..")
    assert "weather: HTTP status 400" in caplog.text
    assert "is not in CONNECTOR_HOSTS" in caplog.text
    assert "CONNECTOR_SECRET_WEATHER is not set" in caplog.text
    assert not any(word in caplog.text for word in ("hush", "Solo", "/sky"))


def test_what_the_operator_has_not_set_is_said_at_the_start(database, clock, web_service, asking):
    service = web_service()
    asking(service)
    connectors = FlowStore(database, clock).live().library.connectors.values()
    said = list(problems(connectors, (), {}))
    assert [problem.split(":")[0] for problem in said] == ["connector weather", "connector weather", "connector order"]
    assert "CONNECTOR_HOSTS" in said[0] and "CONNECTOR_SECRET_WEATHER is not set" in said[1]
    assert not list(problems(connectors, read_hosts(f"private+{service.base}"), {"weather": "x"}))
