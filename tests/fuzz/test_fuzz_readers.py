"""Files that were sound until somebody's program, disk or malice changed them."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from readers import READERS, ZIPPED, parts, read, seeds, zipped

EXAMPLES = int(os.environ.get("FUZZ", "12"))
TOKENS = st.sampled_from(
    [
        b'"', b"'", b",", b";", b"\n", b"\r", b"\t", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"=", b"-", b"<",
        b"&#0;", b"[", b"]", b"{", b"}", b"[[", b"1e400", b"NaN", b"-0", b"0x" + b"f" * 4000, b"9" * 400,
        b"null", b"true", b"30/04/2564", b"9999-99-99", b"\xe0\xb8\xb3", b"\xa1\xd2\xc3", b"\\ud800",
        b".a" * 200, b"[" * 300, b'<c r="XFD1048576"><v>1</v></c>', b"<!DOCTYPE x>", b"</row>", b"PK\x03\x04",
        b"=cmd|x", b"PAR1", b"base", b"../",
    ]
)  # fmt: skip
INSERTED = st.one_of(st.just(b""), TOKENS, st.binary(max_size=6))
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), INSERTED), min_size=1, max_size=6)


def edited(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The content with, at each place, some bytes cut and others put in."""
    for place, cut, put in edits:
        at = int(place * len(content))
        content = content[:at] + put + content[at + cut :]
    return content


@pytest.mark.parametrize("kind", READERS)
def test_no_file_ends_in_anything_but_a_result_or_an_error(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = str(tmp_path_factory.mktemp("home"))
    folder = tmp_path_factory.mktemp("cases") / "case"

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(EDITS, st.booleans(), st.integers(0, 20))
    @example([(0.0, 0, b"")], False, 0)
    @example([(0.5, 10**9, b"")], False, 0)
    @example([(0.0, 10**9, b"")], False, 0)
    def check(edits: list[tuple[float, int, bytes]], inside: bool, number: int) -> None:
        content = seeds(home)[kind]
        if kind in ZIPPED and inside:  # within one of its parts, which is where its parsers are
            book = parts(content)
            name = sorted(book)[number % len(book)]
            content = zipped(book | {name: edited(book[name], edits)})
        else:
            content = edited(content, edits)
        try:
            read(kind, content, folder, home)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    check()


@pytest.mark.parametrize("kind", READERS)
@given(content=st.binary(max_size=200))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_bytes_end_in_anything_but_a_result_or_an_error(
    kind: str, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = str(tmp_path_factory.getbasetemp() / "bytes")
    folder = tmp_path_factory.mktemp("cases") / "case"
    read(kind, content, folder, home)
    shutil.rmtree(folder)
