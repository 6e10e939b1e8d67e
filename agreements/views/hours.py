"""Timer og intensitet, step by step, of a job and of a course."""

from typing import Any

from django.db.models import QuerySet

from socialportal.common import danish

from ..forms.placement import CourseHoursForm, HoursForm
from ..models import CourseHours, HoursStep, Placement
from ..services import course_hours
from ..services import placement as services
from .doors import OnTheWay, Trail, WorkAdd, WorkEdit, WorkRemove, trail_of
from .of_course import PartAdd, PartOfCourse
from .placement import EDIT, OfPlacement


class _Add(WorkAdd):
    """Ændring fra en dato: new hours from a day on."""

    title = "Registrér nye timer"
    lead = "De hidtidige timer bliver stående for tiden før. Er de skrevet forkert, så ret dem i stedet."
    submit_text = "Registrér timerne"
    done_text = "De nye timer er registreret."


class _Edit(WorkEdit):
    """Rettelse: it was always so."""

    title = "Ret timer og intensitet"
    lead = "En rettelse siger, at det hele tiden var sådan. Er timerne ændret, så registrér nye timer fra den dag."
    remove_text = "Slet disse timer"


class _Remove(WorkRemove):
    """A step that was entered by mistake."""

    title = "Slet disse timer?"

    def losses(self, record: Any) -> list[str]:
        hours = danish.count(record.hours_per_week, "time", "timer")
        return [f"{hours} om ugen, {danish.number(record.intensity)} %, fra {danish.date(record.valid_from)}"]

    def done_url(self, record: Any) -> str:
        return str(record.get_absolute_url())


# --- Of a job ---------------------------------------------------------------------------------------------------------
class _OfHours(OnTheWay):
    """Pages of one step."""

    model = HoursStep
    permission = EDIT

    def visible(self) -> QuerySet:
        """Those of visible jobs."""
        jobs: Any = Placement.objects.visible_to(self.request.access)
        rows = HoursStep.objects.filter(placement__in=jobs)
        return rows.select_related("placement__type", "placement__presence__enterprise")

    def trail(self, record: HoursStep) -> Trail:
        """From the job."""
        return trail_of("Job", "agreements:placements", record.placement)


class HoursAdd(_Add):
    """A step of the job of the address."""

    model = HoursStep
    permission = EDIT
    form_class = HoursForm
    service = staticmethod(services.add_hours_step)

    def placement(self) -> Placement:
        """The job of the address."""
        if not hasattr(self, "_placement"):
            opened = OfPlacement()
            opened.request, opened.kwargs = self.request, self.kwargs
            self._placement = opened.the_record()
        return self._placement

    def start(self) -> HoursStep:
        return HoursStep(placement=self.placement())

    def trail(self, record: Any) -> Trail:
        return trail_of("Job", "agreements:placements", self.placement())

    def cancel_url(self, record: Any) -> str:
        return self.placement().get_absolute_url()


class HoursEdit(_OfHours, _Edit):
    """Rettelse of a job's step."""

    form_class = HoursForm
    change = staticmethod(services.correct_hours_step)
    remove_url_name = "agreements:hours-remove"


class HoursRemove(_OfHours, _Remove):
    """A job's step."""

    service = staticmethod(services.remove_hours_step)


# --- Of a course --------------------------------------------------------------------------------------------------------
class CourseHoursAdd(_Add, PartAdd):
    """A step of the course of the address."""

    model = CourseHours
    form_class = CourseHoursForm
    service = staticmethod(course_hours.add_course_hours)


class CourseHoursEdit(PartOfCourse, _Edit):
    """Rettelse of a course's step."""

    model = CourseHours
    form_class = CourseHoursForm
    change = staticmethod(course_hours.correct_course_hours)
    remove_url_name = "agreements:course-hours-remove"


class CourseHoursRemove(PartOfCourse, _Remove):
    """A course's step."""

    model = CourseHours
    service = staticmethod(course_hours.remove_course_hours)
