"""Who does it, and whether they may: an account, the system's user at a terminal, or the folder itself."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass

from sqlalchemy import Connection

from runtime import accounts
from runtime.flow_versions.refusal import Refused

AT_TERMINAL = "@terminal"
"""No account has such a name: a user name holds no @."""
MOST_WHY = 500


@dataclass(frozen=True)
class Person:
    name: str
    role: str


FOLDER = Person("flows/", "admin")
"""The folder that is read at each start."""


def at_terminal() -> Person:
    """Whoever can start programs here owns the database as well."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = str(os.getuid())
    return Person(f"{user[:50]}{AT_TERMINAL}", "admin")


def named(conn: Connection, name: str) -> Person:
    """The account of that name, or who was at the terminal. Raises Refused for one that is gone or disabled."""
    if name.endswith(AT_TERMINAL):
        return Person(name, "admin")
    account = accounts.named(conn, name)
    if account is None:
        raise Refused("may_not", f"there is no account {name[:64]}")
    return Person(account.username, account.role)


def require(person: Person, permission: str) -> None:
    """Raises Refused."""
    if not accounts.may(person.role, permission):
        least = min(accounts.PERMISSIONS[permission], key=accounts.ROLES.index)
        article = "an" if least[0] in "aeiou" else "a"
        raise Refused(
            "may_not", f"{person.name} is {person.role}; {article} {least} may {permission.replace('_', ' ')}"
        )


def reason(why: str) -> str:
    """Raises Refused when nothing is said."""
    said = " ".join(why.split())[:MOST_WHY]
    if not said:
        raise Refused("why", "say why: the next person reads it")
    return said
