import pytest
from pydantic import ValidationError

from knowledge_base.definition.delivery import Delivery


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("folder", None),
        ("http", "https://cases.example.org/in"),
        ("http", "http://10.0.0.5:8080/in?x=1"),
        ("email", "berkas@dinas.example"),
    ],
)
def test_how_cases_reach_an_agency(kind, address):
    assert Delivery(kind=kind, address=address).address == address


@pytest.mark.parametrize(
    ("kind", "address", "told"),
    [
        ("folder", "/etc", "a folder has no address"),
        ("http", None, "http needs an address"),
        ("http", "ftp://x/in", "http needs an address"),
        ("http", "https://user:pass@x/in", "http needs an address"),
        ("http", "https://x:99999/in", "http needs an address"),
        ("http", "https://x:0/in", "http needs an address"),
        ("http", "https://x/in#here", "http needs an address"),
        ("http", "https://[x/in", "http needs an address"),
        ("email", None, "email needs an address"),
        ("email", "a@b.id\nBcc: c@d.id", "email needs an address"),
        ("email", "Somebody <a@b.id>", "email needs an address"),
        ("fax", None, "folder"),
    ],
)
def test_what_cannot_be_delivered_to_is_told_when_the_file_is_read(kind, address, told):
    with pytest.raises(ValidationError, match=told):
        Delivery(kind=kind, address=address)
