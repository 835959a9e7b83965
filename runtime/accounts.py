"""Staff, their roles, and the one table of who may do what."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, func, select

from runtime.db import insert_into
from runtime.models import accounts

ROLES = ("agent", "officer", "supervisor", "manager", "admin")
_HOTLINE = frozenset({"agent", "supervisor", "manager", "admin"})
_FLOWS = frozenset({"manager", "admin"})
_ADMIN = frozenset({"admin"})
# An officer is the staff of one agency: what they may, they may for that agency alone (`may_for`).
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "answer_calls": _HOTLINE,
    "file_cases": _HOTLINE,
    "see_wallboard": frozenset({"supervisor", "manager", "admin"}),
    "edit_flows": _FLOWS,
    "publish_flows": _FLOWS,
    "override_golden_calls": _ADMIN,
    "manage_accounts": _ADMIN,
    "edit_knowledge": frozenset({"officer", "manager", "admin"}),
    "review_knowledge": frozenset({"officer", "admin"}),
    "publish_knowledge": _FLOWS,
    "work_on_cases": frozenset({"officer", "supervisor", "manager", "admin"}),
}
# User name, role, name, language, agency.
DEMO_ACCOUNTS: tuple[tuple[str, str, str, str, str | None], ...] = (
    ("agent1", "agent", "Sari Wulandari", "id", None),
    ("agent2", "agent", "Budi Santoso", "id", None),
    ("officer", "officer", "Lestari Handayani", "id", "DUK"),
    ("officer2", "officer", "Hendra Gunawan", "id", "KOM"),
    ("supervisor", "supervisor", "Rina Hartati", "id", None),
    ("manager", "manager", "Agus Setiawan", "id", None),
    ("admin", "admin", "Dewi Lestari", "id", None),
)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}", re.ASCII)
AGENCY = re.compile(r"[A-Z]{2,8}", re.ASCII)
LEAST_PASSWORD = 8
MOST_PASSWORD = 256
# OWASP's argon2id setting of little memory: a burst of sign-ins must not exhaust a small machine.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class AccountError(ValueError):
    """An account that cannot be made. `code`: username, taken, password, role, language, agency."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Account:
    """A member of staff. `phone` is the number on which calls reach an agent without a browser line; `agency` is the code
    of an officer's agency, None for everybody else."""

    id: str
    username: str
    role: str
    name: str
    language: str
    phone: str | None
    demo: bool
    agency: str | None = None


_COLUMNS = tuple(accounts.c[name] for name in Account.__dataclass_fields__)


def may(role: str, permission: str) -> bool:
    """Whether a role has a permission. Raises KeyError for a permission, ValueError for a role, that does not exist."""
    if role not in ROLES:
        raise ValueError(role)
    return role in PERMISSIONS[permission]


def may_for(account: Account, permission: str, agency: str) -> bool:
    """Whether this account has a permission in matters of the agency of that code."""
    return may(account.role, permission) and account.agency in (None, agency)


def add(
    conn: Connection,
    now: datetime,
    username: str,
    password: str,
    role: str,
    name: str,
    language: str = "id",
    phone: str | None = None,
    *,
    demo: bool = False,
    agency: str | None = None,
) -> Account:
    """Make an account; the user name is kept in lower case. Raises AccountError."""
    username = username.strip().lower()
    _check(username, password, role, language, agency)
    account = Account(uuid4().hex, username, role, name.strip() or username, language, phone, demo, agency)
    row = {**asdict(account), "password_hash": _hasher.hash(password), "created_at": now}
    statement = insert_into(conn, accounts).values(row).on_conflict_do_nothing(index_elements=["username"])
    if conn.execute(statement.returning(accounts.c.id)).first() is None:
        raise AccountError("taken", f"there is an account {username} already")
    return account


def verify(conn: Connection, username: str, password: str, *, demo: bool = False) -> Account | None:
    """The account that this name and password open, else None. The same work is done for a name that does not exist.

    `demo`: whether accounts with a published password count.
    """
    named = accounts.c.username == username.strip().lower()
    row = conn.execute(select(accounts.c.password_hash, accounts.c.disabled, *_COLUMNS).where(named)).mappings().first()
    matches = _matches(row["password_hash"] if row else _unknown_hash(), password[:MOST_PASSWORD])
    if row is None or not matches or row["disabled"] or (row["demo"] and not demo):
        return None
    return Account(**{column.name: row[column.name] for column in _COLUMNS})


def get(conn: Connection, account_id: str) -> Account | None:
    """An account that is not disabled."""
    found = select(*_COLUMNS).where(accounts.c.id == account_id, accounts.c.disabled.is_(False))
    row = conn.execute(found).mappings().first()
    return Account(**row) if row else None


def named(conn: Connection, username: str) -> Account | None:
    """An account that is not disabled, by its user name."""
    own = accounts.c.username == username.strip().lower()
    row = conn.execute(select(*_COLUMNS).where(own, accounts.c.disabled.is_(False))).mappings().first()
    return Account(**row) if row else None


def names(conn: Connection, ids: Collection[str]) -> dict[str, str]:
    """What those people are called, by id; disabled accounts too. Ids of nobody are left out."""
    found = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(ids))
    return {row.id: row.name for row in conn.execute(found)} if ids else {}


def count(conn: Connection) -> int:
    """How many accounts there are, demo accounts left out."""
    return int(conn.execute(select(func.count()).where(accounts.c.demo.is_(False))).scalar_one())


def seed_demo(conn: Connection, now: datetime) -> None:
    """Make the demo accounts that are missing; each password is the name + "-demo"."""
    there = set(conn.execute(select(accounts.c.username)).scalars())
    for username, role, name, language, agency in DEMO_ACCOUNTS:
        if username not in there:
            add(conn, now, username, f"{username}-demo", role, name, language, demo=True, agency=agency)


def _check(username: str, password: str, role: str, language: str, agency: str | None) -> None:
    if not USERNAME.fullmatch(username):
        raise AccountError("username", "a user name has 2 to 64 letters, digits, dots, hyphens or underscores")
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise AccountError("password", f"a password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters")
    if role not in ROLES:
        raise AccountError("role", f"a role is one of {', '.join(ROLES)}")
    if language not in ("id", "en"):
        raise AccountError("language", "a language is id or en")
    if (role == "officer") != (agency is not None):
        raise AccountError("agency", "an officer has an agency, such as --agency DUK; nobody else has")
    if agency is not None and not AGENCY.fullmatch(agency):
        raise AccountError("agency", "an agency is its code, such as DUK")


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _unknown_hash() -> str:
    return _hasher.hash(uuid4().hex)
