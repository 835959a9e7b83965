"""Makes an espeak-ng library loadable by its plain name: the machine's own, or the one that a package brings."""

from __future__ import annotations

import ctypes
import os

from telephony.speech.protocol import SpeechError

NAME = "libespeak-ng.so.1"


def preload() -> None:
    """To be called before pyttsx3 is imported. Raises SpeechError when there is no library at all."""
    try:
        ctypes.CDLL(NAME, mode=ctypes.RTLD_GLOBAL)
    except OSError:
        _preload_packaged()


def _preload_packaged() -> None:
    """The packaged library ends the process when it does not find its data, hence the variable comes first."""
    try:
        import espeakng_loader
    except ImportError as error:
        raise SpeechError(
            "install espeak-ng (apt-get install espeak-ng) or espeakng-loader", retryable=False
        ) from error
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    try:
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise SpeechError(f"the packaged espeak-ng cannot be loaded: {error}", retryable=False) from error
