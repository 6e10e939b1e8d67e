"""A course stands still, and goes on."""

from typing import Any

from socialportal.common import danish

from ..forms.pause import PauseForm, ResumeForm
from ..models import Pause
from ..services import pause as services
from .doors import WorkEdit, WorkRemove, WorkVerb
from .of_course import PartAdd, PartOfCourse


class _OfPause(PartOfCourse):
    """Pages of one pause."""

    model = Pause


class PauseAdd(PartAdd):
    """From a day on."""

    model = Pause
    form_class = PauseForm
    service = staticmethod(services.pause_course)
    title = "Sæt forløbet for {participant} på pause"
    lead = "Deltageren beholder sin plads. Rammen og planens frist flyttes med de dage, pausen varer."
    submit_text = "Sæt på pause"
    done_text = "Pausen er noteret."


class PauseResume(_OfPause, WorkVerb):
    """The first day again."""

    form_class = ResumeForm
    title = "Sæt forløbet for {record.course.participant} i gang igen"
    submit_text = "Sæt i gang igen"
    done_text = "Forløbet er i gang igen."

    def act(self, record: Pause, data: dict[str, Any], version: int) -> Pause:
        return services.resume_course(
            self.request.access, record, resumed_on=data["resumed_on"], expected_version=version
        )


class PauseEdit(_OfPause, WorkEdit):
    """Rettelse."""

    form_class = PauseForm
    change = staticmethod(services.correct_pause)
    title = "Ret pausen"
    remove_url_name = "agreements:pause-remove"
    remove_text = "Slet pausen"


class PauseRemove(_OfPause, WorkRemove):
    """One that was entered by mistake."""

    service = staticmethod(services.remove_pause)
    title = "Slet pausen?"

    def losses(self, record: Pause) -> list[str]:
        until = f"til {danish.date(record.paused_to)}" if record.paused_to else "uden sidste dag"
        return [f"Pausen fra {danish.date(record.paused_from)} {until}. Rammen og planens frist flyttes tilbage."]
