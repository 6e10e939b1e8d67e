"""Klar til journalen: that a document was carried over to the municipality's case system, by whom and when."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.models import User

from ..models import Evaluation
from . import guarded
from .dates import check_happened

EDIT, EDIT_EVALUATION = "agreements.edit_course", "agreements.edit_evaluation"


@transaction.atomic
def mark_journaled(access: Access, record: Any, *, expected_version: int, journaled_on: dt.date | None) -> Any:
    """Overført til journalen den …, for any `Journaled` record; without a day it is taken back, since it was not carried
    over after all.
    """
    if journaled_on is None and record.journaled_on is None:
        raise ValidationError({"journaled_on": "Skriv dagen, hvor det blev overført."})
    if journaled_on is not None:
        check_happened(journaled_on, "journaled_on")
    verb = "corrected" if record.journaled_on else "journaled"
    if journaled_on != record.journaled_on:
        record.journaled_by = _user(access) if journaled_on else None
    record.journaled_on = journaled_on
    permission = EDIT_EVALUATION if isinstance(record, Evaluation) else EDIT
    return guarded.change(access, permission, record, expected_version=expected_version, verb=verb)


def _user(access: Access) -> User | None:
    """Who acts; nobody, where it is a command."""
    return None if access.user_id is None else User.objects.get(pk=access.user_id)
