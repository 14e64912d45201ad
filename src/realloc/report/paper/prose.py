"""The paper's sentences: background, facts, proposal and resolution, a paragraph each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from realloc.case.overlay import BASE
from realloc.case.records import RELEASE_FLAGS, Case
from realloc.report.paper.content import LeftOut, Line, Move, RuleLine, Signature, Sums
from realloc.report.paper.voice import Voice
from realloc.report.titles import case_title, scenario_title
from realloc.report.wording import percent
from realloc.result import Plan

ASSUMPTIONS_ANNEX = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences are about."""

    voice: Voice
    plan: Plan
    case: Case
    sums: Sums
    lines: Sequence[Line]
    moves: Sequence[Move]
    left_out: Sequence[LeftOut]
    signatures: Sequence[Signature]
    rules: Sequence[RuleLine]
    compared: bool

    @property
    def gives(self) -> int:
        return sum(line.side == "gives" for line in self.lines)

    @property
    def gets(self) -> int:
        return len(self.lines) - self.gives

    @property
    def levels(self) -> list[Signature]:
        return [signature for signature in self.signatures if signature.level]


def status(voice: Voice, plan: Plan) -> str:
    """Whether a better plan may exist, in a sentence."""
    if plan.status != "optimal":
        return voice.say("p-open")
    proven = all(stage.proof == "exact" for stage in plan.objective)
    return voice.say("p-proven" if proven else "p-unproven")


def background(told: Told) -> tuple[str, ...]:
    voice, sums, form = told.voice, told.sums, told.case.paper
    share = Fraction(sums.disbursed, sums.budget) if sums.budget else Fraction(0)
    own = voice.either(form.background, form.background_en)
    budget = voice.say(
        "p-budget",
        title=case_title(told.case, voice.lang),
        budget_amount=sums.budget,
        budget_words=voice.words(sums.budget),
        as_of=voice.day(told.case.calendar.as_of),
        disbursed_amount=sums.disbursed,
        share=percent(share),
    )
    return tuple(filter(None, (own, budget)))


def facts(told: Told) -> tuple[str, ...]:
    voice, plan, case = told.voice, told.plan, told.case
    counts = Counter(a.feasibility for a in plan.activities if a.releasable)
    flags = ", ".join(
        voice.say("p-flag-count", flag=flag, n=counts[flag]) for flag in RELEASE_FLAGS if counts[flag]
    )
    paragraphs = [
        voice.say(
            "p-stalled",
            n=counts.total(),
            all=len(plan.activities),
            flags=flags or "–",
            releasable_amount=told.sums.releasable,
            releasable_words=voice.words(told.sums.releasable),
        ),
        voice.say(
            "p-asked",
            n=sum(r.eligible for r in plan.reserves),
            all=len(plan.reserves),
            close=voice.day(case.calendar.close),
            asked_amount=told.sums.asked,
        ),
    ]
    if case.scenario.name != BASE:
        name = scenario_title(case, voice.lang) or case.scenario.name
        paragraphs.append(voice.say("p-scenario", scenario=name))
    if plan.settings:
        settings = ", ".join(f"{path}={value}" for path, value in plan.settings)
        paragraphs.append(voice.say("p-settings", settings=settings))
    if case.assumptions:
        paragraphs.append(voice.say("p-assumed-facts", annex=ASSUMPTIONS_ANNEX))
    return tuple(paragraphs)


def proposal(told: Told) -> tuple[str, ...]:
    voice, sums = told.voice, told.sums
    paragraphs = [
        voice.say(
            "p-propose",
            amount=sums.transferred,
            in_words=voice.words(sums.transferred),
            gives=_some(voice, told.gives, "p-activity", "p-activities"),
            gets=_some(voice, told.gets, "p-reserve", "p-reserves"),
            n=_some(voice, len(told.moves), "p-transfer", "p-transfers"),
        ),
        voice.say("p-levels", levels=_levels(told)),
        status(voice, told.plan),
        voice.say("p-unplaced", amount=sums.unplaced) if sums.unplaced else voice.say("p-all-placed"),
    ]
    if told.left_out:
        cost = sum(r.cost for r in told.left_out)
        paragraphs.append(
            voice.say(
                "p-left-out", n=_some(voice, len(told.left_out), "p-reserve", "p-reserves"), amount=cost
            )
        )
    else:
        paragraphs.append(voice.say("p-none-left-out"))
    if told.compared:
        paragraphs.append(voice.say("p-alternatives"))
    paragraphs.append(voice.say("p-checked"))
    return tuple(paragraphs)


def _some(voice: Voice, number: int, one: str, many: str) -> str:
    """How many there are, in words that go with one or with many."""
    return voice.say(one if number == 1 else many, n=number)


def _levels(told: Told) -> str:
    voice = told.voice
    levels = [voice.say("p-level", approver=s.level, n=s.lines, amount=s.amount) for s in told.levels]
    return (
        levels[0]
        if len(levels) == 1
        else voice.say("p-and-more", one="; ".join(levels[:-1]), other=levels[-1])
    )


def resolution(told: Told) -> tuple[str, ...]:
    voice, sums = told.voice, told.sums
    committee = told.case.levels.index("committee") if "committee" in told.case.levels else -1
    above = [s for s in told.levels if told.case.levels.index(s.level) > committee >= 0]
    return (
        voice.say(
            "p-resolve-move",
            amount=sums.transferred,
            in_words=voice.words(sums.transferred),
            gives=_some(voice, told.gives, "p-activity", "p-activities"),
            gets=_some(voice, told.gets, "p-reserve", "p-reserves"),
        ),
        *(voice.say("p-resolve-level", approver=s.level, n=s.lines, amount=s.amount) for s in above),
        voice.say("p-resolve-close", close=voice.day(told.case.calendar.close)),
    )
