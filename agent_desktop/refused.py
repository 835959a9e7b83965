"""A wish that cannot be met as things stand: the agent's page is behind what has happened."""

from __future__ import annotations


class Refused(Exception):
    """`code` names a text under refused.* of this room's catalogue. Nothing has been changed."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
