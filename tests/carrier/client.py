"""The official client, pointed at a local carrier."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from telephony.local_carrier.settings import CarrierSettings


class ToLocalCarrier(TwilioHttpClient):
    def __init__(self, base_url: str):
        super().__init__()
        self.base = urlsplit(base_url)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        parts = urlsplit(url)._replace(scheme=self.base.scheme, netloc=self.base.netloc)
        return super().request(method, urlunsplit(parts), *args, **options)


def rest_client(settings: CarrierSettings) -> Client:
    return Client(settings.account_sid, settings.auth_token, http_client=ToLocalCarrier(settings.base_url))
