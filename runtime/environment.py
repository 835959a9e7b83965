"""One value at a time out of the environment; a wrong one is answered with what, where and how to mend it."""

from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class ConfigError(ValueError):
    """A setting that cannot be used: one sentence that names it, says what is wrong, and what would be right."""


class Environment:
    """Reads settings by name; an empty value counts as unset."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str | None:
        """The value without blanks around it, None when unset."""
        return self._values.get(name, "").strip() or None

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        found = self.text(name)
        if found is None:
            return default
        if not (found.isascii() and found.isdigit() and least <= int(found) <= most):
            raise ConfigError(
                f"{name}={found}: must be a whole number from {least} to {most}, such as {name}={default}"
            )
        return int(found)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One word of `allowed`."""
        found = self.text(name) or default
        if found not in allowed:
            raise ConfigError(f"{name}={found}: must be {' or '.join(allowed)}")
        return found

    def named(self, prefix: str) -> dict[str, str]:
        """Every value whose name begins with `prefix`, by the rest of the name in small letters."""
        found = {name.removeprefix(prefix).lower(): self.text(name) for name in self._values if name.startswith(prefix)}
        return {name: value for name, value in found.items() if name and value is not None}

    def zone(self, name: str, default: str) -> ZoneInfo:
        """A time zone by its IANA name."""
        found = self.text(name) or default
        try:
            return ZoneInfo(found)
        except (KeyError, ValueError, OSError) as error:
            raise ConfigError(
                f"{name}={found}: no such time zone; an IANA name is needed, such as {default}"
            ) from error

    def base_url(self, name: str, default: str) -> str:
        """An http or https address without query, fragment or trailing slash."""
        found = self.text(name) or default
        parts = urlsplit(found)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ConfigError(f"{name}={found}: must be an address such as https://hotline.example.org, without query")
        return found.rstrip("/")

    def database_url(self, name: str, default: str) -> str:
        """The address of a SQLite file or a PostgreSQL database. The message leaves the value out: it may hold a password."""
        found = self.text(name) or default
        mend = "must be sqlite:////path/to/file or postgresql://user:password@host/name"
        try:
            backend = make_url(found.replace("postgres://", "postgresql://", 1)).get_backend_name()
        except ArgumentError as error:
            raise ConfigError(f"{name}: cannot be read; {mend}") from error
        if backend not in ("sqlite", "postgresql"):
            raise ConfigError(f"{name}: {backend} is not supported; {mend}")
        return found
