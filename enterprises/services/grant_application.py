"""Ansøgninger: what enterprises applied for, who signed with them, and what came of it."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import Links

from ..models import Donor, Grant, GrantApplication
from ..terms import in_year
from . import guarded
from .grants import add_grant

CHANGE = "enterprises.change_application"
CO_SIGN = "enterprises.co_sign_application"
REMOVE = "enterprises.change_enterprise"
HAS_GRANT = "Bevillingen er skrevet ind under puljer og fondsmidler. Slet den først, hvis svaret var et andet."
Result = GrantApplication.Result


def live_grant(application: GrantApplication) -> Grant | None:
    """The grant it led to, unless that lies in the trash."""
    grant = application.grant
    return grant if grant is not None and grant.deleted_at is None else None


def _check(access: Access, application: GrantApplication, before: GrantApplication | None) -> None:
    today = timezone.localdate()
    if application.applied_on and application.applied_on > today:
        raise ValidationError({"applied_on": "Dagen ligger ude i fremtiden. Skriv den dag, ansøgningen blev sendt."})
    if (
        application.presence_id
        and application.applied_on
        and not in_year(application.presence, application.applied_on.year)
    ):
        raise ValidationError(
            {
                "applied_on": f"{application.presence.enterprise} var ikke aktiv i {application.presence.municipality} i "
                f"{application.applied_on.year}. Ret datoen, eller vælg en anden virksomhed."
            }
        )
    if application.co_signed != (before.co_signed if before else False) and not may(access, CO_SIGN, application):
        raise PermissionDenied


@transaction.atomic
def register_application(
    access: Access, application: GrantApplication, *, links: Links | None = None, reason: str = ""
) -> GrantApplication:
    """A new application, which waits for an answer. Only a coordinator says that the municipality has signed with them."""
    demand(access, CHANGE, application)
    _check(access, application, None)
    application.result, application.answered_on = Result.WAITING, None
    return guarded.add(access, CHANGE, application, reason=reason)


@transaction.atomic
def correct_application(
    access: Access,
    application: GrantApplication,
    *,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> GrantApplication:
    """Rettelse of what was applied for; the answer has its own verb. Whose it is stays."""
    before = guarded.as_stored(application)
    if before.presence_id != application.presence_id:  # type: ignore[attr-defined]
        raise PermissionDenied
    _check(access, application, before)
    return guarded.change(access, CHANGE, application, expected_version=expected_version, reason=reason)


@transaction.atomic
def answer_application(
    access: Access, application: GrantApplication, *, result: str, answered_on: dt.date | None, expected_version: int
) -> GrantApplication:
    """What the fund answered, and when; `WAITING` takes an answer back. Raises ValidationError when a grant hangs on it."""
    if live_grant(application) is not None and result != Result.GRANTED:
        raise ValidationError({"result": HAS_GRANT})
    if result == Result.WAITING:
        answered_on = None
    elif answered_on is None:
        raise ValidationError({"answered_on": "Skriv den dag, svaret kom."})
    elif answered_on > timezone.localdate():
        raise ValidationError({"answered_on": "Dagen ligger ude i fremtiden. Skriv den dag, svaret kom."})
    application.result, application.answered_on = result, answered_on
    return guarded.change(access, CHANGE, application, expected_version=expected_version, verb="answered")


@transaction.atomic
def grant_application(
    access: Access,
    application: GrantApplication,
    grant: Grant,
    *,
    donors: Iterable[Donor] = (),
    answered_on: dt.date,
) -> Grant:
    """Bevilget: the grant with its donors and the answer, in one. Raises ValidationError when the application has one already."""
    demand(access, CHANGE, application)
    current = GrantApplication.objects.select_for_update().get(pk=application.pk)
    if live_grant(current) is not None:
        raise ValidationError("Bevillingen er allerede skrevet ind.")
    if grant.presence_id != current.presence_id:  # type: ignore[attr-defined]
        raise ValidationError({"presence": "Modtageren skal være den, der har søgt."})
    made = add_grant(access, grant, donors=donors)
    current.grant = made
    # The row is held, so there is nobody to be overtaken by.
    answer_application(
        access, current, result=Result.GRANTED, answered_on=answered_on, expected_version=current.version
    )
    return made


def remove_application(
    access: Access, application: GrantApplication, *, expected_version: int, reason: str = ""
) -> None:
    """Puts an application in the trash. The grant it led to stays."""
    guarded.remove(access, REMOVE, application, expected_version=expected_version, reason=reason)


def restore_application(access: Access, application: GrantApplication) -> GrantApplication:
    """Takes an application out of the trash."""
    return guarded.restore(access, REMOVE, application)
