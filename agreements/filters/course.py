"""Filters of participants and courses."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ..models import (
    Course,
    Participant,
)
from ..queries.records import in_plan_state
from ..tabulate import PlanState
from .base import ALL, ENDED, RUNNING, OnDayFilter, day_filter, own_agreements, own_teams


class ParticipantFilter(filters.FilterSet):
    """By number, team and whether they are in a course."""

    q = filters.CharFilter(label="Deltagernummer eller sagshenvisning", method="search")
    hold = filters.ModelChoiceFilter(label="Team", queryset=lambda request: own_teams(request), field_name="team")
    forloeb = filters.ChoiceFilter(
        label="Forløb",
        choices=[("i-gang", "I et forløb nu"), ("ingen", "Ikke i et forløb nu")],
        method="in_course",
        empty_label="Alle",
    )

    class Meta:
        model = Participant
        fields: list[str] = []

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(number__icontains=value.strip()) | Q(case_reference__icontains=value.strip()))

    def in_course(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        running = Exists(Course.objects.filter(participant=OuterRef("pk")).running_on(timezone.localdate()))
        return rows.filter(running if value == "i-gang" else ~running)


class CourseFilter(OnDayFilter):
    """Courses by agreement, state, plan and number; on a day."""

    q = filters.CharFilter(label="Deltagernummer", method="search")
    aftale = filters.ModelChoiceFilter(
        label="Aftale",
        queryset=lambda request: own_agreements(request),
        field_name="agreement",
        empty_label="Alle",
    )
    status = filters.ChoiceFilter(
        label="Status",
        choices=[(RUNNING, "I gang"), (ENDED, "Afsluttet"), (ALL, "Alle")],
        method="in_state",
        empty_label=None,
        initial=RUNNING,
    )
    plan = filters.ChoiceFilter(
        label="Individuel plan",
        choices=[
            (PlanState.IN_PROGRESS, "Uden plan endnu"),
            (PlanState.MADE, "Har plan"),
            (PlanState.NONE, "Ingen plan, med grund"),
        ],
        method="with_plan",
        empty_label="Alle",
    )
    noget = filters.ChoiceFilter(
        label="Venter på noget",
        choices=[("moede", "Opfølgning ønsket"), ("pause", "Holder pause")],
        method="waiting",
        empty_label="Alle",
    )
    dag = day_filter()

    class Meta:
        model = Course
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows: Any = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("status") or RUNNING
        if state == RUNNING:
            # those agreed for later are on their way, and shown with the day they begin
            rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=self.day))
            if self.form.cleaned_data.get("dag"):
                rows = rows.begun_by(self.day)
        elif state == ENDED:
            rows = rows.filter(ended_on__lte=self.day)
        if self.form.cleaned_data.get("noget") == "pause":
            rows = rows.paused_on(self.day)
        plan = self.form.cleaned_data.get("plan")
        return rows.filter(in_plan_state(PlanState(plan), self.day)) if plan else rows

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(participant__number__icontains=value.strip())

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def with_plan(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def waiting(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.with_meeting_asked().filter(meeting_asked=True) if value == "moede" else rows  # type: ignore[attr-defined]


class KeyCardFilter(filters.FilterSet):
    """Whose key cards are printed: a team's or an agreement's."""

    hold = filters.ModelChoiceFilter(
        label="Team", queryset=lambda request: own_teams(request), field_name="participant__team", empty_label="Alle"
    )
    aftale = filters.ModelChoiceFilter(
        label="Aftale", queryset=lambda request: own_agreements(request), field_name="agreement", empty_label="Alle"
    )

    class Meta:
        model = Course
        fields: list[str] = []
