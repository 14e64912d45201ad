"""The least change of a kind that turns an answer: proposed by bounds and tangents, settled by planning.

Whatever is claimed to suffice was planned and verified with exactly that change. That one step less does not
is proven by the bound that proposed it, or else was planned as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from realloc.case.records import Case
from realloc.explain.beside import loss
from realloc.explain.extreme import Extreme
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.question import held_at
from realloc.explanation import Found, Setting
from realloc.result import MINIMISED_STAGES, MONEY_STAGES, Plan

_MOST_BOUNDS = 8
_MOST_RAISES = 40
_MOST_HINTS = 8
_MOST_STRIDES = 3
_STRIDES = 4  # the first stride is a quarter of what is proven not to suffice

type Answer = Callable[[Plan], bool]
type Hint = Callable[[int, Plan], int]
"""From a step and its plan to the last step that is likely still to be answered no."""


@dataclass(frozen=True, slots=True)
class Change:
    """A changed case, made when it is asked for, and the settings that make it."""

    make: Callable[[], Case]
    settings: tuple[Setting, ...]

    @property
    def case(self) -> Case:
        return self.make()


@dataclass(frozen=True, slots=True)
class Scale:
    """Changes of one kind in order, from 1 step to `most`.

    `extreme` bounds the fewest steps with which a plan can have the reserve; it needs that a larger change
    leaves every plan possible that a smaller one does. `ordered` says that whatever a step does, up to ties,
    a larger one does too. With neither, nothing is claimed of steps not planned.
    """

    most: int
    at: Callable[[int], Change]
    extreme: Extreme | None = None
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """`step` suffices and `step - 1` does not. Fewer than `low` steps are proven not to suffice."""

    found: Found
    step: int = 0
    low: int = 1


def least(
    probe: Probe, scale: Scale, yes: Answer, plan: Plan, stages: tuple[str, ...], hint: Hint | None = None
) -> Crossing:
    """The least step at which the answer is yes; `plan` is that of no change.

    Where the answer at a step is no, its plan is better without the reserve than any with it: every larger
    step has a plan as good, so that `stages` of that value bound the steps that are left.
    """
    low = 1
    if scale.most < low:
        return Crossing("none")
    try:
        for _ in range(_MOST_BOUNDS if scale.extreme is not None else 0):
            bound = lowest(scale, plan, stages, low)
            if bound is None or bound > scale.most:
                return Crossing("none")
            progress, low = bound >= low, max(low, bound)
            plan = probe.plan(scale.at(low).case)
            if yes(plan):
                return Crossing("least", low, low)
            low += 1
            if low > scale.most:
                return Crossing("none")
            if not progress:  # what is left to decide, the bounds cannot tell
                break
        no, enough = low - 1, scale.most
        if not yes(probe.plan(scale.at(enough).case)):
            if scale.ordered:
                return Crossing("none")
            no, enough = _gallop(probe, scale, yes, low)
            if not enough:
                return Crossing("open", low=low)
        step = between(probe, scale, yes, no, enough, hint)
        # One step less was planned: that leaves nothing between it and what is proven.
        return Crossing("least" if scale.ordered or step <= low + 1 else "enough", step, low)
    except OutOfEffort:
        return Crossing("open", low=low)


def _gallop(probe: Probe, scale: Scale, yes: Answer, low: int) -> tuple[int, int]:
    """A step answered no and a larger one that suffices, looked for in growing strides; 0 where none was."""
    no, stride = low - 1, max(1, low // _STRIDES)
    for _ in range(_MOST_STRIDES):
        step = no + stride
        if step >= scale.most:
            break
        if yes(probe.plan(scale.at(step).case)):
            return no, step
        no, stride = step, 2 * stride
    return no, 0


def between(probe: Probe, scale: Scale, yes: Answer, no: int, enough: int, hint: Hint | None = None) -> int:
    """A step above `no` and up to `enough`, which suffices, with its neighbour below answered no.

    `no` is known to be answered so. Raises OutOfEffort.
    """

    def answer(step: int) -> bool:
        return yes(probe.plan(scale.at(step).case))

    hints = _MOST_HINTS if hint is not None else 0
    while enough - no > 1:
        if hints and hint is not None:
            hints -= 1
            guess = min(max(hint(enough, probe.plan(scale.at(enough).case)), no + 1), enough - 1)
        else:
            guess = (no + enough) // 2
        if answer(guess):
            enough = guess
            continue
        no = guess
        if hints and enough - no > 1:
            if answer(no + 1):
                enough = no + 1
            else:
                no += 1
    return enough


def lowest(scale: Scale, plan: Plan, stages: tuple[str, ...], low: int = 1) -> int | None:
    """The fewest steps with which a plan that has the reserve can be as good as `plan`; None: no number can.

    Fewer than `low` are known not to be enough. The first stage mostly tells: and once so many steps are
    taken, what `plan` funds may have become worth more, which asks for more steps. Where it does not tell, to
    be as good is to be better in some stage and as good in those before, or as good in all of them. Raises
    OutOfEffort.
    """
    assert scale.extreme is not None
    extreme, case = scale.extreme, scale.extreme.case
    held = held_at(case, plan, stages)
    first, exact = extreme.least(held[:1], roughly=True), False
    funded = frozenset(row.id for row in plan.reserves if row.funded)
    for _ in range(_MOST_RAISES):
        if first is None or first > scale.most:
            return first
        if first >= low and held:
            stage, value = held[0]
            raised = extreme.worth(first, stage, funded)
            if raised is not None and loss(stage, value, raised) < 0:
                low, held = first, [(stage, raised)]
                first, exact = extreme.beyond(low, held, funded), False
                if first == low:
                    first = extreme.least(held, roughly=True)
                if first is None or first > low:
                    continue
        if exact:
            break
        first, exact = extreme.least(held[:1]), True
    if not exact:
        first = extreme.least(held[:1])
    if first is None or first >= low or len(held) < 2:
        return first
    ways = [extreme.least([*held[:n], _better(*held[n], case.unit)]) for n in range(len(held))]
    ways.append(extreme.least(held))
    return min((way for way in ways if way is not None), default=None)


def _better(stage: str, value: int, unit: int) -> tuple[str, int]:
    """The next better value of a stage."""
    step = unit if stage in MONEY_STAGES else 1
    return stage, value - step if stage in MINIMISED_STAGES else value + step
