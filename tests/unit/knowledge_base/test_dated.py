"""A fact holds from a day to a day; whoever reads a service reads the fact of the day."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ivr.dated import fact_on
from knowledge_base.__main__ import SERVICES
from knowledge_base.catalogue import Catalogue, CatalogueError

FEE = 'fee: {amount: 0, basis: "UU 24/2013 ps 79A"}'
TWO_FEES = """fee:
  versions:
    - {valid_from: 2024-01-01, amount: 0}
    - {valid_from: 2027-01-01, amount: 50000, source: Perda 4/2026, unverified: true}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    others = [path.name for path in SERVICES.iterdir() if path.is_dir() and path.name != "DUK"]
    return Path(shutil.copytree(SERVICES, tmp_path / "services", ignore=shutil.ignore_patterns(*others)))


def write(folder: Path, old: str, new: str) -> int:
    path = folder / "DUK/DUK-02.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def service_on(folder: Path, day: str) -> dict:
    return Catalogue.load(folder, date.fromisoformat(day)).services["DUK-02"]


@pytest.mark.parametrize(
    ("day", "amount"), [("2020-01-01", 0), ("2026-12-31", 0), ("2027-01-01", 50000), ("2040-01-01", 50000)]
)
def test_the_fee_is_that_of_the_day(folder, day, amount):
    write(folder, FEE, TWO_FEES)
    assert service_on(folder, day)["fee"]["amount"] == amount


def test_a_fact_tells_its_dates_and_the_one_that_comes(folder):
    write(folder, FEE, TWO_FEES)
    fact = service_on(folder, "2026-11-24")["facts"]["fee"]
    coming = {"valid_from": "2027-01-01", "valid_to": None, "unverified": True, "value": {"amount": 50000}}
    assert (fact["valid_from"], fact["valid_to"], fact["next"]) == ("2024-01-01", "2026-12-31", coming)
    assert fact["checked"] == "2026-11-24" and "79A" in fact["source"]
    later = service_on(folder, "2027-05-01")
    assert later["facts"]["fee"]["next"] is None and later["facts"]["fee"]["source"] == "Perda 4/2026"
    assert later["fee"]["unverified"] is True


def test_a_list_of_requirements_may_have_versions(folder):
    path = folder / "DUK/DUK-07.yaml"
    text = path.read_text("utf-8")
    old = text[text.index("requirements:") : text.index("procedure:")]
    path.write_text(
        text.replace(
            old,
            "requirements:\n  versions:\n"
            "    - {valid_from: 2016-01-14, items: [{text: {id: lama, en: old}}]}\n"
            "    - {valid_from: 2027-01-01, items: [{text: {id: baru, en: new}}]}\n",
        ),
        "utf-8",
    )
    for day, word in (("2026-01-01", "old"), ("2027-01-01", "new")):
        service = Catalogue.load(folder, date.fromisoformat(day)).services["DUK-07"]
        assert [one["text"]["en"] for one in service["requirements"]] == [word]


def test_a_fact_that_has_run_out_is_unverified(folder):
    write(folder, FEE, "fee: {amount: 0, valid_to: 2026-06-30}")
    assert service_on(folder, "2026-06-30")["fee"]["unverified"] is False
    assert service_on(folder, "2026-07-01")["fee"]["unverified"] is True


@pytest.mark.parametrize(
    ("first", "second", "line", "expected"),
    [
        ("valid_from: 2024-01-01, valid_to: 2026-12-31", "valid_from: 2026-12-01", 3, "overlaps the version before it"),
        ("valid_from: 2024-01-01, valid_to: 2026-12-31", "valid_from: 2026-12-31", 3, "overlaps the version before it"),
        ("valid_from: 2024-01-01, valid_to: 2026-12-31", "valid_from: 2027-01-02", 3, "leaves a gap"),
        ("valid_from: 2027-01-01", "valid_from: 2024-01-01", 3, "from the oldest to the newest"),
        ("valid_from: 2024-01-01", "valid_to: 2030-01-01", 3, "`valid_from` is missing"),
        ("valid_from: 2024-02-01, valid_to: 2024-01-01", "valid_from: 2027-01-01", 2, "before `valid_from`"),
        ("valid_from: 2024-02-30", "valid_from: 2027-01-01", 2, "write it as 2027-01-31"),
        ("valid_from: 0001-01-01", "valid_from: 2027-01-01", 2, "write it as 2027-01-31"),
        ("valid_from: 2024-W05-1", "valid_from: 2027-01-01", 2, "write it as 2027-01-31"),
        ("valid_from: 20240201", "valid_from: 2027-01-01", 2, "valid string"),
        ("valid_fron: 2024-02-01", "valid_from: 2027-01-01", 2, "did you mean `valid_from`?"),
    ],
)
def test_versions_that_do_not_follow_each_other_are_slips_with_their_line(folder, first, second, line, expected):
    versions = f"fee:\n  versions:\n    - {{{first}, amount: 0}}\n    - {{{second}, amount: 1}}"
    begins = write(folder, FEE, versions)
    with pytest.raises(CatalogueError) as raised:
        Catalogue.load(folder)
    told = [slip for slip in raised.value.slips if expected in slip]
    assert told and all(slip.startswith(f"DUK/DUK-02.yaml:{begins + line}:") for slip in told), raised.value.slips


def test_versions_that_follow_each_other_day_by_day_are_well(folder):
    write(folder, FEE, TWO_FEES.replace("2024-01-01,", "2024-01-01, valid_to: 2026-12-31,"))
    assert service_on(folder, "2026-12-31")["facts"]["fee"]["valid_to"] == "2026-12-31"


def test_a_slip_inside_a_plain_list_keeps_its_line(folder):
    line = write(folder, "{id: KTP yang rusak, en: the damaged card}", "{id: KTP yang rusak}")
    with pytest.raises(CatalogueError) as raised:
        Catalogue.load(folder)
    assert raised.value.slips == [f"DUK/DUK-02.yaml:{line}:5: `en` is missing"]


@pytest.mark.parametrize("written", [None, "free", {"amount": 1}, {"versions": []}, {"versions": ["x"]}])
def test_what_has_no_versions_is_itself(written):
    assert fact_on(written, "2026-01-01") == written


def test_what_has_versions_is_that_of_the_day():
    written = {"versions": [{"valid_from": "2024-01-01", "items": [1]}, {"valid_from": "2027-01-01", "items": [2]}]}
    assert (fact_on(written, "2026-12-31"), fact_on(written, "2027-01-01")) == ([1], [2])
