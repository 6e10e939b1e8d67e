"""Evaluations compared: an agreement's from year to year, and the agreements of a municipality with each other."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from socialportal.common import danish
from socialportal.common.pages import Door

from .. import weeks
from ..models import Evaluation
from ..queries import Compared, compared, newest_of_each
from .doors import LIST, trail_of

UNKNOWN = "–"
MOST_BESIDE = 4  # as many columns as a page has room for
HEAD = (
    "Afsluttede forløb",
    "I job, uddannelse eller undervisning",
    "Pris pr. plads om måneden",
    "Pris pr. forløb, der førte til job, uddannelse eller undervisning",
    "Mødestabilitet",
    "Stadig i job efter 6 måneder",
    "Stadig i job efter 12 måneder",
)
# Sådan er tallene opgjort
NOTES = (
    "Hver række er talt i evalueringens egen periode.",
    "Prisen pr. forløb er prisen for de faste pladser i hele perioden efter vilkårene, delt med de forløb, der førte til "
    "job, uddannelse eller undervisning.",
    "Mødestabilitet er de timer, deltagerne mødte, af de timer, der var planlagt.",
    "Job er dem, der begyndte i perioden efter et forløb under aftalen, og som er begyndt længe nok før opgørelsen.",
    f"{UNKNOWN} betyder, at tallet ikke kendes, eller at der ikke er noget at tælle.",
)


def cells(one: Compared) -> list[str]:
    """The figures in words, each with its denominator, in the order of `HEAD`."""
    steady = weeks.steadiness(one.attended, one.planned)
    hours = f"{danish.number(one.attended)} af {weeks.hours_said(one.planned)}"
    return [
        danish.number(one.ended),
        _share(one.positive, one.ended),
        _kroner(one.price_per_place),
        _kroner(one.price_per_positive),
        UNKNOWN if steady is None else f"{danish.percent(steady)} ({hours})",
        *(_share(lasted.lasting, lasted.begun) for lasted in one.lasting),
    ]


def _share(part: int, whole: int) -> str:
    return f"{danish.out_of(part, whole)} ({danish.percent(danish.share(part, whole))})" if whole else UNKNOWN


def _kroner(amount: Any) -> str:
    return UNKNOWN if amount is None else danish.kroner(danish.half_up(amount))


def table(found: Iterable[Compared], *, here: int | None = None) -> list[dict[str, Any]]:
    """The lines of `agreements/compared.html`: each evaluation with its period and figures."""
    return [
        {
            "evaluation": one.evaluation,
            "period": f"{danish.date(one.evaluation.counted_from)} – {danish.date(one.evaluation.as_of)}",
            "cells": list(zip(HEAD, cells(one), strict=True)),
            "here": one.evaluation.pk == here,
        }
        for one in found
    ]


def beside_earlier(evaluation: Evaluation, visible: QuerySet[Evaluation]) -> dict[str, Any]:
    """This evaluation and the agreement's last earlier ones as columns, newest first: context of `agreements/years.html`."""
    rows = visible.filter(agreement=evaluation.agreement_id, as_of__lte=evaluation.as_of)  # type: ignore[misc]
    columns = table(compared(rows.order_by("-as_of")[:MOST_BESIDE]), here=evaluation.pk)
    told = [[cell for _, cell in column["cells"]] for column in columns]
    return {"columns": columns, "lines": list(zip(HEAD, zip(*told, strict=True), strict=True)), "notes": NOTES}


class Comparison(Door):
    """The newest evaluation of each agreement, by the agreement's number."""

    model = Evaluation
    permission = LIST

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        visible = self.visible()
        if here := self.request.access.municipality_id:
            visible = visible.filter(agreement__municipality=here)
        newest = newest_of_each(visible.order_by("-as_of", "-pk").only("pk", "agreement"))
        found = compared(visible.filter(pk__in=newest).order_by("agreement__number"))
        context = {
            "title": "Sammenlign aftalerne",
            "lead": "Den nyeste evaluering af hver aftale, på de samme spørgsmål og talt på samme måde.",
            "rows": table(found),
            "head": HEAD,
            "notes": NOTES,
            "trail": trail_of("Evalueringer", "agreements:evaluations"),
        }
        return render(request, "agreements/comparison.html", context)
