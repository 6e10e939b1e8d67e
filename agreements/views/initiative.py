"""Initiativer, and the enterprises that take part in them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.pages import RecordPage

from ..filters import InitiativeFilter
from ..forms.together import EndInitiativeForm, InitiativeForm, JoinForm, LeaveForm, ParticipationForm
from ..models import Initiative, Participation
from ..services import initiative as services
from ..tables import InitiativeTable
from .doors import HISTORY_SHOWN, TOGETHER, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, WorkVerb, trail_of

EDIT = "agreements.edit_initiative"


class InitiativeList(WorkList):
    """Common efforts, and how many take part."""

    model = Initiative
    filter_class = InitiativeFilter
    table_class = InitiativeTable
    title = "Initiativer"
    tabs, tab, tabs_label = TOGETHER, "agreements:initiatives", "Aftaler og samarbejder"
    counted = ("initiativ", "initiativer")
    empty_text = "Her kommer fælles indsatser, som flere virksomheder er med i, fx ”Borger i job”."
    create_url_name = "agreements:initiative-add"
    create_text = "Opret initiativ"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def rows(self) -> QuerySet:
        today = timezone.localdate()
        here = Q(participations__deleted_at=None) & (
            Q(participations__valid_from=None) | Q(participations__valid_from__lte=today)
        )
        here &= Q(participations__valid_to=None) | Q(participations__valid_to__gte=today)
        return self.visible().annotate(taking_part=Count("participations", filter=here))


class _OfInitiative(OnTheWay):
    """Pages of one initiative."""

    model = Initiative
    permission = EDIT

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Initiativer", "agreements:initiatives", *([record] if record.pk else []))


class InitiativeAdd(_OfInitiative, WorkAdd):
    """A new one."""

    form_class = InitiativeForm
    service = staticmethod(services.start_initiative)
    title = "Opret initiativ"
    submit_text = "Opret initiativ"
    list_url_name = "agreements:initiatives"

    def start(self) -> Initiative:
        return Initiative(municipality_id=self.request.access.municipality_id)


class InitiativeEdit(_OfInitiative, WorkEdit):
    """Rettelse."""

    form_class = InitiativeForm
    change = staticmethod(services.correct_initiative)
    remove_url_name = "agreements:initiative-remove"
    remove_text = "Slet initiativet"


class InitiativeEnd(_OfInitiative, WorkVerb):
    """Its last day."""

    form_class = EndInitiativeForm
    title = "Afslut {record}"
    lead = "De virksomheder, der er med, får samme sidste dag."
    submit_text = "Afslut initiativet"
    done_text = "Initiativets sidste dag er noteret."

    def act(self, record: Initiative, data: dict[str, Any], version: int) -> Initiative:
        return services.end_initiative(
            self.request.access, record, ended_on=data["ended_on"], expected_version=version, reason=data["reason"]
        )


class InitiativeRemove(_OfInitiative, WorkRemove):
    """Into the trash."""

    service = staticmethod(services.remove_initiative)

    def losses(self, record: Initiative) -> list[str]:
        joined, jobs = record.participations.count(), record.placements.count()
        told = [f"{danish.count(joined, 'virksomheds', 'virksomheders')} deltagelse"] if joined else []
        return told + ([f"Henvisningen til initiativet fra {danish.count(jobs, 'job', 'job')}"] if jobs else [])

    def done_url(self, record: Any) -> str:
        return reverse("agreements:initiatives")


class InitiativePage(RecordPage):
    """Who takes part, since when?"""

    model = Initiative
    permission = "agreements.view_initiative"
    template_name = "agreements/initiative_page.html"

    def visible(self) -> QuerySet:
        rows = Participation.objects.select_related("presence__enterprise").order_by(
            "valid_to", "presence__enterprise__name"
        )
        return super().visible().prefetch_related(Prefetch("participations", rows))

    def lead(self, record: Initiative) -> str:
        today = timezone.localdate()
        here = sum(1 for one in record.participations.all() if one.holds_on(today))
        return f"{danish.capital(danish.count(here, 'virksomhed', 'virksomheder'))} er med nu."

    def texts(self, record: Initiative) -> Iterable[tuple[str, str]]:
        yield "Om initiativet", record.description

    def actions(self, record: Initiative) -> Iterable[tuple[str, str]]:
        if self.may(EDIT, record):
            if not record.valid_to:
                yield "Tilføj en virksomhed", reverse("agreements:participation-add", args=[record.pk])
            yield "Ret initiativet", reverse("agreements:initiative-edit", args=[record.pk])
            if not record.valid_to:
                yield "Afslut", reverse("agreements:initiative-end", args=[record.pk])

    def facts(self, record: Initiative) -> Iterable[tuple[str, Any]]:
        yield "Begyndte", record.since
        if record.valid_to:
            yield "Slutter", danish.date(record.valid_to)
        counted = [
            text
            for is_so, text in (
                (record.participants_counted, "De virksomheder, der er med"),
                (record.starts_counted, "Opstarter i året, mod et mål"),
            )
            if is_so
        ]
        yield "Tælles i årsrapporten", counted or "Nej"
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def events(self, record: Initiative) -> Iterable[Any]:
        return history_of([record, *record.participations.all()], HISTORY_SHOWN)

    def more(self, record: Initiative) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "trail": trail_of("Initiativer", "agreements:initiatives"),
            "participations": [(one, one.holds_on(today)) for one in record.participations.all()],
            "any_left": any(one.valid_to for one in record.participations.all()),
            "may_edit": self.may(EDIT, record),
        }


# --- Who takes part -----------------------------------------------------------------------------------------------------
class ParticipationAdd(WorkAdd):
    """An enterprise joins."""

    model = Participation
    permission = EDIT
    form_class = JoinForm
    service = staticmethod(services.join_initiative)
    title = "Tilføj en virksomhed"
    submit_text = "Tilføj"
    done_text = "{record.presence.enterprise} er med i initiativet."

    def start(self) -> Participation:
        visible: Any = Initiative.objects.visible_to(self.request.access)
        return Participation(initiative=get_object_or_404(visible, pk=self.kwargs["pk"]))

    def trail(self, record: Any) -> Trail:
        return trail_of("Initiativer", "agreements:initiatives", record.initiative)

    def cancel_url(self, record: Any) -> str:
        return record.initiative.get_absolute_url()


class _OfParticipation(OnTheWay):
    """Pages of one participation."""

    model = Participation
    permission = EDIT

    def visible(self) -> QuerySet:
        """With who and what."""
        return super().visible().select_related("initiative", "presence__enterprise", "presence__municipality")

    def trail(self, record: Any) -> Trail:
        """From the initiative."""
        return trail_of("Initiativer", "agreements:initiatives", record.initiative)


class ParticipationEdit(_OfParticipation, WorkEdit):
    """Rettelse of the dates."""

    form_class = ParticipationForm
    change = staticmethod(services.correct_participation)
    title = "Ret: {record}"
    remove_url_name = "agreements:participation-remove"
    remove_text = "Virksomheden har aldrig været med: slet"


class ParticipationEnd(_OfParticipation, WorkVerb):
    """The enterprise leaves."""

    form_class = LeaveForm
    title = "{record.presence.enterprise} går ud af {record.initiative}"
    submit_text = "Gem sidste dag"
    done_text = "Den sidste dag er noteret."

    def act(self, record: Participation, data: dict[str, Any], version: int) -> Participation:
        return services.leave_initiative(
            self.request.access, record, left_on=data["ended_on"], expected_version=version, reason=data["reason"]
        )


class ParticipationRemove(_OfParticipation, WorkRemove):
    """It was never so."""

    service = staticmethod(services.remove_participation)

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url()
