import pytest

from runtime import accounts
from runtime.accounts import PERMISSIONS, AccountError, may, may_for
from runtime.models import accounts as table


@pytest.fixture
def sari(database, clock):
    with database.begin() as conn:
        return accounts.add(conn, clock.now(), " Sari ", "correct horse", "agent", "Sari W", phone="+6281200000001")


def verify(database, username, password, **options):
    with database.read() as conn:
        return accounts.verify(conn, username, password, **options)


def test_name_and_password_open_the_account(database, sari):
    assert sari.username == "sari"
    assert verify(database, "SARI ", "correct horse") == sari
    with database.read() as conn:
        assert accounts.get(conn, sari.id) == sari
        assert accounts.get(conn, "0" * 32) is None
        assert conn.execute(table.select()).one().password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(("username", "password"), [("sari", "wrong horse"), ("nobody", "correct horse"), ("", "")])
def test_anything_else_does_not(database, sari, username, password):
    assert verify(database, username, password) is None


def test_a_disabled_account_opens_for_nobody(database, sari):
    with database.begin() as conn:
        conn.execute(table.update().values(disabled=True))
    assert verify(database, "sari", "correct horse") is None
    with database.read() as conn:
        assert accounts.get(conn, sari.id) is None


def test_an_unknown_name_costs_as_much_work_as_a_known_one(database, sari, monkeypatch):
    hashed = []
    monkeypatch.setattr(accounts, "_matches", lambda password_hash, _: bool(hashed.append(password_hash)))
    verify(database, "sari", "x")
    verify(database, "nobody", "x")
    assert all(found.startswith("$argon2id$") for found in hashed) and len(hashed) == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"username": "sari"}, "taken"),
        ({"username": "x"}, "username"),
        ({"username": "a b"}, "username"),
        ({"username": "<script>"}, "username"),
        ({"password": "short"}, "password"),
        ({"password": "x" * 257}, "password"),
        ({"role": "root"}, "role"),
        ({"language": "fr"}, "language"),
        ({"role": "officer"}, "agency"),
        ({"role": "officer", "agency": "duk; --"}, "agency"),
        ({"agency": "DUK"}, "agency"),
    ],
)
def test_what_no_account_may_have(database, clock, sari, changed, code):
    values = {"username": "budi", "password": "long enough", "role": "agent", "name": "Budi", **changed}
    with database.begin() as conn, pytest.raises(AccountError) as refused:
        accounts.add(conn, clock.now(), **values)
    assert refused.value.code == code


def test_a_name_is_given_to_one_of_two_who_ask_at_once(database, clock, at_once):
    def add(_):
        try:
            with database.begin() as conn:
                return accounts.add(conn, clock.now(), "sari", "correct horse", "agent", "Sari")
        except AccountError as error:
            return error.code

    assert at_once(2, add).count("taken") == 1


def test_demo_accounts_open_in_demo_mode_alone(database, clock):
    with database.begin() as conn:
        accounts.seed_demo(conn, clock.now())
        accounts.seed_demo(conn, clock.now())
        assert accounts.count(conn) == 0
    assert verify(database, "agent1", "agent1-demo") is None
    for name in ("agent1", "agent2", "officer", "officer2", "supervisor", "manager", "admin"):
        assert verify(database, name, f"{name}-demo", demo=True).role == name.rstrip("12")


def test_what_each_role_may():
    table = {permission: {role for role in accounts.ROLES if may(role, permission)} for permission in PERMISSIONS}
    hotline, managers = {"agent", "supervisor", "manager", "admin"}, {"manager", "admin"}
    assert table == {
        "answer_calls": hotline,
        "file_cases": hotline,
        "see_wallboard": {"supervisor", "manager", "admin"},
        "edit_flows": managers,
        "publish_flows": managers,
        "override_golden_calls": {"admin"},
        "manage_accounts": {"admin"},
        "edit_knowledge": {"officer", "manager", "admin"},
        "review_knowledge": {"officer", "admin"},
        "publish_knowledge": managers,
        "work_on_cases": {"officer", "supervisor", "manager", "admin"},
    }


def test_an_officer_may_it_for_their_own_agency_alone(database, clock):
    with database.begin() as conn:
        accounts.seed_demo(conn, clock.now())
        officer, manager, agent = (accounts.named(conn, name) for name in ("officer", "manager", "agent1"))
    assert officer.agency == "DUK"
    for account, expected in ((officer, ["DUK"]), (manager, ["DUK", "KOM"]), (agent, [])):
        assert [code for code in ("DUK", "KOM") if may_for(account, "edit_knowledge", code)] == expected


def test_a_role_or_permission_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        may("admin", "fly")
    with pytest.raises(ValueError):
        may("root", "edit_flows")
