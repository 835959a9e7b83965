"""Speaks every fixed prompt of a flow once, ahead of the first caller, so that nobody waits for the synthesiser."""

from __future__ import annotations

import logging
from pathlib import Path

from ivr.flow import Flow
from telephony.fixed_prompts import fixed_parts
from telephony.prompts import Prompts
from telephony.speech.protocol import SpeechError

log = logging.getLogger(__name__)


def warm(prompts: Prompts, flow: Flow, marks: Path) -> int:
    """How many were spoken; none when this revision was done before (a mark in `marks` says so). A failure ends it."""
    mark = marks / f"warmed-{flow.revision[:24]}"
    if mark.exists():
        return 0
    parts = {(part.language, part.text): part for part in fixed_parts(flow) if part.text.strip()}
    try:
        for part in parts.values():
            prompts.speak(part)
    except SpeechError as error:
        log.warning("prompts are spoken when they are needed: %s", error)
        return 0
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return len(parts)
