"""The agencies' door: signed JSON about their own cases. docs/agencies.md tells an agency's programmers how to knock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework import reference as references
from casework.delivery import inbound, reconciling, signing
from casework.office import Office
from runtime.web import house, limit_messages

MOST_STATUS = 16_000
MOST_LIST = 1_000_000
Reference = Annotated[str, Field(min_length=1, max_length=references.MAX_TYPED)]
Name = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
B = TypeVar("B", bound="Message")


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StatusMessage(Message):
    reference: Reference
    transition: Name
    message_id: str = Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")
    reason: str = Field(default="", max_length=2000)
    stage: str | None = Field(default=None, pattern=r"^[a-z0-9_]{1,40}$")


class ListMessage(Message):
    """`cases`: the agency's state of each, by reference; complete for the days from `first` to `last`."""

    first: date
    last: date
    cases: dict[Reference, Name]


class Unfit(Exception):
    """The request is answered with this status and error."""

    def __init__(self, status: int, error: str, text: str, **more: Any) -> None:
        super().__init__(text)
        self.status, self.body = status, {"error": error, "text": text, **more}


@dataclass(frozen=True)
class AgencyDoor:
    """`secrets` by agency code in small letters. `wake` tells the jobs that the citizen's message is due."""

    secrets: Mapping[str, str]
    office: Office
    wake: Callable[[], None]

    def blueprint(self) -> Blueprint:
        door = Blueprint("agencies", __name__, url_prefix="/agencies")
        pages = {"status": limit_messages(self.status), "cases": limit_messages(self.cases)}
        for name, view in pages.items():
            door.add_url_rule(f"/<code>/{name}", name, view, methods=["POST"])
        door.register_error_handler(Unfit, _unfit)
        return door

    def status(self, code: str) -> Response:
        message = self._read(code, StatusMessage, MOST_STATUS)
        try:
            with house().database.begin() as conn:
                moved = inbound.move(conn, house().clock.now(), code, office=self.office, **message.model_dump())
        except inbound.UnknownReference as error:
            raise Unfit(404, "unknown_reference", "this agency has no case of that reference") from error
        except inbound.OtherMessage as error:
            raise Unfit(409, "message_id_used", "this message_id told of another case before") from error
        except inbound.Impossible as error:
            told = f"a case that is {error.state} has no transition {message.transition} for an agency"
            raise Unfit(409, "impossible", told, state=error.state, possible=error.possible) from error
        self.wake()
        written = references.format(moved.case["reference"])
        return jsonify(reference=written, state=moved.case["state"], already=moved.already)

    def cases(self, code: str) -> Response:
        message = self._read(code, ListMessage, MOST_LIST)
        if message.last < message.first:
            raise Unfit(422, "invalid", "last is before first")
        listed = reconciling.Listed(message.first, message.last, message.cases)
        with house().database.begin() as conn:
            reconciling.keep(conn, house().clock.now(), code, listed)
        with house().database.read() as conn:
            found = reconciling.differences(conn, code, self.office)
        told = asdict(found) if found else {}
        return jsonify({name: told[name] for name in ("missing", "differing", "unknown")})

    def _read(self, code: str, kind: type[B], most: int) -> B:
        """Size, then signature, then shape. An agency that is not known fares like one whose signature is wrong."""
        request.max_content_length = most
        body, headers = request.get_data(), request.headers
        timestamp, given = headers.get(signing.TIMESTAMP, ""), headers.get(signing.SIGNATURE, "")
        secret = self.secrets.get(code.lower()) if code.isupper() else None
        if not signing.is_genuine(secret, house().clock.now(), timestamp, given, body):
            told = f"the signature does not fit, or the time is more than {signing.WINDOW_S} s from ours"
            raise Unfit(401, "signature", told)
        try:
            return kind.model_validate_json(body)
        except ValidationError as error:
            places = sorted({".".join(map(str, slip["loc"]))[:80] or "body" for slip in error.errors()})[:10]
            raise Unfit(422, "invalid", f"wrong or missing: {', '.join(places)}") from error


def _unfit(error: Unfit) -> tuple[Response, int]:
    return jsonify(error.body), error.status
