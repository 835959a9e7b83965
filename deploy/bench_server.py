"""What `make bench` measures: the product's web application, and a bare view beside it on the same server."""

from __future__ import annotations

import os

from flask import Flask
from sqlalchemy import event

from app import ROOT, create_app, set_up_logging
from runtime.config import Settings


def wsgi() -> Flask:
    """BENCH_SYNCHRONOUS=FULL makes SQLite wait for the disk at each commit. Jobs do not run: there is no carrier to call."""
    set_up_logging()
    settings = Settings.from_environment(os.environ, ROOT)
    app = create_app(settings)
    mode = os.environ.get("BENCH_SYNCHRONOUS", "NORMAL")
    if mode == "FULL":
        event.listen(app.extensions["parts"].database.engine, "connect", _wait_for_the_disk)
    bare = Flask("bare")
    bare.add_url_rule("/bare", "bare", lambda: "hello", methods=["POST"])
    full = app.wsgi_app

    def either(environ, start):  # type: ignore[no-untyped-def]  # plain WSGI
        return bare.wsgi_app(environ, start) if environ["PATH_INFO"] == "/bare" else full(environ, start)

    app.wsgi_app = either  # type: ignore[method-assign]  # Flask's own way
    return app


def _wait_for_the_disk(connection, _record):  # type: ignore[no-untyped-def]  # the driver's own object
    connection.execute("PRAGMA synchronous=FULL").close()
