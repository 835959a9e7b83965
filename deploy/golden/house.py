"""The real web application on a scratch database, with a clock that the calls set. Its jobs do not run."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from app import Hotline, create_app, prepare
from runtime.clock import FrozenClock
from runtime.config import Settings
from telephony.twilio.signature import SIGNATURE, sign

FORM = "application/x-www-form-urlencoded"
FILE = "golden.sqlite3"
TOKEN = "token-of-a-house-that-lives-for-its-calls"  # noqa: S105 - nobody else reaches it


class House:
    """`root` holds flows/ and knowledge_base/. Prepared once; `begin_anew` forgets all calls."""

    def __init__(self, root: Path, var: Path, at: datetime, **environ: str) -> None:
        given = {"OPENING_HOURS": "calendar", "TWILIO_AUTH_TOKEN": TOKEN, "VAR_DIR": str(var), **environ}
        settings = Settings.from_environment({**given, "DATABASE_URL": f"sqlite:///{var / FILE}"}, var)
        self.settings = replace(settings, root=root)
        self._said: list[str] = []
        prepare(self.settings)(self._said.append)
        self._file, self._empty = var / FILE, var / f"empty-{FILE}"
        shutil.copyfile(self._file, self._empty)
        self.clock = FrozenClock(at)
        self.app = create_app(self.settings, self.clock)
        self.client = self.app.test_client()

    @property
    def parts(self) -> Hotline:
        parts: Hotline = self.app.extensions["parts"]
        return parts

    @property
    def said(self) -> str:
        """What preparing had to say; "" when all is well."""
        return "; ".join(self._said)

    def begin_anew(self, at: datetime) -> None:
        self.parts.database.close()
        for left in (f"{FILE}-wal", f"{FILE}-shm"):
            with suppress(FileNotFoundError):
                self._file.with_name(left).unlink()
        shutil.copyfile(self._empty, self._file)
        self.clock.advance((at - self.clock.now()).total_seconds())

    def post(self, path: str, form: Mapping[str, str]) -> bytes:
        """One signed webhook; the reply's body. Raises ValueError for any answer but 200."""
        pairs = list(form.items())
        signature = sign(self.settings.auth_token, self.settings.public_base_url + path, pairs)
        answer = self.client.post(path, data=urlencode(pairs), headers={SIGNATURE: signature}, content_type=FORM)
        if answer.status_code != 200:
            raise ValueError(f"the webhook {path.split('?')[0]} was answered with {answer.status_code}")
        return bytes(answer.data)

    def close(self) -> None:
        self.parts.database.close()
