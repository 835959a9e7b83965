"""A hand-written application of the carrier: scripted documents, and a record of every webhook."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

PATIENCE_S = 60


@dataclass(frozen=True)
class Webhook:
    """One request as it came. `values` are the form, or the query of a GET; `valid` says that the signature is right."""

    path: str
    method: str
    values: dict[str, str]
    headers: dict[str, str]
    valid: bool


Answer = str | bytes | Response | Callable[[Webhook], Response]


class Application:
    """`answers["/path"]` is TwiML (without its root), a WAV, a response, or what makes one; anything else is empty TwiML."""

    def __init__(self, port: int, token: str):
        self.base = f"http://127.0.0.1:{port}"
        self.validator = RequestValidator(token)
        self.answers: dict[str, Answer] = {}
        self.log: list[Webhook] = []
        self.news = threading.Condition()
        self.server = make_server("127.0.0.1", port, self.wsgi, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def wsgi(self, environ, start_response):
        webhook = self.received(Request(environ))
        with self.news:
            self.log.append(webhook)
            self.news.notify_all()
        return self.answer(webhook)(environ, start_response)

    def received(self, request: Request) -> Webhook:
        form = dict(parse_qsl(request.get_data(as_text=True), keep_blank_values=True))
        signature = request.headers.get("X-Twilio-Signature", "")
        valid = self.validator.validate(request.url, form, signature)
        values = form if request.method == "POST" else dict(parse_qsl(urlsplit(request.url).query))
        return Webhook(request.path, request.method, values, dict(request.headers), valid)

    def answer(self, webhook: Webhook) -> Response:
        answer = self.answers.get(webhook.path, "")
        if callable(answer) and not isinstance(answer, Response):
            answer = answer(webhook)
        if isinstance(answer, bytes):
            return Response(answer, mimetype="audio/wav")
        return xml(answer) if isinstance(answer, str) else answer

    def asked(self, path: str) -> list[Webhook]:
        with self.news:
            return [w for w in self.log if w.path == path]

    def wait_for(self, path: str, count: int = 1, **values: str) -> Webhook:
        """The `count`-th webhook at a path that carries these values."""

        def found() -> list[Webhook]:
            return [w for w in self.log if w.path == path and values.items() <= w.values.items()]

        with self.news:
            assert self.news.wait_for(lambda: len(found()) >= count, PATIENCE_S), self.seen()
            return found()[count - 1]

    def seen(self) -> str:
        return "\n".join(f"{w.method} {w.path} {w.values}" for w in self.log)


def xml(verbs: str) -> Response:
    return Response(f"<Response>{verbs}</Response>", mimetype="text/xml")
