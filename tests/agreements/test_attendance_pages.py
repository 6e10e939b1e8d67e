"""The pages on which attendance is written: one week, all participants, nothing lost and nobody overwritten."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from agreements import weeks
from agreements.models import AttendanceWeek, Course, CourseHours, Pause, PauseReason
from agreements.services.attendance import WeekEntry, record_week
from agreements.weeks import Hours
from socialportal.accounts.access import SYSTEM

from . import world
from .reading import at, client_of, text_of, told
from .test_attendance import entry, hours, mentor_of, user_of
from .world import Place

TODAY = dt.date.today()
NOW = weeks.monday(TODAY)
LAST = NOW - dt.timedelta(days=7)
START = NOW - dt.timedelta(days=70)


@pytest.fixture
def course(slagelse: Place) -> Course:
    return world.course(slagelse, START)


def week_at(of: Place, monday: dt.date = LAST) -> str:
    return at("attendance-week", of.presence.pk, *monday.isocalendar()[:2])


def written(course: Course, monday: dt.date = LAST, **more: Any) -> AttendanceWeek:
    record_week(SYSTEM, monday=monday, entries=[WeekEntry(course, 0, hours(**more))])
    return AttendanceWeek.objects.get(course=course, monday=monday)


def sent(page: Any, **changes: str) -> dict[str, str]:
    """What a browser would send of the page, with what somebody typed (`d7_attended="15"`)."""
    data = {}
    for form in page.context["forms"]:
        for field in form:
            value = field.value()
            if field.name != "as_planned" and value is not None:
                data[field.html_name] = str(field.field.prepare_value(value))
    return data | {name.replace("_", "-", 1): value for name, value in changes.items()}


def post(client: Client, url: str, **changes: str) -> Any:
    return client.post(url, sent(client.get(url), **changes))


# --- Which rows -------------------------------------------------------------------------------------------------------
def test_who_is_on_the_page(slagelse: Place, consultant: Client, course: Course) -> None:
    paused, over, ahead = (world.course(slagelse, START, agreement=None) for _ in range(3))
    Pause.objects.create(course=paused, paused_from=LAST - dt.timedelta(days=3), reason=PauseReason.objects.all()[0])
    world.ended(over, LAST - dt.timedelta(days=1))
    Course.objects.filter(pk=ahead.pk).update(started_on=NOW)
    page = consultant.get(week_at(slagelse))
    assert [form.number for form in page.context["forms"]] == [course.participant.number]
    assert "VeteranHaven" in text_of(page)
    assert "1 deltager" in text_of(page)


def test_hours_are_filled_in(slagelse: Place, consultant: Client, course: Course) -> None:
    def planned() -> Any:
        return consultant.get(week_at(slagelse)).context["forms"][0]["planned"].value()

    assert planned() is None
    CourseHours.objects.create(course=course, valid_from=START, hours_per_week=Decimal("7.5"))
    assert planned() == "7,5"
    written(course, LAST - dt.timedelta(days=14), planned=20, attended=20)
    assert planned() == "20"
    assert 'value="20"' in consultant.get(week_at(slagelse)).content.decode()


def test_a_week_ahead_and_a_week_that_is_none(slagelse: Place, consultant: Client, course: Course) -> None:
    ahead = NOW + dt.timedelta(days=7)
    assert consultant.get(week_at(slagelse)).status_code == 200
    assert consultant.get(week_at(slagelse, ahead)).status_code == 404
    assert consultant.post(week_at(slagelse, ahead), {}).status_code == 404
    assert consultant.get(at("attendance-week", slagelse.presence.pk, 2019, 53)).status_code == 404
    assert consultant.get(at("attendance-week", slagelse.presence.pk, 0, 1)).status_code == 404
    assert week_at(slagelse, ahead) not in consultant.get(week_at(slagelse, NOW)).content.decode()


# --- Writing ----------------------------------------------------------------------------------------------------------
def test_the_quick_way_and_hours(slagelse: Place, consultant: Client) -> None:
    one, two, three = (world.course(slagelse, START) for _ in range(3))
    response = post(
        consultant,
        week_at(slagelse),
        **{
            f"d{one.pk}_planned": "20",
            f"d{one.pk}_as_planned": "on",
            f"d{two.pk}_planned": "20",
            f"d{two.pk}_lawful": "7,5",
        },
    )
    assert response.status_code == 302
    assert told(response) == "Fremmødet er gemt for 2 deltagere."
    kept = {w.course: (w.planned, w.attended, w.lawful, w.absent) for w in AttendanceWeek.objects.all()}
    assert kept == {one: (20, 20, 0, 0), two: (20, Decimal("12.5"), Decimal("7.5"), 0)}
    page = consultant.get(week_at(slagelse))
    assert [form.written for form in page.context["forms"]] == [kept and hours(), hours(20, 12.5, 7.5), None]
    assert three.participant.number in text_of(page)
    response = post(consultant, week_at(slagelse))
    assert told(response) == "Der var ikke skrevet noget nyt."


def test_errors_stand_beside_the_row_and_nothing_is_lost(slagelse: Place, consultant: Client) -> None:
    good, bad, worse = (world.course(slagelse, START) for _ in range(3))
    response = post(
        consultant,
        week_at(slagelse),
        **{
            f"d{good.pk}_planned": "20",
            f"d{good.pk}_as_planned": "on",
            f"d{bad.pk}_planned": "20",
            f"d{bad.pk}_attended": "femten",
            f"d{worse.pk}_attended": "12",
        },
    )
    assert response.status_code == 422
    assert not AttendanceWeek.objects.exists()
    page, body = text_of(response), response.content.decode()
    assert "Der er to ting at rette" in page
    assert f"{bad.participant.number}, mødt: Skriv et tal, fx 4,5." in page
    assert f"{worse.participant.number}, aftalt: Skriv, hvor mange timer der var aftalt." in page
    assert 'value="femten"' in body
    assert f'name="d{good.pk}-as_planned"' in body
    assert "checked" in body


def test_what_the_service_refuses_is_heard_at_the_row(slagelse: Place, consultant: Client, course: Course) -> None:
    typed = {f"d{course.pk}_planned": "20", f"d{course.pk}_attended": "15"}
    response = post(consultant, week_at(slagelse), **typed)
    assert response.status_code == 422
    assert f"{course.participant.number}, mødt: Der mangler 5 timer." in text_of(response)
    assert 'value="15"' in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "told_at", "said"),
    [
        ({"planned": "20"}, "mødt", "Skriv, hvor mange timer deltageren mødte"),
        ({"planned": "20", "as_planned": "on", "attended": "15", "absent": "5"}, "mødte som planlagt", "Ret et af dem"),
        ({"planned": "", "as_planned": "on"}, "aftalt", "Skriv 0, hvis der ingen var"),
        ({"planned": "99", "as_planned": "on"}, "aftalt", "højst 60"),
        ({"planned": "7,25", "as_planned": "on"}, "aftalt", "1 decimal"),
    ],
)
def test_a_row_that_says_two_things(
    typed: dict[str, str], told_at: str, said: str, slagelse: Place, consultant: Client, course: Course
) -> None:
    response = post(consultant, week_at(slagelse), **{f"d{course.pk}_{name}": value for name, value in typed.items()})
    assert response.status_code == 422
    line = text_of(response).split(f"{course.participant.number}, {told_at}:")[1]
    assert said in line[:200]
    assert not AttendanceWeek.objects.exists()


def test_a_week_without_agreed_hours(slagelse: Place, consultant: Client, course: Course) -> None:
    assert post(consultant, week_at(slagelse), **{f"d{course.pk}_planned": "0"}).status_code == 302
    assert AttendanceWeek.objects.get().attended == 0


# --- Two at once ------------------------------------------------------------------------------------------------------
def test_two_mentors_at_once(slagelse: Place, consultant: Client) -> None:
    """The second sees what the first wrote, keeps what she typed, and overwrites only on purpose."""
    one, two = world.course(slagelse, START), world.course(slagelse, START)
    before = consultant.get(week_at(slagelse))
    record_week(slagelse.access(), monday=LAST, entries=[entry(one, hours(20, 15, 0, 5)), entry(two)])
    mine = {f"d{one.pk}_planned": "20", f"d{one.pk}_lawful": "2"}
    response = consultant.post(week_at(slagelse), sent(before, **mine))
    assert response.status_code == 409
    page = text_of(response)
    assert f"{slagelse.coordinator} gemte imens: 15 af 20 timer, 5 timer udeblevet." in page
    assert page.count("gemte imens") == 2  # on top and beside the one row that was written in
    assert 'value="2"' in response.content.decode()
    assert AttendanceWeek.objects.get(course=one).absent == 5
    again = consultant.post(week_at(slagelse), sent(response))
    assert again.status_code == 302
    assert AttendanceWeek.objects.get(course=one).lawful == 2
    assert AttendanceWeek.objects.get(course=two).version == 1


def test_each_their_own_rows_do_not_meet(slagelse: Place, consultant: Client) -> None:
    one, two = world.course(slagelse, START), world.course(slagelse, START)
    before = consultant.get(week_at(slagelse))
    written(one)
    typed = {f"d{two.pk}_planned": "20", f"d{two.pk}_as_planned": "on"}
    assert consultant.post(week_at(slagelse), sent(before, **typed)).status_code == 302
    assert AttendanceWeek.objects.count() == 2


def test_a_correction(slagelse: Place, consultant: Client, course: Course) -> None:
    written(course)
    typed = {f"d{course.pk}_attended": "18", f"d{course.pk}_absent": "2"}
    assert post(consultant, week_at(slagelse), **typed).status_code == 302
    kept = AttendanceWeek.objects.get()
    assert (kept.attended, kept.absent, kept.version) == (18, 2, 2)
    assert post(consultant, week_at(slagelse), **{f"d{course.pk}_as_planned": "on"}).status_code == 302
    assert AttendanceWeek.objects.get().attended == 20


# --- Who --------------------------------------------------------------------------------------------------------------
def test_a_mentor_sees_own_rows_and_no_other_number(slagelse: Place, course: Course) -> None:
    others = world.course(slagelse, START)
    mentor = client_of(mentor_of(slagelse, course))
    for url in (at("attendance"), week_at(slagelse)):
        page = text_of(mentor.get(url))
        assert others.participant.number not in page
    assert course.participant.number in text_of(mentor.get(week_at(slagelse)))
    response = mentor.post(
        week_at(slagelse), {f"d{others.pk}-planned": "20", f"d{others.pk}-as_planned": "on", f"d{others.pk}-seen": ""}
    )
    assert response.status_code == 302
    assert not AttendanceWeek.objects.exists()


def test_an_enterprise_user_writes_for_all_and_sees_nothing_else(
    slagelse: Place, kolding: Place, course: Course
) -> None:
    foreign = world.course(kolding, START)
    client = client_of(user_of(slagelse))
    assert course.participant.number in text_of(client.get(week_at(slagelse)))
    typed = {f"d{course.pk}_planned": "20", f"d{course.pk}_as_planned": "on"}
    assert post(client, week_at(slagelse), **typed).status_code == 302
    assert client.get(week_at(kolding)).status_code == 404
    assert foreign.participant.number not in text_of(client.get(at("attendance")))
    for url in (course.get_absolute_url(), at("courses"), course.participant.get_absolute_url()):
        assert client.get(url).status_code in {403, 404}


def test_no_number_in_a_title_or_address(slagelse: Place, consultant: Client, course: Course) -> None:
    page = consultant.get(week_at(slagelse)).content.decode()
    assert course.participant.number not in page.split("</title>")[0]
    assert course.participant.number not in week_at(slagelse)


def test_what_lacks_is_said(slagelse: Place, consultant: Client, course: Course) -> None:
    world.course(slagelse, START)
    written(course)
    page = text_of(consultant.get(at("attendance")))
    assert "1 af 2 skrevet" in page
    assert page.count("0 af 2 skrevet") == 3


def test_queries_do_not_grow(
    slagelse: Place, consultant: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    def counted(url: str) -> int:
        with django_assert_max_num_queries(16) as queries:
            consultant.get(url)
        return len(queries)

    urls = (at("attendance"), week_at(slagelse))
    one = [counted(url) for url in urls]
    for _ in range(5):
        of = world.course(slagelse, START, over_capacity_reason="Aftalt")
        written(of)
        Pause.objects.create(course=of, paused_from=START, paused_to=START, reason=PauseReason.objects.all()[0])
    assert [counted(url) for url in urls] == one


def test_hours_are_equal_by_value() -> None:
    assert Hours(Decimal("20.0"), Decimal("20")) == hours()


# --- Where one begins -------------------------------------------------------------------------------------------------
def filled_in(page: Any) -> list[str]:
    """Address and words of the filled buttons."""
    found = re.findall(r'class="button button-primary"[^>]*href="([^"]+)">([^<]+)', page.content.decode())
    return [" ".join(pair) for pair in found]


def test_the_week_that_lacks_goes_before_the_one_that_is_not_over(slagelse: Place, course: Course) -> None:
    client = client_of(user_of(slagelse))
    for monday in (NOW, *(NOW - dt.timedelta(weeks=back) for back in (2, 3))):
        written(course, monday)
    page = client.get(at("attendance"))
    assert filled_in(page) == [f"{week_at(slagelse)} Skriv fremmøde"]
    assert page.content.decode().count(">Ret fremmøde<") == 3
    assert filled_in(client.get("/")) == [f"{at('attendance')} Skriv fremmøde"]
    written(course)
    assert filled_in(client.get(at("attendance"))) == []
    assert filled_in(client.get("/")) == [f"{slagelse.enterprise.get_absolute_url()}side/ Se og ret siden"]


def test_the_menu_of_an_enterprises_people(slagelse: Place, course: Course) -> None:
    """What they come for is one step away wherever they are."""
    mentor, user = client_of(mentor_of(slagelse, course)), client_of(user_of(slagelse))
    assert [link.text for link in mentor.get("/").context["menu"]][:3] == ["Mine deltagere", "Fremmøde", "Behov"]
    menu = user.get(at("sheets")).context["menu"]
    assert [link.text for link in menu][:3] == ["Vores side", "Fremmøde", "Behov"]
    assert [link.text for link in menu][-2:] == ["Virksomheder", "Årsrapporter"]
    assert 'aria-current="true">Fremmøde<' in user.get(at("sheets")).content.decode()
    assert {link.text: user.get(link.url, follow=True).status_code for link in menu} == {
        link.text: 200 for link in menu
    }
