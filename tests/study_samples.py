"""Studies of the sample case made by hand: what people are shown, without a solver."""

from __future__ import annotations

from report_samples import PLAN, SHORT

from realloc.whatif import Axis, Change, Regret, Row, Study, Thresholds

DECISION = Axis(
    "calendar.decision", "2021-06-01..2021-08-01/1w", ("2021-06-01", "2021-07-01", "2021-08-01"), "date"
)
CAP = Axis("covid.cap", "5,50", ("5", "50"), "count")


def row(number: int, values: tuple[str, ...], score: int, funded: tuple[str, ...], unplaced: int = 0) -> Row:
    moved = score * 1_000
    return Row(
        number, "base", values, "optimal", moved + unplaced, moved, unplaced, funded, score, 3 * moved,
        len(funded) + 1, "exact", "sha256:0123",
    )  # fmt: skip


BEFORE = row(1, ("2021-06-01",), 1_500_000, ("R01", "R02"))
AFTER = row(2, ("2021-07-01",), 960_000, ("R01",), 12_345_600)
NOTHING = Row(
    3, "base", ("2021-08-01",), "infeasible", 500_000_00, note="health-first", fingerprint="sha256:45"
)
ONE = Study((DECISION,), False, (BEFORE, AFTER, NOTHING))
CHANGES = Thresholds(DECISION, ONE.rows, (Change(BEFORE, AFTER), Change(AFTER, NOTHING)))
EDGES = Study((DECISION,), False, ONE.rows, (CHANGES,))
STEADY = Study((DECISION,), False, (BEFORE,), (Thresholds(DECISION, (BEFORE,), ()),))
TWO = Study(
    (DECISION, CAP),
    False,
    (
        row(1, ("2021-06-01", "5"), 1_500_000, ("R01", "R02")),
        row(2, ("2021-06-01", "50"), 1_400_000, ("R01", "R02"), 700_00),
        row(3, ("2021-07-01", "5"), 960_000, ("R01",), 12_345_600),
        Row(4, "base", ("2021-07-01", "50"), "refused", note="--set covid.cap: found x"),
        Row(5, "base", ("2021-08-01", "5"), "unknown", note="time was up"),
        row(6, ("2021-08-01", "50"), 0, ()),
    ),
)
REGRETS = [
    Regret("base", "late-committee", SHORT, 100_000_00, 2_000_00, 1_234),
    Regret("late-committee", "base", PLAN, 80_000_00, 0, 0),
]
