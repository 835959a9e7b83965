"""connectors.yaml as managers write it: what is right, and what each mistake is answered with."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ivr.house import HEAD, TAIL, compiled

LOOKUP = (
    "  first: {lookup: {source: weather, with: {place: \"'Solo'\"}, into: sky}, found: tell, not_found: bye, failed: bye}\n"
    '  tell: {say: {id: "{{ sky.degrees }} derajat", en: x}, next: bye}\n'
)
GOOD = {
    "url": '"https://api.weather.example/v1/{place}?lang={language}"',
    "secret": "{name: weather, header: Authorization, scheme: Bearer}",
    "take": '{degrees: "days[0].max"}',
    "not_found": "[404, 410]",
    "timeout": "3s",
    "retries": "2",
}


def source(**changes):
    """connectors.yaml with one connector; None leaves a key out."""
    lines = [f"    {key}: {value}\n" for key, value in {**GOOD, **changes}.items() if value is not None]
    return "connectors:\n  weather:\n" + "".join(lines)


def compile_with(connectors, nodes=LOOKUP):
    return compiled(f"{HEAD}start: first\nnodes:\n{nodes}{TAIL}", **{"connectors.yaml": connectors})


def errors(connectors, nodes=LOOKUP):
    return [str(issue) for issue in compile_with(connectors, nodes).errors]


def test_a_connector_is_read_whole():
    found = compile_with(source())
    assert not found.errors
    (weather,) = found.flows["hotline"].library.connectors.values()
    assert (weather.method, weather.timeout_s, weather.retries, weather.not_found) == ("GET", 3, 2, (404, 410))
    assert weather.parameters == ("place",)
    assert (weather.secret.name, weather.secret.header, weather.secret.scheme) == ("weather", "Authorization", "Bearer")


def test_another_connector_is_another_revision():
    one, other = compile_with(source()), compile_with(source(timeout="5s"))
    assert one.flows["hotline"].revision != other.flows["hotline"].revision


def test_a_post_is_sent_once_and_may_have_a_body():
    body = '{where: "{place}", tags: ["in {place}", 3, null]}'
    found = compile_with(source(method="POST", url="https://x.example/", body=body, retries=None))
    assert not found.errors
    weather = found.flows["hotline"].library.connectors["weather"]
    assert (weather.retries, weather.repeatable, weather.parameters) == (0, False, ("place",))


@pytest.mark.parametrize(
    ("changes", "line", "text"),
    [
        ({"url": None}, 3, "'url' is missing"),
        ({"url": "ftp://x.example/"}, 3, "begins with https:// and a host"),
        ({"url": "/v1/{place}"}, 3, "begins with https:// and a host"),
        ({"url": '"https://{place}.example/"'}, 3, "parameters stand in path or query"),
        ({"url": '"https://x.example:{place}/"'}, 3, "is no address"),
        ({"url": '"https://x.example:99999/"'}, 3, "is no address"),
        ({"url": '"https://u:p@x.example/{place}"'}, 3, "use 'secret'"),
        ({"url": '"https://x.example/a b"'}, 3, "no blanks"),
        ({"url": '"https://x.example/é"'}, 3, "no blanks"),
        ({"url": '"https://x.example/{{ place }}"'}, 3, "no blanks"),
        ({"url": '"https://x.example/{{place}}"'}, 3, "a brace stands only around"),
        ({"url": '"https://x.example/{Place}"'}, 3, "a brace stands only around"),
        ({"url": '"https://x.example/../{place}"'}, 3, "without . and .."),
        ({"url": '"https://x.example/%2E%2e/{place}"'}, 3, "without . and .."),
        ({"url": '"https://x.example/{place}#top"'}, 3, "never sent"),
        ({"url": '"https://x.example/{place}?api_key=abc"'}, 3, "'api_key' looks like a secret"),
        ({"url": '"https://x.example/{place}?' + "a" * 600 + '"'}, 3, "at most 500"),
        ({"url": '"https://[::1/{place}"'}, 3, "is no address"),
        ({"method": "DELETE"}, 9, "no method 'DELETE'"),
        ({"method": "POST"}, 8, "never sent twice"),
        ({"body": "{a: 1}"}, 9, "a GET has no body"),
        ({"method": "POST", "retries": None, "body": '{a: "{{ place }}"}'}, 9, "a brace stands only around"),
        ({"retries": "9"}, 8, "from 0 to 3"),
        ({"timeout": "90s"}, 7, "at most 30s"),
        ({"timeout": "soon"}, 7, "a time such as 5s"),
        ({"max_bytes": "99999999"}, 9, "'max_bytes' is a number"),
        ({"not_found": "[gone]"}, 6, "a list of HTTP statuses"),
        ({"not_found": "{a: 1}"}, 6, "a list of HTTP statuses"),
        ({"take": None}, 3, "'take' is missing"),
        ({"take": "{}"}, 5, "what does the flow want"),
        ({"take": '{degrees: "a..b"}'}, 5, "'a..b' is no path; write it as a.b[0].c"),
        ({"take": '{degrees: "$.a"}'}, 5, "leave out the '$'"),
        ({"take": '{degrees: "a[x]"}'}, 5, "is no path"),
        ({"take": '{De: "a"}'}, 5, "no name for a value"),
        ({"takes": '{a: "a"}'}, 9, "unknown key 'takes'; did you mean 'take'?"),
        ({"secret": "weather"}, 4, "'secret' is a table"),
        ({"secret": "{name: weather}"}, 4, "'header' is missing"),
        ({"secret": "{name: Sk-12345, header: X-Key}"}, 4, "by its name alone"),
        ({"secret": "{name: weather, header: Host}"}, 4, "written by the connection itself"),
        ({"secret": "{name: weather, header: 'X Key'}"}, 4, "no name of a header"),
        ({"secret": "{name: a, header: X-Key, scheme: abcdefghij0123456789abc}"}, 4, "'scheme' is a word"),
        ({"headers": "{Authorization: Bearer abc}"}, 9, "is written twice"),
        ({"headers": "{X-Api-Key: abc}"}, 9, "looks like a token; write secret"),
        ({"headers": "{X-Client: 9f86d081884c7d659a2feaa0c55ad015}"}, 9, "looks like a token"),
        ({"headers": '{X-Place: "{place}"}'}, 9, "without parameters"),
        ({"headers": '{X-A: "a\\r\\nX-B: b"}'}, 9, "one line of plain characters"),
        ({"headers": "{Content-Length: 3}"}, 9, "written by the connection itself"),
    ],
)
def test_each_mistake_is_named_with_its_place(changes, line, text):
    found = errors(source(**changes))
    assert any(f"connectors.yaml:{line}:" in issue and text in issue for issue in found), found


@pytest.mark.parametrize("name", ["case_status", "Weather", "a-b"])
def test_a_connector_has_a_name_of_its_own(name):
    assert any("is no name for a connector" in issue for issue in errors(source().replace("weather:", f"{name}:", 1)))


@pytest.mark.parametrize(
    ("lookup", "text"),
    [
        ("source: wether, with: {place: service}", "no source 'wether'; did you mean 'weather'?"),
        ("source: weather", "weather needs 'place'"),
        ("source: weather, with: {place: service, plase: service}", "knows no 'plase'; did you mean 'place'?"),
    ],
)
def test_a_lookup_names_a_connector_and_gives_what_it_needs(lookup, text):
    nodes = f"  first: {{lookup: {{{lookup}, into: sky}}, found: bye, not_found: bye, failed: bye}}\n"
    assert any("hotline.yaml:12:" in issue and text in issue for issue in errors(source(), nodes))


def test_headers_that_are_no_secret_are_fine():
    assert not errors(source(headers="{Accept: application/vnd.weather.v1+json, X-Client: layanan terpadu}"))


KEYS = ("url", "method", "headers", "secret", "take", "body", "not_found", "timeout", "retries", "max_bytes")
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["{place}", "https://x.example/{a}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_whatever_stands_there_is_a_connector_or_an_error(table):
    found = compile_with(json.dumps({"connectors": {"weather": table}}))
    assert found.flows or found.errors
    assert all(issue.line >= 1 and issue.text for issue in found.issues)
