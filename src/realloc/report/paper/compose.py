"""From a plan to the content of its paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from realloc.case.records import Activity, Case, Reserve, Rule
from realloc.errors import Lang
from realloc.report.approvals import rules_of_transfers
from realloc.report.document import plan_document
from realloc.report.paper import prose
from realloc.report.paper.content import (
    Alternative,
    Assumed,
    Audit,
    Head,
    LeftOut,
    Line,
    Move,
    Paper,
    RuleFigure,
    RuleLine,
    Sheet,
    Signature,
    StageLine,
    Sums,
)
from realloc.report.paper.fingerprint import plan_fingerprint
from realloc.report.paper.voice import Voice
from realloc.report.titles import case_title, scenario_title
from realloc.report.wording import stage_text
from realloc.result import Plan, RuleUse, StageResult

# Columns of the case's files that have one in the paper's tables.
_COLUMNS = (
    "activities.agency",
    "activities.category",
    "activities.budget",
    "reserves.agency",
    "reserves.category",
)

type Compared = Sequence[tuple[Plan, Case]]


def paper(
    plan: Plan,
    case: Case,
    *,
    lang: Lang = "th",
    thai_digits: bool = False,
    day: date | None = None,
    compared: Compared = (),
) -> Paper:
    """The paper that proposes `plan`, which exists and was made from `case`.

    `day` is the paper's date, by default the day on which the committee decides. `compared` are the plans of
    other scenarios, shown beside this one as what else was considered.
    """
    return _Composer(plan, case, Voice(lang, thai_digits)).paper(day or case.calendar.decision, compared)


class _Composer:
    def __init__(self, plan: Plan, case: Case, voice: Voice) -> None:
        self.plan = plan
        self.case = case
        self.voice = voice
        self.activities = {a.id: a for a in case.activities}
        self.reserves = {r.id: r for r in case.reserves}
        self.basis = {rule.id: rule.basis for rule in case.rules}

    def paper(self, day: date, compared: Compared) -> Paper:
        voice, case, plan = self.voice, self.case, self.plan
        lines = self._lines()
        moves = self._moves()
        sums = self._sums()
        signatures = self._signatures()
        left_out = self._left_out()
        rules = self._rules()
        stages, alternatives = self._alternatives(compared)
        calendar = case.calendar
        told = prose.Told(voice, plan, case, sums, lines, moves, left_out, signatures, rules, bool(compared))
        return Paper(
            voice=voice,
            head=self._head(day),
            title=voice.text(case_title(case, voice.lang)),
            scenario=scenario_label(voice, case),
            dates=voice.say(
                "dates",
                as_of=voice.day(calendar.as_of),
                decision=voice.day(calendar.decision),
                close=voice.day(calendar.close),
            ),
            sums=sums,
            status=prose.status(voice, plan),
            background=prose.background(told),
            facts=prose.facts(told),
            proposal=prose.proposal(told),
            resolution=prose.resolution(told),
            lines=lines,
            moves=moves,
            rules=rules,
            rule_figures=self._rule_figures(),
            left_out=left_out,
            alternatives=alternatives,
            alternative_stages=stages,
            signatures=signatures,
            sheets=self._sheets(lines, moves),
            stages=tuple(self._stage(result) for result in plan.objective),
            warnings=tuple(map(voice.reason, plan.warnings)),
            assumed_columns=frozenset(
                column
                for column in _COLUMNS
                # Where a whole table is assumed, each of its rows is marked.
                if is_assumed(case, column) and not is_assumed(case, column.partition(".")[0])
            ),
            assumptions=tuple(
                Assumed(voice.code(a.about), voice.either(a.note, a.note_en)) for a in case.assumptions
            ),
            audit=Audit(
                case=voice.code(case.name),
                case_fingerprint=voice.code(plan.fingerprint),
                plan_fingerprint=plan_fingerprint(plan_document(plan)),
                scenario=voice.code(plan.scenario),
                settings=tuple((voice.code(path), voice.code(value)) for path, value in plan.settings),
                status=plan.status,
                status_name=voice.word("status", status_word(plan)),
            ),
        )

    def _head(self, day: date) -> Head:
        voice, form = self.voice, self.case.paper
        subject = voice.either(form.subject, form.subject_en)
        return Head(
            office=voice.either(form.office, form.office_en),
            telephone=voice.text(form.telephone),
            reference=voice.text(form.reference),
            date=voice.day(day),
            subject=subject or voice.say("p-subject", title=case_title(self.case, voice.lang)),
            addressee=voice.either(form.addressee, form.addressee_en),
        )

    def _sums(self) -> Sums:
        totals = self.plan.totals
        asked = sum(r.cost for r in self.plan.reserves if r.eligible)
        return Sums(
            totals.budget, totals.disbursed, totals.releasable, asked, totals.transferred, totals.unplaced
        )

    def _lines(self) -> tuple[Line, ...]:
        voice = self.voice
        lines: list[Line] = []

        def add(row: Activity | Reserve, before: int, out: int, into: int, why: str) -> None:
            lines.append(
                Line(
                    number=len(lines) + 1,
                    side="gives" if isinstance(row, Activity) else "gets",
                    id=voice.code(row.id),
                    name=self._name(row),
                    project=self._project(row.project),
                    agency=voice.text(row.agency),
                    category=voice.word("category", row.category),
                    before=before,
                    out=out,
                    into=into,
                    after=before - out + into,
                    why=why,
                )
            )

        for a in self.plan.activities:
            if a.out:
                add(self.activities[a.id], a.before, a.out, 0, voice.reason(a.why))
        for r in self.plan.reserves:
            if r.funded:
                add(self.reserves[r.id], 0, 0, r.amount, voice.reason(r.why))
        return tuple(lines)

    def _moves(self) -> tuple[Move, ...]:
        voice, plan = self.voice, self.plan
        why_gives = {a.id: a.why for a in plan.activities}
        under = rules_of_transfers(plan, self.case)
        return tuple(
            Move(
                number=number,
                source=voice.code(t.source),
                source_name=self._name(self.activities[t.source]),
                target=voice.code(t.target),
                target_name=self._name(self.reserves[t.target]),
                amount=t.amount,
                level=t.approval,
                level_name=voice.word("level", t.approval),
                rules=tuple(self._rule_named(rule) for rule in rules if rule.level == t.approval),
                why=voice.reason(why_gives[t.source]),
            )
            for number, (t, rules) in enumerate(zip(plan.transfers, under, strict=True), 1)
        )

    def _rule_named(self, rule: Rule) -> str:
        """A rule as it is referred to, marked where it is not verified."""
        voice = self.voice
        named = voice.either(rule.title, rule.title_en) or voice.code(rule.id)
        return voice.say("p-marked", what=named, basis=rule.basis)

    def _rules(self) -> tuple[RuleLine, ...]:
        voice = self.voice
        return tuple(
            RuleLine(
                id=voice.code(rule.id),
                kind=voice.word("rule_type", rule.type),
                title=voice.either(rule.title, rule.title_en) or voice.code(rule.id),
                cite=voice.text(rule.cite),
                basis=rule.basis,
                basis_name=voice.word("basis", rule.basis),
            )
            for rule in self.case.rules
            if rule.enabled
        )

    def _rule_figures(self) -> tuple[RuleFigure, ...]:
        """A row for each value of `per` that is used, bound or broken; one at least for every rule."""
        figures = []
        for _, group in groupby(self.plan.rules, key=lambda use: use.id):
            uses = list(group)
            shown = [use for use in uses if use.used or use.binding or not use.holds] or uses[:1]
            figures += [self._rule_figure(use) for use in shown]
        return tuple(figures)

    def _rule_figure(self, use: RuleUse) -> RuleFigure:
        voice = self.voice
        if not use.holds:
            state = "broken"
        elif use.type == "forbid":
            state = "forbidding"
        elif use.type == "require":
            state = "just-met" if use.binding else "p-met"
        else:
            state = "binding" if use.binding else "room"
        return RuleFigure(
            id=voice.code(use.id),
            kind=voice.word("rule_type", use.type),
            basis_name=voice.word("basis", self.basis[use.id]),
            scope=voice.text(use.scope),
            used=use.used,
            limit=use.limit,
            counts=use.counts,
            state=voice.say(state),
        )

    def _left_out(self) -> tuple[LeftOut, ...]:
        voice = self.voice
        return tuple(
            LeftOut(
                id=voice.code(r.id),
                name=self._name(self.reserves[r.id]),
                agency=voice.text(self.reserves[r.id].agency),
                cost=r.cost,
                why=voice.reason(r.why),
            )
            for r in self.plan.reserves
            if not r.funded
        )

    def _alternatives(self, compared: Compared) -> tuple[tuple[str, ...], tuple[Alternative, ...]]:
        """The names of the stages compared, and the scenarios, the proposed one first; none unless asked."""
        if not compared:
            return (), ()
        both = [(self.plan, self.case), *compared]
        # Money moved and the number of lines are shown for every plan, whatever its objective.
        every = dict.fromkeys(result.stage for plan, _ in both for result in plan.objective)
        stages = [stage for stage in every if stage not in ("amount", "lines")]
        names = tuple(self.voice.word("stage", stage) for stage in stages)
        return names, tuple(
            self._alternative(plan, case, stages, proposed=number == 0)
            for number, (plan, case) in enumerate(both)
        )

    def _alternative(self, plan: Plan, case: Case, stages: Sequence[str], *, proposed: bool) -> Alternative:
        voice = self.voice
        exists = plan.status != "infeasible"
        values = {result.stage: stage_text(result.stage, result.value) for result in plan.objective}
        return Alternative(
            name=voice.code(plan.scenario),
            title=voice.text(scenario_title(case, voice.lang)),
            status=voice.word("status", status_word(plan)),
            releasable=plan.totals.releasable,
            moved=plan.totals.transferred if exists else None,
            unplaced=plan.totals.unplaced if exists else None,
            lines=len(plan.transfers) if exists else None,
            stages=tuple(voice.figures(values.get(stage, "–")) for stage in stages),
            funded=tuple(voice.code(r.id) for r in plan.reserves if r.funded),
            proposed=proposed,
        )

    def _signatures(self) -> tuple[Signature, ...]:
        """Whoever puts the paper forward, then every level that some transfer needs, lowest first."""
        voice, form = self.voice, self.case.paper
        amounts: dict[str, int] = defaultdict(int)
        for t in self.plan.transfers:
            amounts[t.approval] += t.amount
        counts = Counter(t.approval for t in self.plan.transfers)
        total = sum(amounts.values())
        signatures = []
        for level in ("", *(level for level in self.case.levels if counts[level])):
            who = form.proposer if not level else form.signatories.get(level)
            signatures.append(
                Signature(
                    level=level,
                    level_name=self._headed(level) if level else voice.say("p-proposer"),
                    name=voice.either(who.name, who.name_en) if who else "",
                    position=voice.either(who.position, who.position_en) if who else "",
                    amount=amounts[level] if level else total,
                    lines=counts[level] if level else len(self.plan.transfers),
                )
            )
        return tuple(signatures)

    def _headed(self, level: str) -> str:
        """A level as a heading: `Provincial committee`."""
        name = self.voice.word("approver", level).removeprefix("the ")
        return name[:1].upper() + name[1:]

    def _sheets(self, lines: Sequence[Line], moves: Sequence[Move]) -> tuple[Sheet, ...]:
        by_source: dict[str, list[Move]] = defaultdict(list)
        by_target: dict[str, list[Move]] = defaultdict(list)
        for move in moves:
            by_source[move.source].append(move)
            by_target[move.target].append(move)
        voice = self.voice
        gives = {voice.code(a.id): a for a in self.plan.activities if a.out}
        gets = {voice.code(r.id): r for r in self.plan.reserves if r.funded}
        sheets = []
        for line in lines:
            if line.side == "gives":
                activity = self.activities[gives[line.id].id]
                facts = self._activity_facts(activity, gives[line.id].feasibility)
                amounts = (
                    (self._label("h-budget", "activities", "budget"), activity.budget),
                    (self._label("h-disbursed", "activities", "disbursed"), activity.disbursed),
                    (self._label("obligated", "activities", "obligated"), activity.obligated),
                    (self._label("p-keep", "activities", "keep"), activity.keep),
                    (voice.say("releasable"), gives[line.id].releasable),
                    (voice.say("h-out"), line.out),
                    (voice.say("h-after"), line.after),
                )
                sheets.append(Sheet(line, facts, amounts, tuple(by_source[line.id])))
            else:
                reserve = self.reserves[gets[line.id].id]
                asked = (
                    (self._label("p-cost", "reserves", "cost"), reserve.cost),
                    (self._label("p-least", "reserves", "min_cost"), reserve.min_cost),
                    (voice.say("h-gets"), line.into),
                    (voice.say("p-short"), reserve.cost - line.into),
                )
                sheets.append(Sheet(line, self._reserve_facts(reserve), asked, tuple(by_target[line.id])))
        return tuple(sheets)

    def _activity_facts(self, a: Activity, flag: str) -> tuple[tuple[str, str], ...]:
        voice = self.voice
        return self._told(
            "activities",
            ("p-project", "project", self._project(a.project)),
            ("p-main-activity", "main_activity", voice.text(a.main_activity)),
            ("p-agency", "agency", voice.text(a.agency)),
            ("p-category", "category", voice.word("category", a.category)),
            ("p-nature", "nature", voice.word("nature", a.nature)),
            ("p-progress", "status", voice.word("activity_status", a.status)),
            ("h-flag", "feasibility", voice.word("flag", flag)),
            ("p-participants", "participants", "" if a.participants is None else voice.count(a.participants)),
            ("p-planned", "planned", "" if a.planned is None else voice.day(a.planned)),
            ("p-note", "note", voice.text(a.note)),
        )

    def _reserve_facts(self, r: Reserve) -> tuple[tuple[str, str], ...]:
        voice = self.voice
        score = "" if r.score is None else voice.figures(format(r.score.normalize(), "f"))
        return self._told(
            "reserves",
            ("p-project", "project", self._project(r.project)),
            ("p-agency", "agency", voice.text(r.agency)),
            ("p-category", "category", voice.word("category", r.category)),
            ("p-plan-status", "plan_status", voice.word("plan_status", r.plan_status)),
            ("p-location", "location", voice.text(r.location)),
            ("h-score", "score", score),
            ("h-rank", "rank", "" if r.rank is None else voice.count(r.rank)),
            ("p-lead-days", "lead_days", voice.count(r.lead_days)),
            ("p-requires", "requires", ", ".join(map(voice.code, r.requires))),
            ("p-excludes", "excludes", ", ".join(map(voice.code, r.excludes))),
            ("p-note", "note", voice.text(r.note)),
        )

    def _told(self, table: str, *facts: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
        """Facts as label and text, by their key in the catalogue and their column; none that is blank."""
        return tuple((self._label(key, table, column), told) for key, column, told in facts if told)

    def _label(self, key: str, table: str, column: str) -> str:
        return mark(self.voice.say(key), is_assumed(self.case, f"{table}.{column}"))

    def _stage(self, result: StageResult) -> StageLine:
        voice = self.voice
        bound = "–" if result.bound is None else stage_text(result.stage, result.bound)
        return StageLine(
            stage=result.stage,
            name=voice.word("stage", result.stage),
            value=voice.figures(stage_text(result.stage, result.value)),
            bound=voice.figures(bound),
            proof=voice.word("proof", result.proof),
        )

    def _name(self, row: Activity | Reserve) -> str:
        """The name, marked where the case assumes the whole row."""
        table = "activities" if isinstance(row, Activity) else "reserves"
        return mark(self.voice.either(row.name, row.name_en), is_assumed(self.case, table))

    def _project(self, id_: str) -> str:
        known = self.case.projects.get(id_)
        return (self.voice.either(known.name, known.name_en) if known else "") or self.voice.text(id_)


def is_assumed(case: Case, path: str) -> bool:
    """Whether the case says that it assumes what stands at `path`: `reserves`, `activities.disbursed`."""
    return any(f"{path}.".startswith(f"{a.about}.") for a in case.assumptions)


def mark(text: str, assumed: bool) -> str:
    """The text with the mark of what is assumed, which `Paper.legend` explains."""
    return f"{text} *" if assumed else text


def scenario_label(voice: Voice, case: Case) -> str:
    """A scenario's name, and its title where it has one."""
    title = voice.text(scenario_title(case, voice.lang))
    return ": ".join(filter(None, (voice.code(case.scenario.name), title)))


def status_word(plan: Plan) -> str:
    """The key of the plan's status in the catalogue: one that rests on a solver's word says so."""
    solver = plan.status == "optimal" and any(stage.proof != "exact" for stage in plan.objective)
    return "optimal-unproven" if solver else plan.status
