"""Descriptions of a course to those who decide: ordered, delivered, answered."""

from typing import Any

from ..forms.description import AnswerForm, DeliverForm, DescriptionForm, OrderForm
from ..models import Description
from ..services import description as services
from .doors import WorkEdit, WorkRemove, WorkVerb
from .of_course import PartAdd, PartOfCourse


class _OfDescription(PartOfCourse):
    """Pages of one description."""

    model = Description


class DescriptionOrder(PartAdd):
    """What is asked for."""

    model = Description
    form_class = OrderForm
    service = staticmethod(services.order_description)
    title = "Bestil en beskrivelse af forløbet for {participant}"
    lead = "Beskrivelsen skrives i kommunens sagssystem. Her står, hvornår den skal bruges, og hvordan det går med den."
    submit_text = "Bestil beskrivelsen"
    done_text = "Bestillingen er noteret."


class DescriptionDeliver(_OfDescription, WorkVerb):
    """The day it was delivered, the first time or again."""

    form_class = DeliverForm
    title = "Notér, at beskrivelsen er afleveret"
    submit_text = "Gem"
    done_text = "Beskrivelsen er noteret som afleveret."

    def act(self, record: Description, data: dict[str, Any], version: int) -> Description:
        return services.deliver_description(
            self.request.access, record, expected_version=version, delivered_on=data["delivered_on"]
        )


class DescriptionAnswer(_OfDescription, WorkVerb):
    """Accepted or returned."""

    form_class = AnswerForm
    title = "Notér svaret på beskrivelsen"
    submit_text = "Gem svaret"
    done_text = "Svaret er noteret."

    def act(self, record: Description, data: dict[str, Any], version: int) -> Description:
        given = {name: data[name] for name in ("answer", "answered_on", "needed_by")}
        return services.answer_description(self.request.access, record, expected_version=version, **given)


class DescriptionEdit(_OfDescription, WorkEdit):
    """Rettelse."""

    form_class = DescriptionForm
    change = staticmethod(services.correct_description)
    title = "Ret oplysningerne om beskrivelsen"
    remove_url_name = "agreements:description-remove"
    remove_text = "Slet beskrivelsen"


class DescriptionRemove(_OfDescription, WorkRemove):
    """One that was entered by mistake."""

    service = staticmethod(services.remove_description)
    title = "Slet beskrivelsen?"
