"""The commands and their options; what each does is in the module of its name, imported when asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from realloc.cli import completion
from realloc.cli.outcome import Request, ended, language
from realloc.errors import Lang

app = typer.Typer(
    name="realloc",
    help="Move stalled budget to reserve projects: exact, proven, explained.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CaseFolder = Annotated[
    Path,
    typer.Argument(
        metavar="CASE", help="The folder that holds case.toml.", autocompletion=completion.folders
    ),
]
ScenarioName = Annotated[
    str,
    typer.Option(
        "-s",
        "--scenario",
        metavar="NAME",
        help="A scenario of the case's what-if folder.",
        autocompletion=completion.scenarios,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Lay one more value on top; may be repeated.",
        autocompletion=completion.paths,
    ),
]
Language = Annotated[
    Literal["th", "en"] | None,
    typer.Option(
        "--lang",
        help="Language of texts. Default: REALLOC_LANG, else the locale's where it is Thai, else en.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", help="End the search after so many seconds."),
]
OutFile = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", help="Write to FILE (.json: JSON, else text) instead."),
]

Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="Processes of this machine. Default: one a core."),
]
Dask = Annotated[
    str | None, typer.Option("--dask", metavar="ADDRESS", help="Work on the Dask cluster at this address.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"realloc {version('realloc')}")
        raise typer.Exit


@app.callback()
def _realloc(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    example: Annotated[bool, typer.Option("--example", help="Copy the Phetchaburi 2564 example.")] = False,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write the tables as an Excel workbook to fill in.")
    ] = False,
    lang: Language = None,
) -> None:
    """Start a new case from a template, or from a copy of the example."""

    def work(lang: Lang) -> int:
        from realloc.cli.init import run

        return run(folder, example=example, xlsx=xlsx, lang=lang)

    _end(work, lang)


@app.command()
def convert(
    case: CaseFolder,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    to: Annotated[Literal["csv", "xlsx", "parquet"], typer.Option("--to", help="The format of the tables.")],
    lang: Language = None,
) -> None:
    """Write a case anew with its tables as CSV, as an Excel workbook or as Parquet, nothing lost."""

    def work(lang: Lang) -> int:
        from realloc.cli.convert import run

        return run(case, folder, to, lang)

    _end(work, lang)


@app.command()
def check(
    case: CaseFolder,
    scenario: ScenarioName = "base",
    settings: Settings = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Read a case and report every error, or its totals, its spending and what is stalled."""

    def work(lang: Lang) -> int:
        from realloc.cli.check import run

        return run(Request(case, settings or (), lang, as_json, out), scenario)

    _end(work, lang)


