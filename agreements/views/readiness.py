"""Klar til job: noted, corrected, the consent withdrawn. It stands on the participant's page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.audit.chain import record_read
from socialportal.common import danish
from socialportal.common.pages import Door

from ..forms.readiness import ReadinessForm, WithdrawConsentForm
from ..models import Participant, Readiness
from ..services import readiness as services
from .doors import OnTheWay, Trail, WorkAdd, WorkEdit, WorkRemove, WorkVerb, trail_of

EDIT = "agreements.edit_participant"


class ReadinessAdd(WorkAdd):
    """A participant is ready from a day on."""

    model = Readiness
    permission = EDIT
    form_class = ReadinessForm
    service = staticmethod(services.note_readiness)
    title = "Notér, at deltageren er klar til job"
    submit_text = "Notér"
    done_text = "Det er noteret, at deltageren er klar til job."

    def participant(self) -> Participant:
        """The one of the address."""
        if not hasattr(self, "_participant"):
            opened: Any = _Participants()
            opened.request, opened.kwargs = self.request, self.kwargs
            self._participant = opened.the_record()
        return self._participant

    def start(self) -> Readiness:
        return Readiness(participant=self.participant(), ready_from=timezone.localdate())

    def trail(self, record: Any) -> Trail:
        return trail_of("Deltagere", "agreements:participants", self.participant())

    def cancel_url(self, record: Any) -> str:
        return self.participant().get_absolute_url()


class _Participants(Door):
    """Those whose readiness one may note."""

    model = Participant
    permission = EDIT


class _OfReadiness(OnTheWay):
    """Pages of one participant's readiness."""

    model = Readiness
    permission = EDIT

    def visible(self) -> QuerySet:
        """With the participant."""
        rows: Any = super().visible()
        return rows.filter(participant__deleted_at=None).select_related("participant__municipality")

    def trail(self, record: Readiness) -> Trail:
        """From the participant."""
        return trail_of("Deltagere", "agreements:participants", record.participant)


class ReadinessEdit(_OfReadiness, WorkEdit):
    """What the participant can now."""

    form_class = ReadinessForm
    change = staticmethod(services.correct_readiness)
    title = "Ret klar til job"
    remove_url_name = "agreements:readiness-remove"
    remove_text = "Slet, at deltageren er klar til job"

    def the_record(self) -> Readiness:
        """Opening it shows considerations, and is noted."""
        record: Readiness = super().the_record()
        record_read(self.request.access, record.participant, purpose="klar til job")
        return record


class ReadinessWithdraw(_OfReadiness, WorkVerb):
    """The consent is taken back."""

    form_class = WithdrawConsentForm
    title = "Træk samtykket tilbage"
    lead = "De noterede skånehensyn slettes med det samme og kan ikke hentes tilbage. Timer, kompetencer og sted bliver stående."
    submit_text = "Træk samtykket tilbage"
    done_text = "Samtykket er trukket tilbage, og skånehensynene er slettet."

    def act(self, record: Readiness, data: dict[str, Any], version: int) -> Readiness:
        return services.withdraw_consent(self.request.access, record, expected_version=version)


class ReadinessRemove(_OfReadiness, WorkRemove):
    """It was noted by mistake."""

    service = staticmethod(services.remove_readiness)
    title = "Slet, at deltageren er klar til job?"

    def losses(self, record: Readiness) -> list[str]:
        return [f"Klar fra {danish.date(record.ready_from)}, med timer, kompetencer og eventuelle skånehensyn"]

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url()


def readiness_of(participant: Participant) -> dict[str, Any]:
    """What the participant's page shows of it. Considerations only while there is a consent."""
    found: Any = Readiness.objects.filter(participant=participant).prefetch_related("competences", "considerations")
    ready = found.first()
    if ready is None:
        return {"add_url": reverse("agreements:readiness-add", args=[participant.pk])}
    today = timezone.localdate()
    return {
        "record": ready,
        "is_over": ready.ready_until is not None and ready.ready_until <= today,
        "hours": hours_said(ready),
        "considerations": list(ready.considerations.all()) if ready.consent_on else [],
    }


def hours_said(record: Any) -> str:
    """`10 til 15 timer`, `15 timer`; of a need or of somebody who is ready."""
    if record.hours_from == record.hours_to:
        return danish.count(record.hours_to, "time", "timer")
    return f"{danish.number(record.hours_from)} til {danish.number(record.hours_to)}{danish.NO_BREAK}timer"
