"""connectors.yaml to connectors, every mistake with its place.

connectors:
  weather:
    url: "https://api.weather.example/v1/places/{place}?language={language}"
    secret: {name: weather, header: Authorization, scheme: Bearer}    # the value is the operator's: CONNECTOR_SECRET_WEATHER
    take: {summary: "forecast.days[0].text", degrees: "forecast.days[0].max"}
    not_found: [404]
    timeout: 3s
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from ivr.connectors.address_reading import read_address
from ivr.connectors.connector import Connector, Secret
from ivr.connectors.filling import has_stray_brace, texts
from ivr.connectors.header_reading import read_headers
from ivr.connectors.json_path import JsonPath, PathError, compile_path
from ivr.source_tree import Scalar, plain
from ivr.table_reader import TableReader

METHODS = ("GET", "POST")
TIMEOUT_S = 4
MAX_TIMEOUT_S = 30
MAX_RETRIES = 3
MAX_BYTES = 1_000_000

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def read_connectors(reader: TableReader, reserved: Mapping[str, Any]) -> dict[str, Connector]:
    """`reserved` are the house's own sources: no connector has their names."""
    tables = reader.named_tables("connectors", required=True)
    reader.finish()
    found: dict[str, Connector] = {}
    for name, own in tables.items():
        if not _NAME.fullmatch(name) or name in reserved:
            own.reading.error(
                own.mark,
                f"'{name[:40]}' is no name for a connector: small letters, digits and _, not {', '.join(reserved)}",
            )
        connector = _connector(own, name)
        if connector is not None:
            found[name] = connector
    return found


def _connector(own: TableReader, name: str) -> Connector | None:
    method: Literal["GET", "POST"] = "POST" if own.one_of("method", METHODS, "method") == "POST" else "GET"
    url = read_address(own)
    secret = _secret(own)
    connector = Connector(
        name,
        own.mark,
        method,
        url,
        _take(own),
        read_headers(own, secret),
        secret,
        _body(own, method),
        _statuses(own),
        own.seconds("timeout", TIMEOUT_S, MAX_TIMEOUT_S),
        _retries(own, method),
        int(own.number("max_bytes", 64_000, 1, MAX_BYTES)),
    )
    own.finish()
    return connector if url else None


def _retries(own: TableReader, method: str) -> int:
    if method == "POST" and "retries" in own:
        own.error("retries", "a POST is never sent twice: it may have arrived; leave 'retries' out")
    return int(own.number("retries", 0 if method == "POST" else 1, 0, MAX_RETRIES))


def _secret(own: TableReader) -> Secret | None:
    table = own.table_at("secret")
    if table is None:
        return None
    name, header, scheme = table.word("name", required=True), table.word("header", required=True), table.word("scheme")
    table.finish()
    if name and not _NAME.fullmatch(name):
        table.error(
            "name", "a secret stands here by its name alone, small letters: its value is CONNECTOR_SECRET_<NAME>"
        )
    return Secret(name, header, scheme)


def _take(own: TableReader) -> dict[str, JsonPath]:
    found: dict[str, JsonPath] = {}
    for name, path in own.named_word("take", required=True).items():
        mark = own.mark_within("take", name)
        if not _NAME.fullmatch(name):
            own.reading.error(mark, f"'{name[:40]}' is no name for a value: small letters, digits and _")
        try:
            found[name] = compile_path(path)
        except PathError as wrong:
            own.reading.error(mark, str(wrong))
    if not found and "take" in own:
        own.error("take", "what does the flow want of the answer? take: {name: a.b[0].c}")
    return found


def _body(own: TableReader, method: str) -> Any:
    tree = own.take("body")
    if tree is None:
        return {} if method == "POST" else None
    if method != "POST":
        own.error("body", "a GET has no body; write method: POST, or put the values into the url")
    body = plain(tree)
    if any(has_stray_brace(text) for text in texts(body)):
        own.error("body", "a brace stands only around a parameter's name: {place}")
    return body


def _statuses(own: TableReader) -> tuple[int, ...]:
    tree = own.take("not_found")
    if tree is None:
        return (404,)
    items = (tree,) if isinstance(tree, Scalar) else getattr(tree, "items", ())
    values = [item.value for item in items if isinstance(item, Scalar)]
    statuses = tuple(v for v in values if isinstance(v, int) and not isinstance(v, bool) and 200 <= v <= 599)
    if not statuses or len(statuses) != len(items):
        own.error("not_found", "'not_found' is a list of HTTP statuses, such as [404]")
    return statuses
