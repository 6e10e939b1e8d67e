"""Talks and meetings of a course: noted, asked for, held, called off."""

from typing import Any

from ..forms.follow_up import AskForm, CallOffForm, FollowUpForm, HeldForm, TalkForm
from ..models import FollowUp
from ..services import follow_up as services
from .doors import WorkEdit, WorkRemove, WorkVerb
from .of_course import PartAdd, PartOfCourse


class _OfFollowUp(PartOfCourse):
    """Pages of one follow-up."""

    model = FollowUp


class FollowUpAdd(PartAdd):
    """What was held without having been asked for."""

    model = FollowUp
    form_class = TalkForm
    service = staticmethod(services.note_follow_up)
    title = "Notér en opfølgning for {participant}"
    lead = "Her noteres kun, hvad der blev holdt og hvornår. Hvad der blev sagt, hører til i kommunens sagssystem."
    submit_text = "Notér opfølgningen"
    done_text = "Opfølgningen er noteret."


class FollowUpAsk(PartAdd):
    """What somebody asks for."""

    model = FollowUp
    form_class = AskForm
    service = staticmethod(services.ask_for_follow_up)
    title = "Bed om en opfølgning for {participant}"
    lead = "Et møde, der er bedt om, bliver holdt. Det står blandt fristerne, indtil det er holdt eller aflyst."
    submit_text = "Bed om opfølgningen"
    done_text = "Ønsket er noteret."


class FollowUpHeld(_OfFollowUp, WorkVerb):
    """The day it was held."""

    form_class = HeldForm
    title = "Notér, at opfølgningen er holdt"
    submit_text = "Gem"
    done_text = "Opfølgningen er noteret som holdt."
    remove_url_name = "agreements:follow-up-call-off"
    remove_text = "Aflys opfølgningen i stedet"

    def act(self, record: FollowUp, data: dict[str, Any], version: int) -> FollowUp:
        return services.hold_follow_up(self.request.access, record, expected_version=version, held_on=data["held_on"])


class FollowUpCallOff(_OfFollowUp, WorkVerb):
    """The day it was called off."""

    form_class = CallOffForm
    title = "Aflys opfølgningen"
    submit_text = "Aflys"
    done_text = "Opfølgningen er aflyst."

    def act(self, record: FollowUp, data: dict[str, Any], version: int) -> FollowUp:
        return services.call_off_follow_up(
            self.request.access, record, expected_version=version, called_off_on=data["called_off_on"]
        )


class FollowUpEdit(_OfFollowUp, WorkEdit):
    """Rettelse."""

    form_class = FollowUpForm
    change = staticmethod(services.correct_follow_up)
    title = "Ret opfølgningen"
    remove_url_name = "agreements:follow-up-remove"
    remove_text = "Slet opfølgningen"


class FollowUpRemove(_OfFollowUp, WorkRemove):
    """One that was entered by mistake."""

    service = staticmethod(services.remove_follow_up)
    title = "Slet opfølgningen?"
