"""The operator's list of hosts."""

import pytest

from runtime.connectors.hosts import BadEntry, allowed, read_hosts

LIST = "api.example, http://old.example:8080 private+https://10.0.0.5 private+http://[::1]:81/"


@pytest.mark.parametrize(
    ("place", "private"),
    [
        (("https", "api.example", 443), False),
        (("https", "API.example.", 443), False),
        (("http", "old.example", 8080), False),
        (("https", "10.0.0.5", 443), True),
        (("http", "::1", 81), True),
        (("http", "api.example", 80), None),
        (("https", "api.example", 8443), None),
        (("https", "sub.api.example", 443), None),
        (("https", "api.example.evil", 443), None),
        (("http", "old.example", 80), None),
    ],
)
def test_which_hosts_may_be_called(place, private):
    host = allowed(read_hosts(LIST), *place)
    assert (None if host is None else host.private) is private


@pytest.mark.parametrize(
    "entry", ["*", "*.example", "https://", "ftp://a", "a/b", "a:0", "a:99999", "a:b", "u@a", "-a", "http://a?b", "é"]
)
def test_what_is_no_host(entry):
    with pytest.raises(BadEntry, match="is no host"):
        read_hosts(f"api.example {entry}")


def test_nothing_set_is_nobody():
    assert read_hosts("") == ()
