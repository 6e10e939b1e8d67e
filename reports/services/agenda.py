"""Sagsfremstillinger: the report as an item on a committee's agenda, and the decision that comes back."""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.common import danish
from socialportal.common.records import Conflict

from ..figures import Basis
from ..indicators.goals import goals
from ..models import AgendaItem, AnnualReport, Decision
from ..queries import Texts
from .politics import add_decision
from .report import EDIT
from .texts import check_figures, same_place
from .writing import tidy

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
TEXTS = ("summary", "proposal", "background", "economy", "further_course")


def proposed(report: AnnualReport, texts: Texts) -> AgendaItem:
    """A first draft of the item from the report's own recommendations. Figures stay placeholders, so that they are the
    public edition's on the day the paper is made.
    """
    name = f"{report.title} {report.year}"
    advised = [
        (point.name, point.recommendation or "") for point in texts.points if (point.recommendation or "").strip()
    ]
    advised += [(advice.title, advice.text) for advice in texts.holistic]
    proposal = [f"udvalget tager {name} til efterretning"]
    proposal += [f"udvalget drøfter anbefalingen om ”{title}”: {_first_sentence(text)}" for title, text in advised]
    number = danish.count(len(advised), "anbefaling", "anbefalinger")
    summary = f"{name} gør status på arbejdet med socialøkonomi i {report.municipality.full_name}."
    if advised:
        summary += f" Den munder ud i {number}, som udvalget bedes tage stilling til."
    return AgendaItem(
        report=report,
        title=name,
        summary=summary,
        proposal="\n".join(proposal),
        background=_standing(report),
        further_course=f"Det, udvalget beslutter, bliver fulgt op i årsrapporten for {report.year + 1}.",
    )


def _standing(report: AnnualReport) -> str:
    """How the goals stand, a line each: figures as placeholders, days as they are."""
    basis = Basis.of(report.municipality, report.year)
    lines = []
    for goal in goals(basis):
        if goal.indicator:
            actual = f'{{{{ goal.{goal.key}.actual|ellers:"vises ikke" }}}}'
            most = f" til {{{{ goal.{goal.key}.target_max }}}}" if goal.target_max else ""
            lines.append(f"- {goal.label}: {actual} af {{{{ goal.{goal.key}.target }}}}{most}.")
        elif goal.achieved_on and goal.achieved_on <= basis.as_of:
            lines.append(f"- {goal.label}: nået {danish.date(goal.achieved_on)}.")
        else:
            lines.append(f"- {goal.label}: ikke nået endnu.")
    return "\n".join([f"Sådan står strategiens mål ved udgangen af {report.year}:", "", *lines]) if lines else ""


def _first_sentence(text: str) -> str:
    """On one line, since an indstilling is read as a list; the report has the rest."""
    return _SENTENCE.split(" ".join(text.replace("\n- ", "\n").split()), maxsplit=1)[0]


def _check(item: AgendaItem) -> None:
    for name in TEXTS:
        setattr(item, name, tidy(getattr(item, name)))
    same_place(item, committee=[item.committee])
    if not item.committee.holds_on(item.meeting_on):
        raise ValidationError(
            {
                "committee": f"{item.committee} fandtes ikke under det navn den {danish.date(item.meeting_on)}. Vælg et andet."
            }
        )
    check_figures(item.report, **{name: getattr(item, name) for name in TEXTS})


@transaction.atomic
def add_item(access: Access, item: AgendaItem, *, links: Any = None) -> AgendaItem:
    """Lays the report before a committee. Raises ValidationError when the committee had another name that day, or already
    has the report on that meeting.
    """
    demand(access, EDIT, item)
    _check(item)
    return guarded.add(access, EDIT, item, links=links)


@transaction.atomic
def change_item(access: Access, item: AgendaItem, *, expected_version: int, links: Any = None) -> AgendaItem:
    """Rettelse. Raises ValidationError, Conflict."""
    demand(access, EDIT, item)
    _check(item)
    return guarded.change(access, EDIT, item, expected_version=expected_version, links=links)


@transaction.atomic
def remove_item(access: Access, item: AgendaItem, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash; a decision that came back stays among the committee's. Raises Conflict."""
    guarded.remove(access, EDIT, item, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_item(access: Access, item: AgendaItem) -> AgendaItem:
    """Brings it back. Raises ValidationError when its place is taken meanwhile."""
    return guarded.restore(access, EDIT, item)


@transaction.atomic
def record_decision(
    access: Access, item: AgendaItem, *, decided_on: dt.date, quote: str, expected_version: int, filed_as: str = ""
) -> AgendaItem:
    """What the committee decided, as a decision of its own that the report and next year's answers can quote.

    Raises ValidationError when it is noted already, lies before the meeting or without words; Conflict.
    """
    demand(access, EDIT, item)
    stored = AgendaItem.with_deleted.select_for_update().get(pk=item.pk)
    if stored.version != expected_version:
        raise Conflict(stored)
    if decision_of(stored):
        raise ValidationError("Beslutningen er noteret. Ret den under Udvalg og beslutninger.")
    if decided_on < item.meeting_on:
        raise ValidationError(
            {"decided_on": f"Mødet er den {danish.date(item.meeting_on)}. Vælg den dag eller en senere."}
        )
    if not quote.strip():
        raise ValidationError({"quote": "Skriv, hvad udvalget besluttede."})
    decision = Decision(
        committee=item.committee,
        decided_on=decided_on,
        kind=Decision.Kind.REPORT,
        title=item.title,
        quote=tidy(quote),
        filed_as=filed_as or item.filed_as,
    )
    item.decision = add_decision(access, decision)
    return guarded.change(access, EDIT, item, expected_version=expected_version, verb="decided")


def decision_of(item: AgendaItem) -> Decision | None:
    """The decision that came back, unless it was deleted since."""
    number: int | None = item.decision_id  # type: ignore[attr-defined]
    return Decision.objects.filter(pk=number).first() if number else None
