"""The pages of the work in a real browser: accessible at three widths, nothing to the side, and by keyboard alone."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from agreements.models import (
    Course,
    Evaluation,
    EvaluationAnswer,
    EvaluationQuestion,
    HoursStep,
    Initiative,
    Participation,
    Placement,
)
from agreements.services import placement as placements
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
    """One of each, with a plan that is late and a frame that has run out."""
    of = world.place("0330", "VeteranHaven")
    world.course(of, ago(40))
    ended = world.ended(world.course(of, ago(200)), ago(30), "fleksjob", "education")
    job = Placement(presence=of.presence, type=world.job_type(), started_on=ago(30), course=ended)
    placements.register_placement(SYSTEM, job, hours=HoursStep(hours_per_week=Decimal("4.5"), intensity=80))
    HoursStep.objects.create(placement=job, valid_from=ago(10), hours_per_week=Decimal(15))
    initiative = Initiative.objects.create(municipality=of.municipality, key="borger-i-job", name="Borger i job")
    Participation.objects.create(initiative=initiative, presence=of.presence)
    evaluation = Evaluation.objects.create(agreement=of.agreement, counted_from=ago(300), as_of=ago(1))
    question = EvaluationQuestion.objects.get(code="in-use")
    EvaluationAnswer.objects.create(evaluation=evaluation, question=question, text="Ja, {{ agreement.1.in_use }}.")
    return of


PAGES = {
    "agreements": lambda of: at("agreements"),
    "agreement": lambda of: of.agreement.get_absolute_url(),
    "agreement-add": lambda of: at("agreement-add"),
    "terms": lambda of: at("terms-edit", of.agreement.terms.get().pk),
    "participants": lambda of: at("participants"),
    "courses": lambda of: f"{at('courses')}?status=alle",
    "course running": lambda of: Course.objects.get(ended_on=None).get_absolute_url(),
    "course ended": lambda of: Course.objects.exclude(ended_on=None).get().get_absolute_url(),
    "course-start": lambda of: at("course-start"),
    "course-plan": lambda of: at("course-plan", Course.objects.get(ended_on=None).pk),
    "course-end": lambda of: at("course-end", Course.objects.get(ended_on=None).pk),
    "placements": lambda of: at("placements"),
    "placement": lambda of: Placement.objects.get().get_absolute_url(),
    "placement-add": lambda of: at("placement-add"),
    "collaborations, none": lambda of: at("collaborations"),
    "initiative": lambda of: Initiative.objects.get().get_absolute_url(),
    "evaluation": lambda of: Evaluation.objects.get().get_absolute_url(),
    "evaluation-edit": lambda of: at("evaluation-edit", Evaluation.objects.get().pk),
    "evaluation-groups": lambda of: at("evaluation-groups", Evaluation.objects.get().pk),
    "trash": lambda of: at("trash"),
    "enterprise": lambda of: of.enterprise.get_absolute_url(),
}


def test_every_page_at_every_width(
    work: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    found = []
    login(page, work.coordinator.email)
    for name, url in PAGES.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(live_server.url + url(work))
            found += [f"{name} {width}: {violation}" for violation in axe_violations(page)]
            if sideways(page):
                found.append(f"{name} {width}: {sideways(page)} px to the side")
    assert found == []


@pytest.mark.parametrize("name", ["course-start", "agreement-add", "placement-add"])
def test_a_form_with_errors(
    name: str,
    work: Place,
    page: Any,
    live_server: Any,
    login: Callable[..., None],
    axe_violations: Any,
    sideways: Any,
) -> None:
    """Title, summary first and focused, fields marked and described, what was written kept."""
    login(page, work.coordinator.email)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_server.url + at(name))
        for field in page.locator("form.form input[type=date]").all():
            field.fill("")
        page.locator("form.form button.button-primary").click()
        assert page.title().startswith("Fejl: ")
        assert page.evaluate("document.activeElement.className").find("error-summary") >= 0
        invalid = page.locator("[aria-invalid=true]")
        assert invalid.count() > 0
        assert all(field.get_attribute("aria-describedby") for field in invalid.all())
        page.locator(".error-summary a").first.click()
        assert page.evaluate("document.activeElement.id") == page.locator(".error-summary a").first.get_attribute(
            "href"
        ).removeprefix("#")
        assert axe_violations(page) == []
        assert sideways(page) == 0


def test_a_course_by_keyboard_alone(work: Place, page: Any, live_server: Any, login: Callable[..., None]) -> None:
    """From the agreement to a started course, its plan, and back, without a mouse."""
    login(page, work.consultant.email)
    page.goto(live_server.url + work.agreement.get_absolute_url())
    _tab_to(page, "Start et forløb")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('agreements:course-start')}*")
    _tab_to(page, "Start forløbet")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/start/" not in url)
    assert page.locator("h1").inner_text() == "Deltager S-0003"
    _tab_to(page, "Skriv om planen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/")
    # of a group of radio buttons only the chosen one is in the order; the arrows choose
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "state":
            break
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.locator("input[name=state]:checked").get_attribute("value") == "made"
    page.keyboard.press("Tab")
    page.locator("input[name=made_on]").fill(TODAY.isoformat())
    _tab_to(page, "Gem")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/plan/" not in url)
    assert "Har plan" in page.locator("main").inner_text()


def _tab_to(page: Any, words: str) -> None:
    """Presses Tab until what begins with the words has the focus, which must be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip().startswith(words):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {words} is not seen"
            return
    raise AssertionError(f"no way to ”{words}” by Tab")
