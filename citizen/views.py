"""The citizens' pages: home, the browser phone, and how a case stands. Server-rendered; only the phone needs JavaScript."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import phonenumbers
from flask import Blueprint, Response, jsonify, make_response, render_template, request
from itsdangerous import BadSignature, URLSafeSerializer

from citizen.captions import Caption
from citizen.language import YEAR_S, chosen_language, remember_language, texts
from citizen.status_page import StatusPage
from runtime.config import Settings
from runtime.web.assets import PREFIX

NUMBER_COOKIE = "phone_number"
ANY_NUMBER = "112112"


@dataclass(frozen=True)
class CitizenDoor:
    """`services(language)` gives name, summary, agency, free; `ticket(number)` a line's url and token;
    `captions(sid, number, after)` what was said in that number's own call."""

    settings: Settings
    country: str
    services: Callable[[str], Sequence[Mapping[str, Any]]]
    ticket: Callable[[str], dict[str, str]]
    captions: Callable[[str, str, int], list[Caption]]
    status_page: StatusPage

    def blueprint(self) -> Blueprint:
        door = Blueprint(
            "citizen", __name__, template_folder="templates", static_folder="static", static_url_path="/citizen"
        )
        door.add_url_rule("/", "home", self.home)
        door.add_url_rule("/phone", "phone", self.phone)
        door.add_url_rule("/phone/ticket", "ticket", self.give_ticket)
        door.add_url_rule("/phone/captions", "captions", self.give_captions)
        self.status_page.install(door)
        return door

    def home(self) -> Response:
        language = chosen_language()
        page = self._render("home.html", language, services=self.services(language))
        return remember_language(page, language)

    def phone(self) -> Response:
        language = chosen_language()
        config = {
            "ticketUrl": "/phone/ticket",
            "captionsUrl": "/phone/captions",
            "workletUrl": f"{PREFIX}line-worklet.js",
            "texts": {
                k.removeprefix("states."): texts.text(k, language)
                for k in texts.keys(language)
                if k.startswith("states.")
            },
        }
        number = self.settings.hotline_number or ANY_NUMBER
        page = self._render("phone.html", language, config=config, number=number)
        if self._own_number() is None:
            value = self._signer().dumps(self._new_number())
            secure = self.settings.public_base_url.startswith("https:")
            page.set_cookie(NUMBER_COOKIE, value, max_age=YEAR_S, httponly=True, samesite="Lax", secure=secure)
        return remember_language(page, language)

    def give_ticket(self) -> Response:
        number = self._own_number()
        return _json(self.ticket(number)) if number else _json({"error": "open /phone first"}, 403)

    def give_captions(self) -> Response:
        number, after = self._own_number(), request.args.get("after", "0")
        if number is None:
            return _json({"error": "open /phone first"}, 403)
        lines = self.captions(request.args.get("call", "")[:64], number, int(after) if after.isdigit() else 0)
        return _json({"lines": [line.__dict__ for line in lines]})

    def _render(self, template: str, language: str, **values: Any) -> Response:
        number = values.pop("number", self.settings.hotline_number)
        html = render_template(
            template, language=language, t=lambda key: texts.text(key, language), number=number, **values
        )
        return make_response(html)

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.settings.secret_key, salt="browser-phone")

    def _own_number(self) -> str | None:
        try:
            number = self._signer().loads(request.cookies.get(NUMBER_COOKIE, ""))
        except BadSignature:
            return None
        return number if isinstance(number, str) else None

    def _new_number(self) -> str:
        """A number for this browser: a mobile number of the country with its last seven digits drawn by chance."""
        example = phonenumbers.example_number_for_type(self.country, phonenumbers.PhoneNumberType.MOBILE)
        start = (
            phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164) if example else "+9990000000000"
        )
        return start[:-7] + f"{secrets.randbelow(10**7):07d}"


def _json(body: Mapping[str, Any], status: int = 200) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
