"""A database that is away gives a calm page and status 503, and an address nobody can mean a 400; never a trace."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
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


# What a web server takes in one line; a filter with every field filled in is a tenth of it.
LONGEST_QUERY = 4_000


class OddAddressMiddleware:
    """Refuses what no form of ours sends: PostgreSQL keeps no NUL, and a number of thousands of digits is none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\0" in query or "\0" in request.path or len(query) > LONGEST_QUERY:
            raise BadRequest
        return self.get_response(request)


def unavailable() -> HttpResponse:
    """The page of a portal that cannot reach its records."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "30"
    return response
