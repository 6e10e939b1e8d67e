"""The report's smaller parts: holistic recommendations, stories of citizens, references."""

from string import ascii_uppercase
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand

from ..models import AnnualReport, CaseStory, Recommendation, Reference
from .report import EDIT
from .texts import check_figures, same_place
from .writing import tidy


def _last(report: AnnualReport, rows: Any) -> int:
    """The place after the others; the report is held, so that two do not get the same."""
    AnnualReport.with_deleted.select_for_update().get(pk=report.pk)
    return (rows.filter(report=report).aggregate(last=Max("order"))["last"] or 0) + 1


# --- Recommendations that belong to no point --------------------------------------------------------------------------
def _check_recommendation(advice: Recommendation) -> None:
    advice.background, advice.text = tidy(advice.background), tidy(advice.text)
    check_figures(advice.report, background=advice.background, text=advice.text)
    if advice.point is None and not advice.title:
        raise ValidationError({"title": "Skriv en overskrift. En anbefaling uden et punkt kendes på den."})


@transaction.atomic
def add_recommendation(access: Access, advice: Recommendation, *, links: Any = None) -> Recommendation:
    """Adds a holistic recommendation, last, with the next letter unless it has one. Raises ValidationError."""
    demand(access, EDIT, advice)
    _check_recommendation(advice)
    advice.order = advice.order or _last(advice.report, Recommendation.objects)
    if not advice.letter:
        taken = set(Recommendation.objects.filter(report=advice.report, point=None).values_list("letter", flat=True))
        advice.letter = next((letter for letter in ascii_uppercase if letter not in taken), "")
    return guarded.add(access, EDIT, advice, links=links)


@transaction.atomic
def change_recommendation(
    access: Access, advice: Recommendation, *, expected_version: int, links: Any = None
) -> Recommendation:
    """Raises ValidationError, Conflict."""
    demand(access, EDIT, advice)
    _check_recommendation(advice)
    return guarded.change(access, EDIT, advice, expected_version=expected_version, links=links)


# --- Stories of citizens ----------------------------------------------------------------------------------------------
def _check_case(case: CaseStory) -> None:
    case.text = tidy(case.text)
    check_figures(case.report, case=case, text=case.text)
    same_place(case, point=[case.point], placement=[case.placement] if case.placement else [])
    if case.consent_on and case.consent_on > timezone.localdate():
        raise ValidationError({"consent_on": "Samtykket kan ikke være givet i fremtiden. Ret datoen."})


@transaction.atomic
def add_case(access: Access, case: CaseStory, *, links: Any = None) -> CaseStory:
    """Adds a citizen's story under a point. Without a consent date it stays in the working copy. Raises ValidationError."""
    demand(access, EDIT, case)
    _check_case(case)
    return guarded.add(access, EDIT, case, links=links)


@transaction.atomic
def change_case(access: Access, case: CaseStory, *, expected_version: int, links: Any = None) -> CaseStory:
    """Raises ValidationError, Conflict."""
    demand(access, EDIT, case)
    _check_case(case)
    return guarded.change(access, EDIT, case, expected_version=expected_version, links=links)


# --- References -------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_reference(access: Access, reference: Reference, *, links: Any = None) -> Reference:
    """Adds a reference, last. Raises ValidationError."""
    demand(access, EDIT, reference)
    reference.order = reference.order or _last(reference.report, Reference.objects)
    return guarded.add(access, EDIT, reference, links=links)


@transaction.atomic
def change_reference(access: Access, reference: Reference, *, expected_version: int, links: Any = None) -> Reference:
    """Raises ValidationError, Conflict."""
    return guarded.change(access, EDIT, reference, expected_version=expected_version, links=links)


# --- What all of them can ---------------------------------------------------------------------------------------------
Part = Recommendation | CaseStory | Reference


@transaction.atomic
def remove_part(access: Access, part: Part, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash for 30 days. Raises Conflict."""
    guarded.remove(access, EDIT, part, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_part(access: Access, part: Part) -> Part:
    """Brings it back. Raises ValidationError when its place is taken meanwhile."""
    return guarded.restore(access, EDIT, part)
