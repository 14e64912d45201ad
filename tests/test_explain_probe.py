"""What if: a changed case is planned once, as `plan` would, and no more often than is allowed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker
from strategies import cases

from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case, Rule
from realloc.explain import changes
from realloc.explain import probe as probing
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.question import Question, draft_of
from realloc.model.program import Objective
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.result import Plan
from realloc.verify import check_plan
from realloc.workers import helpers


@settings(max_examples=25)
@given(cases(), st.data())
def test_a_change_has_its_own_fingerprint_and_its_plan_holds_there(case: Case, data: st.DataObject) -> None:
    reserve = data.draw(st.sampled_from(case.reserves)).id
    activity = data.draw(st.sampled_from(case.activities)).id
    probe = Probe()
    for other in (
        changes.forced(case, reserve),
        changes.left_out(case, reserve),
        changes.kept(case, activity),
        changes.without_rules(case, [rule.id for rule in case.rules]),
    ):
        assert other.fingerprint == fingerprint(other)
        found = probe.plan(other)
        assert found == plan(other)
        assert check_plan(other, plan_document(found)) == []


@settings(max_examples=25)
@given(cases(), st.data())
def test_what_is_forced_left_out_and_kept_is_so(case: Case, data: st.DataObject) -> None:
    reserve = data.draw(st.sampled_from(case.reserves)).id
    activity = data.draw(st.sampled_from(case.activities)).id
    probe = Probe()

    def amount(changed: Case) -> int:
        return next(r.amount for r in probe.plan(changed).reserves if r.id == reserve)

    with_it = probe.plan(changes.forced(case, reserve))
    assert with_it.status == "infeasible" or amount(changes.forced(case, reserve)) > 0
    assert amount(changes.left_out(case, reserve)) == 0
    held = probe.plan(changes.kept(case, activity))
    assert next(a.out for a in held.activities if a.id == activity) == 0


def small() -> Case:
    return case_of(
        [giver("A1", 300)], [taker("R1", 200), taker("R2", 100)], [Rule("what-if", "limit", amount=300)]
    )


def test_a_plan_asked_for_twice_is_made_once() -> None:
    probe = Probe()
    first = probe.plan(small())
    assert probe.plan(small()) is first
    assert probe.effort.replans == 1


def test_the_bound_on_plans_holds_and_is_shown() -> None:
    probe = Probe(most=2)
    probe.plan(small())
    probe.plan(changes.left_out(small(), "R1"))
    assert not probe.effort.ended
    with pytest.raises(OutOfEffort):
        probe.plan(changes.left_out(small(), "R2"))
    assert (probe.effort.replans, probe.effort.ended) == (2, True)


def test_no_plan_is_begun_after_the_time() -> None:
    probe = Probe(seconds=0)
    with pytest.raises(OutOfEffort):
        probe.plan(small())
    assert probe.effort.ended


def test_a_plan_has_no_more_time_than_the_question_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def noting(case: Case, *, within: float) -> Plan:
        given.append(within)
        return plan(case)

    monkeypatch.setattr(probing, "plan", noting)
    Probe(seconds=7).plan(small())
    Probe(seconds=1_000_000).plan(small())
    assert 0 < given[0] <= 7 < given[1] <= 60


def test_a_plan_that_the_time_cut_short_proves_nothing_but_can_be_begun_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Probe()

    def cut_short(case: Case, *, within: float) -> Plan:
        asked.until = 0.0
        return replace(plan(case), status="feasible")

    monkeypatch.setattr(probing, "plan", cut_short)
    begun = asked.plan(small(), begun=True)
    assert begun.status == "feasible" and asked.plan(small()) is begun
    asked.until = float("inf")
    with pytest.raises(OutOfEffort):
        asked.plan(changes.left_out(small(), "R1"))
    assert (asked.effort.replans, asked.effort.ended) == (1, True)


def test_no_search_for_a_bound_is_begun_after_the_time_or_outlasts_it() -> None:
    draft, asked = draft_of(small()), Probe()
    question = Question(draft, 0, Objective("any", True, {}), probe=asked)
    asked.until = time.monotonic() + 2
    question.search(())
    deadline = question._stager.settings.deadline
    assert deadline is not None and deadline <= asked.until
    asked.until = 0.0
    with pytest.raises(OutOfEffort):
        question.search(())


def ask(_: int, asked: Probe) -> Plan:
    return asked.plan(small())


def test_an_interrupt_ends_the_question_even_where_a_plan_takes_it_as_its_own_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = 0

    def interrupted(case: Case, *, within: float) -> Plan:
        nonlocal made
        made += 1
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            return plan(case)
        raise AssertionError

    monkeypatch.setattr(probing, "plan", interrupted)
    for question in (
        lambda asked: asked.plan(small()),
        lambda asked: asked.each(small(), [partial(ask, n) for n in range(5)]),
    ):
        asked = Probe()
        with pytest.raises(KeyboardInterrupt), asked.interruptible():
            question(asked)
        with pytest.raises(KeyboardInterrupt):
            asked.plan(small())
    assert made == 2
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def wait_beside_a_copy(file: Path) -> None:
    """What a helper does that waits for a solver: it has a process of its own."""
    copy = multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,), daemon=True)
    copy.start()
    file.write_text(f"{os.getpid()} {copy.pid}")
    copy.join()


def be_interrupted(names: list[str]) -> None:
    """While two helpers wait."""
    files = list(map(Path, names))
    with pytest.raises(KeyboardInterrupt), helpers(5, 2) as executor:
        for file in files:
            executor.submit(wait_beside_a_copy, file)
        while not all(file.exists() and " " in file.read_text() for file in files):
            time.sleep(0.01)
        raise KeyboardInterrupt


def is_there(process: int) -> bool:
    """Whether it runs: one that has ended and is not yet taken note of does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no process is copied there")
def test_who_is_interrupted_leaves_no_helper_behind_nor_what_it_waits_for(tmp_path: Path) -> None:
    names = [str(tmp_path / "one"), str(tmp_path / "two")]
    code = f"import test_explain_probe as here; here.be_interrupted({names})"
    # A process of its own: helpers are copies of one that has no threads, which this one may have.
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True)
    assert done.returncode == 0, done.stderr
    files = list(map(Path, names))
    left = [int(process) for file in files for process in file.read_text().split()]
    for _ in range(500):
        if not any(map(is_there, left)):
            break
        time.sleep(0.01)
    assert not any(map(is_there, left))


def test_a_forced_reserve_takes_a_name_that_no_rule_has() -> None:
    assert [rule.id for rule in changes.forced(small(), "R1").rules] == ["what-if", "what-if-2"]


def test_a_change_touches_what_it_names_and_nothing_else() -> None:
    case = small()
    assert changes.with_reserve(case, "R1", cost=50).reserves[1] == case.reserves[1]
    assert changes.with_reserve(case, "R1", cost=50).reserves[0].cost == 50
    assert changes.with_activity(case, "A1", budget=50).activities[0].budget == 50
    assert changes.with_rule(case, "what-if", amount=50).rules[0].amount == 50
    assert changes.kept(case, "A1").activities[0].release_share == Fraction(0)
    assert changes.with_calendar(case, decision=case.calendar.as_of).calendar.decision == case.calendar.as_of
