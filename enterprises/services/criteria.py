"""The checklist on the way to registration: how an enterprise stands with each of the criteria."""

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import CriterionAnswer
from . import guarded

CHANGE = "enterprises.change_checklist"


def answer(
    access: Access, criterion_answer: CriterionAnswer, *, links: Links | None = None, reason: str = ""
) -> CriterionAnswer:
    """The first answer to a criterion. Raises ValidationError when somebody has answered it meanwhile."""
    return guarded.add(access, CHANGE, criterion_answer, reason=reason)


def change_answer(
    access: Access,
    criterion_answer: CriterionAnswer,
    *,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> CriterionAnswer:
    """Another answer. Whose it is and what it answers stay."""
    stored = guarded.as_stored(criterion_answer)
    criterion_answer.enterprise, criterion_answer.criterion = stored.enterprise, stored.criterion
    return guarded.change(access, CHANGE, criterion_answer, expected_version=expected_version, reason=reason)
