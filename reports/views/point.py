"""Points of a strategy, and their order."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse

from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove
from socialportal.common.records import Conflict

from .. import services
from ..forms.strategy import PointForm
from ..models import StrategyPoint
from .goal import OfStrategy


class PointForms(OfStrategy):
    """What adding and editing share."""

    model = StrategyPoint
    form_class = PointForm

    def form_options(self) -> dict[str, Any]:
        return {"place": self.place}


class PointAdd(PointForms, RecordAdd):
    """A new point, last."""

    service = staticmethod(services.add_point)
    title = "Nyt punkt"
    done_text = "Punktet ”{record}” er oprettet."

    def start(self) -> StrategyPoint:
        return StrategyPoint(strategy=self.strategy())


class PointEdit(PointForms, RecordEdit):
    """A point as it is."""

    change = staticmethod(services.correct_point)
    title = "Ret punktet ”{record}”"

    def more(self, record: StrategyPoint) -> dict[str, Any]:
        return super().more(record) | {
            "danger_text": "Slet punktet",
            "danger_url": reverse("reports:point-remove", args=[record.pk]),
        }


class PointRemove(OfStrategy, RecordRemove):
    """A point written by mistake."""

    model = StrategyPoint
    template_name = "components/confirm_page.html"
    service = staticmethod(services.remove_point)
    title = "Slet punktet ”{record}”?"

    def done_url(self, record: StrategyPoint) -> str:
        return record.strategy.get_absolute_url()


class MoveForm(forms.Form):
    """One place up or down, from where the user saw it."""

    by = forms.TypedChoiceField(choices=[("-1", "op"), ("1", "ned")], coerce=int)
    place = forms.IntegerField(min_value=1)


class PointMove(OfStrategy):
    """Up or down by a button."""

    model = StrategyPoint
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        point, form = self.the_record(), MoveForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest("Flyt punktet med knapperne på strategiens side.")
        try:
            services.move_point(request.access, point, **form.cleaned_data)  # type: ignore[attr-defined]
        except Conflict:
            messages.warning(request, "Rækkefølgen er ændret imens. Se den igennem, og flyt punktet igen.")
        else:
            messages.success(request, f"{point} er flyttet {'op' if form.cleaned_data['by'] < 0 else 'ned'}.")
        return HttpResponseRedirect(point.get_absolute_url())
