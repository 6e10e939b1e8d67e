"""A reason for a deadline that is passed: never a wall, and it can be corrected while the deadline is open."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from socialportal.common.records import Record

from ..forms.delay import DelayForm
from ..models import Delay
from ..queries.deadlines import Deadline
from ..rules import FOLLOWERS
from ..services import delay as services
from .doors import OnTheWay, Trail, WorkAdd, WorkEdit


class _OfDelay(OnTheWay):
    """Pages of a reason. It exists for those for whom the deadline does, as long as that is open."""

    model = Delay
    permission = services.NOTE
    form_class = DelayForm

    def deadline(self, kind: str, about_id: int, due_on: dt.date) -> Deadline:
        """The deadline it is about; 404 where there is none for the one who asks."""
        if not hasattr(self, "_deadline"):
            try:
                self._deadline = services.the_deadline(self.request.access, kind, about_id, due_on)
            except (PermissionDenied, ValidationError) as error:
                raise Http404 from error
            self.lead = self._deadline.why
        return self._deadline

    def trail(self, record: Any) -> Trail:
        return [("Opgaver og frister", reverse("home:deadlines"))]

    def cancel_url(self, record: Any) -> str:
        return reverse("home:deadlines")

    def done_url(self, record: Any) -> str:
        """Back to the list."""
        return reverse("home:deadlines")


class DelayAdd(_OfDelay, WorkAdd):
    """The deadline is named by the address."""

    title = "Skriv, hvorfor fristen er overskredet"
    submit_text = "Gem grunden"
    done_text = "Grunden er noteret. Opgaven står her, til den er løst."

    def start(self) -> Record:
        try:
            due_on = dt.date.fromisoformat(self.kwargs["day"])
        except ValueError as error:
            raise Http404 from error
        found = self.deadline(self.kwargs["kind"], self.kwargs["pk"], due_on)
        return Delay(
            kind=found.kind.value,
            about_id=found.about_id,
            due_on=found.due,
            municipality_id=found.owner.municipality_id,
        )

    def make(self, form: Any) -> Delay:
        return services.note_delay(self.request.access, form.instance)


class DelayEdit(_OfDelay, WorkEdit):
    """Rettelse."""

    title = "Ret, hvorfor fristen er overskredet"
    done_text = "Grunden er rettet."

    def visible(self) -> QuerySet:
        """Those of one's municipality; whether the deadline is there for the person is asked next."""
        return Delay.objects.filter(municipality__in=self.request.access.municipalities(*FOLLOWERS)).select_related(
            "municipality"
        )

    def the_record(self) -> Delay:
        record: Delay = super().the_record()
        self.deadline(record.kind, record.about_id, record.due_on)
        return record

    @staticmethod
    def change(access: Any, delay: Delay, *, expected_version: int, **known: Any) -> Delay:
        """The service, with what the form read."""
        return services.correct_delay(access, delay, reason=delay.reason, expected_version=expected_version)