@app.command()
def plan(
    case: CaseFolder,
    scenario: ScenarioName = "base",
    settings: Settings = None,
    solver: Annotated[
        str | None, typer.Option("--solver", metavar="NAME", help="Search with this solver.")
    ] = None,
    time_limit: TimeLimit = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="FILE", help="Write what the proof rests on to FILE."),
    ] = None,
    alternatives: Annotated[
        int | None,
        typer.Option(
            "--alternatives", metavar="N", help="Show up to N other plans as good, as different as can be."
        ),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="DISTANCE",
            help="Let them be worse in the first stage by a share (1%) or an amount (5) of it.",
        ),
    ] = None,
    frontier: Annotated[
        str | None,
        typer.Option("--frontier", metavar="A,B", help="Show the trade-off between two stages: score,lines."),
    ] = None,
    plans: Annotated[
        Path | None,
        typer.Option("--plans", metavar="DIR", help="Write each of these plans to a file of a new folder."),
    ] = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Find the best plan for one scenario, prove it, verify it and explain it."""

    def work(lang: Lang) -> int:
        from realloc.cli.choices import Choices
        from realloc.cli.plan import run

        request = Request(case, settings or (), lang, as_json, out)
        return run(
            request,
            scenario,
            solver=solver,
            time_limit=time_limit,
            certificate=certificate,
            choices=Choices(alternatives, within, frontier, plans),
        )

    _end(work, lang)


@app.command()
def compare(
    case: CaseFolder,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO]...",
            help="Default: base and every what-if.",
            autocompletion=completion.scenarios,
        ),
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Option(
            "-s",
            "--scenario",
            metavar="NAME",
            help="The same, as an option.",
            autocompletion=completion.scenarios,
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="NAME", help="Show how far the others are from this scenario."),
    ] = None,
    regret: Annotated[
        bool, typer.Option("--regret", help="Carry each scenario's plan out in every other scenario.")
    ] = False,
    workers: Workers = None,
    dask: Dask = None,
    settings: Settings = None,
    lang: Language = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a row a scenario.")] = False,
    out: OutFile = None,
) -> None:
    """Plan several scenarios and show them side by side."""

    def work(lang: Lang) -> int:
        from realloc.cli.compare import Asked, run

        asked = Asked([*(scenarios or []), *(more or [])], baseline, regret, as_csv, workers, dask)
        return run(Request(case, settings or (), lang, as_json, out), asked)

    _end(work, lang)


@app.command()
def sweep(
    case: CaseFolder,
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary", metavar="PATH=VALUES", help="5,20,50, LOW..HIGH/STEP or ±20%; may be repeated."
        ),
    ],
    paired: Annotated[
        bool, typer.Option("--paired", help="Change all paths together instead of every combination.")
    ] = False,
    thresholds: Annotated[
        bool, typer.Option("--thresholds", help="Find where along the range the plan changes.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the rows that -o has already.")
    ] = False,
    chart: Annotated[
        Literal["curve", "map", "frontier", "frontier-lines"] | None,
        typer.Option("--chart", help="What a picture shows. Default: what fits the number of --vary."),
    ] = None,
    workers: Workers = None,
    dask: Dask = None,
    scenario: ScenarioName = "base",
    settings: Settings = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help=".csv, .parquet: the rows as they finish; may be repeated.",
        ),
    ] = None,
) -> None:
    """Plan a grid of what-ifs, or find where the plan changes."""

    def work(lang: Lang) -> int:
        from realloc.cli.sweep import Asked, run

        asked = Asked(scenario, vary, paired, thresholds, resume, out or (), workers, dask, chart)
        return run(Request(case, settings or (), lang, as_json, None), asked)

    _end(work, lang)


@app.command()
def hedge(
    case: CaseFolder,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO]...", help="Default: every scenario that has a probability."),
    ] = None,
    by: Annotated[
        Literal["expected", "regret", "cvar"], typer.Option("--by", help="What makes a decision the best.")
    ] = "expected",
    level: Annotated[
        str, typer.Option("--level", metavar="SHARE", help="The share of worst outcomes that cvar looks at.")
    ] = "0.2",
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="DATE", help="When the first decision falls. Default: the case's."),
    ] = None,
    later: Annotated[
        str | None,
        typer.Option("--later", metavar="DATE", help="When the future is known and the rest is decided."),
    ] = None,
    settings: Settings = None,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", help="End the search after so many seconds."),
    ] = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Decide now or wait: what to transfer today when several scenarios may come true."""

    def work(lang: Lang) -> int:
        from realloc.cli.hedge import run

        request = Request(case, settings or (), lang, as_json, out)
        return run(
            request, scenarios or (), by=by, level=level, today=today, later=later, time_limit=time_limit
        )

    _end(work, lang)


@app.command()
def risk(
    case: CaseFolder,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="How many times to draw.")] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Draw others; the same seed draws the same.")
    ] = 1,
    scenario: Annotated[
        str | None,
        typer.Option("-s", "--scenario", metavar="NAME", help="Draw within this scenario alone."),
    ] = None,
    workers: Workers = None,
    dask: Dask = None,
    settings: Settings = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help=".csv, .parquet: the draws; .json; else text."),
    ] = None,
) -> None:
    """Draw what is not known many times: how likely each project is funded, and what comes of it."""

    def work(lang: Lang) -> int:
        from realloc.cli.risk import run

        request = Request(case, settings or (), lang, as_json, out)
        return run(request, scenario, draws=draws, seed=seed, workers=workers, dask=dask)

    _end(work, lang)


@app.command()
def explain(
    case: CaseFolder,
    about: Annotated[
        str, typer.Argument(metavar="ID", help="An activity or a reserve project; `rules` for the rules.")
    ],
    scenario: ScenarioName = "base",
    settings: Settings = None,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", help="Begin no more plans after so many seconds."),
    ] = None,
    step: Annotated[
        str | None,
        typer.Option("--step", metavar="BAHT", help="With `rules`: relax amounts by this. Default: 100000."),
    ] = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Say why a reserve or an activity is as it is in the plan, and what would change that."""

    def work(lang: Lang) -> int:
        from realloc.cli.explain import run

        request = Request(case, settings or (), lang, as_json, out)
        return run(request, about, scenario, time_limit=time_limit, step=step)

    _end(work, lang)


@app.command()
def verify(
    plan: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `realloc plan --json` wrote, or a paper of `propose`."),
    ],
    case: Annotated[
        Path | None,
        typer.Option(
            "--case",
            metavar="DIR",
            help="Its case. Default: the folder that it names.",
            autocompletion=completion.folders,
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="FILE", help="Check the proof that `plan` wrote to FILE, too."),
    ] = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Check a plan, or the figures of a paper, against its case from scratch, to the satang."""

    def work(lang: Lang) -> int:
        from realloc.cli.verify import run

        return run(Request(plan, (), lang, as_json, out), plan, case, certificate)

    _end(work, lang)


