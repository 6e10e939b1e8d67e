"""Fremmøde: which weeks are to be written, and one week for all participants of an enterprise on one page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Presence
from socialportal.common import danish
from socialportal.common.pages import Door
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from .. import weeks
from ..forms.attendance import WeekRow
from ..models import Course
from ..queries import attendance as reads
from ..services.attendance import RECORD, WeekEntry, WeekRefused, hours_of, record_week
from ..terms import WEEK
from .doors import attendance_tabs

WEEKS_SHOWN = 4


def week_url(presence: Any, monday: dt.date) -> str:
    """The page of a week at an enterprise."""
    year, week, _ = monday.isocalendar()
    return reverse("agreements:attendance-week", args=[presence.pk, year, week])


def week_name(monday: dt.date) -> str:
    """`Uge 48`, with the year where it is not this one."""
    year, week, _ = monday.isocalendar()
    return f"Uge {week}" if year == timezone.localdate().isocalendar().year else f"Uge {week}, {year}"


@dataclass(frozen=True)
class WeekLine:
    """A week at an enterprise, and how much of it is written."""

    name: str
    url: str
    shape: str
    said: str
    running: int


def week_line(presence: Any, monday: dt.date, running: int, written: int) -> WeekLine:
    """`8 af 8 skrevet`."""
    now = monday == weeks.monday(timezone.localdate())
    shape = "ok" if running == written else "todo" if now else "now"
    said = f"{danish.out_of(written, running)} skrevet" if running else "Ingen forløb"
    return WeekLine(week_name(monday), week_url(presence, monday), shape if running else "plain", said, running)


class _OfAttendance(Door):
    """Courses whose attendance one may write."""

    model = Course
    permission = RECORD

    def visible(self) -> QuerySet:
        return Course.objects.with_attendance_for(self.request.access)


class AttendanceStart(_OfAttendance):
    """Which of the last weeks lack something, enterprise by enterprise."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        mondays = reads.latest_mondays(timezone.localdate(), WEEKS_SHOWN)
        places: dict[Any, list[Any]] = {}
        for course in reads.in_weeks(self.visible(), mondays[-1], mondays[0]):
            places.setdefault(course.presence, []).append(course)
        shown = [
            (presence, [week_line(presence, monday, *reads.weeks_told(courses, monday)) for monday in mondays])
            for presence, courses in sorted(places.items(), key=lambda pair: str(pair[0].enterprise))
        ]
        lines = [line for _, told in shown for line in told if line.running]
        # this week is not over, so what lacks of an earlier one goes first
        first = next((line.url for shape in ("now", "todo") for line in lines if line.shape == shape), "")
        context = {"title": "Fremmøde", "places": shown, "first": first}
        context |= attendance_tabs(self.request.access, "agreements:attendance")
        return render(request, "agreements/attendance_start.html", context)


