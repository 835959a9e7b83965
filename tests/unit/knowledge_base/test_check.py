"""`check` says where each slip stands, in every kind of file; a late review is only a warning; no text is an exception."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.__main__ import SERVICES, main
from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.reviews import overdue
from knowledge_base.texts import texts

SHIPPED = {name: text for name, text in texts(SERVICES, []).items() if name.startswith("DUK/") or "/" not in name}
TODAY = date(2026, 11, 24)
DUE = (date(2026, 6, 30), date(2026, 7, 1))
ARTICLE = """code: ART-90
kind: faq
title: {id: Judul, en: Title}
body: {id: Isi, en: Body}
services: [DUK-02]
agency: DUK
valid_from: 2026-01-01
checked: 2026-11-24
source: UU 24/2013
"""


def with_edit(file: str, old: str, new: str) -> dict[str, str]:
    text = SHIPPED.get(file, ARTICLE)
    assert old in text
    return {**SHIPPED, file: text.replace(old, new, 1)}


def slips_of(files: dict[str, str]) -> list[str]:
    with pytest.raises(CatalogueError) as raised:
        Catalogue.of(files, TODAY)
    return raised.value.slips


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("locations.yaml", 'mon: ["08:00-15:00"]', 'moon: ["08:00-15:00"]', "unknown day `moon`; did you mean `mon`?"),
        ("locations.yaml", '"08:00-15:00"', '"15:00-08:00"', "write it as 08:00-15:00"),
        ("locations.yaml", "agency: DUK", "agency: DUC", "unknown agency `DUC`; did you mean `DUK`?"),
        ("locations.yaml", "slot_minutes", "slot_minute", "did you mean `slot_minutes`?"),
        ("locations.yaml", "locations:", "location:", "`locations:` and a list must stand here"),
        ("locations.yaml", "code: mpp", "code: dukcapil", "`dukcapil` stands here twice"),
        ("directory.yaml", 'number: "123"', 'number: "12"', "`number`:"),
        ("directory.yaml", "checked: 2026-11-24", "checked: 2026-13-24", "write it as 2027-01-31"),
        ("agencies.yaml", "staff_competence", "staff_competense", "did you mean `staff_competence`?"),
        ("agencies.yaml", "    complaints: true\n", "", "exactly one agency has `complaints: true`"),
        ("articles/ART-90.yaml", "[DUK-02]", "[DUK-02, DUK-99]", "unknown service `DUK-99`; did you mean"),
        ("articles/ART-90.yaml", "agency: DUK", "agency: DUKK", "unknown agency `DUKK`; did you mean `DUK`?"),
        ("articles/ART-90.yaml", "en: Body", "eng: Body", "`eng`"),
        ("articles/ART-90.yaml", "code: ART-90", "code: ART-91", "must be the name of its file, `ART-90`"),
        ("articles/ART-90.yaml", "valid_from: 2026-01-01", "valid_from: 2026-01-01\nvalid_to: 2025-01-01", "before"),
        ("articles/ART-90.yaml", "kind: faq", "kind: fact", "unknown `kind` `fact`; known are: faq, script, notice"),
    ],
)
def test_a_slip_of_any_file_is_found(file, old, new, expected):
    slips = slips_of(with_edit(file, old, new))
    assert any(slip.startswith(f"{file}:") and expected in slip for slip in slips), slips


def test_a_text_that_takes_too_long_to_say_is_named_with_its_line():
    endless = " ".join(["kantor Dinas Kependudukan dan Pencatatan Sipil"] * 8)
    files = with_edit("DUK/DUK-07.yaml", "id: kutipan akta kelahiran,", f"id: {endless},")
    line = SHIPPED["DUK/DUK-07.yaml"].split("id: kutipan akta kelahiran,")[0].count("\n") + 1
    (slip,) = slips_of(files)
    assert slip.startswith(f"DUK/DUK-07.yaml:{line}:") and "at most 20 s: shorten it" in slip


def test_a_late_review_is_a_warning_with_the_line_of_its_date_and_the_exit_is_0(tmp_path, capsys):
    folder = Path(shutil.copytree(SERVICES, tmp_path / "services"))
    file = folder / "DUK/DUK-02.yaml"
    file.write_text(file.read_text("utf-8").replace("checked: 2026-11-24", "checked: 2020-01-01"), "utf-8")
    line = file.read_text("utf-8").split("checked:")[0].count("\n") + 1
    assert main(["check", str(folder)]) == 0
    told = capsys.readouterr().out
    assert f"DUK/DUK-02.yaml:{line}:1: warning: `DUK-02` was to be checked by 2020-06-29" in told


def test_a_fact_with_a_date_of_its_own_is_late_by_itself():
    files = with_edit("DUK/DUK-02.yaml", "fee: {amount: 0,", "fee: {amount: 0, checked: 2026-01-01,")
    (late,) = overdue(Catalogue.of(files, TODAY).services["DUK-02"], TODAY)
    assert (late.fact, late.due, late.agency) == ("fee", "2026-06-30", "DUK")
    on_its_day, after = ([*overdue(Catalogue.of(files, day).services["DUK-02"], day)] for day in DUE)
    assert (on_its_day, [review.fact for review in after]) == ([], ["fee"])


def test_what_nobody_checked_or_what_has_run_out_is_warned_of():
    files = with_edit("DUK/DUK-02.yaml", "checked: 2026-11-24\n", "valid_to: 2026-06-30\n")
    warnings = [one for one in Catalogue.of(files, TODAY).warnings if one.startswith("DUK/DUK-02.yaml")]
    assert any("was never checked" in one for one in warnings)
    assert any("`fee` has run out on 2026-06-30" in one for one in warnings)


def test_a_component_that_nobody_wrote_is_warned_of():
    start = SHIPPED["agencies.yaml"].index("      safety:")
    line = SHIPPED["agencies.yaml"][start:].split("\n", 1)[0] + "\n"
    warnings = Catalogue.of(with_edit("agencies.yaml", line, ""), TODAY).warnings
    assert any(one.startswith("DUK/DUK-02.yaml:1:1:") and one.endswith("says: safety") for one in warnings)


lines = st.integers(0, 60)
scraps = st.sampled_from(
    ("", "- x", "versions:", "  versions: [1]", "fee:", "requirements: {versions: [{items: []}]}", "[", "{a: b", "\t")
) | st.text(max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    file=st.sampled_from(("DUK/DUK-02.yaml", "agencies.yaml", "locations.yaml", "directory.yaml", "new/X.yaml")),
    at=lines,
    cut=st.integers(0, 3),
    scrap=scraps,
    whole=st.booleans(),
)
def test_any_text_gives_a_catalogue_or_located_slips(file, at, cut, scrap, whole):
    written = SHIPPED.get(file, "").split("\n")
    text = scrap if whole else "\n".join([*written[:at], scrap, *written[at + cut :]])
    few = {name: content for name, content in SHIPPED.items() if name == "DUK/DUK-02.yaml" or "/" not in name}
    try:
        assert Catalogue.of({**few, file: text}, TODAY).services
    except CatalogueError as error:
        for slip in error.slips:
            place, line, column, told = slip.split(":", 3)
            assert place in {*few, file} and int(line) > 0 and int(column) > 0 and told.strip()
