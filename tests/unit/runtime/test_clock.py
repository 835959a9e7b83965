from datetime import UTC, datetime, timedelta, timezone

from runtime.clock import FrozenClock, SystemClock


def test_the_machine_s_clock_is_aware_and_its_identities_differ():
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    first, second = clock.new_id(), clock.new_id()
    assert first != second
    assert len(first) == 32 and int(first, 16)


def test_a_frozen_clock_moves_only_when_told():
    clock = FrozenClock(datetime(2026, 1, 6, 10, tzinfo=timezone(timedelta(hours=7))))
    assert clock.now() == datetime(2026, 1, 6, 3, tzinfo=UTC)
    assert clock.advance(1.5) == clock.now() == datetime(2026, 1, 6, 3, 0, 1, 500000, tzinfo=UTC)
    assert [clock.new_id()[-2:], clock.new_id()[-2:]] == ["01", "02"]
