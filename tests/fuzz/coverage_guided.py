"""The same readers under atheris, which looks for bytes that reach code not reached before.

`make fuzz` runs it where atheris can be installed: python tests/fuzz/coverage_guided.py -max_total_time=60
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["realloc", "openpyxl", "tomllib", "csv"]):
    from readers import READERS, read, seeds

HOME = tempfile.mkdtemp()
CORPUS = Path(HOME) / "corpus"


def one(data: bytes) -> None:
    """Read what follows the first byte by the reader that it chooses."""
    if not data:
        return
    kind = list(READERS)[data[0] % len(READERS)]
    folder = Path(HOME) / "case"
    try:
        read(kind, data[1:], folder, HOME)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    CORPUS.mkdir()
    for number, (kind, content) in enumerate(seeds(HOME).items()):
        (CORPUS / kind).write_bytes(bytes([number]) + content)
    atheris.Setup([*sys.argv, str(CORPUS)], one)
    atheris.Fuzz()
