"""The command line: exit codes, what goes where, files written whole or not at all."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cases import write_case
from typer.testing import CliRunner

from realloc.cli import outcome
from realloc.cli.app import app
from realloc.errors import UsageError, VerificationError
from realloc.verify import Problem

CHOOSING = {
    "activities": [{"status": "cancelled"}, {"name": "[bold]ถนน[/bold]"}],
    "reserves": [{"cost": "500.00", "score": "10"}, {"cost": "400.00", "score": "9"}],
    "what_if": {
        "more": 'title = "มากกว่า"\n[activities.A1]\nbudget = "1,200.00"\n',
        "late": "[calendar]\ndecision = 2021-09-30\n[reserves.R1]\nlead_days = 1\n",
    },
}
IMPOSSIBLE = '[rules.much]\ntype = "require"\namount = "5,000"\ntitle = "มาก"\ncite = "ข้อ 1"\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "choosing", **CHOOSING)


def run(*args: object, env: dict[str, str] | None = None):
    return CliRunner().invoke(app, [str(arg) for arg in args], env=env)


def test_help_tells_the_commands_and_their_options():
    result = run("--help")
    assert result.exit_code == 0
    for command in ("init", "convert", "check", "plan", "compare", "propose", "verify"):
        assert f"\n  {command} " in result.stdout
        assert "--lang" in run(command, "--help").stdout


@pytest.mark.parametrize(
    "args", [["nope"], ["plan"], ["plan", "x", "--nope"], ["plan", "x", "--lang", "fr"], []]
)
def test_usage_errors_are_2_and_leave_standard_output_alone(args):
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage: realloc" in result.output
    if args:
        assert result.stdout == ""


def test_check_shows_a_case(case):
    result = run("check", case)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 activities (1 in progress, 1 cancelled), 2 reserve projects, 0 rules." in result.stdout
    assert "800.00" in result.stdout


def test_check_reports_every_error_as_its_result(tmp_path):
    bad = write_case(tmp_path / "bad", activities=[{"budget": "x"}, {"disbursed": "1.8E+07"}])
    result = run("check", bad)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("2 errors in the files:\n- activities.csv, row 2, budget: ")
    document = json.loads(run("check", bad, "--json").stdout)
    assert [(e["file"], e["row"], e["column"]) for e in document["errors"]] == [
        ("activities.csv", 2, "budget"),
        ("activities.csv", 3, "disbursed"),
    ]


def test_other_commands_call_the_same_errors_bad_input(tmp_path):
    bad = write_case(tmp_path / "bad", activities=[{"budget": "x"}] * 25)
    for command in ("plan", "compare"):
        result = run(command, bad, "--lang", "th")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n- activities.csv") == 19
        assert result.stderr.splitlines()[-1] == f"และอีก 5 รายการ ดูทั้งหมดได้ด้วย `realloc check {bad}`"


def test_errors_keep_within_the_columns_asked_for(tmp_path):
    bad = write_case(tmp_path / "b", activities=[{"budget": "x"}] * 2)
    said = run("plan", bad, env={"COLUMNS": "70"}).stderr
    assert max(map(len, said.splitlines())) <= 70
    assert [line[:16] for line in said.splitlines() if line.startswith("- ")] == ["- activities.csv"] * 2
    assert len(run("plan", bad).stderr.splitlines()) == 2
    far = tmp_path / ("x" * 80)
    said = run("plan", far, env={"COLUMNS": "70"}).stderr
    assert said == f"{far}: no such folder. Give the folder that holds case.toml.\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["no-such-folder"], "no-such-folder: no such folder. Give the folder that holds case.toml.\n"),
        (["{case}", "-s", "mor"], 'there is no scenario "mor". Did you mean "more"?'),
        (["{case}", "--set", "calendar.decison=2021-08-01"], "--set calendar.decison"),
        (["{case}", "--set", "decision"], '--set "decision": expected PATH=VALUE'),
        (["{case}", "--set", "=1"], '--set "=1": expected PATH=VALUE'),
    ],
)
def test_what_cannot_be_asked_for_is_2(args, said, case):
    args = [arg.format(case=case) for arg in args]
    for command in ("check", "plan"):
        result = run(command, *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_plan_shows_the_plan_and_its_text_as_it_is(case):
    result = run("plan", case)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "OPTIMAL." in result.stdout
    assert "\x1b" not in result.stdout
    assert "[bold]ถนน[/bold]" in run("check", case, "--set", "activities.A2.status=cancelled").stdout


def test_plan_json_is_one_document_that_verifies(case, tmp_path):
    result = run("plan", case, "-s", "more", "--set", "reserves.R2.score=11", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert document["schema"] == "realloc.plan/1"
    assert document["scenario"] == {"name": "more", "title": "มากกว่า"}
    assert document["settings"] == [{"path": "reserves.R2.score", "value": "11"}]
    file = tmp_path / "plan.json"
    file.write_text(result.stdout, encoding="utf-8")
    checked = run("verify", file)
    assert (checked.exit_code, checked.stdout) == (
        0, "The plan holds: checked against choosing, scenario more.\n",
    )  # fmt: skip


def test_the_same_request_gives_the_same_bytes(case):
    first, second = (run("plan", case, "--json", "--lang", "th").stdout_bytes for _ in range(2))
    assert first == second


def test_no_plan_is_1_and_names_the_rules_in_conflict(tmp_path):
    case = write_case(tmp_path / "choosing", **CHOOSING, toml=IMPOSSIBLE)
    result = run("plan", case)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "NO PLAN." in result.stdout
    assert "much" in result.stdout and "ข้อ 1" in result.stdout
    assert "asks for at least 5,000.00 baht" in result.stdout
    assert "`--set rules.much.enabled=false`" in result.stdout
    assert json.loads(run("plan", case, "--json").stdout)["conflict"] == ["much"]
    assert run("compare", case).exit_code == 1
    assert run("compare", case, "--set", "rules.much.enabled=false").exit_code == 0


@pytest.mark.parametrize("limit", ["0", "-1", "nan"])
def test_a_time_limit_is_above_0(limit, case):
    result = run("plan", case, "--time-limit", limit)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--time-limit: expected a number of seconds above 0." in result.stderr


def test_an_unknown_solver_is_2(case):
    result = run("plan", case, "--solver", "abacus")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "abacus" in result.stderr


def test_compare_takes_every_scenario_or_those_named(case):
    document = json.loads(run("compare", case, "--json").stdout)
    assert [s["name"] for s in document["scenarios"]] == ["base", "late", "more"]
    document = json.loads(run("compare", case, "more", "-s", "base", "more", "--json").stdout)
    assert [s["name"] for s in document["scenarios"]] == ["more", "base"]
    assert "2 scenarios side by side" in run("compare", case, "more", "base").stdout


def test_verify_refuses_what_does_not_hold(case, tmp_path):
    file = tmp_path / "plan.json"
    document = json.loads(run("plan", case, "--json").stdout)
    document["transfers"][0]["amount"] = "0.01"
    file.write_text(json.dumps(document), encoding="utf-8")
    result = run("verify", file, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout)["holds"] is False
    assert run("verify", file).stdout.startswith("The plan does not hold: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a plan"),
        ("{}", "not a plan"),
        ('{"scenario": {"name": 1}}', "not a plan"),
        ('{"scenario": {"name": "base"}}', "not a plan"),
        ('{"scenario": {"name": "base"}, "case": {"name": "../choosing"}}', "not a plan"),
        ('{"scenario": {"name": "base"}, "settings": 5, "case": {"name": "choosing"}}', "not a plan"),
        ('{"scenario": {"name": "base"}, "case": {"name": "elsewhere"}}', "use --case"),
    ],
)
def test_verify_calls_what_is_no_plan_bad_input(content, said, case, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(content, encoding="utf-8")
    result = run("verify", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_verify_says_what_it_expects_in_both_languages(case, tmp_path):
    broken = tmp_path / "plan.json"
    broken.write_text('{"a": 1,\n "b"}', encoding="utf-8")
    for options, english, thai in (
        (
            [case],
            f"{case}: a folder; expected a JSON file that `realloc plan` wrote.\n",
            f"{case}: เป็นโฟลเดอร์ ควรเป็นไฟล์ JSON ที่ `realloc plan` บันทึกไว้\n",
        ),
        (
            [broken],
            f"{broken}: not JSON: Expecting ':' delimiter: line 2 column 5 (char 13)\n",
            f"{broken}: ไม่ใช่ JSON (บรรทัด 2 อักขระที่ 5)\n",
        ),
        (
            [tmp_path / "no.json"],
            f"{tmp_path / 'no.json'}: No such file or directory\n",
            f"{tmp_path / 'no.json'}: ไม่พบไฟล์หรือโฟลเดอร์นี้\n",
        ),
    ):
        for lang, said in (("en", english), ("th", thai)):
            result = run("verify", *options, "--lang", lang)
            assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_verify_finds_the_case_beside_the_plan_here_or_where_told(case, tmp_path, monkeypatch):
    away = tmp_path / "away"
    away.mkdir()
    plan = run("plan", case, "--json").stdout
    (away / "plan.json").write_text(plan, encoding="utf-8")
    assert run("verify", away / "plan.json").exit_code == 2
    assert run("verify", away / "plan.json", "--case", case).exit_code == 0
    monkeypatch.chdir(tmp_path)
    assert run("verify", away / "plan.json").exit_code == 0
    monkeypatch.chdir(away)
    case.rename(away / "choosing-moved")
    (away / "scenarios").mkdir()
    (away / "choosing-moved").rename(away / "scenarios" / "choosing")
    assert run("verify", "plan.json").exit_code == 0
    assert run("verify", "no-such-file.json").exit_code == 2


@pytest.mark.parametrize(
    ("env", "options", "lang"),
    [
        ({}, [], "en"),
        ({"LANG": "th_TH.UTF-8"}, [], "th"),
        ({"LANG": "th_TH.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, [], "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "th_TH"}, [], "th"),
        ({"LC_ALL": "C", "LANG": "th_TH.UTF-8"}, [], "en"),
        ({"REALLOC_LANG": "th", "LC_ALL": "C"}, [], "th"),
        ({"REALLOC_LANG": "en", "LANG": "th_TH.UTF-8"}, [], "en"),
        ({"REALLOC_LANG": "xx", "LANG": "th_TH.UTF-8"}, [], "th"),
        ({"REALLOC_LANG": "th"}, ["--lang", "en"], "en"),
    ],
)
def test_the_language_is_asked_for_then_set_then_the_locale_s(env, options, lang, case):
    said = "โครงการสำรอง 2 โครงการ" if lang == "th" else "2 reserve projects"
    assert said in run("check", case, *options, env=env).stdout


def test_out_writes_json_or_text_by_the_file_s_name(case, tmp_path):
    for name in ("plan.json", "plan.JSON"):
        result = run("plan", case, "-o", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"Written to {tmp_path / name}.\n"
        assert (tmp_path / name).read_text(encoding="utf-8") == run("plan", case, "--json").stdout
    run("plan", case, "-o", tmp_path / "plan.txt")
    assert (tmp_path / "plan.txt").read_text(encoding="utf-8") == run("plan", case).stdout
    run("plan", case, "--json", "-o", tmp_path / "plan")
    assert json.loads((tmp_path / "plan").read_text(encoding="utf-8"))["status"] == "optimal"
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_a_failed_write_changes_nothing(case, tmp_path, monkeypatch):
    file = tmp_path / "plan.json"
    file.write_text("as it was", encoding="utf-8")

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("plan", case, "-o", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{file}: No space left on device\n"
    assert file.read_text(encoding="utf-8") == "as it was"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_out_that_cannot_be_written_is_2(case, tmp_path):
    for out in (tmp_path, tmp_path / "no" / "plan.json"):
        result = run("plan", case, "-o", out)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{out}: ")


def test_out_follows_a_link_and_keeps_the_file_s_mode(case, tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("x", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run("check", case, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["schema"] == "realloc.check/1"
    assert real.stat().st_mode & 0o777 == 0o640


def test_the_width_is_columns_else_wide_when_piped(case):
    def widest(env: dict[str, str]) -> int:
        return max(map(len, run("check", case, env=env).stdout.splitlines()))

    assert widest({"COLUMNS": "60"}) <= 60
    assert widest({"COLUMNS": "junk"}) == widest({}) <= 160


def test_init_makes_a_case_that_can_be_planned(tmp_path):
    for options in ([], ["--xlsx"], ["--example"], ["--example", "--xlsx"]):
        folder = tmp_path / "-".join(["case", *options])
        result = run("init", folder, *options)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"Created {folder}.\n"
        tables = {"case.xlsx"} if "--xlsx" in options else {"activities.csv", "reserves.csv"}
        assert {path.name for path in folder.iterdir() if path.suffix in (".csv", ".xlsx")} == tables
        assert run("check", folder).exit_code == 0
    assert run("plan", tmp_path / "case", "-s", "late-committee").exit_code == 0


def test_workbooks_hold_the_case_that_the_csv_holds(tmp_path):
    fingerprints = set()
    for options in (["--example"], ["--example", "--xlsx"]):
        run("init", tmp_path / str(len(options)), *options)
        document = json.loads(run("check", tmp_path / str(len(options)), "--json").stdout)
        fingerprints.add(document["case"]["fingerprint"])
    assert len(fingerprints) == 1


def test_init_leaves_a_folder_that_holds_something_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("x", encoding="utf-8")
    for target in (tmp_path / "mine", tmp_path / "mine" / "file"):
        result = run("init", target)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{target}: already there and not empty. Give a new or an empty folder.\n"
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]
    (tmp_path / "empty").mkdir()
    assert run("init", tmp_path / "empty").exit_code == 0


def raising(error: BaseException):
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "lang", "code", "said"),
    [
        (UsageError("no", "ไม่"), "th", 2, "ไม่\n"),
        (KeyboardInterrupt(), "en", 130, "Interrupted.\n"),
        (KeyboardInterrupt(), "th", 130, "หยุดตามคำสั่ง\n"),
        (PermissionError(13, "Permission denied", "x.csv"), "en", 2, "x.csv: Permission denied\n"),
        (PermissionError(13, "Permission denied", "x.csv"), "th", 2, "x.csv: ไม่มีสิทธิ์เปิดหรือเขียน\n"),
        (
            VerificationError([Problem("unknown-reserve", "transfers[0].to", '"R9"')]),
            "th",
            1,
            "แผนที่พบไม่ผ่านการตรวจสอบจึงไม่แสดง นี่เป็นข้อบกพร่องของโปรแกรม realloc โปรดแจ้งผู้พัฒนา:\n"
            '- transfers[0].to: ไม่มีโครงการสำรอง "R9" ในข้อมูล\n',
        ),
        (KeyError("a"), "en", 2, "This is a bug in realloc; please report it: KeyError: 'a'\n"),
        (RecursionError("deep"), "th", 2, "ข้อผิดพลาดของโปรแกรม realloc โปรดแจ้งผู้พัฒนา: RecursionError: deep\n"),
    ],
)
def test_whatever_happens_ends_in_one_line_and_a_code(error, lang, code, said, capsys):
    assert outcome.ended(lang, raising(error)) == code
    assert capsys.readouterr() == ("", said)


def process(*args: object, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "realloc", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_reader_that_goes_away_is_no_error(options, case):
    with process("check", case, *options) as running:
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 141)


def test_an_interrupt_ends_the_run_with_130(tmp_path):
    fifo = tmp_path / "plan.json"
    os.mkfifo(fifo)
    with process("verify", fifo) as running:
        with fifo.open("wb"):  # opens once the command waits for the plan
            running.send_signal(signal.SIGINT)
            assert running.wait() == 130
        assert running.stderr.read() == b"Interrupted.\n"


def test_output_is_utf8_json_and_survives_a_narrow_encoding(case):
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii", "LANG": "C"}
    with process("plan", case, "--json", "--lang", "th", env=env) as running:
        document = json.loads(running.stdout.read().decode("utf-8"))
        assert document["reserves"][0]["why"] == "ได้รับเงินเต็มจำนวน"
        assert running.wait() == 0
    with process("check", case, env=env) as running:
        assert running.stdout.read().isascii()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


HEAVY = {
    "pandas", "openpyxl", "pyarrow", "pulp", "numpy", "highspy", "budoux", "rich", "asyncio",
}  # fmt: skip


@pytest.mark.parametrize("args", [["--help"], ["plan"], ["check", "{case}"], ["check", "{case}", "--json"]])
def test_what_needs_no_solver_and_no_workbook_loads_none(args, case):
    code = (
        "import sys; from realloc.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    args = [arg.format(case=case) for arg in args]
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)
    loaded = {name.partition(".")[0] for name in done.stderr.split("\n")[-2].split()}
    assert not loaded & (HEAVY - {"rich"} if args == ["check", str(case)] else HEAVY)


def test_a_search_that_lasts_says_so_to_whoever_watches(monkeypatch):
    class Watched(io.StringIO):
        said = threading.Event()

        def isatty(self):
            return True

        def flush(self):
            self.said.set()

    monkeypatch.setattr(sys, "stderr", Watched())
    monkeypatch.setattr(outcome, "_PATIENCE", 0)
    monkeypatch.setattr(outcome, "can_fork", lambda: False)
    with outcome.searching("en"):
        assert Watched.said.wait(30)
    assert " ".join(sys.stderr.getvalue().split()).startswith("Still searching. Ctrl-C ends the search")


@pytest.mark.skipif(sys.platform != "linux", reason="no process is copied there")
def test_on_a_terminal_a_search_has_no_threads_and_says_so_if_it_lasts():
    code = (
        "import sys, threading; from realloc.cli import outcome; outcome._PATIENCE = 0\n"
        "with outcome.searching('en'): sys.stdin.read(); threads = threading.active_count()\n"
        "print(threads)"
    )
    terminal, end = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=end, text=True
    ) as search:
        said = b""
        while b"Ctrl-C" not in said:
            said += os.read(terminal, 1000)
        assert search.communicate() == ("1\n", None)
    os.close(end)
    os.close(terminal)
    assert search.returncode == 0


def test_a_search_that_nobody_watches_says_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(outcome, "_PATIENCE", 0)
    before = threading.active_count()
    with outcome.searching("en"):
        assert threading.active_count() == before
    assert sys.stderr.getvalue() == ""
