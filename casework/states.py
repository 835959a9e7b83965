"""The states of a case and the transitions between them, one machine for each kind; public labels beside them.

docs/case-states.md draws them: `python -m casework diagram`.
"""

from collections.abc import Iterator, Mapping

from casework.labels import LABELS
from casework.machine import (
    AGENT,
    CITIZEN,
    OFFICER,
    SYSTEM,
    Clock,
    Limit,
    Machine,
    NotAllowed,
    Phase,
    Transition,
)

__all__ = [
    "DELIVERED",
    "KINDS",
    "LABELS",
    "MACHINES",
    "SUBMITTED",
    "Limit",
    "Machine",
    "NotAllowed",
    "Phase",
    "Transition",
]

SUBMITTED, DELIVERED = "submitted", "delivered"
KINDS = ("application", "complaint", "information", "appointment", "payment", "aspiration")

STAFF, SERVED = (OFFICER,), (CITIZEN, AGENT, OFFICER)
REACTION = Phase(Limit(10, "calendar_day"), due="close")
VERIFICATION = Phase(Limit(3))


def _move(
    name: str,
    moves: Mapping[str, str],
    may: tuple[str, ...],
    id: str,
    en: str,
    clock: Clock = "goes_on",
    phase: str = "",
) -> Transition:
    """The keys of `moves` hold one state or several, apart by blanks; `=` stays in the state it begins in."""
    each = {state: state if to == "=" else to for states, to in moves.items() for state in states.split()}
    return Transition(name, each, may, {"id": id, "en": en}, clock, phase)


def _shared(running: str, open_: str, back: Mapping[str, str]) -> Iterator[Transition]:
    """What every kind has. `running`: states in which the agency works; `open_`: states that the citizen can still leave
    or correct; `back`: where a re-routed case begins again."""
    arrives = {SUBMITTED: DELIVERED, **{state: "=" for state in ("forwarded",) if state in running}}
    yield _move("deliver", arrives, (SYSTEM,), "sampai di instansi", "reach the agency")
    yield _move("correct", {open_: "="}, SERVED, "betulkan isian", "correct the answers")
    yield _move("split", {open_: "="}, STAFF, "pisahkan pokok lain", "split off another matter")
    yield _move("reroute", back, STAFF, "alihkan ke instansi lain", "pass to another agency")
    yield _move("not_ours", {running: "not_ours"}, STAFF, "di luar kewenangan", "declare not our authority", "stop")
    yield _move("merge", {open_: "merged"}, STAFF, "gabungkan", "join to another case", "stop")
    yield _move("withdraw", {open_: "withdrawn"}, SERVED, "cabut", "withdraw", "stop")


def _documents(asked_in: str) -> Iterator[Transition]:
    """The citizen owes something: `waiting`. What was announced when filing may be handed in without the case waiting."""
    handed = {"waiting": "in_progress", "submitted delivered in_progress": "="}
    yield _move(
        "request_documents", {asked_in: "waiting"}, STAFF, "minta kelengkapan", "ask for what is missing", "pause"
    )
    yield _move(
        "part_received", {f"submitted {asked_in} waiting": "="}, (OFFICER, AGENT), "terima sebagian", "receive a part"
    )
    yield _move(
        "receive_documents", handed, (OFFICER, AGENT), "terima kelengkapan", "receive what was missing", "resume"
    )


def _machine(kind: str, first: str, phases: Mapping[str, Phase], *parts: Iterator[Transition] | Transition) -> Machine:
    each = [one for part in parts for one in ((part,) if isinstance(part, Transition) else part)]
    return Machine(kind, {one.name: one for one in each}, phases, first)


def _application() -> Machine:
    working = "delivered in_progress"
    return _machine(
        "application",
        "processing",
        {"processing": Phase(None)},
        _shared(working, "submitted delivered in_progress waiting", {f"submitted {working} waiting": SUBMITTED}),
        _move("accept", {DELIVERED: "in_progress"}, STAFF, "mulai kerjakan", "begin work"),
        _move("advance", {"delivered in_progress ready": "="}, STAFF, "catat kemajuan", "note progress"),
        _documents(working),
        _move(
            "approve_by_silence",
            {working: "approved"},
            (SYSTEM,),
            "disetujui karena diam",
            "approved by silence",
            "stop",
        ),
        _move("make_ready", {f"{working} approved": "ready"}, STAFF, "siap diambil", "make ready", "stop"),
        _move("finish", {f"{working} approved ready": "finished"}, STAFF, "selesaikan", "finish", "stop"),
        _move("reject", {f"{working} waiting": "rejected"}, STAFF, "tolak", "reject", "stop"),
    )


