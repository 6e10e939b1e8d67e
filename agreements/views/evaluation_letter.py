"""An evaluation on its way to the enterprise: looked through, sent, withdrawn, and read by the enterprise's users."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socialportal.common import danish
from socialportal.common.pages import Door

from ..forms.evaluation import SendForm
from ..models import Evaluation
from ..services import evaluation_letter as services
from .doors import WorkVerb
from .evaluation import _OfEvaluation


def shown(letter: dict[str, Any], record: Evaluation) -> dict[str, Any]:
    """Context of `agreements/letter.html`: what was frozen, with the groups' day where it is another than the figures'."""
    day = letter["cells_as_of"] and dt.date.fromisoformat(letter["cells_as_of"])
    return {
        "figures": letter["figures"],
        "cells": [(label, count) for label, _, count in letter["cells"] if count],
        "cells_as_of": day if day != record.as_of else None,
        "answers": letter["answers"],
        "record": record,
    }


class EvaluationSend(_OfEvaluation, WorkVerb):
    """What the enterprise will read, and the button."""

    form_class = SendForm
    template_name = "agreements/evaluation_send.html"
    title = "Send til virksomheden: {record}"
    lead = "Sådan kommer virksomheden til at læse evalueringen. Rettelser bagefter ændrer ikke det, der er sendt."
    submit_text = "Send til virksomheden"
    done_text = "Evalueringen er sendt til virksomheden."

    def more(self, record: Any) -> dict[str, Any]:
        letter = services.letter_of(record)
        readers = danish.listing(str(user) for user in services.readers_of(record))
        return super().more(record) | shown(letter, record) | {"left_out": letter["left_out"], "readers": readers}

    def act(self, record: Evaluation, data: dict[str, Any], version: int) -> Evaluation:
        return services.send_evaluation(self.request.access, record, expected_version=version)


class EvaluationWithdraw(_OfEvaluation, WorkVerb):
    """The enterprise is not to read it any more."""

    form_class = SendForm
    template_name = "agreements/form.html"
    title = "Træk tilbage: {record}"
    lead = "Virksomheden kan ikke længere læse evalueringen. Den kan sendes igen."
    submit_text = "Træk evalueringen tilbage"
    done_text = "Evalueringen er trukket tilbage."

    def act(self, record: Evaluation, data: dict[str, Any], version: int) -> Evaluation:
        return services.withdraw_evaluation(self.request.access, record, expected_version=version)


class EvaluationLetter(Door):
    """What was sent, for the enterprise's own users; to everybody else it does not exist."""

    model = Evaluation

    def visible(self) -> QuerySet:
        rows: Any = Evaluation.objects.of_own_enterprises(self.request.access)
        return rows.select_related("agreement__presence__enterprise", "agreement__municipality")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        enterprise = record.agreement.presence.enterprise
        context = {
            "title": f"Evaluering af {record.agreement.title.lower()} med {enterprise}",
            "lead": f"Opgjort pr. {danish.date(record.as_of)}, talt fra {danish.date(record.counted_from)}. "
            f"Sendt af {record.agreement.municipality.full_name} {danish.date(record.sent_on)}.",
            "trail": [(str(enterprise), enterprise.get_absolute_url())],
        }
        return render(request, "agreements/evaluation_letter.html", context | shown(record.sent_copy, record))
