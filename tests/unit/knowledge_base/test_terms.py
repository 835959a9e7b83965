from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.search.spelling import spelling
from knowledge_base.search.terms import MAX_TERMS, terms


def test_both_languages_come_to_the_same_terms():
    assert terms("akte kelahiran") == terms("akta lahir")
    assert set(terms("birth certificate")) == set(terms("akta lahir"))
    assert terms("bikin e-KTP yang ilang") == terms("membuat KTP hilang") == ["buat", "ktp", "hilang"]
    assert terms("ka te pe") == terms("my ID card") == ["ktp"]


def test_words_come_to_their_indonesian_stem():
    assert terms("mendaftarkan pendaftaran") == ["daftar", "daftar"]


def test_words_that_say_nothing_are_left_out():
    assert terms("selamat pagi pak, saya mau tanya") == []


def test_a_slip_of_the_pen_is_mended_and_another_word_is_left_alone():
    mend = spelling({"lahir", "certificate", "puskesmas", "skck", "12346"})
    meant = {"lahri": "lahir", "sertificate": "certificate", "pukesmas": "puskesmas", "lahr": "lahir"}
    left_alone = ("goreng", "12345", "sick")
    assert {word: mend(word) for word in (*meant, *left_alone)} == meant | {word: word for word in left_alone}


def test_words_bent_the_javanese_way_come_to_what_is_known():
    mend = spelling({"omah", "cara", "bangun", "kirim", "tutup", "sapu", "ktp", "gawe"})
    bent = {
        "omahe": "omah",
        "omahku": "omah",
        "carane": "cara",
        "mbangun": "bangun",
        "ngirim": "kirim",
        "nutupi": "tutup",
    }
    bent |= {"nyapu": "sapu", "ktpne": "ktp", "nggawekake": "nggawekake", "nggawe": "gawe"}
    assert {word: mend(word) for word in bent} == bent


@given(st.text(max_size=3000))
def test_any_text_gives_few_terms_without_blanks(text):
    found = terms(text)
    assert len(found) <= MAX_TERMS
    assert all(term and not any(mark.isspace() for mark in term) for term in found)
