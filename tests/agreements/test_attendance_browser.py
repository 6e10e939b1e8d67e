"""A week's attendance for eight in a real browser, 360 px wide and by keyboard alone; and the mentor's pages at every width."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from agreements import weeks
from agreements.models import AttendanceWeek, Course, CourseHours
from tests.conftest import WIDTHS

from . import world
from .reading import at
from .test_attendance import mentor_of
from .world import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = dt.date.today()
LAST = weeks.monday(TODAY) - dt.timedelta(days=7)
START = LAST - dt.timedelta(days=70)


@pytest.fixture
def eight(db: None) -> tuple[Place, list[Course]]:
    """Eight participants of one mentor, fifteen hours each."""
    of = world.place("0330", "VeteranHaven")
    of.agreement.terms.update(places=8)
    courses = [world.course(of, START) for _ in range(8)]
    for course in courses:
        CourseHours.objects.create(course=course, valid_from=START, hours_per_week=Decimal(15))
    of.mentor = mentor_of(of, *courses)  # type: ignore[attr-defined]
    return of, courses


def focus(page: Any) -> str:
    """The name of the control that has the focus."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.innerText || ''")).strip()


def tab_to(page: Any, name: str) -> None:
    """Presses Tab until the control has the focus, which must be seen."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if focus(page) == name:
            # dkfds draws the box of a checkbox beside it, so that the outline is the label's
            drawn = "document.activeElement.matches('.form-checkbox')"
            outlined = "getComputedStyle(document.activeElement).outlineStyle != 'none'"
            assert page.evaluate(f"{drawn} || {outlined}"), f"the focus on {name} is not seen"
            return
    raise AssertionError(f"no way to {name} by Tab; stands at {focus(page)}")


def test_a_week_for_eight_by_keyboard(
    eight: tuple[Place, list[Course]],
    page: Any,
    live_server: Any,
    login: Callable[..., None],
    axe_violations: Any,
    sideways: Any,
) -> None:
    """Six as planned, one with lawful absence, one who stayed away: 30 keys or so, and one error on the way."""
    of, courses = eight
    login(page, of.mentor.email)  # type: ignore[attr-defined]
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + at("attendance-week", of.presence.pk, *LAST.isocalendar()[:2]))
    assert axe_violations(page) == []
    assert sideways(page) == 0
    for small in page.locator(".week input:visible").all():
        box = small.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    page.locator("form.week").evaluate("form => form.querySelector('input[type=checkbox]').focus()")
    page.keyboard.press("Space")
    for number, course in enumerate(courses[1:], start=1):
        if number == 3:
            tab_to(page, f"d{course.pk}-lawful")
            page.keyboard.type("5")
        elif number == 6:
            tab_to(page, f"d{course.pk}-attended")
            page.keyboard.type("10,5")
        else:
            tab_to(page, f"d{course.pk}-as_planned")
            page.keyboard.press("Space")
    tab_to(page, "Gem ugen")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary")
    assert page.title().startswith("Fejl: ")
    assert page.evaluate("document.activeElement.className").find("error-summary") >= 0
    assert "Der mangler 4,5" in page.locator(".error-summary").inner_text()
    assert axe_violations(page) == []
    assert sideways(page) == 0
    assert AttendanceWeek.objects.count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focus(page) == f"d{courses[6].pk}-attended"
    tab_to(page, f"d{courses[6].pk}-absent")
    page.keyboard.type("4,5")
    tab_to(page, f"d{courses[7].pk}-as_planned")
    assert page.evaluate("document.activeElement.checked")
    tab_to(page, "Gem ugen")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messages")
    assert "Fremmødet er gemt for 8\u00a0deltagere." in page.locator("main").inner_text()
    kept = {week.course_id: week for week in AttendanceWeek.objects.all()}  # type: ignore[attr-defined]
    assert [kept[course.pk].attended for course in courses] == [15, 15, 15, 10, 15, 15, Decimal("10.5"), 15]
    assert (kept[courses[3].pk].lawful, kept[courses[6].pk].absent) == (5, Decimal("4.5"))


def test_the_mentors_pages_at_every_width(
    eight: tuple[Place, list[Course]],
    page: Any,
    live_server: Any,
    login: Callable[..., None],
    axe_violations: Any,
    sideways: Any,
) -> None:
    of, courses = eight
    first = courses[0]
    login(page, of.mentor.email)  # type: ignore[attr-defined]
    found = []
    for url in (
        "/",
        at("own-courses"),
        at("own-course", first.pk),
        at("own-course-meeting", first.pk),
        at("own-course-plan", first.pk),
        at("attendance"),
        at("attendance-week", of.presence.pk, *LAST.isocalendar()[:2]),
        at("sheets"),
        at("course-attendance", first.pk),
        at("sheet", first.pk, START.isoformat()),
    ):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(live_server.url + url)
            found += [f"{url} {width}: {violation}" for violation in axe_violations(page)]
            if sideways(page):
                found.append(f"{url} {width}: {sideways(page)} px to the side")
    assert found == []
