"""The proof of a plan, as `realloc plan --certificate` writes it; docs/certificate.md says what it means."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from realloc.case.records import STAGES
from realloc.schema.about import About, Digest
from realloc.schema.documents import ActivityId, ReserveId

Whole = Annotated[str, About("A whole number, as text", pattern=r"^-?[0-9]+$")]
ColumnName = Annotated[str, About("A column of the program, by the parts of its name joined with :")]
ListNumber = Annotated[int, About("Number of a list of multipliers, from 0")]
ProvenStage = Annotated[str, About(words=(*STAGES, "shortfall"))]


class Bounded(TypedDict):
    bound: Annotated[
        ListNumber, About("With this list of multipliers the bound is not better than the value")
    ]


class Empty(TypedDict):
    empty: Annotated[ListNumber, About("With this list of multipliers nothing keeps the rows")]


class Split(TypedDict):
    column: Annotated[ColumnName, About("The whole column by which the plans are divided in two")]
    at: Annotated[int, About("Its largest value on one side; on the other it is at least one more")]
    down: Annotated[Node, About("The side where the column is at most that")]
    up: Annotated[Node, About("The side where it is more")]


class Fixed(TypedDict):
    fix: Annotated[ListNumber, About("The list that proves the other choices to leave nothing better")]
    columns: Annotated[dict[str, Literal[0, 1]], About("Choices that are left, by column")]
    then: Annotated[Node, About("What follows with all of them fixed")]


type Node = Bounded | Empty | Split | Fixed


class Classes(TypedDict):
    activities: Annotated[list[list[ActivityId]], About("Activities that can give, alike ones together")]
    reserves: Annotated[
        list[list[ReserveId]], About("Reserve projects that can receive, alike ones together")
    ]


Lists = Annotated[
    list[dict[str, Whole]],
    About("Lists of multipliers by row, each over the denominator; 0 where absent"),
]
ProofTree = Annotated[Node, About("How the plans are divided until each part is proven")]


class TreeProof(TypedDict):
    tree: ProofTree
    multipliers: Lists


class PartProof(TreeProof):
    activities: Annotated[list[ActivityId], About("Its classes of activities, each by its first member")]
    reserves: Annotated[list[ReserveId], About("Its classes of reserve projects, each by its first member")]
    value: Annotated[
        str,
        About("The most that its share of the objective can be", pattern=r"^-?[0-9]+(\.[0-9]{6})?$"),
    ]
    denominator: NotRequired[Annotated[Whole, About("Of its multipliers, where it is not the certificate's")]]


class PricedParts(TypedDict):
    multipliers: Annotated[dict[str, Whole], About("What parts pay for rows of the whole program, by row")]
    parts: Annotated[list[PartProof], About("What each part comes to at those prices")]


class StageProof(TypedDict):
    stage: Annotated[ProvenStage, About("What is proven; shortfall: that there is no plan")]
    reserve: Annotated[ReserveId | None, About("The reserve project asked about, for rank; else null")]
    value: Annotated[Whole, About("The plan's value, in the smallest unit of the stage")]
    classes: Annotated[Classes, About("Rows that are alike to every rule")]
    tree: NotRequired[ProofTree]
    multipliers: NotRequired[Lists]
    parts: NotRequired[Annotated[list[PartProof], About("Proofs of parts that no row ties together")]]
    priced: NotRequired[Annotated[PricedParts, About("Proofs of parts that pay for the rows that tie them")]]
    counting: NotRequired[
        Annotated[Literal["reserves"], About("For lines: bounded by the number of reserve projects funded")]
    ]


class CertifiedCase(TypedDict):
    name: Annotated[str, About("Name of the case's folder", "ชื่อกรณี")]
    fingerprint: Annotated[Digest, About("SHA-256 over every value of the case under this scenario")]


class Unsealed(TypedDict):
    schema: Annotated[Literal["realloc.certificate/1"], About("This document's schema")]
    case: Annotated[CertifiedCase, About("The case")]
    scenario: Annotated[str, About("Name of the scenario", "สถานการณ์")]
    denominator: Annotated[Whole, About("Every multiplier is a multiple of one over this")]
    stages: Annotated[list[StageProof], About("What is proven, in the order in which it was")]


class CertificateDocument(Unsealed):
    """What the proof of a plan rests on: `realloc plan --certificate`."""

    digest: Annotated[Digest, About("SHA-256 of everything else, its keys in order")]
