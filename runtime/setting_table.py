"""Every setting: its name in the environment, what it is when unset, and what it means. The README shows this table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """`default` is the value, or in words how it is found."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("PORT", "8000", "port of the web server"),
    Setting("CARRIER_PORT", "PORT + 1", "port of the local carrier"),
    Setting("HOST", "127.0.0.1 in demo mode, else 0.0.0.0", "address to listen on"),
    Setting("PUBLIC_BASE_URL", "http://127.0.0.1:PORT", "how the carrier and browsers reach the web server"),
    Setting("TRUSTED_PROXIES", "0", "how many reverse proxies stand in front and set X-Forwarded headers"),
    Setting("DATABASE_URL", "a SQLite file, var/hotline.sqlite3", "sqlite:/// or postgresql:// address"),
    Setting("VAR_DIR", "var", "folder for everything the server writes: database, keys, prompts, recordings, agencies"),
    Setting("REDIS_URL", "unset", "redis:// address: needed when several web processes serve the desks"),
    Setting("SECRET_KEY", "made once, var/keys.json", "signs logins and links; setting it ends demo mode"),
    Setting("CARRIER", "local", "local: the software carrier that comes along; twilio: a Twilio account"),
    Setting("TWILIO_ACCOUNT_SID", "made once when local", "the account's id"),
    Setting("TWILIO_AUTH_TOKEN", "made once when local", "signs webhooks, of either carrier"),
    Setting("TWILIO_API_KEY", "made once when local", "id of an API key of the account; unset: its id and token serve"),
    Setting("TWILIO_API_SECRET", "made once when local", "the API key's secret"),
    Setting(
        "HOTLINE_NUMBER",
        "unset: every number",
        "the number that callers dial, +62..., and that calls and SMS come from",
    ),
    Setting(
        "FLOWS_FROM", "published", "published: flows/ until flows are published here; directory: flows/, at each start"
    ),
    Setting("OPENING_HOURS", "always in demo mode, else calendar", "calendar: as the flows' calendars say; always"),
    Setting("TIMEZONE", "Asia/Jakarta", "IANA name of the office's time zone"),
    Setting(
        "SPEECH_ENGINE",
        "full",
        "full: the packaged recogniser; light: PocketSphinx alone, 70 MB, and search by words alone",
    ),
    Setting("VOSK_MODEL_ID", "unset", "Vosk model for Indonesian: a directory, or a name under var/models"),
    Setting("VOSK_MODEL_EN", "unset", "Vosk model for English: the same"),
    Setting(
        "CONNECTOR_HOSTS",
        "unset: none",
        "hosts that flows' connectors may call, such as api.example.org; http:// or private+ in front where that is meant",
    ),
    Setting(
        "CONNECTOR_SECRET_<NAME>", "unset", "value of the secret that a connector names: name: weather is ..._WEATHER"
    ),
    Setting(
        "AGENCY_HOSTS", "unset: none", "hosts of agencies to which cases may be posted; written like CONNECTOR_HOSTS"
    ),
    Setting(
        "AGENCY_SECRET_<CODE>", "unset", "what signs the messages to and from the agency of that code, such as ..._DUK"
    ),
    Setting(
        "SMTP_URL",
        "unset",
        "mail server for agencies with an e-mail address: smtp://user:password@host:587, smtps://...",
    ),
    Setting("MAIL_FROM", "unset", "the address that those messages come from"),
)
