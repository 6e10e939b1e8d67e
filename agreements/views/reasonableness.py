"""Rimelighedskravet as a calculator: help, not a decision. Nothing is stored; the numbers stand in the address."""

import datetime as dt
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import Door

from ..forms.reasonableness import ReasonablenessForm
from ..models import ReasonablenessRule
from ..tabulate import allowed_at_once, needed_for
from .job_tabs import job_tabs


class Reasonableness(Door):
    """How many more may be in internship and wage subsidy here?"""

    permission = "agreements.reckon"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        form = ReasonablenessForm(request.GET or None)
        day = timezone.localdate()
        if form.is_valid():
            day = form.cleaned_data["dag"] or day
        rule = rule_on(day)
        context = {
            "title": "Rimelighedskravet",
            "form": form,
            "rule": rule,
            "rule_said": rule_said(rule) if rule else "",
            "day": day,
            "answer": answer(form, rule) if rule and form.is_valid() else None,
        }
        access = request.access  # type: ignore[attr-defined]
        tabs = job_tabs(access, "agreements:reasonableness")
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, "agreements/reasonableness_page.html", context | tabs, status=status)


def rule_on(day: dt.date) -> ReasonablenessRule | None:
    """The rule that holds on the day; of two that overlap, the later one."""
    rows: Any = ReasonablenessRule.objects.active_on(day)
    return rows.order_by(F("valid_from").desc(nulls_last=True), "order").first()


def rule_said(rule: ReasonablenessRule) -> str:
    """The rule's own numbers in words."""
    return (
        f"Én plads for hver {danish.number(rule.employees_per_place)} ordinært ansatte op til "
        f"{danish.number(rule.up_to)}, derefter én for hver {danish.number(rule.employees_per_place_above)}, "
        f"og altid mindst {danish.words(rule.at_least)}."
    )


def answer(form: ReasonablenessForm, rule: ReasonablenessRule) -> dict[str, Any]:
    """The answer in words, with the numbers it was made from."""
    employees, already = form.employees, form.cleaned_data["allerede"] or 0
    allowed = allowed_at_once(employees, rule)
    left = allowed - already
    if left > 0:
        heading = f"Der er plads til {danish.words(left)} mere"
    elif left == 0:
        heading = "Der er ikke plads til flere"
    else:
        heading = f"Der er {danish.words(-left)} for mange"
    more = needed_for(max(allowed, already) + 1, rule)
    return {
        "heading": heading,
        "over": left < 0,
        "said": f"Med {danish.number(employees)} ordinært ansatte må der være {danish.number(allowed)} i praktik og "
        f"løntilskud ad gangen. {nobody(already)}",
        "more": f"Først ved {danish.number(more)} ordinært ansatte er der plads til en mere." if left <= 0 else "",
    }


def nobody(already: int) -> str:
    """`Der er ingen i forvejen.`"""
    return f"Der er {danish.words(already)} i forvejen."
