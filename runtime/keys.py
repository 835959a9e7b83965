"""Secrets nobody set: made once and kept in a file that only its owner can read."""

import json
import os
import secrets
import tempfile
from pathlib import Path

NAMES = ("secret_key", "account_sid", "auth_token", "api_key", "api_secret")


def load_or_make(file: Path) -> dict[str, str]:
    """The secrets in `file` (JSON, mode 0600), made when it is not there. Processes that start together agree.

    The keys are NAMES. Raises OSError, or ValueError when the file is not JSON or lacks one.
    """
    if not file.exists():
        _write_once(file, _make())
    kept = json.loads(file.read_text(encoding="utf-8"))
    missing = [name for name in NAMES if not isinstance(kept, dict) or not isinstance(kept.get(name), str)]
    if missing:
        raise ValueError(f"without {', '.join(missing)}")
    return {name: kept[name] for name in NAMES}


def _make() -> dict[str, str]:
    return {
        "secret_key": secrets.token_urlsafe(48),
        "account_sid": f"AC{secrets.token_hex(16)}",
        "auth_token": secrets.token_hex(16),
        "api_key": f"SK{secrets.token_hex(16)}",
        "api_secret": secrets.token_urlsafe(32),
    }


def _write_once(file: Path, keys: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            json.dump(keys, written, indent=1)
            written.flush()
            os.fsync(written.fileno())
        # A hard link fails when the name exists: whoever comes second takes the first one's keys.
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()
