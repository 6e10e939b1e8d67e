"""The two doors, for views. First: does the row exist for you (else 404)? Second: may you do this with it (else 403)?"""

from typing import Any, TypeVar

from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from . import rules

M = TypeVar("M", bound=models.Model)


def scoped_or_404(request: HttpRequest, source: type[M] | models.QuerySet[M], **lookup: Any) -> M:
    """The row, if it exists for whoever asks. `source` is a model or a queryset with `visible_to`. Raises Http404."""
    rows: Any = source if isinstance(source, models.QuerySet) else source._default_manager
    return get_object_or_404(rows.visible_to(request.access), **lookup)  # type: ignore[attr-defined]


def allow(request: HttpRequest, permission: str, obj: Any = None) -> None:
    """Raises PermissionDenied unless the rule `permission` says yes about `obj` (or, without one, in general)."""
    rules.demand(request.access, permission, obj)  # type: ignore[attr-defined]
