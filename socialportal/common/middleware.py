"""A database that is away gives a calm page and status 503, never a trace."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


class DatabaseDownMiddleware:
    """Turns a lost database into 503 with `Retry-After`, without asking the database for anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers for views; what fails before the view is caught by `handler500` of the project."""
        if isinstance(exception, (OperationalError, InterfaceError)):
            return unavailable()
        return None


def unavailable() -> HttpResponse:
    """The page of a portal that cannot reach its records."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "30"
    return response
