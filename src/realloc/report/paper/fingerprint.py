"""A plan's fingerprint: over what a paper prints of it, so that it can be worked out again from the paper."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def plan_fingerprint(document: Mapping[str, Any]) -> str:
    """Return `sha256:` and the hash over a plan document's case, scenario, settings, objective and transfers.

    Everything else in the document follows from these and the case, and is in one language or another.
    """
    content = [
        document["case"]["fingerprint"],
        document["scenario"]["name"],
        [[row["path"], row["value"]] for row in document["settings"]],
        document["status"],
        [[row["stage"], row["value"], row["bound"], row["proof"]] for row in document["objective"]],
        [[row["from"], row["to"], row["amount"], row["approval"]] for row in document["transfers"]],
    ]
    # ascii() and not repr(), which writes some text differently from one Unicode version to the next
    return f"sha256:{sha256(ascii(content).encode('ascii')).hexdigest()}"
