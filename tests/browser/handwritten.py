"""A hand-written application of the carrier: Gather, Enqueue, accept, conference; and the pages of two people."""

import json
import threading
from pathlib import Path

from flask import Flask, Response, jsonify, request, send_from_directory
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from telephony.local_carrier.settings import CarrierSettings
from tests.carrier.client import rest_client
from tests.sound import chirps, to_wav

PROMPT = chirps(3, 0.8)
DIST = Path(__file__).parents[2] / "frontend" / "dist"
PARTS = ("status", "warning", "own-number", "captions", "messages", "no-messages", "green", "red")
PAGE = """<!doctype html><meta charset=utf-8><title>phone</title><body data-state=start>
<script type="application/json" data-phone="config">{config}</script>
<input data-phone=number><meter data-phone=level-in></meter><meter data-phone=level-out></meter>{parts}{keys}
<script type=module src="/static/app/{script}"></script>"""


class HandWritten:
    """`port` is its own; `settings` are the carrier's. `log` holds each webhook's path and form, in order."""

    def __init__(self, port: int, settings: CarrierSettings):
        self.port, self.settings = port, settings
        self.log: list[tuple[str, dict[str, str]]] = []
        self.joined = threading.Event()
        self.together = threading.Event()
        self.called = threading.Event()
        self.caller = ""
        self.app = Flask("handwritten")
        self.app.before_request(self.signed)
        for path in ("voice", "queue", "wait", "status", "conference", "left"):
            self.app.add_url_rule(f"/{path}", path, getattr(self, path), methods=["POST"])
        self.app.add_url_rule("/prompt.wav", "prompt", self.prompt)
        self.app.add_url_rule("/ticket/<identity>", "ticket", self.ticket)
        self.app.add_url_rule("/page/<identity>", "page", self.page)
        self.app.add_url_rule("/static/app/<path:name>", "static_app", lambda name: send_from_directory(DIST, name))
        self.server = make_server("127.0.0.1", port, self.app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def signed(self) -> Response | None:
        if request.method != "POST":
            return None
        pairs = request.form
        signature = request.headers.get("X-Twilio-Signature", "")
        if not RequestValidator(self.settings.auth_token).validate(request.url, pairs, signature):
            return Response("bad signature", 403)
        self.log.append((request.path, request.form.to_dict()))
        return None

    def voice(self) -> Response:
        return xml(
            '<Gather action="/queue" numDigits="1" timeout="20"><Play loop="0">/prompt.wav</Play></Gather><Redirect>/voice</Redirect>'
        )

    def queue(self) -> Response:
        self.caller = request.form["CallSid"]
        self.called.set()
        return xml('<Enqueue action="/left" waitUrl="/wait">people</Enqueue>')

    def wait(self) -> Response:
        return xml("<Pause length='30'/>")

    def left(self) -> Response:
        return xml("")

    def status(self) -> Response:
        return xml("")

    def conference(self) -> Response:
        """When the agent's leg has joined, the caller is redirected into the same room."""
        if request.form["StatusCallbackEvent"] == "participant-join" and not self.joined.is_set():
            self.joined.set()
            threading.Thread(target=self.redirect_caller).start()
        if request.form["StatusCallbackEvent"] == "conference-start":
            self.together.set()
        return xml("")

    def redirect_caller(self) -> None:
        room = '<Response><Dial><Conference beep="false" endConferenceOnExit="true">room</Conference></Dial></Response>'
        rest_client(self.settings).calls(self.caller).update(twiml=room)

    def accept(self, identity: str) -> str:
        """The agent takes the call: the agent's own leg is called into the room. Returns its CallSid."""
        room = (
            '<Response><Dial><Conference beep="false" waitUrl="" statusCallback="/conference" statusCallbackEvent="start join leave end">'
            "room</Conference></Dial></Response>"
        )
        client = rest_client(self.settings)
        return client.calls.create(to=f"client:{identity}", from_="+62211500112", twiml=room).sid

    def prompt(self) -> Response:
        return Response(to_wav(PROMPT), mimetype="audio/wav")

    def ticket(self, identity: str) -> Response:
        s = self.settings
        token = AccessToken(s.account_sid, s.api_key, s.api_secret, identity=identity, ttl=60)
        token.add_grant(VoiceGrant(incoming_allow=True))
        return jsonify(url=f"ws://127.0.0.1:{s.port}/line", token=token.to_jwt())

    def page(self, identity: str) -> str:
        script = json.loads((DIST / "manifest.json").read_text())["phone/main.ts"]["file"]
        config = {"ticketUrl": f"/ticket/{identity}", "workletUrl": "/static/app/line-worklet.js", "texts": {}}
        parts = "".join(f"<button data-phone={name}>{name}</button>" for name in PARTS)
        keys = "".join(f'<button data-key="{key}">{key}</button>' for key in "123456789*0#")
        return PAGE.format(config=json.dumps(config | {"captionsUrl": None}), parts=parts, keys=keys, script=script)


def xml(verbs: str) -> Response:
    return Response(f"<Response>{verbs}</Response>", mimetype="text/xml")
