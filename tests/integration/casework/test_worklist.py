"""The officers' list: order, pages, narrowing, and that the database walks an index for it."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from casework import worklist as lists
from casework.models import CLOSED_STATES, cases
from casework.states import MACHINES
from casework.worklist import BadKey, Wanted, by_reference, worklist
from runtime.models import outbox
from tests.integration.casework.filing import NOW, file

DAY = timedelta(days=1)


def given(conn, clock, number, **columns):
    """A case filed `number` minutes later than the first, its columns as given."""
    filed = file(conn, clock, key=f"k{number}", actor=None)
    marks = {"filed_at": NOW + timedelta(minutes=number), "due_at": None, "owes": None, "clock": None, **columns}
    conn.execute(update(cases).where(cases.c.id == filed.case_id).values(**marks))
    return filed


@pytest.fixture
def many(database, clock):
    """Seven cases by the word the tests know them by."""
    with database.begin() as conn:
        made = {
            "late": given(conn, clock, 1, due_at=NOW - DAY, state="in_progress", delivered_at=NOW),
            "soon": given(conn, clock, 2, due_at=NOW + DAY, warned_at=NOW, state="delivered", delivered_at=NOW),
            "same": given(conn, clock, 3, due_at=NOW + DAY),
            "undated": given(conn, clock, 4, state="waiting", delivered_at=NOW),
            "other": given(conn, clock, 5, due_at=NOW, agency="KOM", kind="complaint", delivered_at=NOW),
            "over": given(conn, clock, 6, state="finished", state_since=NOW, delivered_at=NOW, due_at=NOW - DAY),
            "latest": given(conn, clock, 7, state="rejected", state_since=NOW + DAY, delivered_at=NOW),
        }
    return {filed.reference: word for word, filed in made.items()}


def words(many, page):
    return [many[row["reference"].replace("-", "")] for row in page.rows]


NARROWED = [
    (Wanted("DUK"), ["late", "soon", "same", "undated"]),
    (Wanted("KOM"), ["other"]),
    (Wanted(None), ["late", "other", "soon", "same", "undated"]),
    (Wanted("DUK", "closed"), ["latest", "over"]),
    (Wanted("KOM", "closed"), []),
    (Wanted(None, kind="complaint"), ["other"]),
    (Wanted(None, service="DUK-03"), []),
    (Wanted(None, mark="overdue"), ["late"]),
    (Wanted(None, mark="warned"), ["soon"]),
    (Wanted(None, mark="owed"), ["undated"]),
    (Wanted(None, mark="undelivered"), ["same"]),
]


def test_the_list_is_narrowed_and_in_order(database, many):
    with database.read() as conn:
        for wanted, expected in NARROWED:
            assert words(many, worklist(conn, NOW, wanted)) == expected, wanted


def test_pages_follow_each_other_without_gap_or_repetition(database, many):
    with database.read() as conn:
        for wanted, most in product([Wanted("DUK"), Wanted(None), Wanted(None, "closed")], [1, 2, 3]):
            whole = words(many, worklist(conn, NOW, wanted))
            found, after = [], ""
            while after is not None:
                page = worklist(conn, NOW, wanted, after, most)
                assert len(page.rows) <= most
                found, after = found + words(many, page), page.following
            assert found == whole


BAD_KEYS = ["x", "due~a~b~c", f"over~{NOW}~{'0' * 32}", f"due~{NOW}~{NOW}~x", f"due~{NOW}~{NOW}~{'0' * 32}~"]


def test_a_key_that_no_page_ended_with_is_refused():
    for key in BAD_KEYS:
        with pytest.raises(BadKey):
            worklist(None, NOW, Wanted(None), key)


def test_a_reference_finds_its_case_only_for_the_agency_that_has_it(database, many):
    reference = next(iter(many))
    with database.read() as conn:
        assert words(many, by_reference(conn, NOW, "DUK", f" {reference[:2]}-{reference[2:]}")) == ["late"]
        assert by_reference(conn, NOW, "KOM", reference).rows == []
        assert by_reference(conn, NOW, None, "26-0001").rows == []


def test_a_row_tells_when_it_is_late_and_what_became_of_the_delivery(database, many, clock):
    with database.begin() as conn:
        conn.execute(update(outbox).values(last_error="OSError: full", attempts=3, given_up_at=NOW))
    with database.read() as conn:
        rows = worklist(conn, NOW, Wanted("DUK")).rows
    assert [row["overdue"] for row in rows] == [True, False, False, False]
    assert rows[0]["delivery"] == {"state": "given_up", "id": 1, "attempts": 3, "error": "OSError: full"}
    assert rows[0]["state_label"]["en"] == "In progress" and rows[1]["warned"]


def test_every_page_walks_an_index_in_its_order(database, clock):
    with database.begin() as conn:
        _fill(conn, clock)
        for agency, group in product((None, "DUK"), ("open", "closed")):
            for part in lists._parts(group, lists.DATED):
                behind = (NOW, NOW, "0" * 32) if part == lists.DATED else (NOW, "0" * 32)
                for place in (None, behind):
                    plan = _plan(conn, lists._query(part, Wanted(agency, group), NOW, place).limit(51))
                    assert f"ix_cases_{group}" in plan and "TEMP B-TREE" not in plan and "Sort" not in plan, (
                        part,
                        place,
                        plan,
                    )


def test_the_indexes_know_every_end():
    ends = {end for machine in MACHINES.values() for end in machine.ends}
    assert ends == set(CLOSED_STATES)


def _fill(conn, clock):
    """Enough rows for PostgreSQL to think of an index."""
    file(conn, clock)
    row = dict(conn.execute(select(cases)).mappings().one())
    rows = [
        {**row, "id": f"{n + 99:032x}", "key": f"f{n}", "reference": f"{n:09}", "state": state, "state_since": NOW + n * DAY / 99,
         "due_at": NOW + n * DAY / 50 if n % 3 else None, "agency": ("DUK", "KOM")[n % 2]}
        for n in range(1, 2000)
        for state in [("finished", "in_progress")[n % 5 == 0]]
    ]  # fmt: skip
    conn.execute(insert(cases), rows)
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("ANALYZE cases")


def _plan(conn, query):
    dialect = postgresql.dialect() if conn.dialect.name == "postgresql" else sqlite.dialect()
    written = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    how = "EXPLAIN " if conn.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    return "\n".join(str(tuple(row)) for row in conn.exec_driver_sql(how + written.replace("%%", "%")))
