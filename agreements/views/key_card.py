"""Nøglekort: a printed card with a participant's number and an empty line for the name, which is written by hand. Nothing that
says who a number is can be typed here, so that nothing of the kind can be sent or stored.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.audit.chain import record_read
from socialportal.common.pages import Door

from ..filters import KeyCardFilter
from ..models import Course, Participant
from .doors import COURSES, LIST, trail_of


class KeyCards(Door):
    """The cards of those in a course now, of a team or an agreement."""

    permission = LIST
    model = Participant

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        running: Any = Course.objects.visible_to(self.request.access)
        rows = running.running_on(timezone.localdate()).select_related("participant", "presence__enterprise")
        filtering = KeyCardFilter(request.GET, queryset=rows.order_by("participant__number"), request=request)
        found = list(filtering.qs) if filtering.is_valid() else []
        cards = [(course.participant.number, course.presence.enterprise) for course in found]
        tabs = [(text, reverse(name), name == "agreements:key-cards") for text, name in COURSES]
        context = {"title": "Nøglekort", "filter": filtering, "cards": cards, "tabs": tabs}
        return render(request, "agreements/key_cards.html", context | {"tabs_label": "Forløb og deltagere"})


class KeyCard(Door):
    """One participant's card."""

    permission = "agreements.view_participant"
    model = Participant

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record: Any = self.the_record()
        record_read(self.request.access, record, purpose="nøglekort")
        today = timezone.localdate()
        courses = record.courses.running_on(today).select_related("presence__enterprise")
        course = courses.order_by("started_on").first()
        cards = [(record.number, course.presence.enterprise if course else "")]
        trail = trail_of("Deltagere", "agreements:participants", record)
        return render(request, "agreements/key_cards.html", {"title": "Nøglekort", "cards": cards, "trail": trail})
