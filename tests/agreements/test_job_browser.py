"""Jobs, needs, matching and progression in a real browser: accessible at three widths, nothing to the side."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from agreements.models import (
    Competence,
    Consideration,
    HoursStep,
    JobFollowUp,
    JobNeed,
    Placement,
    Readiness,
)
from agreements.services import job_follow_up, need, placement, readiness
from enterprises.models import Support
from socialportal.accounts.access import SYSTEM
from tests.conftest import WIDTHS

from . import world
from .reading import at
from .world import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = dt.date.today()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def work(db: None) -> Place:
    """A flex job that is late for its follow-up, a need, and somebody ready for it, with considerations."""
    of = world.place("0330", "VeteranHaven")
    job = Placement(presence=of.presence, type=world.job_type(), started_on=ago(1800), temporary=True)
    placement.register_placement(SYSTEM, job, hours=HoursStep(hours_per_week=Decimal("4.5"), intensity=80))
    step = HoursStep(placement=job, valid_from=ago(1400), hours_per_week=Decimal(15))
    placement.add_hours_step(SYSTEM, step)
    held = JobFollowUp(placement=job, held_on=ago(950), conditions_met=True, changed=True)
    job_follow_up.note_follow_up(SYSTEM, held)
    words = list(Competence.objects.all()[:3])
    hours = {"hours_from": Decimal(10), "hours_to": Decimal("12.5")}
    wanted = JobNeed(
        presence=of.presence, title="Pakke og mærke varer", area="Slagelse", wanted_from=ago(-100), **hours
    )
    need.register_need(SYSTEM, wanted, links={"competences": words, "support": list(Support.objects.all()[:2])})
    ready = Readiness(participant=world.participant(of.team), ready_from=ago(10), consent_on=ago(12), **hours)
    considerations = list(Consideration.objects.all()[:2])
    readiness.note_readiness(SYSTEM, ready, links={"competences": words, "considerations": considerations})
    return of


PAGES = {
    "job": lambda: Placement.objects.get().get_absolute_url(),
    "job-follow-up-add": lambda: at("job-follow-up-add", Placement.objects.get().pk),
    "placement-end": lambda: at("placement-end", Placement.objects.get().pk),
    "needs": lambda: at("needs"),
    "need": lambda: JobNeed.objects.get().get_absolute_url(),
    "need-add": lambda: at("need-add"),
    "need-close": lambda: at("need-close", JobNeed.objects.get().pk),
    "participant": lambda: Readiness.objects.get().get_absolute_url(),
    "readiness-edit": lambda: at("readiness-edit", Readiness.objects.get().pk),
    "readiness-withdraw": lambda: at("readiness-withdraw", Readiness.objects.get().pk),
    "matching": lambda: at("matching"),
    "matching, a need": lambda: f"{at('matching')}?behov={JobNeed.objects.get().pk}",
    "progression": lambda: at("progression"),
    "progression-jobs": lambda: at("progression-jobs", "fulgte"),
    "reasonableness": lambda: f"{at('reasonableness')}?gennemsnit=12,5&allerede=3",
    "reasonableness, with errors": lambda: f"{at('reasonableness')}?gennemsnit=12,5&maaned1=3",
}


def test_every_page_at_every_width(
    work: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    found = []
    login(page, work.consultant.email)
    for name, url in PAGES.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(live_server.url + url())
            found += [f"{name} {width}: {violation}" for violation in axe_violations(page)]
            if sideways(page):
                found.append(f"{name} {width}: {sideways(page)} px to the side")
    assert found == []
