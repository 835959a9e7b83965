"""The official client, pointed at a local carrier; every answer is judged by the vendor's schema."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from telephony.local_carrier.settings import CarrierSettings
from tests.carrier.schema import judge


class ToLocalCarrier(TwilioHttpClient):
    """`judged` counts the answers that were held against the schema."""

    def __init__(self, base_url: str):
        super().__init__()
        self.base = urlsplit(base_url)
        self.judged = 0

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        parts = urlsplit(url)._replace(scheme=self.base.scheme, netloc=self.base.netloc)
        response = super().request(method, urlunsplit(parts), *args, **options)
        if response.status_code < 300:
            judge(method, url, response.status_code, response.text)
            self.judged += 1
        return response


def rest_client(settings: CarrierSettings) -> Client:
    return Client(settings.account_sid, settings.auth_token, http_client=ToLocalCarrier(settings.base_url))
