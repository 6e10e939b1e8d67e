"""Fremmødesedler: the list, those of one course, and the page of one from which it is sent."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.audit.chain import record_read
from socialportal.common import danish
from socialportal.common.pages import Door
from socialportal.common.records import Conflict

from ..forms.sheet_list import SheetFilter, SheetTable, state_said
from ..models import AttendanceSheet, AttendanceWeek, Course
from ..queries.attendance import Attendance, attendance, steadiness_said
from ..queries.sheets import Sheet, SheetState, for_sheets, sheet_of, sheets_of
from ..services.sheet import RECORD, differs, send_sheet
from ..terms import WEEK
from . import journal
from .attendance import week_name, week_url
from .doors import WorkList, attendance_tabs
from .journal import Kind, Paper, PaperTable, journal_said, journal_url
from .of_course import trail_of_course, visible_parts
from .papers import about_course, course_said

PAPER = "fremmoedeseddel"
HEAD = ("Uge", "Aftalt", "Mødt", "Lovligt fravær", "Udeblevet")
NAMES = ("planned", "attended", "lawful", "absent")


class SheetList(WorkList):
    """Those to be sent, the oldest first."""

    model = Course
    permission = RECORD
    filter_class = SheetFilter
    table_class = SheetTable
    title = "Fremmødesedler"
    counted = ("fremmødeseddel", "fremmødesedler")
    empty_text = "Ingen fremmødesedler skal sendes nu. De kommer her, når en periode er slut."

    def visible(self) -> QuerySet:
        return Course.objects.with_attendance_for(self.request.access)  # type: ignore[attr-defined]

    def table_options(self) -> dict[str, Any]:
        return {} if self.request.GET.get("format") else {"exclude": SheetTable.HOURS}

    def more(self) -> dict[str, Any]:
        return attendance_tabs(self.request.access, "agreements:sheets")


class _OfCourse(Door):
    """Pages about one participant: opening one is noted."""

    model = Course
    permission = RECORD

    def visible(self) -> QuerySet:
        return for_sheets(Course.objects.with_attendance_for(self.request.access))  # type: ignore[attr-defined]

    def the_course(self) -> Any:
        """The course of the address, through both doors."""
        course = self.the_record()
        record_read(self.request.access, course, purpose="fremmøde")
        return course

    def shown(self, template: str, course: Any, context: dict[str, Any], status: int = 200) -> HttpResponse:
        access = self.request.access
        to_course = course.get_absolute_url() if may(access, "agreements.view_course", course) else ""
        tabs = attendance_tabs(access, "")
        return render(
            self.request, template, {"course": course, "course_url": to_course} | tabs | context, status=status
        )


class CourseAttendance(_OfCourse):
    """One course's sheets, and how steady the attendance is."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        course = self.the_course()
        told = attendance(AttendanceWeek.objects.filter(course=course))
        sheets = [(sheet, *state_said(sheet)) for sheet in reversed(sheets_of(course, timezone.localdate()))]
        context = {"title": "Fremmøde i forløbet", "sheets": sheets, "told": told, "steadiness": steadiness_said(told)}
        return self.shown("agreements/course_attendance.html", course, context)


