"""A course's rooms in a real browser: by keyboard alone, accessible at three widths, nothing to the side; cards on paper."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from agreements.models import Course, CourseHours, DescriptionKind, FollowUp
from agreements.services import course_hours, description, follow_up
from agreements.services.description import Description
from socialportal.accounts.access import SYSTEM
from tests.conftest import WIDTHS

from . import world
from .reading import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = dt.date.today()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def course(db: None) -> Course:
    """With something of everything that waits."""
    of = world.place("0330", "VeteranHaven")
    made = world.course(of, ago(40))
    for day, hours in ((40, 6), (10, 12)):
        course_hours.add_course_hours(SYSTEM, CourseHours(course=made, valid_from=ago(day), hours_per_week=hours))
    follow_up.ask_for_follow_up(SYSTEM, FollowUp(course=made, asked_by="mentor", asked_on=ago(30)))
    kind = DescriptionKind.objects.get(code="overall")
    description.order_description(SYSTEM, Description(course=made, kind=kind, ordered_on=ago(9), needed_by=ago(-9)))
    return made


def pages(course: Course) -> list[str]:
    made, asked = Description.objects.get(), FollowUp.objects.get()
    return [
        course.get_absolute_url(),
        *(at(name, course.pk) for name in ("pause-add", "follow-up-ask", "course-transfer", "course-mentor")),
        at("description-answer", made.pk),
        at("follow-up-edit", asked.pk),
        at("journal", "beskrivelse", made.pk),
        at("key-cards"),
        at("contact-add"),
        course.participant.get_absolute_url(),
    ]


def test_accessible_and_never_sideways(
    page: Any,
    live_server: Any,
    login: Callable[..., None],
    axe_violations: Callable[[Any], list[str]],
    sideways: Callable[[Any], int],
    course: Course,
) -> None:
    login(page, "konsulent@slagelse.example")
    for url in pages(course):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{live_server.url}{url}")
            assert sideways(page) == 0, f"{url} at {width}"
        assert axe_violations(page) == [], url


def test_a_meeting_is_noted_by_keyboard_alone(
    page: Any, live_server: Any, login: Callable[..., None], course: Course
) -> None:
    login(page, "konsulent@slagelse.example")
    page.goto(f"{live_server.url}{course.get_absolute_url()}")

    def go_to(words: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if words in page.evaluate("document.activeElement.innerText || ''"):
                return
        raise AssertionError(f"”{words}” is not reached")

    go_to("Notér, at det er holdt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/holdt/")
    go_to("Gem")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{course.get_absolute_url()}")
    assert FollowUp.objects.get().held_on == TODAY


def test_a_card_on_paper_has_only_the_card(
    page: Any, live_server: Any, login: Callable[..., None], course: Course
) -> None:
    login(page, "konsulent@slagelse.example")
    page.goto(f"{live_server.url}{at('key-card', course.participant.pk)}")
    page.emulate_media(media="print")
    assert page.get_by_text(course.participant.number, exact=True).is_visible()
    assert not page.get_by_text("Udskriv siden").is_visible()
    assert not page.get_by_role("navigation", name="Brødkrumme").is_visible()
