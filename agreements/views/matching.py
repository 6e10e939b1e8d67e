"""Bring sammen: needs beside the people who are ready, for a human to bring together.

Nobody is scored and nothing is ranked: both lists stand by date. What is left out is told in words on the page.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.accounts.access import Access
from socialportal.audit.chain import records_read
from socialportal.common import danish
from socialportal.common.pages import Door

from ..forms.matching import MatchForm
from ..models import Agreement, JobNeed, Readiness
from .job_tabs import job_tabs
from .readiness import hours_said

SHOWN = 50


class Matching(Door):
    """Who could do what, when?"""

    permission = "agreements.match"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        access: Access = request.access  # type: ignore[attr-defined]
        form, today = MatchForm(request.GET), timezone.localdate()
        need = need_named(access, request.GET.get("behov", ""))
        needs, people = self.needs(access, form), self.people(access, form, need, today)
        records_read(access, [one.participant for one in people], purpose="bring sammen")
        context = {
            "title": "Bring sammen",
            "filter": SimpleNamespace(form=form),
            "active_filters": form.active,
            "need": need,
            "need_hours": hours_said(need) if need else "",
            "rule": left_out(need, today) if need else "",
            "needs": [(one, hours_said(one), self.chosen_url(one)) for one in needs],
            "people": [self.row(one, need) for one in people],
            "needs_said": danish.count(len(needs), "åbent behov", "åbne behov"),
            "people_said": danish.count(len(people), "deltager", "deltagere"),
            "cut": SHOWN if max(len(needs), len(people)) == SHOWN else 0,
            "without_need_url": f"?{self.query(behov=None)}",
        }
        return render(request, "agreements/matching_page.html", context | job_tabs(access, "agreements:matching"))

    def query(self, **changed: Any) -> str:
        """The address's query with values put in or (None) taken out."""
        query = self.request.GET.copy()
        for name, value in changed.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        return query.urlencode()

    def chosen_url(self, need: JobNeed) -> str:
        """The same page about one need."""
        return f"?{self.query(behov=need.pk)}"

    def needs(self, access: Access, form: MatchForm) -> list[JobNeed]:
        """Open ones of the municipality, the first one first."""
        if not form.is_valid():
            return []
        rows: Any = JobNeed.objects.visible_to(access)
        rows = form.narrowed(rows.filter(closed_on=None))
        if latest := form.cleaned_data.get("senest"):
            rows = rows.filter(wanted_from__lte=latest)
        rows = rows.select_related("presence__enterprise").prefetch_related("competences", "support")
        return list(rows.order_by("wanted_from", "pk").distinct()[:SHOWN])

    def people(self, access: Access, form: MatchForm, need: JobNeed | None, today: dt.date) -> list[Readiness]:
        """Participants of one's own teams who are ready, the one who has been so longest first."""
        if not form.is_valid():
            return []
        rows: Any = Readiness.objects.visible_to(access)
        rows = form.narrowed(rows.filter(participant__deleted_at=None).not_over(today))
        if latest := form.cleaned_data.get("senest"):
            rows = rows.filter(ready_from__lte=latest)
        if need is not None:
            rows = _who_could(need, rows, today)
        rows = rows.select_related("participant__team").prefetch_related("competences", "considerations")
        return list(rows.order_by("ready_from", "pk").distinct()[:SHOWN])

    def row(self, ready: Readiness, need: JobNeed | None) -> dict[str, Any]:
        """What is shown of one: considerations only while there is a consent."""
        wanted = {word.pk for word in need.competences.all()} if need else set()
        query = {"deltager": ready.participant.pk} | ({"behov": need.pk} if need else {})
        return {
            "participant": ready.participant,
            "ready": ready,
            "hours": hours_said(ready),
            "competences": [(word, word.pk in wanted) for word in ready.competences.all()],
            "considerations": list(ready.considerations.all()) if ready.consent_on else [],
            "course_url": f"{reverse('agreements:course-start')}?{urlencode(query)}",
            "job_url": f"{reverse('agreements:placement-add')}?{urlencode(query)}",
        }


def _who_could(need: JobNeed, rows: Any, today: dt.date) -> QuerySet:
    """Ready when the work begins, for some of its hours, and with one of its competences when it asks for any."""
    rows = rows.ready_on(max(need.wanted_from, today))
    rows = rows.filter(hours_from__lte=need.hours_to, hours_to__gte=need.hours_from)
    words = [word.pk for word in need.competences.all()]
    return rows.filter(competences__in=words) if words else rows


def left_out(need: JobNeed, today: dt.date) -> str:
    """The rule of `_who_could`, told."""
    told = [
        f"er klar {danish.date(max(need.wanted_from, today))}",
        f"kan arbejde et timetal, der passer med {hours_said(need)} om ugen",
    ]
    if need.competences.all():
        told.append("har mindst én af opgavens kompetencer")
    return f"Vist er dem, der {danish.listing(told)}."


# --- From a pair to a course or a job ---------------------------------------------------------------------------------
def need_named(access: Access, key: str) -> JobNeed | None:
    """The open need that an address names, if one may see it."""
    rows: Any = JobNeed.objects.visible_to(access)
    rows = rows.filter(closed_on=None).select_related("presence__enterprise").prefetch_related("competences")
    return rows.filter(pk=key).first() if key.isdecimal() else None


def job_from(need: JobNeed) -> dict[str, Any]:
    """What the form of a new job knows from a need."""
    return {"presence": need.presence.pk, "started_on": need.wanted_from, "hours_per_week": need.hours_from}


def course_from(need: JobNeed) -> dict[str, Any]:
    """What the form of a new course knows from a need: the agreement with the enterprise that runs then, else the enterprise."""
    agreements: Any = Agreement.objects.filter(Q(presence=need.presence))
    agreement = agreements.active_on(need.wanted_from).order_by("number").first()
    where = {"agreement": agreement.pk} if agreement else {"presence": need.presence.pk}
    return {"started_on": need.wanted_from, **where}
