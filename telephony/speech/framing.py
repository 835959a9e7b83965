"""One message of the service's socket: two lengths (big-endian, 4 bytes each), a JSON object, and bytes."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

LENGTHS = struct.Struct(">II")
MAX_HEADER = 256 * 1024
MAX_BODY = 32 * 1024 * 1024

Message = tuple[dict[str, Any], bytes]


class FramingError(ValueError):
    """The other side did not send a message of this protocol."""


def encode(header: dict[str, Any], body: bytes = b"") -> bytes:
    """Raises FramingError when a part is too long."""
    text = json.dumps(header, ensure_ascii=False).encode()
    _check(len(text), len(body))
    return LENGTHS.pack(len(text), len(body)) + text + body


def decode_lengths(prefix: bytes) -> tuple[int, int]:
    """Lengths of header and body from the first 8 bytes. Raises FramingError."""
    if len(prefix) != LENGTHS.size:
        raise FramingError("the connection was closed within a message")
    header, body = LENGTHS.unpack(prefix)
    _check(header, body)
    return header, body


def decode_header(text: bytes) -> dict[str, Any]:
    """Raises FramingError when it is not a JSON object."""
    try:
        header = json.loads(text)
    except ValueError as error:
        raise FramingError("the header is not JSON") from error
    if not isinstance(header, dict):
        raise FramingError("the header is not a JSON object")
    return header


def _check(header: int, body: int) -> None:
    if header > MAX_HEADER or body > MAX_BODY:
        raise FramingError(f"a message of {header} + {body} bytes is too long")


async def read(reader: asyncio.StreamReader) -> Message:
    """Raises FramingError."""
    try:
        header, body = decode_lengths(await reader.readexactly(LENGTHS.size))
        return decode_header(await reader.readexactly(header)), await reader.readexactly(body)
    except asyncio.IncompleteReadError as error:
        raise FramingError("the connection was closed within a message") from error


def receive(connection: socket.socket) -> Message:
    """The same on a blocking socket. Raises FramingError, and OSError (time-out included)."""
    header, body = decode_lengths(_receive_exactly(connection, LENGTHS.size))
    return decode_header(_receive_exactly(connection, header)), _receive_exactly(connection, body)


def _receive_exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 16))
        if not part:
            raise FramingError("the connection was closed within a message")
        parts += part
    return bytes(parts)
