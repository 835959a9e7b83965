"""Where a browser's telephone line connects to."""

import re
from urllib.parse import urlsplit

from flask import request

from runtime.web.house import house

_HOST = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]", re.ASCII)


def carrier_socket() -> str | None:
    """The line's WebSocket address without its token, as this browser reaches it; None when no local carrier runs.

    By https it is /carrier/ of the public address, which the reverse proxy hands on; else the carrier's own port of the
    host that the browser asked for.
    """
    settings = house().settings
    if settings.carrier != "local":
        return None
    public = urlsplit(settings.public_base_url)
    if public.scheme == "https":
        return f"wss://{public.netloc}{public.path}/carrier/line"
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return f"ws://{host if _HOST.fullmatch(host) else public.hostname}:{settings.carrier_port}/line"


def carrier_origin() -> str | None:
    """The same address as a content policy names it: scheme, host and port."""
    socket = carrier_socket()
    if socket is None:
        return None
    parts = urlsplit(socket)
    return f"{parts.scheme}://{parts.netloc}"
