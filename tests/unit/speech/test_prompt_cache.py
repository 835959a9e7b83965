import os

from telephony.speech.prompt_cache import PromptCache
from telephony.speech.voices import Voice

VOICE = Voice("id", 145)


def test_what_was_put_is_got_back_after_a_restart(tmp_path):
    PromptCache(tmp_path).put("Halo", VOICE, b"sound")
    assert PromptCache(tmp_path).get("Halo", VOICE) == b"sound"


def test_another_voice_rate_or_text_is_another_prompt(tmp_path):
    cache = PromptCache(tmp_path)
    cache.put("Halo", VOICE, b"sound")
    assert [cache.get("Halo", Voice("id", 150)), cache.get("Halo", Voice("en-us", 145)), cache.get("Hal", VOICE)] == [
        None
    ] * 3


def test_the_oldest_go_when_it_is_full_and_no_half_file_stays(tmp_path):
    cache = PromptCache(tmp_path, most_files=10)
    for number in range(11):
        cache.put(str(number), VOICE, b"sound")
        for file in tmp_path.glob("*.wav"):
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 10))
    assert cache.get("0", VOICE) is None and cache.get("10", VOICE) == b"sound"
    assert len(list(tmp_path.iterdir())) == cache.count == 9
