import pytest

from runtime.accounts import ROLES
from runtime.i18n import LANGUAGES, MissingText, Texts, text


@pytest.fixture
def texts(tmp_path):
    (tmp_path / "id.yaml").write_text('halo: "Halo, {name}"\nerror:\n  "404": Tidak ada\n')
    (tmp_path / "en.yaml").write_text('halo: "Hello, {name}"\nerror:\n  "404": Not there\n')
    return Texts(tmp_path)


def test_a_text_by_dotted_key_with_values(texts):
    assert texts.text("halo", "en", name="Siti") == "Hello, Siti"
    assert texts.text("error.404", "id") == "Tidak ada"


def test_an_unknown_language_is_answered_in_indonesian(texts):
    assert texts.text("error.404", "fr") == "Tidak ada"


def test_a_missing_text_is_a_mistake_of_ours(texts):
    with pytest.raises(MissingText, match="bye"):
        texts.text("bye", "en")


def test_own_catalogues_are_complete_in_every_language():
    own = text.__self__
    assert own.keys("id") == own.keys("en")
    assert all(text(f"role.{role}", language) for role in ROLES for language in LANGUAGES)
