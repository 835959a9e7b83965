"""A slip in a definition is named with file, line, column, and what would be right."""

import shutil
from pathlib import Path

import pytest

from knowledge_base.__main__ import SERVICES, main
from knowledge_base.catalogue import Catalogue, CatalogueError
from knowledge_base.definition import FIELD_TYPES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The lists and two agencies: what is read in the blink of an eye."""
    others = [path.name for path in SERVICES.iterdir() if path.is_dir() and path.name not in ("DUK", "PTS")]
    return Path(shutil.copytree(SERVICES, tmp_path / "services", ignore=shutil.ignore_patterns(*others)))


def edit(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` by `new`; the line it stands in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def slips_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as raised:
        Catalogue.load(folder)
    return raised.value.slips


def test_the_catalogue_holds_services_of_many_agencies_with_every_question_in_both_languages():
    catalogue = Catalogue.load(SERVICES)
    assert len(catalogue.services) >= 13
    assert len({service["agency"] for service in catalogue.services.values()}) >= 6
    assert catalogue.complaints_agency == "KOM"
    for service in catalogue.services.values():
        assert service["utterances"]["id"] and service["utterances"]["en"], service["code"]
        for field in service["fields"]:
            assert field["ask"].keys() == field["label"].keys() == {"id", "en"}


def test_numbers_that_tell_who_somebody_is_are_secret_everywhere():
    for service in Catalogue.load(SERVICES).services.values():
        for field in service["fields"]:
            if field["type"] in ("nik", "nkk", "bpjs", "npwp"):
                assert field["class"] == "secret", (service["code"], field["name"])


def test_an_unknown_field_type_is_named_with_its_line(folder):
    line = edit(folder, "DUK/DUK-02.yaml", "type: choice", "type: chioce")
    assert slips_of(folder) == [f"DUK/DUK-02.yaml:{line}:5: unknown field type `chioce`; did you mean `choice`?"]


def test_an_unknown_key_is_answered_with_the_nearest_one(folder):
    line = edit(folder, "DUK/DUK-02.yaml", "time_limit:", "time_limits:")
    assert f"DUK/DUK-02.yaml:{line}:1: unknown key `time_limits`; did you mean `time_limit`?" in slips_of(folder)


def test_a_key_that_stands_twice_is_an_error(folder):
    edit(folder, "DUK/DUK-02.yaml", "identity: 2", "identity: 2\nidentity: 3")
    (slip,) = slips_of(folder)
    assert slip.startswith("DUK/DUK-02.yaml:") and "twice" in slip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", en: lost}", "}", "`en` is missing"),
        ("en: lost}", "en: lost, stolen}", "quotes"),
        ("alasan == 'hilang'", "alasn == 'hilang'", "did you mean `alasan`?"),
        ("alasan == 'hilang'", "alasan = 'hilang'", "is no condition"),
        ("agency: DUK", "agency: DUKK", "did you mean `DUK`?"),
        ("code: DUK-02", "code: DUK-09", "must be the name of its file"),
        ("name: telepon", "name: alasan", "field `alasan` stands here twice"),
        ("value: rusak", "value: hilang", "two options have the same value"),
        ("max: today", "max: yesterday", "`today+30d` (d, w, m or y) or a day"),
        ("when: \"alasan == 'hilang'\"", "when: \"alasan == 'ilang'\"", "none of its options; did you mean `hilang`?"),
        ("when: \"alasan == 'hilang'\"", "when: \"'x' != alasan\"", "compares `alasan` with 'x'"),
        ("when: \"alasan == 'hilang'\"", "when: \"alasan in ['rusak', 'rusk']\"", "did you mean `rusak`?"),
        ("when: \"alasan == 'hilang'\"", "when: 'true'", "reads no field"),
        ("locations: [dukcapil", "locations: [dukcapi", "unknown location `dukcapi`; did you mean `dukcapil`?"),
        ("locations: [dukcapil, ", "locations: [", "`dukcapil` is a location that `locations` does not name"),
        ("en: [I lost", "xx: [I lost", "unknown language `xx`"),
        ("kind: application", "kind: aplication", "did you mean `application`?"),
        ("valid_from: 2014-01-01", "valid_from: 1 January 2014", "write it as 2027-01-31"),
        ("checked: 2026-11-24", "cheked: 2026-11-24", "did you mean `checked`?"),
        ("identity: 2", "identity: 7", "less than or equal to 3"),
        ("identity: 2", 'identity: "2"', "valid integer"),
    ],
)
def test_a_slip_is_found(folder, old, new, expected):
    edit(folder, "DUK/DUK-02.yaml", old, new)
    slips = slips_of(folder)
    assert any(slip.startswith("DUK/DUK-02.yaml:") and expected in slip for slip in slips), slips


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("appointment: lokasi_perekaman", "appointment: lokasi_rekam", "did you mean `lokasi_perekaman`?"),
        ("appointment: lokasi_perekaman", "appointment: status_kawin", "is a location with a `capacity`"),
        ("max: today\n", "max: today\n    appointment: lokasi_perekaman\n", "a service books one appointment"),
        ("type: phone\n", "type: phone\n    appointment: lokasi_perekaman\n", "`appointment` belongs to the type date"),
    ],
)
def test_a_slip_of_an_appointment_is_found(folder, old, new, expected):
    edit(folder, "DUK/DUK-01.yaml", old, new)
    slips = slips_of(folder)
    assert any(slip.startswith("DUK/DUK-01.yaml:") and expected in slip for slip in slips), slips


def test_a_file_that_is_not_yaml_or_not_text_is_named_and_the_others_are_still_read(folder):
    (folder / "DUK/DUK-01.yaml").write_text("code: [", encoding="utf-8")
    (folder / "DUK/DUK-03.yaml").write_bytes(b"\xff\xfe")
    edit(folder, "DUK/DUK-02.yaml", "type: nik", "type: nick")
    files = [slip.split(":")[0] for slip in slips_of(folder)]
    assert files == ["DUK/DUK-01.yaml", "DUK/DUK-02.yaml", "DUK/DUK-03.yaml"]


def test_a_missing_agencies_file_is_said(tmp_path):
    assert slips_of(tmp_path)[0].startswith("agencies.yaml:1:1: there is no such file")


def test_check_exits_0_for_a_good_folder_and_1_for_a_wrong_one(folder, capsys):
    assert main(["check"]) == 0
    edit(folder, "PTS/PTS-01.yaml", "type: money", "type: cash")
    assert main(["check", str(folder)]) == 1
    assert "unknown field type `cash`" in capsys.readouterr().out


def test_every_field_type_of_the_catalogue_is_known():
    used = {field["type"] for service in Catalogue.load(SERVICES).services.values() for field in service["fields"]}
    assert used <= set(FIELD_TYPES)