@app.command()
def diff(
    first: Annotated[Path, typer.Argument(metavar="PLAN.json", help="What `realloc plan --json` wrote.")],
    second: Annotated[Path, typer.Argument(metavar="PLAN.json", help="The plan to compare it with.")],
    case: Annotated[
        list[Path] | None,
        typer.Option(
            "--case", metavar="DIR", help="The plans' case; given twice, that of each. Default: by name."
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where the plans differ, as `git diff` does.")
    ] = False,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Show what changed between two plans, and which differences of their inputs made it."""

    def work(lang: Lang) -> int:
        from realloc.cli.diff import run

        request = Request(first, (), lang, as_json, out)
        return run(request, (first, second), case or (), exit_code=exit_code)

    _end(work, lang)


@app.command(name="import")
def import_(
    report: Annotated[Path, typer.Argument(metavar="FILE", help="A report, .csv or .xlsx.")],
    mapping: Annotated[
        Path, typer.Option("--map", metavar="MAP.toml", help="Which heading is which column.")
    ],
    case: Annotated[
        Path,
        typer.Option(
            "--into",
            metavar="CASE",
            help="The case to update, or a new folder.",
            autocompletion=completion.folders,
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference, write nothing.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write into a case that has activities.")] = False,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Bring a disbursement report with other columns into a case's activities."""

    def work(lang: Lang) -> int:
        from realloc.cli.import_ import run

        request = Request(case, (), lang, as_json, out)
        return run(request, report, mapping, dry_run=dry_run, write=write)

    _end(work, lang)


@app.command()
def export(
    case: CaseFolder,
    folder: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="A new folder, or one exported before.")
    ],
    scenario: ScenarioName = "base",
    settings: Settings = None,
    time_limit: TimeLimit = None,
    lang: Language = None,
) -> None:
    """Write one scenario's plan as open data, a Fiscal Data Package."""

    def work(lang: Lang) -> int:
        from realloc.cli.export import run

        return run(Request(case, settings or (), lang, False, folder), scenario, time_limit=time_limit)

    _end(work, lang)


SchemaName = Literal[
    "plan", "alternatives", "frontier", "explanation", "comparison", "sweep", "hedge", "risk", "difference",
    "check", "verification", "import", "paper", "certificate", "case", "scenario",
]  # fmt: skip


@app.command()
def schema(
    name: Annotated[SchemaName, typer.Argument(help="A result, or a file of a case: case is case.toml.")],
    lang: Language = None,
    out: OutFile = None,
) -> None:
    """Print the JSON Schema of a result, of case.toml, or of a scenario."""

    def work(lang: Lang) -> int:
        from realloc.cli.schema import run

        return run(name, lang, out=out)

    _end(work, lang)


@app.command()
def propose(
    case: CaseFolder,
    out: Annotated[
        list[Path],
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="The paper: .docx, .xlsx, .html, .pdf or .md; may be repeated.",
        ),
    ],
    scenario: Annotated[
        str | None,
        typer.Option("-s", "--scenario", metavar="NAME", help="A scenario of the case's what-if folder."),
    ] = None,
    settings: Settings = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="PLAN.json", help="Print this plan instead of a new one; it must hold."
        ),
    ] = None,
    compare: Annotated[
        str,
        typer.Option("--compare", metavar="S1,S2", help="Show these scenarios as what else was considered."),
    ] = "",
    day: Annotated[
        str, typer.Option("--date", metavar="DATE", help="The paper's date. Default: the case's decision.")
    ] = "",
    thai_digits: Annotated[bool, typer.Option("--thai-digits", help="Write figures in Thai digits.")] = False,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE.docx", help="The office's own Word template for the memo."),
    ] = None,
    lang: Annotated[
        Literal["th", "en"] | None, typer.Option("--lang", help="Language of the paper. Default: th.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print a plan as the committee's paper: Word, Excel, web page, PDF or Markdown."""

    def work(told_in: Lang) -> int:
        from realloc.cli.propose import Wanted, run

        wanted = Wanted(out, lang or "th", thai_digits, day, template, compare, plan)
        return run(Request(case, settings or (), told_in, as_json, None), scenario, wanted)

    _end(work, lang)


def _end(work: Callable[[Lang], int], lang: Lang | None) -> NoReturn:
    """Do a command's work in the language asked for, and exit with its code."""
    chosen = language(lang)
    raise typer.Exit(ended(chosen, lambda: work(chosen)))
