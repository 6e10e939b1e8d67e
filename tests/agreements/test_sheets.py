"""Fremmødesedler: made from weeks, kept as they were sent, and how steady attendance is."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agreements import weeks
from agreements.models import AttendanceSheet, AttendanceWeek, Course, Pause, PauseReason
from agreements.queries.attendance import attendance, attendance_by
from agreements.queries.sheets import SheetState, for_sheets, next_sheet, sheets_of
from agreements.services.attendance import WeekEntry, record_week
from agreements.services.sheet import send_sheet
from agreements.weeks import Hours
from socialportal.accounts.access import SYSTEM
from socialportal.audit.models import Entry, Read
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .reading import at, client_of, text_of, told
from .test_attendance import hours, mentor_of, user_of
from .world import Place, refused

TODAY = dt.date.today()
START = dt.date(2018, 2, 5)
SECOND = dt.date(2018, 4, 5)
ENDED = dt.date(2018, 4, 20)


def write(course: Course, first: dt.date, last: dt.date, written: Hours | None = None) -> None:
    """Every week between the days."""
    monday = weeks.monday(first)
    while monday <= last:
        record_week(SYSTEM, monday=monday, entries=[WeekEntry(course, 0, written or hours())])
        monday += dt.timedelta(days=7)


def sheets(course: Course, day: dt.date = TODAY) -> list[Any]:
    return sheets_of(for_sheets(Course.objects.filter(pk=course.pk)).get(), day)


@pytest.fixture
def course(slagelse: Place) -> Course:
    """Eleven weeks: one period of two months, and one that the end cuts short."""
    return world.ended(world.course(slagelse, START), ENDED)


# --- Which there are --------------------------------------------------------------------------------------------------
def test_the_periods_of_a_course(course: Course) -> None:
    first, second = sheets(course)
    assert (first.first, first.last) == (START, dt.date(2018, 4, 4))
    assert (second.first, second.last) == (SECOND, ENDED)
    assert first.due == dt.date(2018, 4, 11)
    assert (len(first.mondays), len(second.mondays)) == (9, 2)  # the week of 2 April begins in the first
    assert (first.state, len(first.lacking)) == (SheetState.LACKING, 9)


def test_a_period_that_goes_on(slagelse: Place) -> None:
    running = world.course(slagelse, START)
    (only,) = sheets(running, dt.date(2018, 3, 1))
    assert (only.state, only.overdue) == (SheetState.RUNNING, False)
    assert only.lacking == (START, *(START + dt.timedelta(days=7 * n) for n in (1, 2, 3)))
    assert sheets(running, dt.date(2018, 4, 4))[0].state is SheetState.LACKING


def test_a_pause_takes_its_weeks_away(course: Course) -> None:
    why = PauseReason.objects.all()[0]
    Pause.objects.create(course=course, paused_from=dt.date(2018, 2, 12), paused_to=dt.date(2018, 2, 25), reason=why)
    assert len(sheets(course)[0].mondays) == 7


def test_an_internship_without_an_agreement_has_none(slagelse: Place) -> None:
    assert sheets(world.course(slagelse, START, agreement=None)) == []


# --- Sending ----------------------------------------------------------------------------------------------------------
def test_a_sheet_is_kept_as_it_was_sent(slagelse: Place, course: Course) -> None:
    write(course, START, dt.date(2018, 4, 4), hours(20, 15, 4, 1))
    sent = send_sheet(slagelse.access("consultant"), course, period_from=START)
    assert (sent.planned, sent.attended, sent.lawful, sent.absent) == (180, 135, 36, 9)
    assert (sent.period_to, sent.sent_on) == (dt.date(2018, 4, 4), TODAY)
    assert Entry.objects.filter(model="agreements.attendancesheet", verb="added").count() == 1
    found = sheets(course)
    assert [sheet.state for sheet in found] == [SheetState.SENT, SheetState.LACKING]
    assert next_sheet(for_sheets(Course.objects.filter(pk=course.pk)).get(), TODAY).first == SECOND  # type: ignore[union-attr]
    with refused("Fremmødesedlen blev sendt"):
        send_sheet(SYSTEM, course, period_from=START)


def test_what_cannot_be_sent(slagelse: Place, course: Course) -> None:
    write(course, START, dt.date(2018, 3, 25))
    with refused("Skriv fremmødet for ugerne 13 og 14 først."):
        send_sheet(SYSTEM, course, period_from=START)
    with refused("ingen fremmødeseddel, der begynder den dag"):
        send_sheet(SYSTEM, course, period_from=START + dt.timedelta(days=1))
    running = world.course(slagelse, TODAY - dt.timedelta(days=10))
    with refused("Send fremmødesedlen, når den er slut."):
        send_sheet(SYSTEM, running, period_from=running.started_on)
    assert not AttendanceSheet.objects.exists()


def test_a_corrected_week_is_sent_again_on_purpose(slagelse: Place, course: Course) -> None:
    write(course, SECOND + dt.timedelta(days=4), ENDED)
    send_sheet(SYSTEM, course, period_from=SECOND)
    with refused("siger det samme"):
        send_sheet(SYSTEM, course, period_from=SECOND, expected_version=1)
    monday = dt.date(2018, 4, 16)
    record_week(SYSTEM, monday=monday, entries=[WeekEntry(course, 1, hours(20, 10, 10))])
    assert AttendanceSheet.objects.get().attended == 40
    again = send_sheet(slagelse.access(), course, period_from=SECOND, expected_version=1)
    assert (again.attended, again.lawful, again.version) == (30, 10, 2)
    record_week(SYSTEM, monday=monday, entries=[WeekEntry(course, 2, hours(20, 15, 5))])
    with pytest.raises(Conflict):
        send_sheet(SYSTEM, course, period_from=SECOND, expected_version=1)


def test_who_may_send(slagelse: Place, course: Course) -> None:
    write(course, SECOND + dt.timedelta(days=4), ENDED)
    other = mentor_of(slagelse, world.course(slagelse))
    for access in (slagelse.access("colleague"), factories.access_for(other)):
        with pytest.raises(PermissionDenied):
            send_sheet(access, course, period_from=SECOND)
    assert send_sheet(factories.access_for(user_of(slagelse)), course, period_from=SECOND)


# --- Mødestabilitet ---------------------------------------------------------------------------------------------------
def test_steadiness_of_course_agreement_and_period(slagelse: Place, course: Course) -> None:
    other = world.course(slagelse, START)
    write(course, START, dt.date(2018, 2, 18), hours(20, 15, 5))
    write(other, START, dt.date(2018, 2, 11), hours(10, 10))
    rows = AttendanceWeek.objects.all()
    of = attendance(rows.filter(course__agreement=slagelse.agreement))
    assert (of.weeks, of.planned, of.attended, of.steadiness) == (3, 50, 40, Decimal("80.0"))
    assert attendance(rows, dt.date(2018, 2, 12)).steadiness == Decimal("75.0")
    assert attendance(rows, START, dt.date(2018, 2, 11)).weeks == 2
    assert attendance(rows, dt.date(2019, 1, 1)).steadiness is None
    by_course = attendance_by("course", rows)
    assert {pk: one.steadiness for pk, one in by_course.items()} == {
        course.pk: Decimal("75.0"),
        other.pk: Decimal("100.0"),
    }
    assert attendance_by("course__agreement", rows)[slagelse.agreement.pk] == of
    Course.objects.filter(pk=other.pk).update(deleted_at=other.created_at)
    assert attendance(rows).weeks == 2


def test_a_week_of_a_sheet_that_was_sent_is_told_of(slagelse: Place, consultant: Client, course: Course) -> None:
    write(course, SECOND + dt.timedelta(days=4), ENDED)
    send_sheet(SYSTEM, course, period_from=SECOND)
    url = at("attendance-week", slagelse.presence.pk, 2018, 16)
    form = f"d{course.pk}-"
    data = {"planned": "20", "attended": "10", "absent": "10", "lawful": "0", "seen": "20|20|0|0", "version": "1"}
    response = consultant.post(url, {form + name: value for name, value in data.items()})
    assert "Ugen er med i 1 fremmødeseddel, der er sendt." in told(response)
    page = text_of(consultant.get(sheet_at(course, SECOND)))
    assert "Ugerne er rettet, siden fremmødesedlen blev sendt." in page
    assert "Send den rettede fremmødeseddel" in page
    assert consultant.post(sheet_at(course, SECOND), {"version": "1"}).status_code == 302
    assert AttendanceSheet.objects.get().absent == 10
    assert consultant.post(sheet_at(course, SECOND), {"version": "1"}).status_code == 409


# --- Pages ------------------------------------------------------------------------------------------------------------
def sheet_at(course: Course, first: dt.date = START) -> str:
    return at("sheet", course.pk, first.isoformat())


def test_a_sheet_page_says_what_is_missing_and_sends(slagelse: Place, consultant: Client, course: Course) -> None:
    write(course, START, dt.date(2018, 3, 25), hours(20, 15, 5))
    page = text_of(consultant.get(sheet_at(course)))
    assert "Der mangler 2 uger." in page
    assert "Send fremmødesedlen" not in page
    response = consultant.post(sheet_at(course))
    assert response.status_code == 422
    assert "Skriv fremmødet for ugerne 13 og 14 først." in text_of(response)
    write(course, dt.date(2018, 3, 26), dt.date(2018, 4, 4), hours(20, 20))
    assert "Mødestabilitet: 80,6 % (145 af 180 timer)." in text_of(consultant.get(sheet_at(course)))
    response = consultant.post(sheet_at(course))
    assert response.status_code == 302
    assert "Fremmødesedlen er sendt." in told(response)
    assert "Sendt" in text_of(consultant.get(sheet_at(course)))
    response = consultant.post(sheet_at(course))
    assert response.status_code == 422
    assert AttendanceSheet.objects.count() == 1


def test_a_page_that_is_none(consultant: Client, course: Course) -> None:
    assert consultant.get(sheet_at(course, START + dt.timedelta(days=1))).status_code == 404
    assert consultant.get(at("sheet", course.pk, "i-gaar")).status_code == 404


def test_no_number_in_titles_and_opening_is_noted(slagelse: Place, consultant: Client, course: Course) -> None:
    for url in (sheet_at(course), at("course-attendance", course.pk)):
        page = consultant.get(url).content.decode()
        assert course.participant.number in page
        assert course.participant.number not in page.split("</title>")[0]
    assert set(Read.objects.values_list("model", "object_id")) == {("agreements.course", course.pk)}


def test_the_list(slagelse: Place, consultant: Client) -> None:
    running = world.course(slagelse, TODAY - dt.timedelta(days=150))
    old = world.ended(world.course(slagelse, START), ENDED)
    write(old, SECOND + dt.timedelta(days=4), ENDED)
    send_sheet(SYSTEM, old, period_from=SECOND)
    page = text_of(consultant.get(at("sheets")))
    assert "2 fremmødesedler" in page
    assert old.participant.number not in page  # what an old course never sent is not asked for any more
    page = text_of(consultant.get(f"{at('sheets')}?status=sendt"))
    assert "1 fremmødeseddel" in page
    assert "100 %" in page
    assert running.participant.number not in page
    assert "4 fremmødesedler" in text_of(consultant.get(f"{at('sheets')}?status=alle"))
    csv = b"".join(consultant.get(f"{at('sheets')}?status=sendt&format=csv").streaming_content).decode()
    assert f"{old.participant.number};VeteranHaven;05-04-2018;20-04-2018" in csv
    assert ";40,0;40,0;100,0" in csv


def test_the_list_of_a_mentor_and_of_the_enterprise(slagelse: Place) -> None:
    own, others = (world.course(slagelse, TODAY - dt.timedelta(days=100)) for _ in range(2))
    mentor = text_of(client_of(mentor_of(slagelse, own)).get(f"{at('sheets')}?status=alle"))
    assert own.participant.number in mentor
    assert others.participant.number not in mentor
    user = client_of(user_of(slagelse))
    assert others.participant.number in text_of(user.get(f"{at('sheets')}?status=alle"))
    assert "Deltagere" not in text_of(user.get(at("sheets")))  # the tabs of the municipality
    assert 'name="virksomhed"' not in user.get(at("sheets")).content.decode()
    assert user.get(at("course-attendance", own.pk)).status_code == 200
    assert "Forløbets side" not in text_of(user.get(at("course-attendance", own.pk)))


def test_the_course_tells_of_its_sheets(slagelse: Place, consultant: Client, course: Course) -> None:
    write(course, SECOND + dt.timedelta(days=4), ENDED, hours(20, 15, 5))
    send_sheet(SYSTEM, course, period_from=SECOND)
    response = consultant.get(course.get_absolute_url())
    page = text_of(response)
    assert "Fremmødeseddel for 5. april 2018 – 20. april 2018. Mødt 30 af 40 timer." in page
    assert "Fremmødesedlen for 5. februar 2018 – 4. april 2018 blev ikke sendt." in page
    for first in (START, SECOND):
        assert sheet_at(course, first) in response.content.decode()


def test_only_lately_ended_courses_are_asked_for_sheets(slagelse: Place, consultant: Client) -> None:
    """Like the list of deadlines; what lacks of an old course stands there as a fact."""
    for days, said, other in ((179, "skal være sendt.", "Ikke sendt"), (180, "blev ikke sendt.", "dage over")):
        course = world.course(slagelse, TODAY - dt.timedelta(days=360))
        world.ended(course, TODAY - dt.timedelta(days=days), "education")
        page = text_of(consultant.get(course.get_absolute_url()))
        assert said in page
        assert other not in page
        assert "Den er den ældste af " in page


def test_ready_for_the_journal(slagelse: Place, consultant: Client, course: Course) -> None:
    write(course, SECOND + dt.timedelta(days=4), ENDED, hours(20, 15, 5))
    sent = send_sheet(SYSTEM, course, period_from=SECOND)
    url = at("journal", "fremmoedeseddel", sent.pk)
    assert url in consultant.get(sheet_at(course, SECOND)).content.decode()
    assert url not in client_of(user_of(slagelse)).get(sheet_at(course, SECOND)).content.decode()
    assert "Mødt 75 % (30 af 40 timer)." in text_of(consultant.get(url))


def test_queries_of_the_list_do_not_grow(
    slagelse: Place, consultant: Client, django_assert_max_num_queries: Any
) -> None:
    def counted() -> list[int]:
        found = []
        for client in (consultant, mentor):
            with django_assert_max_num_queries(9) as queries:
                client.get(f"{at('sheets')}?status=alle")
            found.append(len(queries))
        return found

    mentor = client_of(mentor_of(slagelse, world.course(slagelse, TODAY - dt.timedelta(days=150))))
    one = counted()
    for _ in range(4):
        made = world.course(slagelse, TODAY - dt.timedelta(days=150), over_capacity_reason="Aftalt")
        write(made, made.started_on, made.started_on)
    assert counted() == one
