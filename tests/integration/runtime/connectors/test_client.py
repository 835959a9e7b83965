"""One request to somebody else's service: where it may go, how long and how large its answer may be."""

import time
from threading import Event

import pytest

from ivr.connectors.connector import Request
from runtime.connectors.client import Client, Failed
from runtime.connectors.hosts import read_hosts
from tests.fixtures.web_service import reply

SOON = 5.0


def client_for(*entries, addresses=("127.0.0.1",)):
    """The client, and the names it resolved; every name leads to `addresses`."""
    resolved = []

    def resolve(name, port):
        resolved.append(name)
        return list(addresses)

    return Client(read_hosts(" ".join(entries)), resolve), resolved


def ask(client, url, secret=(), seconds=SOON, max_bytes=1000, method="GET", body=None):
    return client.ask(Request(method, url, {"X-Client": "test"}, body), dict(secret), seconds, max_bytes)


def private(service):
    return f"private+{service.base}"


def test_an_answer_comes_back_whole(web_service):
    service = web_service(answer={"a": 1})
    client, _ = client_for(private(service))
    answer = ask(client, f"{service.base}/a%2Fb?q=c%20d", {"X-Key": "s"})
    assert (answer.status, answer.body) == (200, b'{"a": 1}')
    (asked,) = service.asked
    assert asked.path == "/a%2Fb?q=c%20d", "the address goes out as it was filled"
    assert (asked.headers["X-Client"], asked.headers["X-Key"]) == ("test", "s")
    assert asked.headers["Accept-Encoding"] == "identity"


def test_a_post_carries_its_body(web_service):
    service = web_service()
    client, _ = client_for(private(service))
    ask(client, f"{service.base}/", method="POST", body='{"a": 1}')
    assert (service.asked[0].method, service.asked[0].body) == ("POST", b'{"a": 1}')
    assert service.asked[0].headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "entries", [(), ("other.example",), ("https://127.0.0.1:{port}",), ("private+http://127.0.0.1",)]
)
def test_a_host_that_is_not_listed_is_not_called(web_service, entries):
    service = web_service()
    client, _ = client_for(*(entry.format(port=service.port) for entry in entries))
    with pytest.raises(Failed, match="CONNECTOR_HOSTS"):
        ask(client, f"{service.base}/")
    assert not service.asked


def test_a_listed_address_inside_the_house_is_called_only_when_it_is_listed_as_private(web_service):
    service = web_service()
    with pytest.raises(Failed, match="private network"):
        ask(client_for(service.base)[0], f"{service.base}/")
    assert not service.asked
    assert ask(client_for(private(service))[0], f"{service.base}/").status == 200


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("93.184.216.34", "127.0.0.1"),
        ("169.254.169.254",),
        ("10.0.0.1",),
        ("192.168.1.1",),
        ("172.16.0.1",),
        ("100.100.100.200",),
        ("168.63.129.16",),
        ("0.0.0.0",),
        ("224.0.0.1",),
        ("::1",),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("2002:7f00:1::",),
        ("fe80::1%eth0",),
        ("fd00:ec2::254",),
        ("nonsense",),
    ],
)
def test_a_name_that_leads_into_a_private_network_is_refused(web_service, addresses):
    service = web_service()
    client, _ = client_for(f"http://api.test:{service.port}", addresses=addresses)
    with pytest.raises(Failed, match="private network"):
        ask(client, f"http://api.test:{service.port}/")
    assert not service.asked


def test_a_name_is_resolved_once_and_that_very_address_is_called(web_service):
    service = web_service()
    client, resolved = client_for(f"private+http://api.test:{service.port}")
    assert ask(client, f"http://api.test:{service.port}/").status == 200
    assert resolved == ["api.test"], "nobody else can resolve api.test: the address that was checked was called"
    assert service.asked[0].headers["Host"] == f"api.test:{service.port}"


def redirect(location, status=302):
    return lambda request: reply(request, status, Location=location)


def test_a_redirect_to_another_listed_host_is_followed_without_the_secret(web_service):
    other = web_service(answer=[1])
    service = web_service(behaviours={"/": redirect(f"{other.base}/new")})
    client, _ = client_for(private(service), private(other))
    assert ask(client, f"{service.base}/", {"X-Key": "s"}).body == b"[1]"
    assert "X-Key" in service.asked[0].headers
    assert not {"X-Key", "X-Client"} & set(other.asked[0].headers)


