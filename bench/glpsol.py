"""The grouped model through GLPK: PuLP writes it as an LP file, `glpsol` solves that, PuLP reads the answer.

Usage: python -m bench.glpsol CASE TRANSFERS.csv SECONDS
"""

from __future__ import annotations

import sys
from pathlib import Path

import pulp

from bench import grouped

if __name__ == "__main__":
    grouped.run(Path(sys.argv[1]), Path(sys.argv[2]), pulp.GLPK_CMD(msg=False, timeLimit=int(sys.argv[3])))
