"""Deltagere: a number, a team, courses and jobs. No name anywhere."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.audit.chain import record_read
from socialportal.audit.sentences import history
from socialportal.common import danish
from socialportal.common.pages import RecordPage

from ..filters import ParticipantFilter
from ..forms.participant import ParticipantForm
from ..models import Course, Participant
from ..services import participant as services
from ..tables import ParticipantTable
from .doors import COURSES, HISTORY_SHOWN, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, trail_of
from .readiness import readiness_of

EDIT = "agreements.edit_participant"


class ParticipantList(WorkList):
    """Those one follows."""

    model = Participant
    filter_class = ParticipantFilter
    table_class = ParticipantTable
    title = "Deltagere"
    lead = (
        "Portalen kender kun deltagerne ved et nummer. Hvem der har hvilket nummer, står på papir hos teamet "
        "og aldrig i portalen."
    )
    tabs, tab, tabs_label = COURSES, "agreements:participants", "Forløb og deltagere"
    counted = ("deltager", "deltagere")
    empty_text = "Her kommer de deltagere, dit team følger. En deltager får sit nummer, når et forløb startes."
    create_url_name = "agreements:participant-add"
    create_text = "Registrér en deltager"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def rows(self) -> QuerySet:
        running = Course.objects.filter(participant=OuterRef("pk")).running_on(timezone.localdate())
        where = Subquery(running.order_by("-started_on").values("presence__enterprise__name")[:1])
        return self.visible().select_related("team", "target_group").annotate(running_at=where)


class _OfParticipant(OnTheWay):
    """Pages of one participant."""

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Deltagere", "agreements:participants", *([record] if record.pk else []))


class ParticipantAdd(_OfParticipant, WorkAdd):
    """A new participant."""

    model = Participant
    permission = EDIT
    form_class = ParticipantForm
    service = staticmethod(services.register_participant)
    title = "Registrér en deltager"
    lead = "Portalen laver et nummer. Skriv aldrig navn eller CPR-nummer; brug nummeret her og jeres eget sagsnummer."
    submit_text = "Registrér"
    done_text = "{record} er registreret. Skriv nummeret på jeres papirnøgle nu."
    list_url_name = "agreements:participants"

    def start(self) -> Any:
        """Nothing is known yet; the service asks the rule about the team."""
        return Participant(municipality_id=self.request.access.municipality_id)

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may register anybody at all."""
        super().allow(permission)


class ParticipantEdit(_OfParticipant, WorkEdit):
    """Rettelse."""

    model = Participant
    permission = EDIT
    form_class = ParticipantForm
    change = staticmethod(services.correct_participant)
    remove_url_name = "agreements:participant-remove"
    remove_text = "Slet deltageren"


class ParticipantRemove(_OfParticipant, WorkRemove):
    """Only one without courses and jobs."""

    model = Participant
    permission = EDIT
    service = staticmethod(services.remove_participant)

    def refusal(self, record: Participant) -> str:
        return services.kept_by(record)

    def losses(self, record: Participant) -> list[str]:
        return ["Nummeret bliver ikke brugt igen."]

    def done_url(self, record: Any) -> str:
        return reverse("agreements:participants")


class ParticipantPage(RecordPage):
    """Where is this participant now, and what came before?"""

    model = Participant
    permission = "agreements.view_participant"
    template_name = "agreements/participant_page.html"

    def visible(self) -> QuerySet:
        return super().visible().select_related("team", "target_group", "municipality", "responsible", "caseworker")

    def the_record(self) -> Participant:
        """Opening it is noted."""
        record: Participant = super().the_record()
        record_read(self.request.access, record, purpose="deltagerens side")
        return record

    def courses(self, record: Participant) -> list[Course]:
        """All of them, newest first."""
        if not hasattr(self, "_courses"):
            rows = record.courses.select_related("presence__enterprise", "agreement").prefetch_related(
                "outcomes__type", "pauses"
            )
            self._courses = list(rows)
        return self._courses

    def lead(self, record: Participant) -> str:
        today = timezone.localdate()
        running = next((course for course in self.courses(record) if course.is_running_on(today)), None)
        if running and running.pause_on(today):
            return f"I forløb hos {running.presence.enterprise}, der holder pause nu."
        if running:
            return f"I forløb hos {running.presence.enterprise} siden {danish.date(running.started_on)}."
        return "Ikke i et forløb nu."

    def actions(self, record: Participant) -> Iterable[tuple[str, str]]:
        if not self.may(EDIT, record):
            return
        if all(course.ended_on for course in self.courses(record)):
            words = "Start et nyt forløb" if self.courses(record) else "Start et forløb"
            yield words, f"{reverse('agreements:course-start')}?{urlencode({'deltager': record.pk})}"
        yield "Registrér et job", f"{reverse('agreements:placement-add')}?{urlencode({'deltager': record.pk})}"
        yield "Nøglekort", reverse("agreements:key-card", args=[record.pk])
        yield "Ret", reverse("agreements:participant-edit", args=[record.pk])

    def facts(self, record: Participant) -> Iterable[tuple[str, Any]]:
        yield "Team", record.team.name
        yield "Ansvarlig konsulent", str(record.responsible or "")
        yield "Sagsbehandler", str(record.caseworker or "")
        yield "Målgruppe", danish.capital(record.target_group.name) if record.target_group else ""
        yield "Egen sagshenvisning", record.case_reference

    def events(self, record: Participant) -> Iterable[Any]:
        return history(record, HISTORY_SHOWN)

    def more(self, record: Participant) -> dict[str, Any]:
        placements = record.placements.select_related("type", "presence__enterprise").order_by("-started_on")
        return {
            "trail": trail_of("Deltagere", "agreements:participants"),
            "courses": self.courses(record),
            "placements": placements,
            "readiness": readiness_of(record),
            "may_edit": self.may(EDIT, record),
        }