def test_a_redirect_on_the_same_host_keeps_the_secret(web_service):
    service = web_service(behaviours={"/": redirect("/new", 307)})
    ask(client_for(private(service))[0], f"{service.base}/", {"X-Key": "s"})
    assert [(asked.path, asked.headers["X-Key"]) for asked in service.asked] == [("/", "s"), ("/new", "s")]


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("http://127.0.0.1:{inner}/", "CONNECTOR_HOSTS"),
        ("http://inner.test:{inner}/", "private network"),
        ("http://169.254.169.254/latest", "CONNECTOR_HOSTS"),
        ("http://2130706433:{inner}/", "CONNECTOR_HOSTS"),
        ("file:///etc/passwd", "."),
        ("//[", "."),
        ("", "leads nowhere"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(web_service, location, text):
    inner = web_service()
    service = web_service(behaviours={"/": redirect(location.format(inner=inner.port))})
    client, _ = client_for(private(service), f"http://inner.test:{inner.port}")
    with pytest.raises(Failed, match=text):
        ask(client, f"{service.base}/")
    assert not inner.asked


def test_redirects_end(web_service):
    service = web_service(behaviours={"/": redirect("/")})
    with pytest.raises(Failed, match="more than 3 redirects"):
        ask(client_for(private(service))[0], f"{service.base}/")
    assert len(service.asked) == 4


def test_a_post_is_not_sent_on(web_service):
    service = web_service(behaviours={"/": redirect("/new", 307)})
    with pytest.raises(Failed, match="POST"):
        ask(client_for(private(service))[0], f"{service.base}/", method="POST", body="{}")
    assert len(service.asked) == 1


def drip(piece, before=b""):
    """Sends for ever, a little at a time."""

    def behave(request):
        request.wfile.write(before)
        while True:
            request.wfile.write(piece)
            request.wfile.flush()
            Event().wait(0.02)

    return behave


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "behaviour", [drip(b"x", HEAD + b"\r\n"), drip(b"X-A: b\r\n", HEAD), drip(b"H")], ids=["body", "headers", "status"]
)
def test_an_answer_that_never_ends_is_given_up_in_time(web_service, behaviour):
    service = web_service(behaviours={"/": behaviour})
    began = time.monotonic()
    with pytest.raises(Failed):
        ask(client_for(private(service))[0], f"{service.base}/", seconds=0.5, max_bytes=1_000_000)
    assert time.monotonic() - began < SOON


def test_a_service_that_does_not_answer_is_given_up_in_time(web_service):
    service = web_service()
    service.gate.clear()
    with pytest.raises(Failed, match="in time") as failed:
        ask(client_for(private(service))[0], f"{service.base}/", seconds=0.2)
    assert failed.value.again


def test_a_resolver_that_does_not_answer_is_given_up_in_time():
    held = Event()
    client = Client(read_hosts("api.test"), lambda *_: held.wait(30) and [])
    with pytest.raises(Failed, match="in time"):
        ask(client, "https://api.test/", seconds=0.2)
    held.set()


def endless(request):
    request.wfile.write(HEAD + b"\r\n")
    while True:
        request.wfile.write(b"x" * 65_536)


@pytest.mark.parametrize(
    "behaviour",
    [
        endless,
        lambda request: reply(request, 200, b"x" * 1001),
        lambda request: reply(request, 200, Content_Length="5000"),
    ],
    ids=["endless", "one too many", "announced"],
)
def test_an_answer_that_is_too_large_is_given_up(web_service, behaviour):
    service = web_service(behaviours={"/": behaviour})
    with pytest.raises(Failed, match="longer than 1000 bytes") as failed:
        ask(client_for(private(service))[0], f"{service.base}/")
    assert not failed.value.again


def test_a_compressed_answer_is_not_unpacked(web_service):
    service = web_service(behaviours={"/": lambda request: reply(request, 200, b"zz", Content_Encoding="gzip")})
    with pytest.raises(Failed, match="compressed"):
        ask(client_for(private(service))[0], f"{service.base}/")


def test_nobody_there_and_nonsense_are_failures_that_may_pass(web_service):
    service = web_service(behaviours={"/": lambda request: request.wfile.write(b"nonsense\r\n\r\n")})
    with pytest.raises(Failed) as nonsense:
        ask(client_for(private(service))[0], f"{service.base}/")
    service.close()
    with pytest.raises(Failed) as nobody:
        ask(client_for(private(service))[0], f"{service.base}/")
    assert nonsense.value.again and nobody.value.again
    assert service.base not in f"{nonsense.value} {nobody.value}"


def test_the_environments_proxy_is_not_asked(web_service, monkeypatch):
    proxy, service = web_service(), web_service()
    monkeypatch.setenv("HTTP_PROXY", proxy.base)
    monkeypatch.setenv("http_proxy", proxy.base)
    ask(client_for(private(service))[0], f"{service.base}/")
    assert not proxy.asked


def test_a_secret_with_a_line_break_is_not_sent(web_service):
    service = web_service()
    with pytest.raises(Failed) as failed:
        ask(client_for(private(service))[0], f"{service.base}/", {"X-Key": "hush\r\nX-B: c"})
    assert not service.asked and "hush" not in str(failed.value)
