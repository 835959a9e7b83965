import json
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from runtime.config import ConfigError, Settings
from runtime.setting_table import SETTINGS

TWILIO = {
    "CARRIER": "twilio",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "t",
    "PUBLIC_BASE_URL": "https://hotline.example.org/",
}


def settings(root: Path, **environ: str) -> Settings:
    return Settings.from_environment(environ, root)


def test_nothing_set_is_a_demo_on_the_loopback_address(tmp_path):
    found = settings(tmp_path)
    assert (found.demo, found.always_open, found.host, found.port, found.carrier_port) == (
        True,
        True,
        "127.0.0.1",
        8000,
        8001,
    )
    assert found.public_base_url == "http://127.0.0.1:8000"
    assert found.database_url == f"sqlite:///{tmp_path / 'var' / 'hotline.sqlite3'}"
    assert found.timezone_name == "Asia/Jakarta"
    assert found.hotline_number is None


@pytest.mark.parametrize("environ", [TWILIO, {"SECRET_KEY": "s"}, {**TWILIO, "SECRET_KEY": "s"}])
def test_a_real_carrier_or_a_secret_ends_the_demo(tmp_path, environ):
    found = settings(tmp_path, **environ)
    assert not found.demo
    assert not found.always_open
    assert found.host == "0.0.0.0"


def test_hours_and_host_can_be_chosen_in_either_mode(tmp_path):
    assert not settings(tmp_path, OPENING_HOURS="calendar").always_open
    assert settings(tmp_path, SECRET_KEY="s", OPENING_HOURS="always").always_open
    assert settings(tmp_path, HOST="0.0.0.0").open_to_others
    assert not settings(tmp_path).open_to_others


def test_an_empty_value_counts_as_unset(tmp_path):
    assert settings(tmp_path, SECRET_KEY="", PORT=" ").demo


def test_ports_follow_each_other(tmp_path):
    found = settings(tmp_path, PORT="9000")
    assert (found.carrier_port, found.public_base_url) == (9001, "http://127.0.0.1:9000")
    assert settings(tmp_path, PORT="9000", CARRIER_PORT="9500").carrier_port == 9500


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PORT": "many"}, ["PORT=many", "whole number"]),
        ({"PORT": "٣"}, ["PORT=", "whole number"]),
        ({"PORT": "70000"}, ["PORT=70000"]),
        ({"PORT": "9000", "CARRIER_PORT": "9000"}, ["CARRIER_PORT=9000", "9001"]),
        ({"CARRIER": "other"}, ["CARRIER=other", "local or twilio"]),
        ({"OPENING_HOURS": "never"}, ["OPENING_HOURS=never", "calendar or always"]),
        ({"TIMEZONE": "Asia/Nowhere"}, ["TIMEZONE=Asia/Nowhere", "Asia/Jakarta"]),
        ({"TIMEZONE": "../etc"}, ["TIMEZONE=../etc"]),
        ({"PUBLIC_BASE_URL": "hotline.example.org"}, ["PUBLIC_BASE_URL=", "https://"]),
        ({"PUBLIC_BASE_URL": "https://h.example.org/?a=1"}, ["without query"]),
        ({"DATABASE_URL": "mysql://root:hunter2@host/x"}, ["DATABASE_URL: mysql", "postgresql://"]),
        ({"DATABASE_URL": "nonsense"}, ["DATABASE_URL", "sqlite:////"]),
        ({"REDIS_URL": "host:6379"}, ["REDIS_URL", "redis://"]),
        ({"TRUSTED_PROXIES": "-1"}, ["TRUSTED_PROXIES=-1"]),
        ({"CONNECTOR_HOSTS": "api.example.org/path"}, ["CONNECTOR_HOSTS: 'api.example.org/path'", "private+https"]),
        ({"SPEECH_ENGINE": "loud"}, ["SPEECH_ENGINE=loud", "full or light"]),
        ({"CARRIER": "twilio", "PUBLIC_BASE_URL": "https://h"}, ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"]),
        ({**TWILIO, "TWILIO_API_KEY": "SK1"}, ["TWILIO_API_SECRET"]),
        ({**TWILIO, "PUBLIC_BASE_URL": ""}, ["PUBLIC_BASE_URL"]),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(tmp_path, environ, words):
    with pytest.raises(ConfigError) as refused:
        settings(tmp_path, **environ)
    assert all(word in str(refused.value) for word in words)
    assert "hunter2" not in str(refused.value)


def test_secrets_nobody_set_are_made_once_for_the_owner_alone(tmp_path):
    first, second = settings(tmp_path), settings(tmp_path)
    assert first == second
    assert len(first.secret_key) > 40 and first.auth_token and first.account_sid.startswith("AC")
    assert stat.S_IMODE((tmp_path / "var" / "keys.json").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_the_secrets(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: settings(tmp_path).secret_key, range(16)))
    assert len(set(found)) == 1
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["keys.json"]


@pytest.mark.parametrize("content", ["not json", "[]", json.dumps({"secret_key": "s"})])
def test_a_broken_key_file_is_named(tmp_path, content):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "keys.json").write_text(content)
    with pytest.raises(ConfigError, match=r"keys\.json"):
        settings(tmp_path)


