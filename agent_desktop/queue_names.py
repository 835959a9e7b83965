"""What people call the queues: from the managers' queues.yaml."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from runtime.i18n import LANGUAGES

log = logging.getLogger(__name__)
QueueNames = Mapping[str, Mapping[str, str]]
"""Queue -> language -> what people call it."""


def queue_names(flows: Path) -> dict[str, dict[str, str]]:
    """Queue -> language -> name. A queue without names in every language, or a file that cannot be read, is left out:
    the desk then shows the queue's own name."""
    try:
        content = yaml.safe_load((flows / "queues.yaml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        log.warning("queues have no names: %s", type(error).__name__)
        return {}
    queues = content.get("queues") if isinstance(content, dict) else None
    return {str(queue): dict(rule["name"]) for queue, rule in _pairs(queues) if _is_named(rule)}


def called(queues: QueueNames, queue: str) -> Mapping[str, str]:
    """What people call a queue, by language; its own name where it has none."""
    return queues.get(queue) or dict.fromkeys(LANGUAGES, queue)


def _pairs(queues: Any) -> list[tuple[Any, Any]]:
    return list(queues.items()) if isinstance(queues, dict) else []


def _is_named(rule: Any) -> bool:
    names = rule.get("name") if isinstance(rule, dict) else None
    return isinstance(names, dict) and all(isinstance(names.get(language), str) for language in LANGUAGES)
