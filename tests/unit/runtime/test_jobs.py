from threading import Event

from runtime.jobs import Job, Jobs


def test_a_woken_job_runs_at_once_and_a_failing_one_holds_up_no_other():
    done, failed = Event(), Event()

    def fail():
        failed.set()
        raise RuntimeError

    jobs = Jobs((Job("failing", fail, every_s=3600), Job("working", done.set, every_s=3600)))
    jobs.start()
    assert failed.wait(60) and done.wait(60)
    failed.clear()
    done.clear()
    jobs.wake()
    assert failed.wait(60) and done.wait(60)
    jobs.stop()
    assert not jobs._thread.is_alive()


def test_a_job_that_is_not_urgent_keeps_its_pace():
    urgent, slow = Event(), []
    jobs = Jobs(
        (Job("slow", lambda: slow.append(1), every_s=3600, urgent=False), Job("urgent", urgent.set, every_s=3600))
    )
    jobs.start()
    assert urgent.wait(60)
    urgent.clear()
    jobs.wake()
    assert urgent.wait(60)
    jobs.stop()
    assert slow == [1]
