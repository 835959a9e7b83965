"""The settings of a running house: read once from the environment, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from runtime import keys, mail_server
from runtime.connectors.hosts import BadEntry, Host, read_hosts
from runtime.environment import ConfigError, Environment

__all__ = ["ConfigError", "Settings"]

CARRIER_KEYS = {
    "account_sid": "TWILIO_ACCOUNT_SID",
    "auth_token": "TWILIO_AUTH_TOKEN",
    "api_key": "TWILIO_API_KEY",
    "api_secret": "TWILIO_API_SECRET",
}
AGENCY_SECRET = "AGENCY_SECRET_"  # noqa: S105 - the beginning of a setting's name
LEAST_SECRET = 16


@dataclass(frozen=True)
class Settings:
    """`root` is the project's folder, `var` what the server writes. Secrets stay out of the representation.

    `demo`: known accounts, shown on the sign-in page; never together with CARRIER=twilio or a SECRET_KEY.
    `vosk_models` maps a language to a directory or model name. `api_key` and `api_secret` may be empty with
    CARRIER=twilio: the account's own id and token serve then. `trusted_proxies` counts reverse proxies in front.
    """

    root: Path
    var: Path
    port: int
    carrier_port: int
    host: str
    database_url: str = field(repr=False)
    public_base_url: str
    carrier: str
    account_sid: str
    auth_token: str = field(repr=False)
    api_key: str
    api_secret: str = field(repr=False)
    secret_key: str = field(repr=False)
    hotline_number: str | None
    flows_from: str
    always_open: bool
    timezone: ZoneInfo
    trusted_proxies: int
    demo: bool
    redis_url: str | None = field(repr=False)
    speech_engine: str
    vosk_models: dict[str, str]
    connector_hosts: tuple[Host, ...]
    connector_secrets: dict[str, str] = field(repr=False)
    agency_hosts: tuple[Host, ...]
    agency_secrets: dict[str, str] = field(repr=False)
    mail_server: mail_server.MailServer | None
    mail_from: str | None

    @property
    def timezone_name(self) -> str:
        """IANA name of the office's time zone."""
        return self.timezone.key

    @property
    def own_host(self) -> str:
        """Where processes of this machine reach the web server."""
        return "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104

    @property
    def speech_socket(self) -> Path:
        """Unix socket of the speech service."""
        return self.var / "run" / "speech.sock"

    @property
    def flows(self) -> Path:
        """The managers' room."""
        return self.root / "flows"

    @property
    def services(self) -> Path:
        """The service definitions."""
        return self.root / "knowledge_base" / "services"

    @property
    def agency_folders(self) -> Path:
        """Where cases are handed to agencies, one folder each."""
        return self.var / "agencies"

    @property
    def status_page(self) -> str:
        """Where citizens read how their cases stand."""
        return f"{self.public_base_url}/status"

    @property
    def open_to_others(self) -> bool:
        """Whether other machines can reach the web server directly."""
        return self.host not in ("127.0.0.1", "::1", "localhost")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], root: Path) -> "Settings":
        """Read `environ`; secrets nobody set are made once in var/keys.json. Raises ConfigError."""
        environment = Environment(environ)
        port = environment.integer("PORT", 8000, 1, 65534)
        carrier = environment.choice("CARRIER", "local", ("local", "twilio"))
        demo = carrier == "local" and environment.text("SECRET_KEY") is None
        hours = environment.choice("OPENING_HOURS", "always" if demo else "calendar", ("calendar", "always"))
        var = Path(environment.text("VAR_DIR") or root / "var").absolute()
        return cls(
            root=root,
            var=var,
            port=port,
            carrier_port=_carrier_port(environment, port),
            host=environment.text("HOST") or ("127.0.0.1" if demo else "0.0.0.0"),  # noqa: S104 - a server's own address
            database_url=environment.database_url("DATABASE_URL", f"sqlite:///{var / 'hotline.sqlite3'}"),
            public_base_url=_public_base_url(environment, carrier, port),
            carrier=carrier,
            hotline_number=environment.text("HOTLINE_NUMBER"),
            flows_from=environment.choice("FLOWS_FROM", "published", ("published", "directory")),
            always_open=hours == "always",
            timezone=environment.zone("TIMEZONE", "Asia/Jakarta"),
            trusted_proxies=environment.integer("TRUSTED_PROXIES", 0, 0, 10),
            demo=demo,
            redis_url=_redis_url(environment),
            speech_engine=environment.choice("SPEECH_ENGINE", "full", ("full", "light")),
            vosk_models=_vosk_models(environment),
            connector_hosts=_hosts(environment, "CONNECTOR_HOSTS"),
            connector_secrets=environment.named("CONNECTOR_SECRET_"),
            agency_hosts=_hosts(environment, "AGENCY_HOSTS"),
            agency_secrets=_agency_secrets(environment),
            mail_server=_mail_server(environment),
            mail_from=_mail_from(environment),
            **_secrets(environment, carrier, var / "keys.json"),
        )


