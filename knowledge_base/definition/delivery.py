"""How cases reach an agency: `delivery: {kind: http, address: "https://cases.example.org/in"}`."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import model_validator

from knowledge_base.definition.strict import Strict
from runtime.mail_server import ADDRESS


class Delivery(Strict):
    """`folder` has no address: it is <VAR_DIR>/agencies/<code>. `http` has a URL without password, `email` a mailbox."""

    kind: Literal["folder", "http", "email"] = "folder"
    address: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Delivery":
        fault = {"folder": self._folder, "http": self._http, "email": self._email}[self.kind]()
        if fault:
            raise ValueError(fault)
        return self

    def _folder(self) -> str:
        return "a folder has no address: it is named by the agency's code" if self.address else ""

    def _http(self) -> str:
        mend = "http needs an address such as https://cases.example.org/in, without user, password or #"
        try:
            parts = urlsplit(self.address or "")
            fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
            return "" if fits and not parts.username and not parts.fragment else mend
        except ValueError:
            return mend

    def _email(self) -> str:
        fits = ADDRESS.fullmatch(self.address or "")
        return "" if fits else "email needs an address such as berkas@dinas.example.org"
