"""The demo's agenda: the report of 2018 before two committees, what one of them decided, and what each recommendation can be
followed on. The committees are real, the meetings are made up.
"""

import datetime as dt

from reports.figures import Basis
from reports.models import AgendaItem, AnnualReport, Committee, Decision, Recommendation
from reports.queries import texts
from reports.services.agenda import add_item, proposed, record_decision
from reports.services.answering import follow_on
from reports.services.politics import correct_decision
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality

from .made_up import MADE_UP
from .report import YEAR

# Of points, by their key: the figure that the recommendation is followed on.
FIGURES = {
    "csr": "collaborations_new",
    "grants": "grants_total_dkk",
    "inhouse": "initiative_starts",
    "addition-b": "placements_via_municipality",
}
MEETINGS = (
    ("Social- og Beskæftigelsesudvalget", dt.date(2019, 2, 6)),
    ("Erhvervs- og Teknikudvalget", dt.date(2019, 2, 11)),
)
DECIDED = "Udvalget tager årsrapporten til efterretning og følger anbefalingerne."


def load_follow_up(access: Access, place: Municipality) -> None:
    """Once: what a user did with it since is left alone."""
    report = AnnualReport.objects.filter(municipality=place, year=YEAR).first()
    if report is None or AgendaItem.with_deleted.filter(report__municipality=place).exists():
        return
    for advice in Recommendation.objects.filter(report=report, point__key__in=FIGURES).select_related("point"):
        advice.indicator = FIGURES[advice.point.key]  # type: ignore[union-attr]
        follow_on(access, advice, expected_version=advice.version)
    _kinds(access, place)
    told = texts(Basis.of(place, YEAR))
    for name, day in MEETINGS:
        committee = Committee.objects.filter(municipality=place, name=name).active_on(day).first()
        if committee is None:
            continue
        item = proposed(report, told)
        item.committee, item.meeting_on, item.source_note = committee, day, MADE_UP
        added = add_item(access, item)
        if day == MEETINGS[0][1]:
            record_decision(access, added, decided_on=day, quote=DECIDED, expected_version=added.version)


def _kinds(access: Access, place: Municipality) -> None:
    """What a decision was, by what it stands behind and what it is called."""
    for decision in Decision.objects.filter(committee__municipality=place, kind=Decision.Kind.OTHER):
        if decision.points.filter(origin="addition").exists():
            decision.kind = Decision.Kind.ADDITION
        elif "budget" in decision.title.lower():
            decision.kind = Decision.Kind.BUDGET
        correct_decision(access, decision, expected_version=decision.version)
