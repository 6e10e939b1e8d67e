"""Queries do not grow with rows: every page with 3 rows and with 30, at most 9 for a list and 20 for any page."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import (
    Agreement,
    Collaboration,
    Competence,
    Consideration,
    Course,
    Evaluation,
    EvaluationAnswer,
    EvaluationQuestion,
    Extension,
    ExtensionReason,
    HoursStep,
    Initiative,
    JobFollowUp,
    JobNeed,
    Outcome,
    Participant,
    Participation,
    Placement,
    Plan,
    PublicGroup,
    Readiness,
    Terms,
)
from tests import factories

from . import world
from .reading import at
from .world import Place

DAY = dt.date(2018, 2, 5)
NEEDED = {"hours_from": Decimal(5), "hours_to": Decimal(10), "wanted_from": DAY}
LISTS = ["agreements", "participants", "courses", "placements", "needs", "collaborations", "initiatives", "evaluations"]
MOST_OF_A_LIST, MOST = 9, 20


class Filled:
    """A place with so many of everything, at the one agreement and course that pages are opened for, too."""

    def __init__(self, of: Place) -> None:
        self.of = of
        self.course = world.ended(world.course(of), dt.date(2018, 5, 4))
        self.job = Placement.objects.create(presence=of.presence, type=world.job_type(), started_on=DAY)
        self.initiative = Initiative.objects.create(municipality=of.municipality, key="en", name="En")
        self.evaluation = Evaluation.objects.create(
            agreement=of.agreement, counted_from=DAY, as_of=dt.date(2018, 6, 30)
        )
        self.collaboration = Collaboration.objects.create(presence=of.presence, partner_name="Comwell")
        self.need = JobNeed.objects.create(presence=of.presence, title="Et behov", **NEEDED)
        # A full agreement asks when its next place is free; this one stays as it is, however many courses there are.
        of.agreement.terms.update(places=100)
        self.rows = 0

    def fill(self, rows: int) -> None:
        """More of everything, up to so many."""
        for number in range(self.rows, rows):
            self._one(number)
        self.rows = rows

    def _one(self, number: int) -> None:
        of = self.of
        enterprise = factories.enterprise(f"Virksomhed {number}", of.municipality)
        presence = enterprise.presences.get()
        agreement = Agreement.objects.create(municipality=of.municipality, number=100 + number, presence=presence)
        Terms.objects.create(agreement=agreement, places=2, frame_weeks=13, plan_due_weeks=1, valid_to=DAY)
        Terms.objects.create(
            agreement=of.agreement,
            places=2,
            frame_weeks=13,
            plan_due_weeks=1,
            valid_from=dt.date(2015, 1, 1) + dt.timedelta(days=number),
            valid_to=dt.date(2015, 1, 1) + dt.timedelta(days=number),
        )
        who = Participant.objects.create(municipality=of.municipality, team=of.team, number=f"S-9{number:03d}")
        for under, ended in ((agreement, dt.date(2018, 3, 1)), (of.agreement, None)):
            course = Course.objects.create(
                participant=who, presence=under.presence, agreement=under, started_on=DAY, ended_on=ended
            )
            Plan.objects.create(course=course, made_on=DAY)
            self._extend(course)
        Outcome.objects.create(course=who.courses.exclude(ended_on=None).get(), type=world.outcome("fleksjob"))
        self._extend(self.course)
        step = {"hours_per_week": Decimal(10), "valid_from": DAY + dt.timedelta(days=number)}
        HoursStep.objects.create(placement=self.job, **step)
        job = Placement.objects.create(presence=presence, type=world.job_type(), started_on=DAY, course=self.course)
        HoursStep.objects.create(placement=job, **step)
        JobFollowUp.objects.create(placement=self.job, held_on=DAY + dt.timedelta(days=number))
        need = JobNeed.objects.create(presence=presence, title=f"Behov {number}", **NEEDED)
        for behind in (need, self.need):
            behind.competences.set(Competence.objects.all()[number % 3 : number % 3 + 2])
        ready = Readiness.objects.create(participant=who, ready_from=DAY, hours_from=5, hours_to=10, consent_on=DAY)
        ready.competences.set(Competence.objects.all()[:3])
        ready.considerations.set(Consideration.objects.all()[:2])
        Collaboration.objects.create(presence=presence, partner_name=f"Partner {number}")
        initiative = Initiative.objects.create(municipality=of.municipality, key=f"nr-{number}", name=f"Nr. {number}")
        Participation.objects.create(initiative=initiative, presence=presence)
        Participation.objects.create(initiative=self.initiative, presence=presence)
        evaluation = Evaluation.objects.create(agreement=agreement, counted_from=DAY, as_of=dt.date(2018, 6, 30))
        EvaluationAnswer.objects.create(evaluation=evaluation, question=EvaluationQuestion.objects.first(), text="Ja.")
        group = PublicGroup.objects.create(evaluation=self.evaluation, label=f"Gruppe {number}", order=number)
        group.types.set([world.outcome("fleksjob"), world.outcome("prison")])

    def _extend(self, course: Course) -> None:
        reason = ExtensionReason.objects.get(code="absence")
        Extension.objects.create(course=course, decided_on=DAY, weeks=1, reason=reason)

    def pages(self) -> dict[str, str]:
        """Every page that reads, and the forms with the most choices."""
        records: dict[str, Any] = {
            "agreement": self.of.agreement,
            "participant": self.course.participant,
            "course": self.course,
            "placement": self.job,
            "collaboration": self.collaboration,
            "initiative": self.initiative,
            "evaluation": self.evaluation,
            "need": self.need,
        }
        forms = ["course-start", "placement-add", "agreement-add", "collaboration-add", "evaluation-add"]
        found = {name: record.get_absolute_url() for name, record in records.items()}
        found |= {name: at(name) for name in forms}
        found |= {f"{name}-edit": at(f"{name}-edit", records[name].pk) for name in ("agreement", "placement")}
        found["evaluation-groups"] = at("evaluation-groups", self.evaluation.pk)
        found["trash"] = at("trash")
        found["matching"], found["matching, a need"] = at("matching"), f"{at('matching')}?behov={self.need.pk}"
        found["progression"], found["progression-jobs"] = at("progression"), at("progression-jobs", "fulgte")
        found["enterprise"] = self.of.enterprise.get_absolute_url()
        return found


def counted(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, url
    return len(queries)


@pytest.fixture
def filled(slagelse: Place) -> Filled:
    return Filled(slagelse)


def grows(client: Client, filled: Filled, urls: dict[str, str], most: int, **but: int) -> dict[str, tuple[int, int]]:
    """The pages that ask more with 30 rows than with 3, or more than they may (`but`: pages with a limit of their own)."""
    filled.fill(3)
    few = {name: counted(client, url) for name, url in urls.items()}
    filled.fill(30)
    many = {name: counted(client, url) for name, url in urls.items()}
    return {
        name: (few[name], many[name]) for name in urls if few[name] != many[name] or many[name] > but.get(name, most)
    }


def test_lists(filled: Filled, consultant: Client) -> None:
    urls = {f"{name}{query}": f"{at(name)}{query}" for name in LISTS for query in ("", "?status=alle")}
    assert grows(consultant, filled, urls, MOST_OF_A_LIST) == {}


def test_files(filled: Filled, consultant: Client) -> None:
    urls = {f"{name} {kind}": f"{at(name)}?format={kind}" for name in LISTS for kind in ("csv", "xlsx")}
    assert grows(consultant, filled, urls, MOST_OF_A_LIST) == {}


def test_pages(filled: Filled, coordinator: Client) -> None:
    assert grows(coordinator, filled, filled.pages(), MOST) == {}
