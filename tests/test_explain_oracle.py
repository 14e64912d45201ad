"""Tiny cases explained, and judged by brute force over who is funded: no code in common."""

from __future__ import annotations

import oracle
from explained import barring, forcing, laid
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import cases

from realloc.case.records import Case
from realloc.explain.probe import Probe
from realloc.explain.reserve import explain_reserve
from realloc.explanation import Instead

TINY = cases(max_activities=3, max_reserves=3, max_rules=2, stages=oracle.SUPPORTED_STAGES)


def check_first_stage(instead: Instead | None, case: Case) -> None:
    assert instead is not None
    best = oracle.best(case)
    assert instead.exists == (best is not None)
    if best is not None and best.exact and instead.plan.status == "optimal":
        assert instead.plan.objective[0].value == best.value


def funded_by(case: Case) -> frozenset[frozenset[str]] | None:
    """The sets of reserves that reach the best first-stage value; None where brute force does not know."""
    if not oracle.supports(case):
        return None
    best = oracle.best(case)
    return best.sets if best is not None and best.exact else None


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(TINY, st.data())
def test_brute_force_agrees(case: Case, data: st.DataObject) -> None:
    assume(oracle.supports(case))
    id_ = data.draw(st.sampled_from(case.reserves)).id
    probe = Probe()
    found = explain_reserve(case, id_, probe.plan(case), probe)
    if found.answer == "no-plan":
        assert oracle.best(case) is None
        return
    funded = found.answer == "funded"
    if found.answer != "not-eligible":
        check_first_stage(found.instead, barring(case, id_) if funded else forcing(case, id_))
    for remedy in found.remedies:
        if remedy.found in ("least", "enough"):
            turned, short = (funded_by(laid(case, s)) for s in (remedy.settings, remedy.short))
            with_it, without_it = (short, turned) if funded else (turned, short)
            assert with_it is None or any(id_ in names for names in with_it)
            assert without_it is None or not all(id_ in names for names in without_it)
