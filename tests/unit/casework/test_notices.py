"""The SMS of each public change of a case."""

from datetime import UTC, datetime

import pytest

from casework.notifications import BY_AGENCY, EACH_TIME, REMIND, SILENT, is_mobile, message, texts, when
from casework.states import MACHINES
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue
from runtime.i18n import LANGUAGES

GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
ADDRESS = "https://layanan.kabupaten.go.id/status"
LONGEST_REFERENCE = "269999994"
TRANSITIONS = sorted({name for machine in MACHINES.values() for name in machine.transitions})
PUBLIC = [*(name for name in TRANSITIONS if name not in SILENT), REMIND, *BY_AGENCY.values()]
BOOKABLE = [place for place in Catalogue.load(SERVICES).locations.values() if place.get("capacity")]
STARTS = datetime(2026, 12, 30, 13, 45, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_change_of_each_kind_has_words_or_is_silent_on_purpose(language):
    assert texts.keys(language) == {f"notice.{name}" for name in PUBLIC}
    assert {*TRANSITIONS, *PUBLIC} >= SILENT | EACH_TIME


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_sms_with_nothing_but_reference_words_and_address(name, language):
    place = max((place["name"][language] for place in BOOKABLE), key=len)
    text = message(LONGEST_REFERENCE, name, language, ADDRESS, {"when": when(STARTS, language), "place": place})
    assert set(text) <= GSM
    assert len(text) <= 160
    assert text.startswith("26-999999-4: ") and text.endswith(f" {ADDRESS}")
    words = text.removeprefix("26-999999-4: ").removesuffix(ADDRESS).replace(when(STARTS, language), "")
    assert not any(sign.isdigit() for sign in words.replace("10 ", ""))


@pytest.mark.parametrize(
    ("number", "reached"), [("+6281234567890", True), ("+62215001112", False), ("anonymous", False), ("", False)]
)
def test_only_a_mobile_number_gets_a_message(number, reached):
    assert is_mobile(number) is reached
    assert not is_mobile(None)
