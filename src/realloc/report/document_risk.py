"""The odds as the document that other programs read; see `document`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from realloc import money
from realloc.ahead import Chance, Odds, Percentile
from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.document import stage_value
from realloc.report.titles import case_title

if TYPE_CHECKING:
    from realloc.schema import study as shapes

RISK_SCHEMA: Final = "realloc.risk/1"


def risk_document(
    odds: Odds, case: Case, settings: Sequence[tuple[str, str]], lang: Lang = "en"
) -> shapes.RiskDocument:
    """What `realloc risk --json` writes, schema `realloc.risk/1`; shares are decimals from 0 to 1."""
    return {
        "schema": RISK_SCHEMA,
        "case": {"name": case.name, "title": case_title(case, lang)},
        "settings": [{"path": path, "value": laid} for path, laid in settings],
        "draws": len(odds.rows),
        "distinct": odds.distinct,
        "seed": odds.seed,
        "confidence": "0.95",
        "scenarios": [{"name": name, "probability": _share(p)} for name, p in odds.scenarios],
        "uncertain": [one.path for one in odds.uncertain],
        "planned": _chance(odds.planned),
        "reserves": [{"id": one.id, **_chance(one)} for one in odds.reserves],
        "activities": [{"id": one.id, **_chance(one)} for one in odds.activities],
        "percentiles": {
            name: [_percentile(name, one) for one in some] for name, some in odds.percentiles.items()
        },
    }


def value_text(name: str, value: int) -> str:
    """A value of a percentile as documents have it."""
    return stage_value("score", value) if name == "score" else money.decimal(value)


def _chance(one: Chance) -> shapes.Chance:
    return {
        "count": one.count,
        "chance": _share(one.share),
        "low": _share(one.low),
        "high": _share(one.high),
    }


def _percentile(name: str, one: Percentile) -> shapes.Quantile:
    return {
        "share": _share(one.share),
        "value": value_text(name, one.value),
        "low": value_text(name, one.low),
        "high": value_text(name, one.high),
    }


def _share(share: Fraction) -> str:
    whole, part = divmod(round(share * 10_000), 10_000)
    return f"{whole}.{part:04}"
