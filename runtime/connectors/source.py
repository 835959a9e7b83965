"""A flow's connectors as a source of lookups: the definition of the call's own revision, attempts, and what is taken."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ivr.connectors.answer import NotUsable, taken
from ivr.connectors.connector import Connector
from ivr.connectors.filling import Unfit
from ivr.effects import Lookup
from ivr.events import LookupDone
from ivr.session import Session
from runtime.connectors.client import Answer, Client, Failed
from runtime.connectors.hosts import PORTS, Host, allowed
from runtime.flow_store import FlowStore

AGAIN = frozenset({429, 500, 502, 503, 504})
PAUSE_S = 0.2
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Connectors:
    """`secrets` by name in small letters. `monotonic` and `sleep` are the machine's: attempts are a matter of real time."""

    flows: FlowStore
    client: Client
    secrets: Mapping[str, str]
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def may_repeat(self, session: Session, wanted: Lookup) -> bool:
        return self._connector(session, wanted).repeatable

    def ask(self, session: Session, wanted: Lookup, seconds: float) -> LookupDone:
        """At most `seconds` long. Why there was no answer goes to the log, without address and values."""
        connector = self._connector(session, wanted)
        try:
            answer = self._attempts(connector, wanted, self.monotonic() + seconds)
            return _told(connector, answer)
        except (Failed, Unfit, NotUsable) as why:
            log.warning("connector %s: %s", connector.name, why)
            return LookupDone("failed")

    def _connector(self, session: Session, wanted: Lookup) -> Connector:
        library = self.flows.pinned(session.revision, session.flow).library
        return library.connectors[wanted.source]

    def _attempts(self, connector: Connector, wanted: Lookup, end: float) -> Answer:
        request, secret = connector.request(wanted.arguments), self._secret(connector)
        for left in range(connector.retries, -1, -1):
            try:
                seconds = min(connector.timeout_s, max(0.0, end - self.monotonic()))
                answer = self.client.ask(request, secret, seconds, connector.max_bytes)
                if answer.status not in AGAIN or answer.status in connector.not_found or not left:
                    return answer
            except Failed as why:
                if not (why.again and left):
                    raise
            if self.monotonic() + PAUSE_S >= end:
                break
            self.sleep(PAUSE_S)
        raise Failed("no answer in time")

    def _secret(self, connector: Connector) -> dict[str, str]:
        secret = connector.secret
        if secret is None:
            return {}
        value = self.secrets.get(secret.name)
        if value is None:
            raise Failed(f"CONNECTOR_SECRET_{secret.name.upper()} is not set")
        return {secret.header: f"{secret.scheme} {value}".strip()}


def _told(connector: Connector, answer: Answer) -> LookupDone:
    if answer.status in connector.not_found:
        return LookupDone("not_found")
    if not 200 <= answer.status < 300:
        raise Failed(f"HTTP status {answer.status}")
    values = taken(answer.body, connector.take)
    return LookupDone("found", values) if values else LookupDone("not_found")


def problems(connectors: Iterable[Connector], hosts: tuple[Host, ...], secrets: Mapping[str, str]) -> Iterator[str]:
    """What the operator has not set yet for these connectors to work."""
    for connector in connectors:
        parts = urlsplit(connector.url)
        if not allowed(hosts, parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme]):
            yield f"connector {connector.name}: {parts.scheme}://{parts.netloc} is not in CONNECTOR_HOSTS, so it is never called"
        if connector.secret is not None and connector.secret.name not in secrets:
            yield f"connector {connector.name}: CONNECTOR_SECRET_{connector.secret.name.upper()} is not set"
