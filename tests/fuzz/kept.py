"""Cases that were once answered wrongly, or not as well as can be, each cut down to what it takes."""

from __future__ import annotations

from decimal import Decimal

from planned import case_of, giver, taker

BAHT = 100
HUNDRED_MILLION = 10**8 * BAHT

# A reserve that nothing can reach, dearer than all money there is, stood in the same row as 10 satang: HiGHS
# called that row impossible, and the plan that it left touched two activities where one is enough.
OUT_OF_REACH = case_of(
    [giver("A1", 3), giver("A4", 13)],
    [
        taker("R1", 3 * HUNDRED_MILLION, min_cost=HUNDRED_MILLION, rank=1),
        taker("R2", 10, min_cost=1, rank=2),
    ],
    stages=("rank", "same_project", "amount", "activities"),
)

# One reserve of a hundred million baht among some of a few satang, every stage held as tight as it goes: what
# HiGHS calls impossible is asked again with looser tolerances, and bounded.
DWARFED = case_of(
    [giver("A1", 4), giver("A2", HUNDRED_MILLION + 72), giver("A3", 132)],
    [
        taker("R2", 12, score=Decimal(82)),
        taker("R3", 39, min_cost=19, score=Decimal(25)),
        taker("R4", HUNDRED_MILLION, min_cost=HUNDRED_MILLION // 2, score=Decimal("0.0194")),
        taker("R5", 25, score=Decimal(54)),
    ],
    stages=("reserves", "score", "activities"),
)

# A satang of the dearest adds less than 1e-9 of what one of the cheapest adds to the score: HiGHS left it out
# of the row that keeps the score, and found nothing that could keep it.
WORTH_LITTLE = case_of(
    [
        giver("A2", 57, project="society"),
        giver("A3", 137_670_215_86),
        giver("A4", 88, project="society"),
        giver("A5", 112_888_944_08, project="society"),
    ],
    [
        taker("R1", 146_277_346_04, score=Decimal("0.4503")),
        taker("R2", 104_229_464_01, min_cost=10_422_946_40, score=Decimal(39), project="society"),
        taker("R3", 264_450_101_40, min_cost=26_445_010_14, score=Decimal(65)),
        taker("R4", 27, min_cost=2, score=Decimal(79), project="society"),
    ],
    stages=("score", "same_project", "lines", "escalation"),
)

KEPT = (OUT_OF_REACH, DWARFED, WORTH_LITTLE)
