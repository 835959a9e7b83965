"""Days: what is scheduled, what comes into force, what must be looked at again; and files that an update changes."""

from datetime import date, timedelta

import pytest

from knowledge_base.life import schedule, steps
from knowledge_base.life.overdue import reviews
from knowledge_base.life.publication import Order
from knowledge_base.life.refusal import Refused
from knowledge_base.life.updates import tell
from tests.integration.knowledge_base.life_house import SERVICE, LifeHouse

DEAR = SERVICE.replace("amount: 0", "amount: 50000")
NEW_YEAR = date(2027, 1, 1)
DATED = SERVICE.replace(
    "fee: {amount: 0, basis: UU 24/2013}",
    "fee: {versions: [{valid_from: 2014-01-01, amount: 0}, {valid_from: 2027-01-01, amount: 50000}]}",
)


@pytest.fixture
def house(database, tmp_path):
    return LifeHouse(database, tmp_path / "knowledge")


def fee(store):
    return store.current().services["DUK-02"]["fee"]["amount"]


def planned(house):
    ready = house.approve(DEAR)
    return schedule.plan(house.publication, ready.id, ready.version, Order(house.manager, "new year"), NEW_YEAR)


def until(house, day):
    """To the first second of a day at the office in Jakarta."""
    house.clock.advance((day - house.store.today()).days * 86400 - 10 * 3600)


def kinds(house):
    return [step.kind for step in reversed(house.do(steps.of, "service:DUK-02"))]


def test_a_scheduled_text_is_told_from_the_first_second_of_its_day_once(house, at_once):
    planned(house)
    until(house, NEW_YEAR)
    house.clock.advance(-1)
    assert schedule.carry_out_due(house.publication) == 0 and fee(house.store) == 0
    house.clock.advance(1)
    assert sum(at_once(2, lambda _: schedule.carry_out_due(house.publication))) == 1
    house.follow()
    assert fee(house.store) == 50000 and kinds(house)[-2:] == ["scheduled", "published"]


def test_no_day_that_is_over_is_scheduled(house):
    ready = house.approve(DEAR)
    with pytest.raises(Refused) as refusal:
        schedule.plan(house.publication, ready.id, ready.version, Order(house.manager, "x"), house.store.today())
    assert refusal.value.code == "past"


def test_a_cancelled_one_stays_approved_and_does_not_come(house):
    one = planned(house)
    assert schedule.cancel(house.publication, one.id, one.version, house.manager, "too early").state == "approved"
    until(house, NEW_YEAR)
    assert schedule.carry_out_due(house.publication) == 0


def test_what_no_longer_fits_on_its_day_is_refused_and_the_history_says_why(house):
    planned(house)
    house.publish(SERVICE.replace("Kartu baru.", "Kartu lain."), who=house.manager, by=house.officer)
    until(house, NEW_YEAR)
    assert schedule.carry_out_due(house.publication) == 0
    newest = house.do(steps.of, "service:DUK-02")[0]
    assert newest.kind == "refused" and newest.why.startswith("stale")
    assert schedule.carry_out_due(house.publication) == 0 and kinds(house).count("refused") == 1


def test_a_dated_fact_comes_into_force_on_its_day_for_cards_and_new_calls(house):
    house.publish_flows()
    house.publish(DATED)
    before = house.flow_store.live().revision
    assert fee(house.store) == 0
    until(house, NEW_YEAR)
    house.follow()
    assert fee(house.store) == 50000
    assert house.flow_store.live().revision != before
    after = house.flow_store.live().revision
    house.follow()
    assert house.flow_store.live().revision == after


def test_what_nobody_has_looked_at_for_long_is_overdue(house):
    found = reviews(house.store.current())
    assert found["service:DUK-02"].due == date(2026, 11, 1) + timedelta(days=180)
    today = house.store.today()
    assert [name for name, review in found.items() if review.is_overdue(today)] == ["article:ART-01"]
    assert found["article:ART-01"].agency == "DUK"


def test_an_update_changes_what_was_never_published_here_at_once(house):
    house.publish(
        SERVICE.replace("DUK-02", "KOM-01").replace("DUK", "KOM"),
        "service:KOM-01",
        who=house.manager,
        by=house.officer2,
    )
    (house.services / "DUK" / "DUK-02.yaml").write_text(DEAR)
    assert fee(house.another_process()) == 50000


def test_an_update_leaves_what_was_published_here_and_the_start_says_so(house):
    house.publish(SERVICE.replace("amount: 0", "amount: 7000"))
    (house.services / "DUK" / "DUK-02.yaml").write_text(DEAR)
    updated, said = house.another_process(), []
    tell(updated, said.append)
    assert fee(updated) == 7000
    assert len(said) == 1 and "DUK/DUK-02.yaml has changed" in said[0]


def test_a_published_text_that_an_update_cannot_read_gives_way_to_its_file(house):
    house.publish(SERVICE.replace("[mpp]", "[mpp]\naudience: {id: semua, en: all}"))
    (house.services / "locations.yaml").write_text(
        (house.services / "locations.yaml").read_text().replace("mpp", "mal")
    )
    for name in ("DUK/DUK-02.yaml", "KOM/KOM-01.yaml"):
        file = house.services / name
        file.write_text(file.read_text().replace("[mpp]", "[mal]"))
    updated, said = house.another_process(), []
    tell(updated, said.append)
    assert updated.current().services["DUK-02"]["locations"] == ["mal"]
    assert said == [
        "knowledge: service:DUK-02 as it was published here cannot be read by this version; its file stands in"
    ]
