"""Many plans at once: the same ones whoever works them out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from realloc.case.load import load_folder, scenario_names
from realloc.case.records import Case
from realloc.errors import InputError
from realloc.planning import plan
from realloc.study.compare import plans
from realloc.workers import local

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"


def example_cases() -> Iterator[Case]:
    raw = load_folder(EXAMPLE)
    for name in scenario_names(raw)[:5]:
        yield raw.case(name, [])


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_plans_are_those_that_one_process_makes(workers: int) -> None:
    alone = [plan(case, settings=[("unit", "100")]) for case in example_cases()]
    with local(5, workers) as executor:
        assert plans(example_cases(), executor, settings=[("unit", "100")]) == alone


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(1) as executor:
        assert plans(example_cases(), executor) == [plan(case) for case in example_cases()]


def test_a_case_that_cannot_be_read_ends_the_work() -> None:
    def cases() -> Iterator[Case]:
        yield from example_cases()
        raise InputError([])

    with local(6, 2) as executor, pytest.raises(InputError):
        plans(cases(), executor)


def test_a_few_plans_are_made_here() -> None:
    ours = []
    with local(3) as executor:
        executor.submit(ours.append, 1)
    assert ours == [1]
