"""Handleplan of a collaboration: its steps, each done with one button and taken up again with another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from socialportal.common.pages import Door
from socialportal.common.records import Conflict

from ..forms.collaboration import StepForm
from ..models import ActionStep, Collaboration
from ..services import action_plan as services
from .collaboration import EDIT
from .doors import OnTheWay, Trail, WorkAdd, WorkEdit, WorkRemove, trail_of


class _OfStep(OnTheWay):
    """Pages of one step."""

    model = ActionStep
    permission = EDIT

    def visible(self) -> QuerySet:
        """Those of visible collaborations."""
        mine: Any = Collaboration.objects.visible_to(self.request.access)
        rows = ActionStep.objects.filter(collaboration__in=mine)
        return rows.select_related(
            "collaboration__presence__enterprise", "collaboration__presence__municipality", "collaboration__partner"
        )

    def trail(self, record: Any) -> Trail:
        """From the collaboration."""
        return trail_of("Samarbejder", "agreements:collaborations", record.collaboration)

    def done_url(self, record: Any) -> str:
        """The plan, where the step stands."""
        return f"{record.collaboration.get_absolute_url()}#handleplan"

    def cancel_url(self, record: Any) -> str:
        """Back to the plan."""
        return self.done_url(record)


class StepAdd(_OfStep, WorkAdd):
    """A new step."""

    form_class = StepForm
    service = staticmethod(services.add_step)
    title = "Nyt trin i handleplanen"
    submit_text = "Tilføj trinnet"
    done_text = "Trinnet står i handleplanen."

    def start(self) -> ActionStep:
        mine: Any = Collaboration.objects.visible_to(self.request.access)
        related = mine.select_related("presence__enterprise", "presence__municipality", "partner")
        return ActionStep(collaboration=get_object_or_404(related, pk=self.kwargs["pk"]))


class StepEdit(_OfStep, WorkEdit):
    """Rettelse."""

    form_class = StepForm
    change = staticmethod(services.correct_step)
    title = "Ret trinnet: {record}"
    done_text = "Trinnet er rettet."
    remove_url_name = "agreements:step-remove"
    remove_text = "Slet trinnet"


class StepRemove(_OfStep, WorkRemove):
    """Into the trash."""

    service = staticmethod(services.remove_step)


class _StepButton(_OfStep, Door):
    """One button, which carries the version that was seen."""

    http_method_names = ["post"]
    done_text = ""

    def act(self, record: ActionStep, version: int) -> None:
        """Calls the service."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        sent = request.POST.get("version", "")
        try:
            self.act(record, int(sent) if sent.isdecimal() else 0)
        except Conflict:
            messages.warning(request, "En anden har ændret trinnet imens. Se det igennem, og prøv igen.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.done_text)
        return HttpResponseRedirect(self.done_url(record))


class StepDone(_StepButton):
    """Done today; another day can be written by correcting it."""

    done_text = "Trinnet er gjort."

    def act(self, record: ActionStep, version: int) -> None:
        services.finish_step(self.request.access, record, done_on=timezone.localdate(), expected_version=version)


class StepTakeUp(_StepButton):
    """Not done after all."""

    done_text = "Trinnet står igen som ikke gjort."

    def act(self, record: ActionStep, version: int) -> None:
        services.take_up_step(self.request.access, record, expected_version=version)
