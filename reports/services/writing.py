"""The report's prose: sections, points with their recommendation, explanations of goals. Stored once, printed where needed."""

from typing import Any

from django.db import transaction

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping
from socialportal.common.records import Conflict

from ..models import AnnualReport, GoalStatement, PointReport, Recommendation, Section
from .point import recommendation_of
from .report import EDIT
from .texts import check_figures, refuse_cpr


@transaction.atomic
def write_section(access: Access, section: Section, *, expected_version: int, links: Any = None) -> Section:
    """Saves one of the report's texts. Raises ValidationError for an unknown figure or reference, Conflict."""
    demand(access, EDIT, section)
    section.text = tidy(section.text)
    check_figures(section.report, text=section.text)
    return guarded.change(access, EDIT, section, expected_version=expected_version, links=links)


@transaction.atomic
def write_point(
    access: Access, told: PointReport, *, recommendation: str, expected_version: int, links: Any = None
) -> PointReport:
    """Saves what is told of a point together with what is recommended: written on one page, so in conflict as one.

    An emptied recommendation goes to the trash. Raises ValidationError, Conflict.
    """
    demand(access, EDIT, told)
    told.introduction, told.happened = tidy(told.introduction), tidy(told.happened)
    wanted = tidy(recommendation)
    advised = Recommendation(report=told.report, point=told.point, text=wanted)
    refuse_cpr(told, recommendation=advised)
    check_figures(told.report, introduction=told.introduction, happened=told.happened, recommendation=wanted)
    PointReport.with_deleted.select_for_update().get(pk=told.pk)
    advice = recommendation_of(told.report, told.point)
    old = advice.text if advice else ""
    parts = {"recommendation": [old, wanted]} if old != wanted else None
    saved = bookkeeping.change(access, told, expected_version=expected_version, links=links, parts=parts)
    if old == wanted:
        return saved
    if advice is None:
        bookkeeping.add(access, advised)
    elif wanted:
        advice.text = wanted
        bookkeeping.change(access, advice, expected_version=advice.version)
    else:
        bookkeeping.remove(access, advice, expected_version=advice.version)
    return saved


@transaction.atomic
def explain_goal(
    access: Access, statement: GoalStatement, *, expected_version: int, links: Any = None
) -> GoalStatement | None:
    """Saves the sentence that explains a goal in a report; without words it is taken away, and None comes back.

    Raises ValidationError; Conflict also when somebody else wrote the first one meanwhile.
    """
    demand(access, EDIT, statement)
    statement.text = tidy(statement.text)
    check_figures(statement.report, text=statement.text)
    AnnualReport.with_deleted.select_for_update().get(pk=statement.report.pk)  # two who write the first one queue here
    there = GoalStatement.objects.filter(report=statement.report, goal=statement.goal).first()
    if there is None:
        if statement.pk:  # taken away while this was written: it is written anew
            statement.pk, statement.version, statement._state.adding = None, 1, True
        return guarded.add(access, EDIT, statement) if statement.text else None
    if statement.pk != there.pk:
        raise Conflict(there)
    if statement.text:
        return guarded.change(access, EDIT, statement, expected_version=expected_version, links=links)
    guarded.remove(access, EDIT, there, expected_version=expected_version)
    return None


def tidy(text: str) -> str:
    """Browsers send lines with CR LF; paragraphs are parted by one empty line, without spaces at the ends of lines."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")