class AttendanceWeekPage(_OfAttendance):
    """One week. What is typed is never lost: errors and what somebody else saved stand beside their rows."""

    def the_presence(self) -> Presence:
        """An enterprise where one has courses; else there is no such page."""
        places = Presence.objects.select_related("enterprise", "municipality")
        found = get_object_or_404(places, pk=self.kwargs["pk"], pk__in=self.visible().values("presence"))
        self.allow(self.permission)
        return found

    def the_monday(self) -> dt.date:
        """A week that has begun; a week ahead has no page."""
        try:
            monday = weeks.monday_of(self.kwargs["year"], self.kwargs["week"])
        except ValueError:
            raise Http404 from None
        if monday > timezone.localdate():
            raise Http404
        return monday

    def rows(self, presence: Presence, monday: dt.date, data: Any = None) -> list[WeekRow]:
        """A form for each course that runs in the week."""
        found = []
        for course in reads.week_rows(self.visible().filter(presence=presence), monday):
            there = course.written[0] if course.written else None
            found.append(
                WeekRow(
                    data,
                    course=course,
                    written=hours_of(there) if there else None,
                    version=there.version if there else 0,
                    expected=course.expected,
                )
            )
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        presence, monday = self.the_presence(), self.the_monday()
        return self.page(presence, monday, self.rows(presence, monday))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        presence, monday = self.the_presence(), self.the_monday()
        forms = self.rows(presence, monday, request.POST)
        if [form for form in forms if not form.is_valid()]:  # all are looked at, so that all errors are told at once
            return self.page(presence, monday, forms, status=422)
        changed = [form for form in forms if form.has_changed()]
        entries = [WeekEntry(form.course, form.expected_version, form.cleaned_data["hours"]) for form in changed]
        try:
            record_week(self.request.access, monday=monday, entries=entries)
        except WeekRefused as refusal:
            return self.refused(presence, monday, refusal)
        self.say(changed, monday)
        return HttpResponseRedirect(week_url(presence, monday))

    def refused(self, presence: Presence, monday: dt.date, refusal: WeekRefused) -> HttpResponse:
        """The page as it was sent. A row that somebody else wrote meanwhile shows theirs, and is saved over it only when it
        is sent once more.
        """
        data = self.request.POST.copy()
        for pk, found in refusal.conflicts.items():
            current: Any = found.current
            data[f"d{pk}-version"] = str(current.version)
        forms = self.rows(presence, monday, data)
        for form in forms:
            form.is_valid()
            if (error := refusal.errors.get(form.course.pk)) is not None:
                blame(form, error)
            if (conflict := refusal.conflicts.get(form.course.pk)) is not None:
                form.add_error("attended", self.told(conflict))
        return self.page(presence, monday, forms, status=409 if refusal.conflicts else 422)

    def told(self, conflict: Conflict) -> ValidationError:
        """`Anna Holm gemte imens: 15 af 20 timer, 5 timer udeblevet. …`"""
        theirs = hours_of(conflict.current)  # type: ignore[arg-type]  # the conflicts of a week are about weeks
        return ValidationError(
            f"{conflict.by or 'En anden'} gemte imens: {theirs}. Gem igen, hvis det, du har skrevet, skal stå i stedet."
        )

    def say(self, changed: list[WeekRow], monday: dt.date) -> None:
        """What happened, and that nothing happened."""
        if changed:
            participants = danish.count(len(changed), "deltager", "deltagere")
            messages.success(self.request, f"Fremmødet er gemt for {participants}.")
            if sent := reads.sheets_told([form.course for form in changed], monday):
                told = danish.count(sent, "fremmødeseddel, der er sendt", "fremmødesedler, der er sendt")
                messages.warning(self.request, f"Ugen er med i {told}. Åbn fremmødesedlen, hvis den skal sendes igen.")
        else:
            messages.info(self.request, "Der var ikke skrevet noget nyt.")

    def page(self, presence: Presence, monday: dt.date, forms: list[WeekRow], status: int = 200) -> HttpResponse:
        access = self.request.access
        written = sum(form.written is not None for form in forms)
        earlier, later = monday - WEEK, monday + WEEK
        context = {
            "title": f"Fremmøde i uge {monday.isocalendar().week}",
            "presence": presence,
            "dates": weeks.week_said(monday),
            "forms": forms,
            "written": written,
            "earlier": (week_name(earlier), week_url(presence, earlier)),
            "later": None if later > timezone.localdate() else (week_name(later), week_url(presence, later)),
            "others": list(self.others(presence, monday)),
        } | attendance_tabs(access, "agreements:attendance")
        return render(self.request, "agreements/attendance_week.html", context, status=status)

    def others(self, presence: Presence, monday: dt.date) -> Iterable[WeekLine]:
        """The latest weeks at the enterprise."""
        mondays = reads.latest_mondays(timezone.localdate(), WEEKS_SHOWN)
        courses = list(reads.in_weeks(self.visible().filter(presence=presence), mondays[-1], mondays[0]))
        for one in mondays:
            if one != monday:
                yield week_line(presence, one, *reads.weeks_told(courses, one))
