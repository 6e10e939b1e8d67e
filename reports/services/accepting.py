"""Opmærksomhedspunkter that are left as they are: accepted with a reason, which both editions print at the back."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.common import danish

from ..editions import Edition
from ..figures import BasisError
from ..models import AcceptedFinding, AnnualReport
from ..placeholders import problems
from .report import EDIT
from .texts import check_figures, counted_editions, text_references
from .writing import tidy

_PLACE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "én" and "et" are articles too; from two on a number in words is a number.
_IN_WORDS = (*(danish.words(number) for number in range(2, 11)), "elleve", "tolv")
_WORD = re.compile(rf"\b(?:{'|'.join(_IN_WORDS)})\b", re.IGNORECASE)


def _check(accepted: AcceptedFinding) -> None:
    """The reason is printed for everybody: it names no number but by its placeholder, and only numbers all may see.

    Raises ValidationError.
    """
    accepted.reason = tidy(accepted.reason)
    if not accepted.reason.strip():
        raise ValidationError({"reason": "Skriv en begrundelse. Den trykkes bagest i rapporten."})
    plain = _PLACE.sub("", accepted.reason)
    if re.search(r"\d", _YEAR.sub("", plain)) or _WORD.search(plain):
        raise ValidationError(
            {
                "reason": "Begrundelsen trykkes også i den offentlige udgave, så den må ikke rumme tal, hverken med cifre "
                "eller ord. Skriv den uden tal, eller sæt tallet ind med klammer, fx {{ enterprises_active }}. Årstal er "
                "i orden."
            }
        )
    check_figures(accepted.report, reason=accepted.reason)
    _check_public(accepted)


def _check_public(accepted: AcceptedFinding) -> None:
    if "{{" not in accepted.reason:
        return
    try:
        public = counted_editions(accepted.report)[Edition.PUBLIC]
    except BasisError:
        return  # nothing can be counted, and the page says why
    wrong = problems(accepted.reason, public.lookup(text_references(public.counted)))
    if wrong:
        raise ValidationError({"reason": [part.problem for part in wrong]})


@transaction.atomic
def accept_finding(access: Access, accepted: AcceptedFinding, *, links: Any = None) -> AcceptedFinding:
    """Accepts a finding as it is now, with a reason. Raises ValidationError when the reason is missing or holds a number, or
    when somebody has accepted it already.
    """
    demand(access, EDIT, accepted)
    AnnualReport.with_deleted.select_for_update().get(pk=accepted.report.pk)
    _check(accepted)
    return guarded.add(access, EDIT, accepted, links=links)


@transaction.atomic
def change_reason(
    access: Access, accepted: AcceptedFinding, *, expected_version: int, links: Any = None
) -> AcceptedFinding:
    """Another reason. Raises ValidationError, Conflict."""
    demand(access, EDIT, accepted)
    _check(accepted)
    return guarded.change(access, EDIT, accepted, expected_version=expected_version, links=links)


@transaction.atomic
def take_back(access: Access, accepted: AcceptedFinding, *, expected_version: int, reason: str = "") -> None:
    """The finding asks for attention again. It can be brought back for 30 days. Raises Conflict."""
    guarded.remove(access, EDIT, accepted, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_acceptance(access: Access, accepted: AcceptedFinding) -> AcceptedFinding:
    """Brings it back. Raises ValidationError when it was accepted anew meanwhile."""
    return guarded.restore(access, EDIT, accepted)
