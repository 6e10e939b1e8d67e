"""A form that is sent twice (a double click, a reload) makes one record, not two."""

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.http import QueryDict

from .models import Submission

M = TypeVar("M", bound=models.Model)
NOT_CONTENT = frozenset({"csrfmiddlewaretoken"})


def digest_of(sent: QueryDict, *, of: str) -> str:
    """What tells one sending from another: the form's token and all that was written. `of` says who sends it, and where."""
    content = sorted((name, values) for name, values in sent.lists() if name not in NOT_CONTENT)
    return hashlib.sha256(json.dumps([of, content]).encode()).hexdigest()


def once(sent: QueryDict, make: Callable[[], M], *, of: str) -> M:
    """Calls `make`, or, where just this was sent before, answers with what it made then.

    A second sending that comes while the first is at work waits for it: the digest is unique in the database. When `make`
    raises, nothing is noted, and the form can be sent again.
    """
    if not sent.get("token"):
        return make()
    digest = digest_of(sent, of=of)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(digest=digest)
            made = make()
            submission.model, submission.object_id = made._meta.label_lower, made.pk
            submission.save(update_fields=["model", "object_id"])
    except IntegrityError:
        earlier = Submission.objects.filter(digest=digest).first()
        if earlier is None:
            raise
        return earlier.made()  # type: ignore[return-value]
    return made
