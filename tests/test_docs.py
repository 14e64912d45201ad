"""The pages keep up with the program: no command, option, exit code, column or page without its words."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import typer
from documents import DOCS, PAGES, README, ROOT, blocks, commands, excerpt, part, section, with_part

from realloc.case import aliases, columns, records, settings
from realloc.case.load import load_case
from realloc.case.overlay import OWN_KEYS
from realloc.cli import outcome
from realloc.cli.app import SchemaName, app
from realloc.model import formulation
from realloc.planning import plan

GUIDE = DOCS / "guide.md"
EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"
CODES = {outcome.DONE, outcome.NO, outcome.REFUSED, outcome.INTERRUPTED, outcome.UNREAD}
CLI = typer.main.get_command(app)
GUIDED = [block for _, block in blocks(GUIDE.read_text("utf-8"), "toml")]


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def cells(text: str) -> list[list[str]]:
    """The rows of the tables in `text`, without their headings."""
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if set(row[0].strip()) - {"-", ":"}]


def options_of(command: object) -> set[str]:
    named = [p for p in command.params if p.param_type_name == "option"]  # type: ignore[attr-defined]
    return {name for p in named for name in (*p.opts, *p.secondary_opts)} - {"-h", "--help"}


def documented_options(heading: str) -> set[str]:
    first_cells = [row[0] for row in cells(section(read(GUIDE), heading))]
    return set(re.findall(r"`(--?[a-z][a-z-]*)`", " ".join(first_cells)))


def headings() -> dict[str, str]:
    """The guide's section of each command, by the command's name."""
    found = re.findall(r"^### `realloc ([a-z]+)[^`]*`$", read(GUIDE), re.MULTILINE)
    lines = re.findall(r"^### `realloc [a-z]+[^`]*`$", read(GUIDE), re.MULTILINE)
    return dict(zip(found, lines, strict=True))


def test_the_readme_lists_the_commands_and_no_others():
    listed = [
        match[1]
        for row in cells(section(read(README), "## Commands"))
        if (match := re.fullmatch(r"`realloc (\w+)[^`]*`", row[0]))
    ]
    assert sorted(listed) == sorted(CLI.commands)


def test_the_readme_runs_every_command():
    run = {command.words[1] for command in commands(read(README)) if command.words[0] == "realloc"}
    assert run == set(CLI.commands)


def test_the_guide_has_a_section_for_every_command_and_no_others():
    assert set(headings()) == set(CLI.commands)


@pytest.mark.parametrize("name", sorted(CLI.commands))
def test_the_guide_lists_the_options_of_a_command_and_no_others(name):
    assert documented_options(headings()[name]) == options_of(CLI.commands[name])


def test_the_guide_lists_the_options_before_any_command():
    assert documented_options("### `realloc`") == options_of(CLI)


def test_the_readme_lists_the_exit_codes_and_no_others():
    listed = {int(row[0]) for row in cells(section(read(README), "## Exit codes")) if row[0].isdecimal()}
    assert listed == CODES


def test_the_readme_leads_to_every_page():
    links = set(re.findall(r"\]\(([^)#]+)", read(README)))
    assert {str(page.relative_to(ROOT)) for page in PAGES if page != README} <= links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", read(page)):
        file = page.parent / target if target else page
        assert file.is_file(), target
        if anchor:
            titles = re.findall(r"^#+ (.+)$", read(file), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_guide_names_every_setting():
    shown = [tomllib.loads(block) for block in GUIDED]
    settings_shown = {key for tree in shown for key in tree} - {*columns.TABLES, *OWN_KEYS}
    assert settings_shown | {"title", "title_en", "currency", "projects"} == set(settings.KEYS)
    for key in (*settings.KEYS, *OWN_KEYS):
        assert re.search(rf"`\[?{key}\b|^\[*{key}\b", read(GUIDE), re.MULTILINE), key


def test_the_guide_lists_the_stages_and_no_others():
    listed = [
        name
        for row in cells(section(read(GUIDE), "## 4. The settings: `case.toml`"))
        for name in re.findall(r"`(\w+)`", row[0])
    ]
    assert sorted(listed) == sorted(records.STAGES)


def test_the_guide_has_an_example_of_every_kind_of_rule():
    rules = [rule for block in GUIDED for rule in tomllib.loads(block).get("rules", {}).values()]
    assert {rule["type"] for rule in rules if "type" in rule} == set(records.RULE_TYPES)
    assert all(rule["source"] == "assumed" for rule in rules if "type" in rule)


@pytest.mark.parametrize("block", GUIDED, ids=lambda block: block.split("#")[0].split("\n")[0].strip("[] "))
def test_what_the_guide_says_in_toml_can_be_planned(block, tmp_path):
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    (folder / "what-if" / "guide.toml").write_text(block, encoding="utf-8")
    case = load_case(folder, "guide")
    assert set(tomllib.loads(block).get("rules", {})) <= {rule.id for rule in case.rules}
    assert plan(case).status != "infeasible"


def listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def columns_table() -> str:
    """Every column of both tables: the headings that are read as it, and what is blank there."""
    lines = []
    for name, table in columns.TABLES.items():
        lines += [f"| `{name}` | also read as | blank |", "| --- | --- | --- |"]
        for column in table.values():
            headings = [*aliases.COLUMNS[column.name]]
            if name == "reserves":
                headings += [word for word, own in aliases.RESERVE_COLUMNS.items() if own == column.name]
            lines.append(f"| `{column.name}` | {listed(headings)} | {blank(name, column)} |")
        lines.append("")
    return "\n".join(lines)


def blank(table: str, column: columns.Column) -> str:
    if column.blank is columns.REQUIRED:
        return "not allowed"
    if column.name == "min_cost":
        return "all or nothing"
    if column.name in ("score", "rank"):
        return "where no stage uses it"
    if column.blank is True or column.blank is False:
        return "yes" if column.blank else "no"
    return str(column.blank) if column.blank not in (None, "", ()) else ""


def words_table() -> str:
    """Every word that a cell of a column with fixed words may hold."""
    kinds: dict[str, tuple[Iterable[str], Mapping[str, str]]] = {
        "category": (records.CATEGORIES, aliases.CATEGORIES),
        "nature": (records.NATURES, aliases.NATURES),
        "status": (records.STATUSES, aliases.STATUSES),
        "feasibility": (records.FLAGS, aliases.FLAGS),
        "plan_status": (records.PLAN_STATUSES, aliases.PLAN_STATUSES),
    }
    lines = ["| column | word | also read as |", "| --- | --- | --- |"]
    for column, (words, also) in kinds.items():
        for word in words:
            others = [thai for thai, meant in also.items() if meant == word]
            lines.append(f"| `{column}` | `{word}` | {listed(others)} |")
    for word, meant in (("yes", True), ("no", False)):
        others = [other for other, value in aliases.YES_NO.items() if value is meant and other != word]
        lines.append(f"| `online`, `available` | `{word}` | {listed(others)} |")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("name", "table"), [("columns", columns_table), ("words", words_table)])
def test_the_guide_lists_what_is_read(name, table, request):
    page = read(GUIDE)
    if request.config.getoption("--regenerate"):
        page = with_part(page, name, table())
        GUIDE.write_text(page, encoding="utf-8", newline="\n")
    assert part(page, name) == table()


def test_the_model_page_names_every_family_and_every_stage():
    page = read(DOCS / "model.md")
    named = set(re.findall(r"`(\w+)`", page))
    assert {family.__name__ for family in formulation.FAMILIES} <= named
    assert {*formulation.STAGES, "rank", "shortfall", "shares_of"} <= named


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`model/(\w+)\.(\w+)`", read(DOCS / "model.md")))))
def test_what_the_model_page_points_at_exists(name):
    module, function = name
    source = ROOT / "src" / "realloc" / "model" / f"{module}.py"
    if function != "py":
        assert re.search(rf"^(?:def|class) {function}\b", read(source), re.MULTILINE)
    assert source.is_file()


def test_decisions_are_dated_and_in_order():
    titles = re.findall(r"^## (.+)$", read(DOCS / "decisions.md"), re.MULTILINE)
    dates = [re.fullmatch(r"(\d{4}-\d{2}-\d{2}) \S.*", title) for title in titles]
    assert titles and all(dates)
    assert [match[1] for match in dates] == sorted(match[1] for match in dates)


def test_every_dependency_has_its_reason():
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    needed = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
    ]
    reasons = section(read(DOCS / "decisions.md"), "## 2026-11-24 Dependencies")
    names = {re.split(r"[^\w-]", requirement)[0] for requirement in needed}
    assert names == set(re.findall(r"(?:^- |[;.] )([a-z][a-z0-9-]*): ", reasons, re.MULTILINE))


def test_an_excerpt_follows_what_is_printed():
    printed = "a\n1\n\nb\n2\n\nc\n3\n"
    assert excerpt(printed, printed) == printed
    assert excerpt(printed, "b\n9\n\n…\n") == "…\n\nb\n2\n\n…\n"
    assert excerpt(printed, "…\n\na\n1\n\nb\n2\n\nc\n3\n") == printed
    assert excerpt(printed, "…\n\nold\n\n…\n") == "…\n\nb\n2\n\n…\n"
    assert excerpt("a\n", "a\n\nb\n") == "a\n"


def test_the_guide_lists_the_schemas_and_no_others():
    listed = [cell for row in cells(section(read(GUIDE), "### `realloc schema NAME`")) for cell in row[:1]]
    names = re.findall(r"`([a-z]+)`", " ".join(listed))
    assert sorted(names) == sorted(SchemaName.__args__)
