"""An address that only takes forms, opened as a page (say, after a login in between), gets words instead of nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_METHOD_NOT_ALLOWED = 405


class MethodNotAllowedPage:
    """Puts a page into Django's empty 405 answers and keeps their `Allow` header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != _METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=_METHOD_NOT_ALLOWED)
        page["Allow"] = response.get("Allow", "")
        return page