def _carrier_port(environment: Environment, port: int) -> int:
    found = environment.integer("CARRIER_PORT", port + 1, 1, 65535)
    if found == port:
        raise ConfigError(f"CARRIER_PORT={found}: the web server has that port; choose another, such as {port + 1}")
    return found


def _public_base_url(environment: Environment, carrier: str, port: int) -> str:
    if carrier == "twilio" and environment.text("PUBLIC_BASE_URL") is None:
        raise ConfigError("CARRIER=twilio needs PUBLIC_BASE_URL, the https address at which Twilio reaches this server")
    return environment.base_url("PUBLIC_BASE_URL", f"http://127.0.0.1:{port}")


def _redis_url(environment: Environment) -> str | None:
    found = environment.text("REDIS_URL")
    if found is not None and not found.startswith(("redis://", "rediss://", "unix://")):
        raise ConfigError("REDIS_URL: must begin with redis://, rediss:// or unix://, such as redis://127.0.0.1:6379/0")
    return found


def _vosk_models(environment: Environment) -> dict[str, str]:
    found = {language: environment.text(f"VOSK_MODEL_{language.upper()}") for language in ("id", "en")}
    return {language: model for language, model in found.items() if model is not None}


def _hosts(environment: Environment, name: str) -> tuple[Host, ...]:
    try:
        return read_hosts(environment.text(name) or "")
    except BadEntry as error:
        raise ConfigError(f"{name}: {error}") from error


def _agency_secrets(environment: Environment) -> dict[str, str]:
    found = environment.named(AGENCY_SECRET)
    for name, value in found.items():
        if len(value) < LEAST_SECRET:
            mend = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
            raise ConfigError(f"{AGENCY_SECRET}{name.upper()}: needs {LEAST_SECRET} characters or more; {mend}")
    return found


def _mail_server(environment: Environment) -> mail_server.MailServer | None:
    found = environment.text("SMTP_URL")
    try:
        return mail_server.read(found) if found else None
    except mail_server.BadAddress as error:
        raise ConfigError(f"SMTP_URL: {error}") from error


def _mail_from(environment: Environment) -> str | None:
    found = environment.text("MAIL_FROM")
    if found is not None and not mail_server.ADDRESS.fullmatch(found):
        raise ConfigError(f"MAIL_FROM={found[:80]}: must be a bare address such as hotline@example.org")
    return found


def _secrets(environment: Environment, carrier: str, file: Path) -> dict[str, str]:
    given = {key: environment.text(name) for key, name in CARRIER_KEYS.items()}
    if carrier == "twilio":
        given = _complete_account(given)
    given["secret_key"] = environment.text("SECRET_KEY")
    made = _generated(file) if None in given.values() else {}
    return {key: made[key] if value is None else value for key, value in given.items()}


def _complete_account(given: dict[str, str | None]) -> dict[str, str | None]:
    missing = [CARRIER_KEYS[key] for key in ("account_sid", "auth_token") if given[key] is None]
    if (given["api_key"] is None) != (given["api_secret"] is None):
        missing += [CARRIER_KEYS[key] for key in ("api_key", "api_secret") if given[key] is None]
    if missing:
        raise ConfigError(f"CARRIER=twilio needs {', '.join(missing)}: the account's console shows the values")
    return {key: value or "" for key, value in given.items()}


def _generated(file: Path) -> dict[str, str]:
    try:
        return keys.load_or_make(file)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file}: cannot be used ({error}); make its folder writable, or remove the file") from error
