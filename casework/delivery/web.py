"""An agency's HTTP service: the case is posted as signed JSON; any 2xx means that it is taken.

The same case again carries the same Idempotency-Key. 429 and 503 may say by Retry-After when to come again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from casework.delivery import signing
from casework.delivery.way import NotSetUp, Unreachable
from ivr.connectors.connector import Request
from runtime import outbox
from runtime.clock import Clock
from runtime.connectors.client import Answer, Client, Failed, Redirected

IDEMPOTENCY_KEY = "Idempotency-Key"
TIMEOUT_S = 10.0
MOST_ANSWER = 256_000
BUSY = frozenset({429, 503})
AGAIN = frozenset({408, 425, 429})


@dataclass(frozen=True)
class WebWay:
    """`secrets` by agency code in small letters, as they are set in AGENCY_SECRET_<CODE>."""

    client: Client
    secrets: Mapping[str, str]
    clock: Clock
    timeout_s: float = TIMEOUT_S

    def send(self, agency: Mapping[str, Any], document: Mapping[str, Any], key: str) -> None:
        secret = self.secrets.get(agency["code"].lower())
        if secret is None:
            raise NotSetUp(f"AGENCY_SECRET_{agency['code']} is not set")
        body = json.dumps(document, ensure_ascii=False)
        signed = signing.headers(secret, self.clock.now(), body.encode())
        request = Request("POST", agency["delivery"]["address"], {IDEMPOTENCY_KEY: key}, body)
        try:
            answer = self.client.ask(request, signed, self.timeout_s, MOST_ANSWER)
        except Redirected as error:
            raise outbox.Refused("the agency's service answered with a redirect, which is not followed") from error
        except Failed as error:
            raise Unreachable(str(error)) if error.again else NotSetUp(str(error)) from error
        _judge(answer, self.clock.now())


def _judge(answer: Answer, now: datetime) -> None:
    status = answer.status
    if 200 <= status < 300:
        return
    told = f"HTTP status {status}"
    if 400 <= status < 500 and status not in AGAIN:
        raise outbox.Refused(told)
    wait_s = _seconds(answer.retry_after, now) if status in BUSY else 0
    raise outbox.NotNow(told, wait_s)


def _seconds(retry_after: str, now: datetime) -> int:
    """Seconds or an HTTP date; 0 for anything else."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        return max(0, int((parsedate_to_datetime(retry_after) - now).total_seconds()))
    except (TypeError, ValueError):
        return 0
