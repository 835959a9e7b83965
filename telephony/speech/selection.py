"""Which recogniser hears which language: by settings and by what is installed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from telephony.speech import pocketsphinx_jsgf, vosk_engine, whisper_scoring, whisper_weights
from telephony.speech.protocol import Recogniser, Recognition, SpeechError, base_language

log = logging.getLogger(__name__)
LANGUAGES = ("id", "en")
LIGHT, AUTO = "light", "auto"


@dataclass(frozen=True)
class EngineOptions:
    """`engine` "light" or "auto"; `vosk_models` language -> directory or name; `models` a folder of weights."""

    models: Path
    engine: str = AUTO
    vosk_models: Mapping[str, str] = field(default_factory=dict)
    threads: int = 1


def plan(options: EngineOptions) -> dict[str, str]:
    """Language -> "vosk", "whisper", "pocketsphinx"; a language that nothing can hear is left out. Loads nothing."""
    chosen = {}
    for language in sorted({*LANGUAGES, *options.vosk_models}):
        if options.vosk_models.get(language) and find_spec("vosk") is not None:
            chosen[language] = "vosk"
        elif language in LANGUAGES and options.engine != LIGHT and whisper_weights.installed():
            chosen[language] = "whisper"
        elif language in LANGUAGES and find_spec("pocketsphinx") is not None:
            chosen[language] = "pocketsphinx"
    return chosen


class ByLanguage:
    """A recogniser that hands each language to its own; `engines` names them."""

    def __init__(self, recognisers: Mapping[str, Recogniser], engines: Mapping[str, str]):
        self.recognisers, self.engines = dict(recognisers), dict(engines)

    def recognise(self, mulaw: bytes, language: str, phrases: Sequence[str], numeric: bool = False) -> Recognition:
        return self._for(language).recognise(mulaw, language, phrases, numeric)

    def prepare(self, language: str, phrases: Sequence[str], numeric: bool = False) -> None:
        self._for(language).prepare(language, phrases, numeric)

    def _for(self, language: str) -> Recogniser:
        found = self.recognisers.get(base_language(language))
        if found is None:
            raise SpeechError(f"no recogniser hears {language[:20]!r}", retryable=False)
        return found


def load(options: EngineOptions) -> ByLanguage:
    """What `plan` says; an engine that cannot be loaded gives way to the light one. Raises SpeechError when none can."""
    wanted = plan(options)
    loaded: dict[str, Recogniser] = {}
    for engine in sorted(set(wanted.values())):
        try:
            loaded[engine] = _loader(engine, options)()
        except SpeechError as error:
            log.error("the recogniser %s cannot be used: %s", engine, error)
    if set(wanted.values()) - loaded.keys() and find_spec("pocketsphinx") is not None:
        loaded.setdefault("pocketsphinx", pocketsphinx_jsgf.make())
    engines = {language: engine if engine in loaded else "pocketsphinx" for language, engine in wanted.items()}
    if not loaded:
        raise SpeechError("no recogniser is installed (requirements-speech.txt)", retryable=False)
    return ByLanguage({language: loaded[engine] for language, engine in engines.items()}, engines)


def _loader(engine: str, options: EngineOptions) -> Callable[[], Recogniser]:
    loaders: dict[str, Callable[[], Recogniser]] = {
        "vosk": lambda: vosk_engine.make(options.vosk_models),
        "whisper": lambda: whisper_scoring.make(options.models, options.threads),
        "pocketsphinx": pocketsphinx_jsgf.make,
    }
    return loaders[engine]
