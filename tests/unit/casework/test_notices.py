"""The SMS of each public change of a case."""

import pytest

from casework.notifications import EACH_TIME, SILENT, is_mobile, message, texts
from casework.states import MACHINES
from runtime.i18n import LANGUAGES

GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
ADDRESS = "https://layanan.kabupaten.go.id/status"
LONGEST_REFERENCE = "269999994"
TRANSITIONS = sorted({name for machine in MACHINES.values() for name in machine.transitions})
PUBLIC = [name for name in TRANSITIONS if name not in SILENT]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_change_of_each_kind_has_words_or_is_silent_on_purpose(language):
    assert texts.keys(language) == {f"notice.{name}" for name in PUBLIC}
    assert set(TRANSITIONS) >= SILENT | EACH_TIME


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_sms_with_nothing_but_reference_words_and_address(name, language):
    text = message(LONGEST_REFERENCE, name, language, ADDRESS)
    assert set(text) <= GSM
    assert len(text) <= 160
    assert text.startswith("26-999999-4: ") and text.endswith(f" {ADDRESS}")
    words = text.removeprefix("26-999999-4: ").removesuffix(ADDRESS)
    assert not any(sign.isdigit() for sign in words.replace("10 ", ""))


@pytest.mark.parametrize(
    ("number", "reached"), [("+6281234567890", True), ("+62215001112", False), ("anonymous", False), ("", False)]
)
def test_only_a_mobile_number_gets_a_message(number, reached):
    assert is_mobile(number) is reached
    assert not is_mobile(None)