class SheetPage(_OfCourse):
    """The weeks of a period, what is missing, and the button that sends them."""

    def the_sheet(self, course: Any) -> Sheet:
        """The sheet of the address; 404 where no period begins that day."""
        try:
            first = dt.date.fromisoformat(self.kwargs["first"])
        except ValueError:
            raise Http404 from None
        sheet = sheet_of(course, first, timezone.localdate())
        if sheet is None:
            raise Http404
        return sheet

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        course = self.the_course()
        return self.page(course, self.the_sheet(course))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        course = self.the_course()
        sheet = self.the_sheet(course)
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isdecimal() else 0
        try:
            send_sheet(request.access, course, period_from=sheet.first, expected_version=version)  # type: ignore[attr-defined]
        except Conflict:
            return self.page(course, sheet, ["En anden har sendt fremmødesedlen igen imens. Se den igennem."], 409)
        except ValidationError as error:
            return self.page(course, sheet, error.messages, 422)
        messages.success(request, f"Fremmødesedlen er sendt.{_who_is_told(course)}")
        return HttpResponseRedirect(sheet.url)

    def page(self, course: Any, sheet: Sheet, problems: list[str] | None = None, status: int = 200) -> HttpResponse:
        told = sheet.told()
        corrected = differs(sheet)
        context = {
            "title": "Fremmødeseddel",
            "sheet": sheet,
            "badge": state_said(sheet),
            "head": HEAD,
            "weeks": list(week_lines(sheet)),
            "sums": [getattr(told, name) for name in NAMES],
            "steadiness": steadiness_said(told),
            "corrected": corrected,
            "problems": problems or [],
            "may_send": sheet.state is SheetState.READY or (corrected and not sheet.lacking),
            "missing": _first_missing(sheet),
            "lacking": danish.count(len(sheet.lacking), "uge", "uger") if sheet.lacking else "",
            "all_url": reverse("agreements:course-attendance", args=[course.pk]),
        }
        if sheet.sent and may(self.request.access, "agreements.view_course", course):
            context |= {"journal_url": journal_url(PAPER, sheet.sent), "journaled": journal_said(sheet.sent)}
        return self.shown("agreements/sheet_page.html", course, context, status)


def _first_missing(sheet: Sheet) -> tuple[str, str] | None:
    """The week to write first, and its page."""
    if not sheet.lacking:
        return None
    return week_name(sheet.lacking[0]), week_url(sheet.course.presence, sheet.lacking[0])


def _who_is_told(course: Any) -> str:
    contact = course.agreement.contact if course.agreement else None
    return f" {contact.name} har fået besked." if contact else ""


def week_lines(sheet: Sheet) -> Iterator[tuple[str, str, AttendanceWeek | None]]:
    """Each week: its name, its page, and what was written; nothing for one that lacks. Weeks ahead are left out."""
    written = {week.monday: week for week in sheet.weeks_read}
    for monday in sheet.mondays:
        if monday <= sheet.day:
            yield week_name(monday), week_url(sheet.course.presence, monday), written.get(monday)


# --- Klar til journalen -------------------------------------------------------------------------------------------------
def sheet_paper(sheet: AttendanceSheet) -> Paper:
    """The sheet as it was sent, and its weeks."""
    span = f"{danish.date(sheet.period_from)} – {danish.date(sheet.period_to)}"
    sums = Attendance(0, *(getattr(sheet, name) for name in NAMES))
    facts = [*about_course(sheet.course), ("Periode", span), ("Sendt", danish.date(sheet.sent_on))]
    facts.append(("Mødestabilitet", steadiness_said(sums) or "Ingen aftalte timer"))
    weeks = sheet.course.weeks.filter(monday__gt=sheet.period_from - WEEK, monday__lte=sheet.period_to)
    rows = [(week_name(week.monday), *(danish.number(getattr(week, name)) for name in NAMES)) for week in weeks]
    rows.append(("I alt", *(danish.number(getattr(sheet, name)) for name in NAMES)))
    table = PaperTable("Timer uge for uge", HEAD, rows, numbers=frozenset({1, 2, 3, 4}))
    note = f"Fremmødeseddel for {span} om {course_said(sheet.course)}. Mødt {steadiness_said(sums)}. Se vedlagte."
    return Paper("Fremmødeseddel", facts, note, tables=[table])


def register() -> None:
    """Called when the app is ready."""
    journal.register(
        PAPER,
        Kind(
            model=AttendanceSheet,
            visible=lambda access: visible_parts(AttendanceSheet, access).select_related("journaled_by"),
            paper=sheet_paper,
            trail=lambda record: trail_of_course(record.course),
        ),
    )
