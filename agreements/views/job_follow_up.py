"""Opfølgninger of a job: noted, corrected, removed."""

from typing import Any

from django.db.models import QuerySet

from socialportal.common import danish

from ..forms.placement import JobFollowUpForm
from ..models import JobFollowUp, Placement
from ..services import job_follow_up as services
from .doors import OnTheWay, Trail, WorkAdd, WorkEdit, WorkRemove, trail_of
from .placement import EDIT, OfPlacement


class JobFollowUpAdd(WorkAdd):
    """One that was held."""

    model = JobFollowUp
    permission = EDIT
    form_class = JobFollowUpForm
    service = staticmethod(services.note_follow_up)
    title = "Notér en opfølgning"
    lead = "Skriv den, når den er holdt. Hvad der blev talt om, hører til i kommunens sagssystem."
    submit_text = "Gem opfølgningen"
    done_text = "Opfølgningen er noteret."

    def placement(self) -> Placement:
        """The job of the address."""
        if not hasattr(self, "_placement"):
            opened = OfPlacement()
            opened.request, opened.kwargs = self.request, self.kwargs
            self._placement = opened.the_record()
        return self._placement

    def start(self) -> JobFollowUp:
        return JobFollowUp(placement=self.placement())

    def trail(self, record: Any) -> Trail:
        return trail_of("Job", "agreements:placements", self.placement())

    def cancel_url(self, record: Any) -> str:
        return self.placement().get_absolute_url()


class _OfFollowUp(OnTheWay):
    """Pages of one follow-up."""

    model = JobFollowUp
    permission = EDIT

    def visible(self) -> QuerySet:
        """Those of visible jobs."""
        jobs: Any = Placement.objects.visible_to(self.request.access)
        return JobFollowUp.objects.filter(placement__in=jobs).select_related(
            "placement__type", "placement__presence__enterprise"
        )

    def trail(self, record: JobFollowUp) -> Trail:
        """From the job."""
        return trail_of("Job", "agreements:placements", record.placement)


class JobFollowUpEdit(_OfFollowUp, WorkEdit):
    """Rettelse."""

    form_class = JobFollowUpForm
    change = staticmethod(services.correct_follow_up)
    title = "Ret opfølgningen"
    remove_url_name = "agreements:job-follow-up-remove"
    remove_text = "Slet opfølgningen"


class JobFollowUpRemove(_OfFollowUp, WorkRemove):
    """It was never held."""

    service = staticmethod(services.remove_follow_up)
    title = "Slet opfølgningen?"

    def losses(self, record: JobFollowUp) -> list[str]:
        return [
            f"{record.get_kind_display()} {danish.date(record.held_on)}",
            "Fristen, den svarede på, kommer tilbage.",
        ]

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url()
