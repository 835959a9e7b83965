"""What is sent for given arguments, and what is taken of an answer."""

import contextlib
import json
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.connectors.answer import NotUsable, taken
from ivr.connectors.connector import Connector
from ivr.connectors.filling import Unfit
from ivr.connectors.json_path import PathError, compile_path
from ivr.issue import Mark

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def connector(url="https://x.example/{a}/b?q={q}", **more):
    return Connector("c", Mark("connectors.yaml"), url=url, take={}, **{"method": "GET", **more})


def test_values_are_percent_encoded():
    sent = connector().request({"a": "x/../y?&=#", "q": "Jalan Mawar & 5", "more": "unused"})
    assert sent.url == "https://x.example/x%2F..%2Fy%3F%26%3D%23/b?q=Jalan%20Mawar%20%26%205"
    assert sent.body is None


@pytest.mark.parametrize("value", [".", "..", None, [1], {"a": 1}])
def test_a_value_that_would_lead_elsewhere_or_is_none_makes_no_request(value):
    with pytest.raises(Unfit):
        connector().request({"a": value, "q": "x"})


def test_an_address_or_body_too_long_is_not_sent():
    with pytest.raises(Unfit):
        connector().request({"a": "x" * 3000, "q": ""})
    with pytest.raises(Unfit):
        connector(method="POST", body={"a": "{a}"}).request({"a": "x" * 20_000, "q": ""})


@given(st.text(min_size=1, max_size=100), st.text(max_size=100))
def test_whatever_the_values_they_stay_in_their_places(a, q):
    try:
        url = connector().request({"a": a, "q": q}).url
    except Unfit:
        assert a in (".", "..")
        return
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "x.example", "")
    assert url.isascii() and url.isprintable()
    assert [unquote(piece) for piece in parts.path.split("/")] == ["", a, "b"]
    assert parse_qsl(parts.query, keep_blank_values=True) == [("q", q)]


def test_a_body_is_json_whose_values_keep_their_types():
    template = {"where": "{a}", "text": "in {a}: {n}", "count": "{n}", "fixed": [1, None, True]}
    body = connector("https://x.example/", method="POST", body=template).request({"a": 'a"b', "n": 3}).body
    assert json.loads(body) == {"where": 'a"b', "text": 'in a"b: 3', "count": 3, "fixed": [1, None, True]}


ANSWER = {"a": {"b": [{"c": 1}, {"c": None}], "temp-max": 31.5}, "@id": "x"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b[0].c", 1),
        ("a.temp-max", 31.5),
        ("@id", "x"),
        ("a.b[2].c", None),
        ("a.b.c", None),
        ("[0]", None),
        ("z", None),
    ],
)
def test_paths(path, value):
    assert compile_path(path).find(ANSWER) == value


@pytest.mark.parametrize(
    "path", ["", ".", "a.", ".a", "a..b", "a[", "a]", "a[-1]", "a[0", "a[0]b", "a b", "$.a", "a" * 300]
)
def test_what_is_no_path(path):
    with pytest.raises(PathError):
        compile_path(path)


@given(st.text(max_size=30))
def test_any_text_is_a_path_or_an_error_and_never_breaks(text):
    with contextlib.suppress(PathError):
        compile_path(text).find(ANSWER)


@given(JSON)
def test_what_is_taken_can_be_kept_and_spoken(answer):
    body = json.dumps({"a": answer}).encode()
    found = taken(body, {"x": compile_path("a"), "y": compile_path("a.b")})
    assert "\x00" not in json.dumps(found, ensure_ascii=False).encode().decode()
    assert ("x" in found) == (answer is not None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": Infinity}',
        b"[" * 200_000,
        b'{"a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"a": ' + b"9" * 10_000 + b"}",
        b'{"a": "' + b"x" * 30_000 + b'"}',
    ],
)
def test_what_is_not_usable(body):
    with pytest.raises(NotUsable):
        taken(body, {"x": compile_path("a")})
