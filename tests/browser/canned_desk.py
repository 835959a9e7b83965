"""A server of the desk's page alone: the built page, canned answers, and snapshots that the test decides."""

import io
import json
import threading
import wave
from pathlib import Path
from typing import Any

import requests
from flask import Flask, Response, jsonify, request, send_file, send_from_directory
from flask_socketio import SocketIO
from werkzeug.serving import make_server

from runtime.web.headers import POLICY
from tests.browser import desk_answers as answers
from tests.browser.echo_carrier import PATIENCE_S, EchoCarrier

DIST = Path(__file__).parents[2] / "frontend" / "dist"
PAGE = """<!doctype html><html lang=id><head><meta charset=utf-8><title>Meja petugas</title>{styles}</head><body>
<div id=desk></div><script type="application/json" id="desk-config">{config}</script>
<script type=module src="/static/app/{script}"></script></body></html>"""


class CannedDesk:
    """`posts` holds each POST's path and JSON, in order; `refusals` what a path answers instead, by path; `more_fields`
    follow those of every service."""

    def __init__(self, port: int, carrier: EchoCarrier):
        self.port, self.carrier = port, carrier
        self.state = answers.snapshot()
        self.me: dict[str, Any] = dict(answers.ME)
        self.owed: list[dict[str, Any]] = []
        self.condition = "alasan == 'hilang'"
        self.more_fields: list[dict[str, Any]] = []
        self.seq = 0
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, tuple[int, dict[str, Any]]] = {}
        self.held = threading.Event()
        self.held.set()
        self.news = threading.Condition()
        self.app = Flask("canned_desk")
        self.sockets = SocketIO(self.app, async_mode="threading")
        self.sockets.on_event("connect", self._connect, namespace="/desk")
        self.pages: list[str] = []
        self.refusing = False
        self._route()
        self.server = make_server("127.0.0.1", port, self.app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/desk"

    def show(self, presence: str | None = None, **changes: Any) -> None:
        """The server's state changes, and every page is told."""
        if presence:
            self.state["presence"] = {"state": presence, "since": answers.ago(0), "reason": changes.pop("reason", None)}
        self.state.update(changes)
        self.send()

    def owes(self, *owed: dict[str, Any]) -> None:
        """These callbacks and voicemails are open."""
        self.owed = list(owed)
        self.show(follow_ups={"count": len(owed), "version": f"{len(owed)} {self.seq}"})

    def show_call(self, state: str = "talking", calls_back: bool = False) -> None:
        """The agent has accepted the call of the answers, or rings its caller back."""
        call = {"id": answers.CALL, "queue": "umum", "since": answers.ago(0), "state": state}
        call |= {"recording": not calls_back, "calls_back": calls_back}
        self.show("talking", offer=None, call=call)

    def send(self) -> None:
        self.seq += 1
        message = {**self.state, "seq": self.seq, "server_now": answers.now().isoformat()}
        self.sockets.emit("snapshot", message, namespace="/desk")

    def posted(self, path: str, times: int = 1) -> list[dict[str, Any]]:
        """The bodies posted to `path`, once there are as many."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.bodies(path)) >= times, PATIENCE_S), self.posts
        return self.bodies(path)

    def bodies(self, path: str) -> list[dict[str, Any]]:
        return [body for at, body in self.posts if at == path]

    def lose_pages(self) -> None:
        """Says goodbye to every page, and refuses them until `refusing` is off."""
        self.refusing = True
        for page in self.pages:
            self.sockets.server.disconnect(page, namespace="/desk")

    def stop(self) -> None:
        self.held.set()
        self.server.shutdown()
        self.thread.join()

    def _connect(self, _auth: object = None) -> bool:
        if not self.refusing:
            self.pages.append(request.sid)
            self.send()
        return not self.refusing

    def _route(self) -> None:
        app = self.app
        app.add_url_rule("/desk", "page", self._page)
        app.add_url_rule("/static/app/<path:name>", "static_app", lambda name: send_from_directory(DIST, name))
        app.add_url_rule("/desk/api/me", "me", lambda: jsonify(self.me))
        app.add_url_rule(
            "/desk/api/ticket", "ticket", lambda: requests.get(f"{self.carrier.url}ticket", timeout=5).json()
        )
        app.add_url_rule("/desk/api/calls/<_call>", "call", lambda _call: jsonify(answers.call_file()))
        app.add_url_rule("/desk/api/services", "services", self._services)
        app.add_url_rule(
            "/desk/api/services/<code>",
            "service",
            lambda code: jsonify(self._service(code)),
        )
        app.add_url_rule("/desk/api/services/<_code>/times", "times", self._times)
        app.add_url_rule(
            "/desk/api/cases/<_reference>", "case", lambda _reference: jsonify(delivered=False, attempts={"count": 2})
        )
        app.add_url_rule("/desk/api/follow-ups", "follow_ups", lambda: jsonify(follow_ups=self.owed))
        app.add_url_rule("/desk/api/follow-ups/<_id>/recording", "recording", self._recording)
        app.add_url_rule("/desk/<path:path>", "post", self._post, methods=["POST"])
        app.after_request(self._secure)

    def _page(self) -> str:
        manifest = json.loads((DIST / "manifest.json").read_text())
        built = manifest["desk/main.tsx"]
        chunks = [*(manifest[name] for name in built.get("imports", ())), built]
        names = [name for chunk in chunks for name in chunk.get("css", ())]
        styles = "".join(f'<link rel=stylesheet href="/static/app/{name}">' for name in names)
        config = {"workletUrl": "/static/app/line-worklet.js", "demo": True, "language": "id"}
        return PAGE.format(styles=styles, config=json.dumps(config), script=built["file"])

    def _recording(self, _id: str) -> Response:
        sound = io.BytesIO()
        with wave.open(sound, "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(bytes(8000))
        return send_file(io.BytesIO(sound.getvalue()), mimetype="audio/wav")

    def _service(self, code: str) -> dict[str, Any]:
        found = answers.service(code, request.args["language"], self.condition)
        return {**found, "fields": [*found["fields"], *self.more_fields]}

    def _times(self, _code: str) -> Response:
        return jsonify(times=answers.times(request.args["place"], request.args["day"]))

    def _services(self) -> Response:
        return jsonify(
            services=answers.hits(request.args["q"], request.args["language"]),
            outside=answers.outside(request.args["q"]),
        )

    def _post(self, path: str) -> tuple[Response, int]:
        if path != "logout":
            assert request.headers["X-CSRF-Token"] == self.me["csrf"]
        with self.news:
            self.posts.append((path, request.get_json(silent=True) or request.form.to_dict()))
            self.news.notify_all()
        assert self.held.wait(PATIENCE_S)
        if path in self.refusals:
            status, body = self.refusals[path]
            return jsonify(body), status
        if path == "api/presence":
            self.show(self.posts[-1][1]["state"])
        filed = {"reference": "26-0051-3", "spoken": "2 6 0 0 5 1 3", "delivered": False}
        return jsonify(filed if path == "api/cases" else {}), 201 if path == "api/cases" else 200

    def _secure(self, response: Response) -> Response:
        response.headers["Content-Security-Policy"] = f"{POLICY} ws://127.0.0.1:{self.carrier.port}"
        return response
