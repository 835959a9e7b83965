import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.mail_server import ADDRESS, BadAddress, read


@pytest.mark.parametrize(
    ("text", "host", "port", "user", "password", "tls_at_once", "here"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, "", "", False, False),
        ("smtps://a%40b.id:p%3A%2Fw@mail.example.org/", "mail.example.org", 465, "a@b.id", "p:/w", True, False),
        ("smtp://127.0.0.1:25", "127.0.0.1", 25, "", "", False, True),
        ("smtp://[::1]:25", "::1", 25, "", "", False, True),
        ("smtp://localhost", "localhost", 587, "", "", False, True),
    ],
)
def test_a_server_is_read(text, host, port, user, password, tls_at_once, here):
    found = read(text)
    assert (found.host, found.port, found.user, found.password) == (host, port, user, password)
    assert (found.tls_at_once, found.on_this_machine) == (tls_at_once, here)
    assert not password or password not in repr(found)


@pytest.mark.parametrize(
    "text",
    ["mail.example.org", "http://x", "smtp://", "smtp://x:99999", "smtp://u:pa55@x/path", "smtp://x?y", "smtp://x#y"],
)
def test_what_is_no_server_is_told_without_its_password(text):
    with pytest.raises(BadAddress, match="must be smtp://") as refused:
        read(text)
    assert "pa55" not in str(refused.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(BadAddress):
        assert read(text).host


@given(st.text(alphabet='ab@.\r\n ,<>:"', max_size=12))
def test_an_address_cannot_end_a_header_or_name_two(text):
    if ADDRESS.fullmatch(text):
        assert text.count("@") == 1
        assert not set(text) & set('\r\n ,<>:"')
