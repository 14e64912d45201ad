"""Papers to print: the sample plan's, and papers of whatever transfers and names, without a solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from planned import case_of, giver, taker
from report_samples import BROKE, CASE, LATE, NONE, PLAN, SHORT

from realloc.accounts import restate
from realloc.case.records import Assumption, Case
from realloc.report.paper.compose import paper
from realloc.report.paper.content import Paper
from realloc.result import Plan

type Moved = tuple[int, int, int]  # from which activity to which reserve, in satang

HOSTILE = (
    "<script>alert(1)</script> <b>&amp;\"'</b> </style> <!-- ]]>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1:A9)",
    "\t=1+1",
    "ก" * 500,
    "W" * 500,
    "ซ่อม road 🚧 👩‍👩‍👧‍👦 🏳️‍🌈 ปี ๒๕๖๔",
    "bell \x07 escape \x1b[31m nul \x00",
    "override \u202e00.999,1\u202c isolate \u2067x\u2069",
    "עברית 12 عربي",
    "{{ 7 * 7 }} {% raw %} {# x",
    "two\nlines\r\nand a tab\t.",
    "\ufffe\uffff _x0041_ &#65; \ud800",
    "'quoted",
    '" onmouseover="alert(1)',
)


@cache
def sample(lang: str = "th", *, thai_digits: bool = False, compared: bool = True) -> Paper:
    """The sample plan's paper, beside two other scenarios."""
    others = [(SHORT, LATE), (NONE, BROKE)] if compared else []
    return paper(PLAN, CASE, lang="en" if lang == "en" else "th", thai_digits=thai_digits, compared=others)


def moving(moves: Sequence[Moved], names: Sequence[str] = ("โครงการ",)) -> tuple[Plan, Case]:
    """A plan of these transfers, and a case that has just the money for them, its rows named in turn."""
    out: dict[int, int] = {}
    into: dict[int, int] = {}
    for i, j, amount in moves:
        out[i] = out.get(i, 0) + amount
        into[j] = into.get(j, 0) + amount
    case = case_of(
        [giver(f"A{i}", amount) for i, amount in sorted(out.items())],
        [taker(f"R{j}", amount) for j, amount in sorted(into.items())],
    )
    named = iter(names[n % len(names)] for n in range(len(out) + len(into)))
    case = replace(
        case,
        activities=tuple(replace(a, name=next(named), agency=names[0]) for a in case.activities),
        reserves=tuple(replace(r, name=next(named), agency=names[-1]) for r in case.reserves),
        assumptions=(Assumption("reserves", names[0]),),
    )
    transfers = [{"from": f"A{i}", "to": f"R{j}", "amount": _baht(amount)} for i, j, amount in moves]
    return restate(case, {"transfers": transfers, "objective": []}), case


def moving_paper(
    moves: Sequence[Moved], names: Sequence[str] = ("โครงการ",), lang: str = "th", **options: bool
) -> Paper:
    """The paper of `moving`."""
    return paper(*moving(moves, names), lang="en" if lang == "en" else "th", **options)


def hostile(lang: str = "th") -> Paper:
    """A paper in which every name means to break something."""
    moves = [(n, n % 5, 100 + n) for n in range(len(HOSTILE))]
    return moving_paper(moves, HOSTILE, lang)


def many(transfers: int) -> Paper:
    """A paper of so many transfers."""
    return moving_paper([(n // 4, n % 250, 10_000_00 + n) for n in range(transfers)])


def _baht(satang: int) -> str:
    return f"{satang // 100}.{satang % 100:02}"
