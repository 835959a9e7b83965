"""One carrier, one hand-written application, the official client, and telephones."""

from dataclasses import dataclass, field
from typing import Any

import requests
from twilio.rest import Client

from telephony.local_carrier.settings import CarrierSettings
from tests.carrier.application import Answer, Application
from tests.carrier.phone import Phone

CALLER = "+6281234567890"
HOTLINE = "+62211500112"


@dataclass
class World:
    settings: CarrierSettings
    app: Application
    client: Client
    carrier: Any
    phones: list[Phone] = field(default_factory=list)

    def phone(self, identity: str = CALLER, token: str | None = None) -> Phone:
        self.phones.append(Phone(self.settings, identity, token))
        if token is None:
            self.phones[-1].hears_of("registered")
        return self.phones[-1]

    def call(self, voice: Answer) -> Phone:
        """A caller whose call is up, answered by this document."""
        self.app.answers["/voice"] = voice
        caller = self.phone()
        caller.dials(HOTLINE)
        return caller

    def final(self, phone: Phone) -> dict[str, str]:
        """What the number's status callback was told of the end."""
        return self.app.wait_for("/status", CallSid=phone.call).values

    def rest(self, method: str, path: str, **options: Any) -> requests.Response:
        account = f"{self.settings.base_url}/2010-04-01/Accounts/{self.settings.account_sid}"
        auth = options.pop("auth", (self.settings.account_sid, self.settings.auth_token))
        return requests.request(method, account + path, auth=auth, timeout=60, **options)

    def stop(self) -> None:
        for phone in self.phones:
            phone.close()
        self.app.stop()
