"""From a draft to what callers are told: who may, what is refused, what is written down. On both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from knowledge_base.life import drafts, review, revisions, steps
from knowledge_base.life.kept_texts import digest_of
from knowledge_base.life.publication import Order
from knowledge_base.life.refusal import Refused
from knowledge_base.search import search
from tests.integration.knowledge_base.life_house import ARTICLE, GOLDEN, SERVICE, LifeHouse

DEAR = SERVICE.replace("amount: 0", "amount: 50000")
SLIP = SERVICE.replace("identity: 2", "identity: 9")


@pytest.fixture
def house(database, tmp_path):
    return LifeHouse(database, tmp_path / "knowledge")


def refused(act, *arguments, **more):
    with pytest.raises(Refused) as found:
        act(*arguments, **more)
    return found.value


def fee(store):
    return store.current().services["DUK-02"]["fee"]["amount"]


def history(house, document="service:DUK-02"):
    return [(step.kind, step.person) for step in reversed(house.do(steps.of, document))]


def test_what_was_approved_and_published_is_told_in_every_process_without_a_restart(house):
    other = house.another_process()
    assert fee(other) == 0
    house.publish(DEAR)
    assert fee(house.store) == 50000
    assert other.refresh() and fee(other) == 50000
    assert not other.refresh()
    assert history(house) == [
        ("began", "officer"),
        ("submitted", "officer"),
        ("approved", "wati"),
        ("published", "manager"),
    ]
    moved = house.do(steps.of, "service:DUK-02")[0]
    assert (moved.why, moved.before, moved.digest) == ("from today", digest_of(SERVICE), digest_of(DEAR))


def test_what_is_not_published_is_told_to_nobody(house):
    house.approve(DEAR)
    house.store.refresh()
    assert fee(house.store) == 0


def test_the_search_finds_what_was_published(house):
    assert house.do(search, "surat izin zamrud") == []
    house.publish(SERVICE.replace("Cetak ulang KTP", "Surat izin zamrud"))
    assert [hit.code for hit in house.do(search, "surat izin zamrud")][:1] == ["DUK-02"]


def test_an_article_has_the_same_life_and_a_new_one_its_first_text(house):
    house.publish(ARTICLE.replace("id: Ya.", "id: Ya seumur hidup."), "article:ART-01")
    new = ARTICLE.replace("ART-01", "ART-02").replace("kind: faq", "kind: notice")
    assert house.publish(new, "article:ART-02").base is None
    told = house.store.current().articles
    assert told["ART-01"]["body"]["id"] == "Ya seumur hidup." and told["ART-02"]["kind"] == "notice"


@pytest.mark.parametrize(
    ("who", "document", "code"),
    [
        ("officer2", "service:DUK-02", "may_not"),
        ("agent1", "service:DUK-02", "may_not"),
        ("officer", "service:x", "unknown"),
    ],
)
def test_only_the_owner_agency_and_managers_write(house, who, document, code):
    assert refused(house.begin, DEAR, getattr(house, who), document).code == code


def test_an_author_does_not_approve_their_own_text_and_other_agencies_approve_none(house):
    sent = house.submit(DEAR)
    for who, code in ((house.officer, "own_draft"), (house.officer2, "may_not"), (house.manager, "may_not")):
        assert refused(house.do, review.approve, house.store, who, sent.id, sent.version, "fine").code == code
    assert house.do(review.approve, house.store, house.admin, sent.id, sent.version, "stands in").state == "approved"


def test_an_officer_does_not_publish(house):
    ready = house.approve(DEAR)
    assert refused(house.publication.publish, ready.id, ready.version, Order(house.officer, "now")).code == "may_not"
    assert refused(house.publication.publish, ready.id, ready.version, Order(house.manager, " ")).code == "why"


def test_a_rejected_text_goes_back_with_the_reason_and_comes_again(house):
    sent = house.submit(DEAR)
    assert refused(house.do, review.reject, house.store, house.wati, sent.id, sent.version, "").code == "why"
    back = house.do(review.reject, house.store, house.wati, sent.id, sent.version, "which decree?")
    assert back.state == "draft"
    saved = house.do(drafts.save, house.store, house.officer, back.id, back.version, DEAR + "# Perda 4/2026\n")
    again = house.do(drafts.submit, house.store, house.officer, saved.id, saved.version, "Perda 4/2026")
    assert again.state == "in_review"
    assert [step.why for step in house.do(steps.of_revision, sent.id) if step.kind == "rejected"] == ["which decree?"]


def test_what_was_approved_is_what_is_published(house):
    ready = house.approve(DEAR)
    changed = (house.store, house.officer, ready.id, ready.version, SERVICE)
    assert refused(house.do, drafts.save, *changed).code == "state"
    back = house.do(drafts.withdraw, house.store, house.officer, ready.id, ready.version)
    assert refused(house.publication.publish, back.id, back.version, Order(house.manager, "now")).code == "state"


def test_half_a_text_may_be_saved_and_not_sent_in_and_its_slips_have_places(house):
    draft = house.begin(SLIP)
    problem = refused(house.do, drafts.submit, house.store, house.officer, draft.id, draft.version, "why")
    assert problem.code == "slips"
    assert [(one.line, one.file) for one in problem.problems] == [(SLIP[: SLIP.index("identity")].count("\n") + 1, "")]
    assert house.do(drafts.save, house.store, house.officer, draft.id, draft.version, "code: [").version == 2


def test_a_text_that_breaks_another_document_is_refused_there(house):
    draft = house.begin(ARTICLE.replace("[DUK-02]", "[DUK-99]"), document="article:ART-01")
    problem = refused(house.do, drafts.submit, house.store, house.officer, draft.id, draft.version, "why")
    assert "DUK-99" in problem.problems[0].text


def test_too_much_and_what_no_text_holds_is_refused(house):
    assert refused(house.begin, SERVICE + "#" * 256_000).code == "too_large"
    assert refused(house.begin, SERVICE + "\x00").code == "too_large"


def test_of_two_windows_on_one_draft_the_second_is_told(house):
    draft = house.begin(DEAR)
    assert refused(house.begin, SERVICE).code == "conflict"
    house.do(drafts.save, house.store, house.officer, draft.id, 1, DEAR + "# one\n")
    assert refused(house.do, drafts.save, house.store, house.officer, draft.id, 1, DEAR + "# two\n").code == "conflict"
    with house.database.read() as conn:
        assert drafts.text_in(conn, revisions.get(conn, draft.id)).endswith("# one\n")


def test_two_who_save_at_once_do_not_overwrite_each_other(house, at_once):
    draft = house.begin(DEAR)

    def save(number):
        try:
            return house.do(drafts.save, house.store, house.officer, draft.id, 1, f"{DEAR}# {number}\n").version
        except Refused as refusal:
            return refusal.code

    assert sorted(map(str, at_once(2, save))) == ["2", "conflict"]


def test_two_who_publish_at_once_publish_once(house, at_once):
    ready = house.approve(DEAR)

    def publish(_):
        try:
            return house.publication.publish(ready.id, ready.version, Order(house.manager, "now")).state
        except Refused as refusal:
            return refusal.code

    assert sorted(at_once(2, publish)) == ["conflict", "published"]
    assert [kind for kind, _ in history(house)].count("published") == 1


def test_a_text_begun_before_anothers_was_published_is_told_what_changed_and_taken_up(house):
    mine = house.approve(SERVICE.replace("Kartu baru.", "Kartu lain."), who=house.manager, by=house.officer)
    house.publish(DEAR)
    problem = refused(house.publication.publish, mine.id, mine.version, Order(house.manager, "now"))
    assert problem.code == "stale"
    assert [(one.fact, one.place, one.before, one.after) for one in problem.changes] == [
        ("fee", "amount", "0", "50000")
    ]
    back = house.do(drafts.withdraw, house.store, house.manager, mine.id, mine.version)
    both = DEAR.replace("Kartu baru.", "Kartu lain.")
    saved = house.do(drafts.save, house.store, house.manager, back.id, back.version, both, base=digest_of(house.text()))
    sent = house.do(drafts.submit, house.store, house.manager, saved.id, saved.version, "with the fee")
    ready = house.do(review.approve, house.store, house.officer, sent.id, sent.version, "both")
    house.publication.publish(ready.id, ready.version, Order(house.manager, "both"))
    assert fee(house.store) == 50000


def test_an_earlier_text_is_taken_back_and_the_files_text_lets_the_file_stand(house):
    house.publish(DEAR)
    house.publish(DEAR.replace("50000", "75000"))
    order = Order(house.manager, "the decree was withdrawn")
    house.publication.take_back("service:DUK-02", digest_of(DEAR), order)
    assert fee(house.store) == 50000
    house.publication.take_back("service:DUK-02", digest_of(SERVICE), order)
    assert fee(house.store) == 0 and not house.store.standing().published
    assert refused(house.publication.take_back, "service:DUK-02", digest_of(SERVICE), order).code == "same"
    assert refused(house.publication.take_back, "service:DUK-02", "0" * 64, order).code == "unknown"
    assert (
        refused(house.publication.take_back, "service:DUK-02", digest_of(DEAR), Order(house.wati, "x")).code
        == "may_not"
    )


def test_the_history_cannot_be_rewritten(house):
    house.begin(DEAR)
    for statement in ("UPDATE knowledge_steps SET why = 'x'", "DELETE FROM knowledge_steps"):
        with pytest.raises(DatabaseError, match="append-only"):
            house.do(lambda conn, told=statement: conn.execute(text(told)))


def test_new_calls_ask_what_was_published_and_calls_under_way_what_they_began_with(house):
    before = house.publish_flows().revision
    house.publish(SERVICE.replace('"Why?"', '"What happened?"'))
    live = house.flow_store.live()
    assert live.revision != before
    assert "What happened?" in str(live.library.services) and "Why?" in str(
        house.flow_store.pinned(before).library.services
    )


def test_golden_calls_that_fail_with_it_refuse_it_by_name_and_an_admin_may_override(house):
    house.publish_flows()
    asked_otherwise = SERVICE.replace("Mengapa?", "Apa alasannya?")
    ready = house.approve(asked_otherwise)
    problem = refused(house.publication.publish, ready.id, ready.version, Order(house.manager, "now"))
    assert (problem.code, problem.names) == ("golden_calls", ("why",))
    mine = Order(house.manager, "now", "the call is old")
    assert refused(house.publication.publish, ready.id, ready.version, mine).code == "may_not"
    assert fee(house.store) == 0 and history(house)[-1][0] == "approved"
    house.publication.publish(ready.id, ready.version, Order(house.admin, "now", "the call is old"))
    assert [kind for kind, _ in history(house)][-2:] == ["overridden", "published"]
    assert "Apa alasannya?" in str(house.flow_store.live().library.services)


def test_golden_calls_that_failed_before_stand_in_nobodys_way(house):
    house.publish_flows()
    house.publish(SERVICE.replace("Mengapa?", "Apa alasannya?"), override="the call is old")
    house.publish(house.text().replace("amount: 0", "amount: 50000"))
    assert fee(house.store) == 50000 and GOLDEN
