"""The form changes the text; what it does not change stays as it was, character by character."""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.source_tree import plain
from ivr.yaml_source import read_yaml
from knowledge_base.life.refusal import Refused
from knowledge_base.life.text_edits import set_value
from tests.integration.knowledge_base.life_house import ARTICLE, SERVICE


def lines(before, after):
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "changed"),
    [
        (["fee", "amount"], 50000, ["- fee: {amount: 0, basis: UU 24/2013}", "+ fee: {amount: 50000, basis: UU 24/2013}"]),
        (["fee", "valid_from"], "2027-01-01", ["- fee: {amount: 0, basis: UU 24/2013}", "+ fee: {amount: 0, basis: UU 24/2013, valid_from: 2027-01-01}"]),
        (["fee", "basis"], None, ["- fee: {amount: 0, basis: UU 24/2013}", "+ fee: {amount: 0}"]),
        (["checked"], "2026-12-01", ["- checked: 2026-11-01", "+ checked: 2026-12-01"]),
        (["requirements", 0, "when"], None, ["-     when: \"alasan == 'hilang'\""]),
        (["requirements", 1, "text", "id"], "KK, asli", [
            "-   - text: {id: Kartu Keluarga, en: the family card}   # the original",
            '+   - text: {id: "KK, asli", en: the family card}   # the original',
        ]),
        (["requirements", 1, "when"], "alasan == 'rusak'", ["+     when: \"alasan == 'rusak'\""]),
        (["requirements", 2], {"text": {"id": "pas foto", "en": "a photograph"}}, ["+   - {text: {id: pas foto, en: a photograph}}"]),
        (["requirements", 1], None, ["-   - text: {id: Kartu Keluarga, en: the family card}   # the original"]),
        (["procedure"], [{"id": "datang", "en": "come"}], ["+ procedure: [{id: datang, en: come}]"]),
        (["utterances", "id", 0], None, ['- utterances: {id: [KTP hilang], en: [lost card]}', '+ utterances: {en: [lost card]}']),
        (["audience", "id"], "semua", ["+ audience: {id: semua}"]),
    ],
)  # fmt: skip
def test_one_fact_changes_its_own_characters(path, value, changed):
    assert lines(SERVICE, set_value(SERVICE, path, value)) == changed


def test_several_lines_stand_as_a_block_and_are_changed_again():
    block = ARTICLE.replace("body: {id: Ya., en: Yes.}", "body:\n  id: Ya.\n  en: Yes.")
    once = set_value(block, ["body", "id"], "Ya.\n\nSeumur hidup.")
    assert "  id: |-\n    Ya.\n\n    Seumur hidup.\n  en: Yes.\n" in once
    assert set_value(once, ["body", "id"], "Ya.") == block


@pytest.mark.parametrize("text", ["", "- a", "code: [", "a: 1\nb: {", "just words"])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(Refused) as refused:
        set_value(text, ["name", "id"], "x")
    assert refused.value.code == "form"


@pytest.mark.parametrize("path", [[], ["fee", 0], ["requirements", "x"], ["code", "x", "y"], ["a"] * 9])
def test_a_place_that_cannot_be_is_refused(path):
    with pytest.raises(Refused):
        set_value(SERVICE, path, "x")


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=30
)


@settings(max_examples=60, deadline=None)
@given(words.filter(lambda value: value.strip() == value and "\ufffd" not in value))
def test_any_words_are_read_back_as_they_were_typed(value):
    for path in (["name", "id"], ["product", "en"], ["requirements", 0, "text", "en"]):
        tree, issues = read_yaml(set_value(SERVICE, path, value), "text.yaml")
        found = plain(tree)
        for step in path:
            found = found[step]
        assert not issues and found == value
