"""Gives every request its Access, read at most once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .access import ANONYMOUS, FOCUS, Access, access_of


def read_access(request: HttpRequest) -> Access:
    """The Access of whoever sends the request."""
    if not request.user.is_authenticated:
        return ANONYMOUS
    return access_of(request.user, focus=request.session.get(FOCUS))  # type: ignore[arg-type]


class AccessMiddleware:
    """Sets `request.access`; it is read from the database only when somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.access = SimpleLazyObject(lambda: read_access(request))  # type: ignore[attr-defined]
        return self.get_response(request)
