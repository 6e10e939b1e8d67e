"""Where the rows of a report come from: a queryset for each kind of row, and what each field holds."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from agreements.models import (
    Agreement,
    Collaboration,
    Course,
    Evaluation,
    EvaluationAnswer,
    HoursStep,
    Initiative,
    Participation,
)
from agreements.queries import placements_begun
from enterprises.models import (
    Contribution,
    Donor,
    EnterpriseName,
    NetworkPlan,
    Presence,
    RsvPeriod,
    Story,
)
from enterprises.queries import grants_received, in_stock, living, meetings_held

from ..figures import Basis
from ..indicators.goals import strategy_answered
from ..models import (
    AnnualReport,
    CaseStory,
    Committee,
    PointReport,
    Recommendation,
    Reference,
    Section,
    Strategy,
    StrategyPoint,
)

Source = tuple[str, QuerySet[Any], Mapping[str, Any]]


def sources(basis: Basis) -> list[Source]:
    """All that a report of the municipality and the year tells, as of the day."""
    return [
        *_writing(basis),
        *_strategy(basis),
        *_who(basis),
        *_network(basis),
        *_together(basis),
        *_evaluations(basis),
        *_notes(basis),
    ]


def _same(*names: str, **others: Any) -> dict[str, Any]:
    """Fields that are called as the model calls them, and those that are not."""
    return {name: F(name) for name in names} | others


def _exact(name: str) -> Cast:
    """An amount as text, so that no digit is lost on the way."""
    return Cast(name, TextField())


def _of_report(basis: Basis) -> Q:
    return Q(report__municipality=basis.municipality, report__year=basis.year, report__deleted_at=None)


def _writing(basis: Basis) -> Iterator[Source]:
    mine = _of_report(basis)
    report = AnnualReport.objects.filter(municipality=basis.municipality, year=basis.year)
    yield "report", report, _same("pk", "title", "signed_by", "dated")
    yield "committee", Committee.objects.filter(reports__in=report), _same("name")
    yield "section", Section.objects.filter(mine).exclude(text=""), _same("key", "text")
    yield (
        "advice",
        Recommendation.objects.filter(mine),
        _same("pk", "point_id", "letter", "title", "background", "text", "order"),
    )
    cases = CaseStory.objects.filter(mine)
    yield "case", cases, _same("pk", "point_id", "text", "consent_on", "placement_id")
    yield (
        "hours",
        HoursStep.objects.filter(placement__in=cases.values("placement"), placement__deleted_at=None),
        _same("placement_id", "valid_from", "intensity", hours_per_week=_exact("hours_per_week")),
    )
    yield "reference", Reference.objects.filter(mine), _same("pk", "title", "detail", "order")


def _strategy(basis: Basis) -> Iterator[Source]:
    strategy = Strategy.objects.filter(pk=strategy_answered(basis))
    yield "strategy", strategy, _same("pk", "title", "heading", "adopted_on", "valid_from", "valid_to")
    told = PointReport.objects.filter(_of_report(basis), point=OuterRef("pk"))
    points = StrategyPoint.objects.filter(strategy=strategy_answered(basis))
    yield (
        "point",
        points,
        _same(
            *("pk", "key", "title", "origin", "letter", "fact_blocks", "order"),
            introduction=Subquery(told.values("introduction")[:1]),
            happened=Subquery(told.values("happened")[:1]),
        ),
    )
    links = StrategyPoint.decisions.through.objects
    yield (
        "decision",
        links.filter(strategypoint__in=points, decision__deleted_at=None),
        _same(
            pk=F("decision_id"),
            point_id=F("strategypoint_id"),
            decided_on=F("decision__decided_on"),
            title=F("decision__title"),
            quote=F("decision__quote"),
            committee=F("decision__committee__name"),
        ),
    )


def _who(basis: Basis) -> Iterator[Source]:
    names = EnterpriseName.objects.filter(enterprise=OuterRef("enterprise"), valid_to__gte=basis.as_of)
    states = RsvPeriod.objects.filter(enterprise=OuterRef("enterprise"))
    present = Presence.objects.filter(municipality=basis.municipality, enterprise__deleted_at=None)
    of_year = Q(contributions__year=basis.year, contributions__deleted_at=None)
    approved = Q(contributions__state=Contribution.State.APPROVED)
    yield (
        "enterprise",
        # All there is of them, not the year's only: what the report tells may name those of other years.
        present.annotate(
            told=FilteredRelation("contributions", condition=of_year & approved),
            waiting=FilteredRelation("contributions", condition=of_year & ~approved),
        ),
        _same(
            *("enterprise_id", "kind", "listed", "leaves", "valid_from", "valid_to"),
            presence_id=F("pk"),
            name=Cast("enterprise__name", CharField()),
            name_then=Subquery(names.order_by("valid_to").values("name")[:1], output_field=CharField()),
            legal_form=F("enterprise__legal_form__name"),
            slug=F("enterprise__slug"),
            summary=F("enterprise__summary"),
            locality=F("enterprise__locality"),
            registered=Exists(states.registered().overlapping(basis.period)),
            unsourced=Exists(states.filter(source="").registered().overlapping(basis.period)),
            on_the_way=in_stock(states.in_progress(), basis.as_of),
            contribution_id=F("told__pk"),
            waiting_id=F("waiting__pk"),
            declared=F("told__placements_other_channels"),
            presentation=F("told__presentation"),
            plans=F("told__plans"),
            target_line=F("told__target_line"),
            order=F("told__order"),
        ),
    )


def _network(basis: Basis) -> Iterator[Source]:
    yield "meeting", meetings_held(basis.municipality, basis.period), _same("pk", "held_on", "theme")
    plans = NetworkPlan.objects.filter(municipality=basis.municipality, year=basis.year + 1)
    yield "plan", plans, _same("meetings", "themes")
    stories = Story.objects.filter(municipality=basis.municipality, year=basis.year)
    yield "story", stories, _same("pk", "order", "title", "text", "happened_on")


def _together(basis: Basis) -> Iterator[Source]:
    grants = grants_received(basis.municipality, basis.period)
    yield (
        "grant",
        grants,
        _same(
            *("pk", "approximate", "includes_municipal", "purpose", "note"),
            enterprise_id=F("presence__enterprise_id"),
            amount=_exact("amount"),
        ),
    )
    yield (
        "donor",
        Donor.objects.filter(grant__in=grants),
        _same("pk", "grant_id", "name", "purpose", "private_person", "consent_on", "order", amount=_exact("amount")),
    )
    yield (
        "participation",
        Participation.objects.filter(living(basis.municipality), initiative__deleted_at=None),
        _same(
            *("valid_from", "valid_to", "since_text"),
            enterprise_id=F("presence__enterprise_id"),
            key=F("initiative__key"),
            initiative=F("initiative__name"),
            participants_counted=F("initiative__participants_counted"),
            starts_counted=F("initiative__starts_counted"),
        ),
    )
    yield (
        "collaboration",
        Collaboration.objects.filter(living(basis.municipality), kind=Collaboration.Kind.CSR).overlapping(basis.period),
        _same(
            *("pk", "partner_name", "scope", "place", "valid_from", "valid_to", "since_text"),
            enterprise_id=F("presence__enterprise_id"),
            partner=F("partner__name"),
        ),
    )


def _evaluations(basis: Basis) -> Iterator[Source]:
    evaluated = EvaluationAnswer.objects.filter(
        evaluation__agreement__municipality=basis.municipality,
        evaluation__as_of__gte=basis.period.first,
        evaluation__as_of__lte=basis.period.last,
        evaluation__deleted_at=None,
    )
    yield (
        "answer",
        evaluated,
        _same(
            "evaluation_id",
            "text",
            agreement=F("evaluation__agreement__number"),
            code=F("question__code"),
            question=F("question__name"),
            order=F("question__order"),
        ),
    )


def _notes(basis: Basis) -> Iterator[Source]:
    """What records say of their source, each sentence once."""
    here, presence = basis.municipality, Presence.objects.filter(municipality=basis.municipality)
    told: dict[str, QuerySet[Any]] = {
        "Virksomheder": presence.overlapping(basis.period),
        "Registrering": RsvPeriod.objects.filter(enterprise__presences__in=presence).overlapping(basis.period),
        "Bidrag": Contribution.objects.approved().filter(living(here), year=basis.year),
        "Aftaler": Agreement.objects.filter(municipality=here).overlapping(basis.period),
        "Forløb": Course.objects.filter(agreement__municipality=here, started_on__lte=basis.as_of),
        "Evalueringer": Evaluation.objects.filter(agreement__municipality=here, as_of__year=basis.year),
        "Job": placements_begun(here, basis.period),
        "Samarbejder": Collaboration.objects.filter(living(here), kind=Collaboration.Kind.CSR).overlapping(
            basis.period
        ),
        "Initiativer": Initiative.objects.filter(municipality=here),
        "Puljer og fondsmidler": grants_received(here, basis.period),
        "Netværksmøder": meetings_held(here, basis.period),
    }
    for what, records in told.items():
        noted = records.exclude(source_note="").distinct()
        yield "note", noted, {"what": Value(what), "text": F("source_note")}
