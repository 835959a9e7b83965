"""Prompts recorded by a voice: `<language>/<key>.wav`, and beside it `<key>.txt`, the words that were spoken.

A recording counts only while its words are those of the flow; else synthesis speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ivr.effects import Part
from ivr.flow import Flow
from ivr.locale.phrases import CATALOGUE
from telephony.fixed_prompts import fixed_parts

FOLDER = "recordings"
State = Literal["fresh", "stale", "missing", "unused"]
WRITTEN_ONLY = "messages."
"""Keys of what is sent as text, never spoken."""


@dataclass(frozen=True)
class Recording:
    """`words` are the flow's; "" for a recording that no prompt asks for (unused)."""

    state: State
    language: str
    key: str
    words: str


def sound_of(folder: Path, part: Part) -> Path | None:
    """The WAV to be played for a part; None when there is none, or its words have changed since."""
    return _sound(folder, part.language, part.key) if _state(folder, part) == "fresh" else None


def survey(folder: Path, flows: Mapping[str, Flow]) -> list[Recording]:
    """Every fixed prompt of the flows and of the engine, and every recording that belongs to none."""
    parts = sorted(_prompts(flows.values()), key=lambda part: (part.language, part.key))
    found = [Recording(_state(folder, part), part.language, part.key, part.text) for part in parts]
    wanted = {_sound(folder, part.language, part.key) for part in parts}
    left = sorted(file for file in folder.glob("*/*.wav") if file not in wanted)
    return [*found, *(Recording("unused", file.parent.name, file.stem, "") for file in left)]


def write_script(folder: Path, recordings: Iterable[Recording]) -> int:
    """For the studio: the words of what is missing or stale, each as the text that belongs beside its WAV; how many."""
    wanted = [each for each in recordings if each.state in ("missing", "stale")]
    for each in wanted:
        file = _sound(folder, each.language, each.key).with_suffix(".txt")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{each.words}\n", encoding="utf-8")
    return len(wanted)


def _sound(folder: Path, language: str, key: str) -> Path:
    return folder / language / f"{key}.wav"


def _state(folder: Path, part: Part) -> State:
    sound = _sound(folder, part.language, part.key)
    if not part.key or not sound.is_file():
        return "missing"
    words = sound.with_suffix(".txt")
    spoken = words.read_text("utf-8", "replace").split() if words.is_file() else []
    return "fresh" if spoken == part.text.split() and spoken else "stale"


def _prompts(flows: Iterable[Flow]) -> Iterator[Part]:
    flows = list(flows)
    languages = {language for flow in flows for language in flow.languages}
    seen: set[tuple[str, str]] = set()
    for part in (*(part for flow in flows for part in fixed_parts(flow)), *_engines(languages)):
        place = (part.key, part.language)
        if part.text.strip() and part.language in languages and _is_spoken(part.key) and place not in seen:
            seen.add(place)
            yield part


def _engines(languages: Iterable[str]) -> Iterator[Part]:
    for language in languages:
        for key, words in CATALOGUE.get(language, {}).items():
            if "{" not in words:
                yield Part(f"engine.{key}", language, words)


def _is_spoken(key: str) -> bool:
    return bool(key) and "/" not in key and not key.startswith(WRITTEN_ONLY)
