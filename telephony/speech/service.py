"""The speech process: `python -m telephony.speech.service --socket PATH --var DIR [--engine light|auto]`.

One synthesiser, a few recognisers, a Unix socket. It answers at once; `state` says "loading" until recognisers are ready.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from telephony.speech.prompt_cache import PromptCache
from telephony.speech.recogniser_pool import RecogniserPool
from telephony.speech.selection import AUTO, LANGUAGES, LIGHT, EngineOptions
from telephony.speech.speech_server import SpeechServer
from telephony.speech.synthesis import CachedSynthesis

log = logging.getLogger(__name__)
MOST_THREADS = 4


def arguments(words: Sequence[str], environ: Mapping[str, str]) -> argparse.Namespace:
    """What is not given comes from SPEECH_ENGINE and VOSK_MODEL_<LANGUAGE>."""
    parser = argparse.ArgumentParser(prog="python -m telephony.speech.service")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--var", type=Path, required=True, help="folder for prompts and models")
    parser.add_argument(
        "--engine", choices=(AUTO, LIGHT), default=LIGHT if environ.get("SPEECH_ENGINE") == LIGHT else AUTO
    )
    parser.add_argument("--workers", type=int, default=1, help="recogniser processes")
    parser.add_argument("--threads", type=int, default=min(MOST_THREADS, os.cpu_count() or 1), help="of each of them")
    parser.add_argument("--vosk-model", action="append", default=[], metavar="LANGUAGE=WHERE", type=_pair)
    given = parser.parse_args(words)
    from_environment = [(tag, environ.get(f"VOSK_MODEL_{tag.upper()}", "")) for tag in LANGUAGES]
    given.vosk_models = {language: where for language, where in (*from_environment, *given.vosk_model) if where}
    return given


def _pair(word: str) -> tuple[str, str]:
    language, separator, where = word.partition("=")
    if not separator or not language or not where:
        raise argparse.ArgumentTypeError(f"{word!r} is not LANGUAGE=DIRECTORY-OR-NAME")
    return language, where


async def serve(given: argparse.Namespace) -> None:
    """Runs until SIGTERM or SIGINT."""
    options = EngineOptions(given.var / "models", given.engine, given.vosk_models, given.threads)
    server = SpeechServer(
        CachedSynthesis(PromptCache(given.var / "prompts")), RecogniserPool(options, max(1, given.workers))
    )
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    listening = await server.listen(given.socket)
    server.pool.start()
    log.info("speech service listens on %s", given.socket)
    try:
        await stopping.wait()
    finally:
        listening.close()
        await server.stop()
        given.socket.unlink(missing_ok=True)


def main(words: Sequence[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(serve(arguments(words, os.environ)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
