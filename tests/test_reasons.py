"""Why something cannot be read is said in Thai where Thai is spoken, whatever a library says in English."""

from __future__ import annotations

import csv
import errno
import os
import re
import tomllib
import zipfile
import zlib
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateError

from realloc import reasons
from realloc.errors import MESSAGES, Finding, unreadable
from realloc.report.paper.refusing import damaged

NAMES = re.compile(r"\b(?:XML|PDF|Parquet|Office|UTF-8|endfor|for|wanted|part|key|x|y)\b")


def is_thai(text: str) -> bool:
    return re.search("[ก-ฮ]", text) is not None and re.search("[A-Za-z]{2}", NAMES.sub("", text)) is None


TOML = (
    "= 1", "key = 1 2", "key", "[x\n", "[[x]\n", 'key = "\x01"', "[x]\n[x]", "x = 1\nx = 2",
    "x = 1\n[x.y]", "key = {x = 1, x = 2}", "กข = 1", "key = [1", "key = {x = 1", 'key = "\\d"',
    'key = "x', "key = 2021-13-01", "key = x", "x.y = 1\n[x]", "[x]\ny = {}\n[x.y.part]",
)  # fmt: skip
CSV = ('"x', '"x"y', "x\ry\n")
TEMPLATES = (
    "{{ wanted }}", "{{ wanted.x }}", "{{ 'x'|wanted }}", "{% wanted %}", "{% for x in y %}", "{{ }}",
    "{% for x y %}", "{{ ''.wanted }}",
)  # fmt: skip


@pytest.mark.parametrize("content", TOML)
def test_toml_in_thai(content) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        tomllib.loads(content)
    problem = re.sub(r" \(at .*\)$", "", str(refused.value), flags=re.DOTALL)
    assert is_thai(reasons.syntax(problem)), problem
    assert reasons.syntax(problem) != reasons.syntax("?"), problem


@pytest.mark.parametrize("content", CSV)
def test_csv_in_thai(content) -> None:
    with pytest.raises(csv.Error) as refused:
        list(csv.reader(StringIO(content), strict=True))
    assert is_thai(reasons.syntax(str(refused.value)))
    assert reasons.syntax(str(refused.value)) != reasons.syntax("?")


@pytest.mark.parametrize("content", TEMPLATES)
def test_templates_in_thai(content) -> None:
    with pytest.raises(TemplateError) as refused:
        Environment(undefined=StrictUndefined).from_string(content).render()
    assert is_thai(reasons.template(str(refused.value)))
    assert reasons.template(str(refused.value)) != reasons.template("?"), str(refused.value)


@given(st.sampled_from(sorted(errno.errorcode)))
def test_the_system_in_thai(number) -> None:
    assert is_thai(reasons.system(OSError(number, os.strerror(number))))


def broken() -> list[Exception]:
    found: list[Exception] = [
        RecursionError("maximum recursion depth"),
        KeyError("xl/workbook.xml"),
        OSError("gone"),
    ]
    for breaks in (
        lambda: zipfile.ZipFile(BytesIO(b"x")),
        lambda: ElementTree.fromstring("<a>"),
        lambda: b"\xff".decode("utf-8"),
        lambda: zlib.decompress(b"x"),
        lambda: int("x"),
    ):
        try:
            breaks()
        except Exception as error:
            found.append(error)
    return found


@pytest.mark.parametrize("error", broken(), ids=lambda error: type(error).__name__)
def test_damage_in_thai(error) -> None:
    assert is_thai(reasons.damage(error))
    assert is_thai(unreadable("", error).expected_th)
    assert is_thai(damaged(error).thai)


@given(st.sampled_from(["csv-syntax", "toml-syntax", "unreadable"]))
def test_where_a_library_is_quoted_only_english_says_its_words(code) -> None:
    said = Finding(code, expected="unexpected end", expected_th="ยังไม่จบ")
    assert "unexpected end" in said.render("en") and "unexpected" not in said.render("th")
    assert "{found}" not in MESSAGES[code][1]
