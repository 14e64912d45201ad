"""The commands and their options; what each does is in the module of its name, imported when asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

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

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="The folder that holds case.toml.")]
ScenarioName = Annotated[
    str, typer.Option("-s", "--scenario", metavar="NAME", help="A scenario of the case's what-if folder.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Lay one more value on top; may be repeated."),
]
Language = Annotated[
    Literal["th", "en"] | None,
    typer.Option(
        "--lang",
        help="Language of texts. Default: REALLOC_LANG, else the locale's where it is Thai, else en.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
OutFile = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", help="Write to FILE (.json: JSON, else text) instead."),
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
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write the tables as Excel workbooks.")] = False,
    lang: Language = None,
) -> None:
    """Start a new case from a template, or from a copy of the example."""

    def work(lang: Lang) -> int:
        from realloc.cli.init import run

        return run(folder, example=example, xlsx=xlsx, lang=lang)

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
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", help="End the search after so many seconds."),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="FILE", help="Write what the proof rests on to FILE."),
    ] = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Find the best plan for one scenario, prove it, verify it and explain it."""

    def work(lang: Lang) -> int:
        from realloc.cli.plan import run

        request = Request(case, settings or (), lang, as_json, out)
        return run(request, scenario, solver=solver, time_limit=time_limit, certificate=certificate)

    _end(work, lang)


@app.command()
def compare(
    case: CaseFolder,
    scenarios: Annotated[
        list[str] | None, typer.Argument(metavar="[SCENARIO]...", help="Default: base and every what-if.")
    ] = None,
    more: Annotated[
        list[str] | None, typer.Option("-s", "--scenario", metavar="NAME", help="The same, as an option.")
    ] = None,
    settings: Settings = None,
    lang: Language = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Plan several scenarios and show them side by side."""

    def work(lang: Lang) -> int:
        from realloc.cli.compare import run

        names = [*(scenarios or []), *(more or [])]
        return run(Request(case, settings or (), lang, as_json, out), names)

    _end(work, lang)


@app.command()
def verify(
    plan: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `realloc plan --json` wrote, or a paper of `propose`."),
    ],
    case: Annotated[
        Path | None,
        typer.Option("--case", metavar="DIR", help="Its case. Default: the folder that it names."),
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

        return run(plan, case, certificate, lang, as_json=as_json, out=out)

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