def test_a_given_token_signs_for_the_local_carrier_too(tmp_path):
    found = settings(tmp_path, TWILIO_AUTH_TOKEN="given")
    assert found.auth_token == "given" and found.demo


def test_a_real_account_without_an_api_key_uses_its_own_token(tmp_path):
    found = settings(tmp_path, **TWILIO)
    assert (found.api_key, found.api_secret) == ("", "")
    assert found.public_base_url == "https://hotline.example.org"


def test_no_secret_is_shown(tmp_path):
    given = {"SECRET_KEY": "s3cr3t", "TWILIO_AUTH_TOKEN": "t0k3n", "DATABASE_URL": "postgresql://u:pa55@h/n"}
    given["CONNECTOR_SECRET_WEATHER"] = "w34ther"
    shown = repr(settings(tmp_path, **given))
    assert not any(secret in shown for secret in ("s3cr3t", "t0k3n", "pa55", "w34ther"))


def test_the_hosts_and_secrets_of_connectors_are_the_operators(tmp_path):
    found = settings(tmp_path, CONNECTOR_HOSTS="a.example", CONNECTOR_SECRET_WEATHER="w", CONNECTOR_SECRET_OLD="")
    assert [(host.scheme, host.name, host.port, host.private) for host in found.connector_hosts] == [
        ("https", "a.example", 443, False)
    ]
    assert found.connector_secrets == {"weather": "w"}
    assert settings(tmp_path).connector_hosts == ()


def test_vosk_models_by_language(tmp_path):
    assert settings(tmp_path, VOSK_MODEL_ID="vosk-id").vosk_models == {"id": "vosk-id"}


def test_every_setting_that_is_read_is_in_the_table(tmp_path):
    class Recording(dict):
        def __init__(self):
            self.asked = set()

        def get(self, name, default=None):
            self.asked.add(name)
            return default

    environ = Recording()
    Settings.from_environment(environ, tmp_path)
    assert environ.asked == {setting.name for setting in SETTINGS if "<" not in setting.name}
    assert all(setting.default and setting.meaning for setting in SETTINGS)
    assert len(fields(Settings)) >= len(SETTINGS) - 1


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("AGENCY_SECRET_DUK", "short", "AGENCY_SECRET_DUK: needs 16 characters"),
        ("AGENCY_HOSTS", "http://", "AGENCY_HOSTS:"),
        ("SMTP_URL", "mail.example.org", "SMTP_URL: must be smtp://"),
        ("MAIL_FROM", "Hotline <a@b.id>", "MAIL_FROM="),
    ],
)
def test_a_way_to_agencies_that_cannot_be_used_is_told(tmp_path, name, value, mend):
    with pytest.raises(ConfigError, match=mend):
        Settings.from_environment({name: value}, tmp_path)