def _complaint() -> Machine:
    working = "forwarded in_progress"
    return _machine(
        "complaint",
        "verification",
        {
            "verification": VERIFICATION,
            "handling": Phase(None),
            "inspection": Phase(Limit(60), start="instead"),
            "reaction": REACTION,
        },
        _shared(
            f"delivered {working}",
            f"submitted delivered {working} waiting",
            {"submitted delivered": SUBMITTED, working: "forwarded"},
        ),
        _move(
            "forward",
            {DELIVERED: "forwarded"},
            STAFF,
            "verifikasi dan teruskan",
            "verify and forward",
            phase="handling",
        ),
        _move(
            "accept", {"delivered forwarded": "in_progress"}, STAFF, "tindak lanjuti", "begin work", phase="handling"
        ),
        _move("advance", {"delivered forwarded in_progress answered": "="}, STAFF, "catat kemajuan", "note progress"),
        _move("inspect", {working: "in_progress"}, STAFF, "periksa di lapangan", "inspect on site", phase="inspection"),
        _documents(f"delivered {working}"),
        _move("answer", {working: "answered"}, STAFF, "jawab", "answer", phase="reaction"),
        _move(
            "react", {"answered": "in_progress"}, SERVED, "tanggapi jawaban", "respond to the answer", phase="handling"
        ),
        _move("close", {"answered": "closed"}, (SYSTEM, *SERVED), "tutup", "close", "stop"),
        _move("archive", {"delivered forwarded waiting": "archived"}, STAFF, "arsipkan", "archive", "stop"),
    )


def _information() -> Machine:
    working = "delivered in_progress"
    return _machine(
        "information",
        "processing",
        {"processing": Phase(None), "extension": Phase(Limit(7), start="added"), "reaction": REACTION},
        _shared(working, f"submitted {working} waiting", {f"submitted {working} waiting": SUBMITTED}),
        _move("accept", {DELIVERED: "in_progress"}, STAFF, "mulai kerjakan", "begin work"),
        _move("advance", {"delivered in_progress": "="}, STAFF, "catat kemajuan", "note progress"),
        _move("extend", {working: "in_progress"}, STAFF, "perpanjang waktu", "extend the time", phase="extension"),
        _documents(working),
        _move("answer", {working: "answered"}, STAFF, "jawab", "answer", phase="reaction"),
        _move(
            "react", {"answered": "in_progress"}, SERVED, "ajukan keberatan", "object to the answer", phase="processing"
        ),
        _move("close", {"answered": "closed"}, (SYSTEM, *SERVED), "tutup", "close", "stop"),
        _move("reject", {f"{working} waiting": "rejected"}, STAFF, "tolak", "refuse", "stop"),
    )


def _appointment() -> Machine:
    open_ = "submitted delivered booked"
    return _machine(
        "appointment",
        "",
        {},
        _shared(DELIVERED, open_, {"submitted delivered": SUBMITTED}),
        _move("book", {open_: "booked"}, (SYSTEM, *SERVED), "jadwalkan", "book"),
        _move("attend", {"booked attended": "attended"}, STAFF, "layani", "attend"),
        _move("make_ready", {"attended": "ready"}, STAFF, "siap diambil", "make ready"),
        _move("finish", {"booked attended ready": "finished"}, STAFF, "selesaikan", "finish"),
        _move("reject", {"submitted delivered booked": "rejected"}, STAFF, "tolak", "reject"),
        _move("miss", {"booked": "missed"}, (SYSTEM, OFFICER), "tidak hadir", "miss"),
    )


def _payment() -> Machine:
    return _machine(
        "payment",
        "",
        {},
        _shared(DELIVERED, "submitted delivered billed", {"submitted delivered": SUBMITTED}),
        _move(
            "bill",
            {"submitted delivered billed": "billed"},
            (SYSTEM, OFFICER),
            "terbitkan kode bayar",
            "issue the bill",
        ),
        _move("pay", {"billed": "paid"}, (SYSTEM, OFFICER), "bayar", "pay"),
        _move("reject", {"delivered billed": "rejected"}, STAFF, "tolak", "reject"),
        _move("expire", {"billed": "expired"}, (SYSTEM, OFFICER), "kedaluwarsa", "expire"),
        _move("finish", {"delivered paid": "finished"}, STAFF, "selesaikan", "finish"),
    )


def _aspiration() -> Machine:
    return _machine(
        "aspiration",
        "verification",
        {"verification": VERIFICATION, "handling": Phase(Limit(14))},
        _shared(
            "delivered forwarded",
            "submitted delivered forwarded",
            {"submitted delivered": SUBMITTED, "forwarded": "forwarded"},
        ),
        _move(
            "forward",
            {DELIVERED: "forwarded"},
            STAFF,
            "verifikasi dan teruskan",
            "verify and forward",
            phase="handling",
        ),
        _move("close", {"delivered forwarded": "closed"}, STAFF, "jawab dan tutup", "answer and close", "stop"),
        _move("archive", {"delivered forwarded": "archived"}, STAFF, "arsipkan", "archive", "stop"),
    )


MACHINES: Mapping[str, Machine] = {
    machine.kind: machine
    for machine in (_application(), _complaint(), _information(), _appointment(), _payment(), _aspiration())
}
