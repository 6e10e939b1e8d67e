"""One's own calendar address: shown once, renewed, taken away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from socialportal.accounts import roles

from .. import mail
from ..models import CalendarKey
from ..services import calendar as services


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, and what it is for."""
    _ask(request)
    return _page(request)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new address. It stands on the page that comes back, and nowhere else."""
    _ask(request)
    user: Any = request.user
    token = services.make_address(request.access, user)  # type: ignore[attr-defined]
    return _page(request, mail.absolute(reverse("home:calendar-feed", args=[token])))


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """It stops working."""
    _ask(request)
    user: Any = request.user
    services.revoke_address(request.access, user)  # type: ignore[attr-defined]
    messages.success(request, "Kalenderadressen virker ikke længere.")
    return redirect("notices:calendar")


def _ask(request: HttpRequest) -> None:
    """Only who follows the work has deadlines."""
    if not request.access.has_any((roles.COORDINATOR, roles.CONSULTANT)):  # type: ignore[attr-defined]
        raise PermissionDenied


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    held = CalendarKey.objects.filter(user=request.user).first()  # type: ignore[misc]
    context = {"title": "Frister i din kalender", "address": address, "held": held}
    response = render(request, "notices/calendar.html", context)
    if address:
        response["Cache-Control"] = "no-store"
    return response
